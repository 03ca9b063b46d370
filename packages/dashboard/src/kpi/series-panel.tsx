import { lazy, Suspense } from 'react';
import { useKpi } from '../api/use-kpi.js';
import { useWords } from '../i18n/use-words.js';
import { type Interval, sensibleIntervals } from '../period/period.js';
import { Notice, Skeleton } from '../ui/notice.js';
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
  const { compared, before } = useSeriesBefore(kpi, state.answer);
  const { t, kpi: title } = useWords();
  const name = title(state.definition, kpi);
  // What comes with the chart, so that nothing moves then: the line that opens its numbers, and what the two lines stand for.
  const whole = `calc(${height} + ${view.compare === undefined ? 1.875 : 3.6875}rem)`;
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
      {(answer) =>
        // What is known by day is answered without pieces where hours are asked for.
        answer.series === undefined && view.interval === 'hour' ? (
          <Notice>{t('chart.byDay')}</Notice>
        ) : (
          <Suspense fallback={<Skeleton height={whole} />}>
            <SeriesChart
              answer={answer}
              before={before}
              compared={compared}
              unit={answer.unit}
              title={name}
              interval={view.interval}
              open={view.period.to >= view.today}
              height={height}
            />
          </Suspense>
        )
      }
    </KpiPanel>
  );
}
