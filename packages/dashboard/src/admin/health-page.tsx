import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/ask.js';
import { useKpi } from '../api/use-kpi.js';
import { useWords } from '../i18n/use-words.js';
import { Shell } from '../layout/shell.js';
import { ErrorNotice, Skeleton } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { ViewBar } from '../view/view-bar.js';
import { AdminOnly } from './admin-only.js';
import css from './form.module.css';

interface Ready {
  status: string;
  store: { journal_mode: string; synchronous: string };
}

/** Whether the data can be trusted: the store, and what was kept out of the figures. */
export function HealthPage() {
  const { t } = useWords();
  return (
    <Shell title={t('nav.health')} tools={<ViewBar />}>
      <AdminOnly>
        <Store />
        <Excluded />
      </AdminOnly>
    </Shell>
  );
}

function Store() {
  const { t } = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: ['ready'],
    queryFn: () => ask<Ready>('/readyz'),
    refetchInterval: 15_000,
  });
  return (
    <Panel title={t('health.store')}>
      {error ? (
        <ErrorNotice error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton height="4rem" />
      ) : (
        <dl className={css.counts}>
          <div>
            <dt>{t('health.status')}</dt>
            <dd>{data.status}</dd>
          </div>
          <div>
            <dt>{t('health.durable')}</dt>
            <dd>{data.store.synchronous === 'full' ? t('health.durableFull') : data.store.synchronous}</dd>
          </div>
        </dl>
      )}
    </Panel>
  );
}

/** What the bot filter and the other rules kept out of the figures of the period. */
function Excluded() {
  const { t, number } = useWords();
  const { answer, error, retry } = useKpi('visits', { compare: false });
  return (
    <Panel title={t('health.excluded')}>
      {error ? (
        <ErrorNotice error={error} retry={retry} />
      ) : answer === undefined ? (
        <Skeleton height="4rem" />
      ) : (
        <dl className={css.counts}>
          {Object.entries(answer.excluded).map(([name, count]) => (
            <div key={name}>
              <dt>{t(`excluded.${name as 'bots'}`)}</dt>
              <dd>{number(count)}</dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  );
}
