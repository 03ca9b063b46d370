import { SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { answerTo } from '../api/ask.js';
import { useWords } from '../i18n/use-words.js';
import { Change } from '../kpi/change.js';
import { KpiValue } from '../kpi/kpi-value.js';
import { Button } from '../ui/button.js';
import { FileMenu } from '../ui/file-menu.js';
import { ErrorNotice, Notice, Skeleton } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { useCaption } from '../view/use-caption.js';
import { useView } from '../view/use-view.js';
import { funnelOf, withFunnel } from './funnel.js';
import css from './funnel.module.css';
import { FunnelBuilder } from './funnel-builder.js';
import { FunnelLosses } from './funnel-losses.js';
import { FunnelSteps } from './funnel-steps.js';
import { useFunnel, useFunnelQuestion } from './use-funnel.js';

/** A funnel of any events: how many reach each step, how long it takes, and where the others go. */
export function FunnelPanel() {
  const { t, amount, step: stepName } = useWords();
  const view = useView();
  const caption = useCaption();
  const [search, setSearch] = useSearchParams();
  const [building, setBuilding] = useState(false);
  const funnel = funnelOf(search);
  const question = useFunnelQuestion(funnel);
  const { data, error, isPlaceholderData, refetch } = useFunnel(question);
  return (
    <Panel
      title={t('funnel.title')}
      stale={isPlaceholderData}
      tools={
        <>
          <Button look="small" aria-expanded={building} onPress={() => setBuilding(!building)}>
            <SlidersHorizontal aria-hidden="true" /> {t('funnel.build')}
          </Button>
          <FileMenu
            caption={caption}
            name={`${view.site.id}-funnel-${view.period.from}-${view.period.to}`}
            csv={() => answerTo('/v1/funnels?format=csv', { json: question })}
          />
        </>
      }
    >
      {building && (
        <FunnelBuilder
          funnel={funnel}
          error={error}
          onChange={(changed) => setSearch(withFunnel(search, changed))}
        />
      )}
      {error ? (
        <ErrorNotice error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton height="26rem" />
      ) : data.denominator === 0 ? (
        <Notice>{t('list.empty')}</Notice>
      ) : (
        <>
          <p className={css.whole}>
            <KpiValue className={css.value} value={data.value} unit="proportion" />{' '}
            {data.confidence && (
              <span className={css.note}>
                {t('funnel.surely', {
                  low: amount(data.confidence[0], 'proportion'),
                  high: amount(data.confidence[1], 'proportion'),
                })}
              </span>
            )}
          </p>
          <Change compare={data.compare} direction="up" unit="proportion" />
          <FunnelSteps
            steps={data.steps.map((one) => ({ ...one, name: stepName(one.event), note: one.filter }))}
          />
          <FunnelLosses steps={data.steps} />
        </>
      )}
    </Panel>
  );
}
