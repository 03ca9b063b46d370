import { lazy, Suspense } from 'react';
import { type KpiState, useKpi } from '../api/use-kpi.js';
import { useWords } from '../i18n/use-words.js';
import { Change } from '../kpi/change.js';
import { KpiInfo } from '../kpi/kpi-info.js';
import { KpiValue } from '../kpi/kpi-value.js';
import { MissingLink } from '../kpi/missing.js';
import { Skeleton } from '../ui/notice.js';
import { PanelMenu } from '../ui/panel-menu.js';
import { useView } from '../view/use-view.js';
import css from './kpi-card.module.css';

const Sparkline = lazy(async () => ({ default: (await import('../chart/sparkline.js')).Sparkline }));

interface Props {
  kpi: string;
  /** The card chooses what the large chart shows. */
  chosen?: boolean;
  onChoose?: () => void;
}

/** A KPI at a glance: its value, how it changed, whether that is more than chance, and its shape. */
export function KpiCard({ kpi, chosen = false, onChoose }: Props) {
  const state = useKpi(kpi, { series: true });
  const { t, kpi: title } = useWords();
  const name = title(state.definition, kpi);
  const { interval } = useView();
  const hasSeries = state.answer?.series !== undefined;
  return (
    <article
      className={`${css.card} ${chosen ? css.chosen : ''}`}
      aria-busy={state.loading || state.stale}
      data-kpi={kpi}
    >
      <div className={css.head}>
        <h3 className={css.title}>
          {onChoose ? (
            <button type="button" className={css.choose} aria-pressed={chosen} onClick={onChoose}>
              {name}
            </button>
          ) : (
            name
          )}
        </h3>
        <span className={css.tools}>
          <PanelMenu quiet name={kpi} kpi={kpi} ask={hasSeries ? { interval } : {}} />
          <KpiInfo definition={state.definition} />
        </span>
      </div>
      <CardBody state={state} label={t('chart.shape', { title: name })} />
    </article>
  );
}

function CardBody({ state, label }: { state: KpiState; label: string }) {
  const { t, dimension } = useWords();
  const { answer, definition, loading, error, foreign, retry } = state;
  if (foreign.length > 0)
    return <p className={css.note}>{t('kpi.foreignFilter', { names: foreign.map(dimension).join(', ') })}</p>;
  if (error)
    return (
      <p className={css.note} role="alert">
        {t('error.refused')}{' '}
        <button type="button" className={css.retry} onClick={retry}>
          {t('error.retry')}
        </button>
      </p>
    );
  if (loading || answer === undefined || definition === undefined) return <Skeleton height="var(--body)" />;
  if (answer.missing) return <MissingLink missing={answer.missing} />;
  return (
    <div className={state.stale ? css.stale : undefined}>
      <KpiValue className={css.value} value={answer.value} unit={answer.unit} />
      <Change compare={answer.compare} direction={definition.direction} unit={answer.unit} />
      <div className={css.spark}>
        {answer.series && answer.series.length > 1 && (
          <Suspense>
            <Sparkline series={answer.series} label={label} />
          </Suspense>
        )}
      </div>
    </div>
  );
}
