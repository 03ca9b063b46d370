import { useMemo } from 'react';
import type uPlot from 'uplot';
import type { Point } from '../api/answers.js';
import { numberOf } from '../format/amount.js';
import { Plot } from './plot.js';
import { atLeast } from './range.js';
import { faded, useColours } from './theme.js';

/** The shape of a series, without numbers. */
export function Sparkline({ series, label }: { series: readonly Point[]; label: string }) {
  const colours = useColours();
  const data = useMemo(
    (): uPlot.AlignedData => [series.map((_, index) => index), series.map(({ value }) => numberOf(value))],
    [series],
  );
  const options = useMemo(
    () => ({
      padding: [3, 0, 1, 0] as uPlot.Padding,
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false }, y: { range: atLeast } },
      axes: [{ show: false }, { show: false }],
      series: [
        {},
        {
          stroke: colours.mark,
          width: 1.5,
          fill: faded(colours.mark, 0.1),
          points: { show: false },
          spanGaps: true,
        },
      ],
    }),
    [colours],
  );
  return <Plot options={options} data={data} label={label} height="2.25rem" />;
}
