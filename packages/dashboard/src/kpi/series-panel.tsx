import { today } from '@internationalized/date';
import { lazy, Suspense } from 'react';
import { useKpi } from '../api/use-kpi.js';
import { useWords } from '../i18n/use-words.js';
import { type Interval, sensibleIntervals } from '../period/period.js';
import { ErrorNotice, Notice, Skeleton } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { PanelMenu } from '../ui/panel-menu.js';
import { Segmented } from '../ui/segmented.js';
import { useChangeView, useView } from '../view/use-view.js';
import { KpiInfo } from './kpi-info.js';
import { MissingLink } from './missing.js';
import { useSeriesBefore } from './use-series-before.js';

const SeriesChart = lazy(async () => ({ default: (await import('../chart/series-chart.js')).SeriesChart }));

/** A KPI over the period as one large chart. */
export function SeriesPanel({ kpi, height = '18rem' }: { kpi: string; height?: string }) {
  const view = useView();
  const change = useChangeView();
  const state = useKpi(kpi, { series: true });
  const before = useSeriesBefore(kpi, state.answer);
  const { t, kpi: title, dimension } = useWords();
  const name = title(state.definition, kpi);
  const intervals = sensibleIntervals(view.period);
  const { answer } = state;
  return (
    <Panel
      stale={state.stale}
      title={
        <>
          {name} <KpiInfo definition={state.definition} />
        </>
      }
      tools={
        <>
          {intervals.length > 1 && (
            <Segmented
              label={t('interval.label')}
              options={intervals.map((id) => ({ id, text: t(`interval.${id}`) }))}
              value={view.interval}
              onChange={(interval: Interval) => change({ interval })}
            />
          )}
          <PanelMenu name={kpi} kpi={kpi} ask={{ interval: view.interval }} />
        </>
      }
    >
      {state.foreign.length > 0 ? (
        <Notice>{t('kpi.foreignFilter', { names: state.foreign.map(dimension).join(', ') })}</Notice>
      ) : state.error ? (
        <ErrorNotice error={state.error} retry={state.retry} />
      ) : answer === undefined ? (
        <Skeleton height={height} />
      ) : answer.missing ? (
        <MissingLink missing={answer.missing} available={state.definition?.available} />
      ) : (
        <Suspense fallback={<Skeleton height={height} />}>
          <SeriesChart
            answer={answer}
            before={before}
            unit={answer.unit}
            title={name}
            interval={view.interval}
            open={view.period.to >= today(view.site.timezone).toString()}
            height={height}
          />
        </Suspense>
      )}
    </Panel>
  );
}
