import { useCallback, useMemo, useState } from 'react';
import type uPlot from 'uplot';
import type { Money } from '../api/answers.js';
import { formatExactly, formatTick } from '../format/amount.js';
import { useWords } from '../i18n/use-words.js';
import css from './chart.module.css';
import { ChartTable } from './chart-table.js';
import { Plot } from './plot.js';
import { atLeast } from './range.js';
import { useColours } from './theme.js';

interface Curve {
  name: string;
  note: string;
  /** By months, in minor units. */
  values: readonly (number | null)[];
}

interface Props {
  title: string;
  curves: readonly Curve[];
  /** What the values are in, as the collector says it: browsers count other decimals for some currencies. */
  money: Pick<Money, 'currency' | 'decimals'>;
}

/** Tells lines apart also where colours are not seen: each has its own pattern of dashes. */
const DASHES: readonly number[][] = [[], [7, 4], [2, 3], [9, 3, 2, 3], [4, 4], [12, 4]];

/** Money by months since a beginning, a line for each group. */
export function CurveChart({ title, curves, money }: Props) {
  const { t, locale, number } = useWords();
  const colours = useColours();
  const [month, setMonth] = useState<number>();
  const longest = Math.max(...curves.map(({ values }) => values.length));
  const { currency, decimals } = money;
  const data = useMemo(
    (): uPlot.AlignedData => [
      Array.from({ length: longest }, (_, index) => index),
      ...curves.map(({ values }) => Array.from({ length: longest }, (_, index) => values[index] ?? null)),
    ],
    [curves, longest],
  );
  const options = useMemo((): Omit<uPlot.Options, 'width' | 'height'> => {
    return {
      padding: [10, 12, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false } },
      scales: { x: { time: false }, y: { range: atLeast } },
      axes: [
        {
          stroke: colours.quiet,
          grid: { show: false },
          ticks: { show: false },
          incrs: [1, 2, 3, 6, 12],
          values: (_, splits) => splits.map((index) => t('cohorts.month', { number: index })),
        },
        {
          stroke: colours.quiet,
          grid: { stroke: colours.line, width: 1 },
          ticks: { show: false },
          size: 70,
          values: (_, splits) =>
            splits.map((value) => formatTick(value, 'money', { value, currency, decimals }, locale)),
        },
      ],
      series: [
        {},
        ...curves.map((_, index) => ({
          stroke: colours.lines[index % colours.lines.length] ?? colours.mark,
          width: 2.25,
          dash: DASHES[index % DASHES.length] ?? [],
          points: { show: longest === 1 },
        })),
      ],
      hooks: {
        setCursor: [
          (plot) => setMonth((plot.cursor.left ?? -1) < 0 ? undefined : (plot.cursor.idx ?? undefined)),
        ],
      },
    };
  }, [curves, colours, currency, decimals, longest, locale, t]);
  const rows = useCallback(
    () =>
      Array.from({ length: longest }, (_, index) => ({
        piece: String(index).padStart(4, '0'),
        piece_name: t('cohorts.month', { number: index }),
        ...Object.fromEntries(
          curves.map(({ values }, curve) => {
            const value = values[index] ?? null;
            return [
              `curve_${curve}`,
              value === null ? null : { value: Math.round(value), currency, decimals },
            ];
          }),
        ),
      })),
    [curves, currency, decimals, longest, t],
  );
  const columns = useMemo(
    () => curves.map(({ name }, curve) => ({ id: `curve_${curve}`, unit: 'money' as const, title: name })),
    [curves],
  );
  const at = month ?? longest - 1;
  return (
    <>
      <Plot options={options} data={data} label={title} height="18rem" />
      <ul className={css.legend}>
        {curves.map(({ name, note, values }, index) => {
          // Of a group that is not as old, the last that is known.
          const known = values.slice(0, at + 1).findLastIndex((value) => value !== null);
          const value = values[known] ?? null;
          return (
            <li key={name}>
              <span
                className={css.line}
                style={{ background: colours.lines[index % colours.lines.length] ?? colours.mark }}
              />
              <bdi>{name}</bdi>{' '}
              <b>
                {value === null
                  ? '–'
                  : formatExactly({ value: Math.round(value), currency, decimals }, 'money', locale)}
              </b>{' '}
              {t('lifetime.after', { number: number(Math.max(0, known)) })} · {note}
            </li>
          );
        })}
      </ul>
      <ChartTable label={title} rows={rows} along={t('interval.month')} columns={columns} />
    </>
  );
}
