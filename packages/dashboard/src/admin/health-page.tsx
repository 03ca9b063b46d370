import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/ask.js';
import { formatDuration } from '../format/amount.js';
import { formatAgo, formatMoment } from '../format/date.js';
import { useWords } from '../i18n/use-words.js';
import { Shell } from '../layout/shell.js';
import overview from '../overview/overview.module.css';
import { daysIn } from '../period/period.js';
import { BarList } from '../table/bar-list.js';
import { FileMenu } from '../ui/file-menu.js';
import { ErrorNotice, Notice, Skeleton } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { useSite, useView } from '../view/use-view.js';
import { ViewBar } from '../view/view-bar.js';
import { AdminOnly } from './admin-only.js';
import css from './form.module.css';

interface Count {
  reason: string;
  count: number;
}

interface Health {
  now: number;
  days: number;
  last_event: number | null;
  lag: { events: number; median_ms: number; p95_ms: number } | null;
  refused: Count[];
  apart: { bots: Count[]; internal: number };
  recomputing: boolean;
  disk: { bytes: number; free_bytes: number | null };
}

const MOST_DAYS = 400;
const EVERY = 15_000;

/** Whether the data can be trusted: what comes in, what was refused, and what is kept out of the figures and why. */
export function HealthPage() {
  const { t } = useWords();
  return (
    <Shell title={t('nav.health')} tools={<ViewBar only="period" />}>
      <AdminOnly>
        <HealthPanels />
      </AdminOnly>
    </Shell>
  );
}

function HealthPanels() {
  const { t } = useWords();
  const { site, period } = useView();
  const days = Math.min(MOST_DAYS, daysIn(period));
  const { data, error, refetch } = useQuery({
    queryKey: ['health', site.id, days],
    queryFn: () => ask<Health>(`/v1/health?site=${encodeURIComponent(site.id)}&days=${days}`),
    refetchInterval: EVERY,
  });
  if (error && data === undefined)
    return (
      <Panel title={t('health.arrives')}>
        <ErrorNotice error={error} retry={() => void refetch()} />
      </Panel>
    );
  if (data === undefined) return <Skeleton height="30rem" />;
  const keptApart = [
    ...data.apart.bots,
    ...(data.apart.internal > 0 ? [{ reason: 'internal', count: data.apart.internal }] : []),
  ].sort((one, other) => other.count - one.count);
  const named = (what: string) => `${site.id}-${what}-${days}-days`;
  const apart = {
    name: named('kept-apart'),
    csv: () => keptApart.map(({ reason, count }) => ({ reason, visits: count })),
  };
  const refused = {
    name: named('refused'),
    csv: () => data.refused.map(({ reason, count }) => ({ reason, events: count })),
  };
  return (
    <>
      <Arrival health={data} />
      <div className={overview.lists}>
        <Panel title={t('health.apart', { days: data.days })} tools={<FileMenu {...apart} />}>
          {keptApart.length === 0 ? (
            <Notice>{t('health.nothingApart')}</Notice>
          ) : (
            <Reasons counts={keptApart} figure={t('health.visits')} />
          )}
        </Panel>
        <Panel title={t('health.refused', { days: data.days })} tools={<FileMenu {...refused} />}>
          {data.refused.length === 0 ? (
            <Notice>{t('health.nothingRefused')}</Notice>
          ) : (
            <Reasons counts={data.refused} figure={t('health.events')} />
          )}
        </Panel>
      </div>
    </>
  );
}

function Arrival({ health }: { health: Health }) {
  const { t, locale } = useWords();
  const site = useSite();
  const { last_event: last, lag, disk } = health;
  const bytes = (value: number) => {
    const [unit, size] = value >= 1e9 ? ['gigabyte', 1e9] : ['megabyte', 1e6];
    return new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: unit as string,
      maximumFractionDigits: 1,
    }).format(value / (size as number));
  };
  return (
    <Panel
      title={t('health.arrives')}
      tools={
        <FileMenu
          name={`${site.id}-arrival`}
          csv={() => [
            {
              last_event: last === null ? null : new Date(last).toISOString(),
              events: lag?.events ?? null,
              lag_median_ms: lag?.median_ms ?? null,
              lag_p95_ms: lag?.p95_ms ?? null,
              disk_bytes: disk.bytes,
              disk_free_bytes: disk.free_bytes,
              recomputing: String(health.recomputing),
            },
          ]}
        />
      }
    >
      <dl className={css.counts}>
        <div>
          <dt>{t('health.lastEvent')}</dt>
          <dd title={last === null ? undefined : formatMoment(last, site.timezone, locale)}>
            {last === null ? t('health.never') : formatAgo(last, Math.max(last, health.now), locale)}
          </dd>
        </div>
        {lag && (
          <div>
            <dt>{t('health.lag', { number: lag.events })}</dt>
            <dd>
              {formatDuration(lag.median_ms, locale)}{' '}
              <small>{t('health.p95', { time: formatDuration(lag.p95_ms, locale) })}</small>
            </dd>
          </div>
        )}
        <div>
          <dt>{t('health.disk')}</dt>
          <dd>
            {bytes(disk.bytes)}{' '}
            {disk.free_bytes !== null && <small>{t('health.free', { size: bytes(disk.free_bytes) })}</small>}
          </dd>
        </div>
        <div>
          <dt>{t('health.status')}</dt>
          <dd>{health.recomputing ? t('health.recomputing') : t('health.atRest')}</dd>
        </div>
      </dl>
      {last === null && <p className={css.hint}>{t('health.neverHint')}</p>}
    </Panel>
  );
}

function Reasons({ counts, figure }: { counts: readonly Count[]; figure: string }) {
  const { t, number, bot } = useWords();
  return (
    <BarList
      word={t('health.reason')}
      figure={figure}
      bars={counts.map(({ reason, count }) => ({
        key: reason,
        name: bot(reason),
        size: count,
        figure: number(count),
      }))}
    />
  );
}
