import { today } from '@internationalized/date';
import { lazy, Suspense } from 'react';
import { useKpi } from '../api/use-kpi.js';
import { useWords } from '../i18n/use-words.js';
import { type Interval, sensibleIntervals } from '../period/period.js';
import { Skeleton } from '../ui/notice.js';
import { PanelMenu } from '../ui/panel-menu.js';
import { Segmented } from '../ui/segmented.js';
import { useChangeView, useView } from '../view/use-view.js';
import { KpiPanel } from './kpi-panel.js';
import { useSeriesBefore } from './use-series-before.js';

const SeriesChart = lazy(async () => ({ default: (await import('../chart/series-chart.js')).SeriesChart }));

/** A KPI over the period as one large chart. */
export function SeriesPanel({ kpi, height = '18rem' }: { kpi: string; height?: string }) {
  const view = useView();
  const change = useChangeView();
  const state = useKpi(kpi, { series: true });
  const before = useSeriesBefore(kpi, state.answer);
  const { t, kpi: title } = useWords();
  const name = title(state.definition, kpi);
  // The line below the chart, which opens its numbers, comes with it.
  const whole = `calc(${height} + 1.875rem)`;
  const intervals = sensibleIntervals(view.period);
  return (
    <KpiPanel
      kpi={kpi}
      state={state}
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
      height={whole}
    >
      {(answer) => (
        <Suspense fallback={<Skeleton height={whole} />}>
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
    </KpiPanel>
  );
}
