import type { ChartConfiguration } from 'chart.js';
import { useMemo } from 'react';
import type { Point } from '../api/answers.js';
import { numberOf } from '../format/amount.js';
import { Canvas, type ChartSettings } from './canvas.js';
import { faded, useColours } from './theme.js';

/** The shape of a series, without numbers. */
export function Sparkline({ series, label }: { series: readonly Point[]; label: string }) {
  const colours = useColours();
  const config = useMemo(
    (): ChartConfiguration<'line'> => ({
      type: 'line',
      data: {
        labels: series.map(({ start }) => start),
        datasets: [
          {
            data: series.map(({ value }) => numberOf(value)),
            borderColor: colours.mark,
            backgroundColor: faded(colours.mark, 0.1),
            fill: 'origin',
            borderWidth: 1.5,
            cubicInterpolationMode: 'monotone',
            pointRadius: 0,
            spanGaps: true,
          },
        ],
      },
      options: {
        events: [],
        layout: { padding: { top: 3, bottom: 1 } },
        scales: { x: { display: false }, y: { display: false, beginAtZero: true, grace: '5%' } },
        plugins: { tooltip: { enabled: false } },
      },
    }),
    [series, colours],
  );
  return <Canvas config={config as ChartSettings} label={label} height="2.25rem" />;
}
