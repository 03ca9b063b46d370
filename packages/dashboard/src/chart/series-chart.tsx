import { useCallback, useMemo, useState } from 'react';
import type uPlot from 'uplot';
import type { Amount, KpiAnswer, Unit } from '../api/answers.js';
import { formatExactly, formatTick, isMoney, numberOf } from '../format/amount.js';
import { formatPeriod, formatStart } from '../format/date.js';
import { useWords } from '../i18n/use-words.js';
import type { Interval, Period } from '../period/period.js';
import type { FigureColumn } from '../table/column.js';
import css from './chart.module.css';
import { ChartTable } from './chart-table.js';
import { lonely } from './lone-points.js';
import { Plot } from './plot.js';
import { atLeast } from './range.js';
import { faded, useColours } from './theme.js';

interface Props {
  answer: KpiAnswer;
  /** Series of the period compared with, piece by piece beside that of the answer. */
  before?: KpiAnswer | undefined;
  /** The days compared with, which are known before their figures are. */
  compared?: Period | undefined;
  unit: Unit;
  title: string;
  interval: Interval;
  /** The last piece is not over yet, and drawn so. */
  open: boolean;
  height?: string;
}

interface Hover {
  index: number;
  left: number;
  /** The tip stands on the side where there is room. */
  before: boolean;
}

const LABEL_WIDTH = 84;
const FONT = `12px ${getComputedStyle(document.documentElement).fontFamily}`;

/** A KPI over its period, with the period before as a dashed line. */
export function SeriesChart({
  answer,
  before,
  compared,
  unit,
  title,
  interval,
  open,
  height = '18rem',
}: Props) {
  const { t, locale } = useWords();
  const colours = useColours();
  const [hover, setHover] = useState<Hover>();
  const series = answer.series ?? [];
  const earlier = before?.series ?? [];

  const data = useMemo((): uPlot.AlignedData => {
    const values = (answer.series ?? []).map(({ value }) => numberOf(value));
    const last = values.length - 1;
    // What is not over yet is a line of its own, from the last piece that is.
    const isOpen = open && last > 0;
    return [
      values.map((_, index) => index),
      values.map((_, index) => numberOf(before?.series?.[index]?.value)),
      values.map((value, index) => (isOpen && index === last ? null : value)),
      values.map((value, index) => (isOpen && index >= last - 1 ? value : null)),
    ];
  }, [answer, before, open]);

  const options = useMemo((): Omit<uPlot.Options, 'width' | 'height'> => {
    const points = answer.series ?? [];
    const money = [...points, ...(before?.series ?? [])].map(({ value }) => value).find(isMoney);
    const line = {
      stroke: colours.mark,
      width: 2.25,
      points: lonely(colours.mark, 7),
    };
    const fill = (plot: uPlot) => {
      const gradient = plot.ctx.createLinearGradient(0, plot.bbox.top, 0, plot.bbox.top + plot.bbox.height);
      gradient.addColorStop(0, faded(colours.mark, 0.2));
      gradient.addColorStop(1, faded(colours.mark, 0.01));
      return gradient;
    };
    return {
      padding: [10, 6, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 9, fill: colours.mark } },
      scales: { x: { time: false }, y: { range: atLeast } },
      axes: [
        {
          stroke: colours.quiet,
          font: FONT,
          grid: { show: false },
          ticks: { show: false },
          border: { show: true, stroke: colours.line, width: 1 },
          gap: 8,
          size: 30,
          splits: (plot) => {
            const room = Math.max(1, Math.floor(plot.bbox.width / devicePixelRatio / LABEL_WIDTH));
            const step = Math.max(1, Math.ceil(points.length / room));
            return points.map((_, index) => index).filter((index) => index % step === 0);
          },
          values: (_, splits) =>
            splits.map((index) => (points[index] ? formatStart(points[index].start, interval, locale) : '')),
        },
        {
          stroke: colours.quiet,
          font: FONT,
          grid: { stroke: colours.line, width: 1 },
          ticks: { show: false },
          gap: 8,
          space: 46,
          ...(unit === 'count' && money === undefined && { incrs: WHOLE }),
          values: (_, splits) => splits.map((value) => formatTick(value, unit, money, locale)),
          size: (plot, values) => {
            plot.ctx.font = FONT;
            const widest = Math.max(0, ...(values ?? []).map((text) => plot.ctx.measureText(text).width));
            return Math.ceil(widest) + 16;
          },
        },
      ],
      series: [
        {},
        {
          stroke: colours.faint,
          width: 1.5,
          dash: [4, 4],
          points: lonely(colours.faint, 4),
        },
        { ...line, fill },
        { ...line, points: { show: false }, dash: [5, 4] },
      ],
      hooks: {
        setCursor: [
          (plot) => {
            const { idx, left = -1 } = plot.cursor;
            if (idx === null || idx === undefined || left < 0) return setHover(undefined);
            const at = plot.valToPos(idx, 'x');
            setHover({ index: idx, left: at + plot.over.offsetLeft, before: at > plot.over.clientWidth / 2 });
          },
        ],
      },
    };
  }, [answer, before, unit, interval, colours, locale]);

  const now = hover && series[hover.index];
  const then = hover && earlier[hover.index];
  const text = (value: Amount | undefined) => formatExactly(value, unit, locale);
  const label = t('chart.label', { title, period: formatPeriod(answer, locale) });
  const nameOf = useCallback(
    (start: string) => formatStart(start, interval, locale, true),
    [interval, locale],
  );
  const rows = useCallback(
    () =>
      (answer.series ?? []).map(({ start, value }, index) => {
        const then = before?.series?.[index];
        return {
          ...{ piece: start, piece_name: nameOf(start), value },
          ...(then && { before_piece: nameOf(then.start), before: then.value }),
        };
      }),
    [answer, before, nameOf],
  );
  const columns = useMemo(
    (): FigureColumn[] => [
      { id: 'value', unit, title },
      ...(before
        ? [
            { id: 'before_piece', unit: 'text' as const, title: t('chart.before') },
            { id: 'before', unit, title },
          ]
        : []),
    ],
    [before, unit, title, t],
  );
  return (
    <>
      <Plot options={options} data={data} label={label} height={height}>
        {hover && now && (
          <div
            className={`${css.tip} ${hover.before ? css.tipBefore : ''}`}
            style={{ insetInlineStart: `${hover.left}px` }}
            aria-hidden="true"
          >
            <p>
              <span className={css.now} />
              {formatStart(now.start, interval, locale, true)}
              <b>{text(now.value)}</b>
            </p>
            {then && (
              <p>
                <span className={css.before} />
                {formatStart(then.start, interval, locale, true)}
                <b>{text(then.value)}</b>
              </p>
            )}
          </div>
        )}
      </Plot>
      {compared !== undefined && (
        <ul className={css.legend}>
          <li>
            <span className={css.now} />
            {formatPeriod(answer, locale)}
          </li>
          <li>
            <span className={css.before} />
            {formatPeriod(compared, locale)}
          </li>
        </ul>
      )}
      <ChartTable label={label} rows={rows} along={t('chart.time')} columns={columns} />
    </>
  );
}

/** Steps of an axis of things that are counted: no half orders. */
const WHOLE = [1, 2, 5]
  .flatMap((first) => Array.from({ length: 12 }, (_, power) => first * 10 ** power))
  .sort((a, b) => a - b);
