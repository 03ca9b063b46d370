import type { ChartConfiguration } from 'chart.js';
import { useMemo } from 'react';
import type { KpiAnswer, Money, Unit } from '../api/answers.js';
import { formatExactly, formatTick, isMoney, numberOf } from '../format/amount.js';
import { formatPeriod, formatStart } from '../format/date.js';
import { useWords } from '../i18n/use-words.js';
import type { Interval } from '../period/period.js';
import { Canvas, type ChartSettings } from './canvas.js';
import css from './chart.module.css';
import { faded, useColours } from './theme.js';

interface Props {
  answer: KpiAnswer;
  /** Series of the period compared with, piece by piece beside that of the answer. */
  before?: KpiAnswer | undefined;
  unit: Unit;
  title: string;
  interval: Interval;
  /** The last piece is not over yet, and drawn so. */
  open: boolean;
  height?: string;
}

/** A KPI over its period, with the period before as a dashed line. */
export function SeriesChart({ answer, before, unit, title, interval, open, height = '18rem' }: Props) {
  const { t, locale } = useWords();
  const colours = useColours();
  const config = useMemo((): ChartConfiguration<'line'> => {
    const series = answer.series ?? [];
    const earlier = before?.series ?? [];
    const money = [...series, ...earlier].map(({ value }) => value).find(isMoney) as Money | undefined;
    const text = (value: number | null) =>
      formatExactly(value !== null && money ? { ...money, value } : value, unit, locale);
    const last = series.length - 1;
    return {
      type: 'line',
      data: {
        labels: series.map(({ start }) => formatStart(start, interval, locale)),
        datasets: [
          {
            data: series.map(({ value }) => numberOf(value)),
            borderColor: colours.mark,
            backgroundColor: (context) => {
              const { chartArea, ctx } = context.chart;
              if (!chartArea) return 'transparent';
              const gradient = ctx.createLinearGradient(0, chartArea.top, 0, chartArea.bottom);
              gradient.addColorStop(0, faded(colours.mark, 0.2));
              gradient.addColorStop(1, faded(colours.mark, 0));
              return gradient;
            },
            fill: 'origin',
            borderWidth: 2.25,
            tension: 0.25,
            cubicInterpolationMode: 'monotone',
            pointRadius: series.length === 1 ? 4 : 0,
            pointHoverRadius: 5,
            pointBackgroundColor: colours.mark,
            pointHoverBorderColor: colours.card,
            pointHoverBorderWidth: 2,
            segment: {
              borderDash: (context) =>
                open && context.p1DataIndex === last ? [4, 4] : undefined,
            },
          },
          ...(earlier.length > 0
            ? [
                {
                  data: series.map((_, index) => numberOf(earlier[index]?.value)),
                  borderColor: colours.faint,
                  borderDash: [3, 4],
                  borderWidth: 1.5,
                  cubicInterpolationMode: 'monotone' as const,
                  pointRadius: 0,
                  pointHoverRadius: 3,
                  pointBackgroundColor: colours.faint,
                },
              ]
            : []),
        ],
      },
      options: {
        interaction: { mode: 'index', intersect: false },
        layout: { padding: { top: 6 } },
        scales: {
          x: {
            grid: { display: false },
            border: { color: colours.line },
            ticks: { color: colours.quiet, maxRotation: 0, autoSkipPadding: 24 },
          },
          y: {
            beginAtZero: true,
            border: { display: false },
            grid: { color: colours.line, drawTicks: false },
            ticks: {
              color: colours.quiet,
              maxTicksLimit: 6,
              padding: 8,
              ...(unit === 'count' && money === undefined && { precision: 0 }),
              callback: (value) => formatTick(Number(value), unit, money, locale),
            },
          },
        },
        plugins: {
          tooltip: {
            backgroundColor: colours.card,
            borderColor: colours.line,
            borderWidth: 1,
            titleColor: colours.ink,
            bodyColor: colours.ink,
            padding: 12,
            cornerRadius: 10,
            boxPadding: 6,
            usePointStyle: true,
            callbacks: {
              title: (items) => {
                const point = series[items[0]?.dataIndex ?? 0];
                return point ? formatStart(point.start, interval, locale, true) : '';
              },
              label: (item) => {
                const point = item.datasetIndex === 0 ? undefined : earlier[item.dataIndex];
                const value = text(item.parsed.y);
                return point ? `${value}  ·  ${formatStart(point.start, interval, locale, true)}` : value;
              },
            },
          },
        },
      },
    };
  }, [answer, before, unit, interval, open, colours, locale]);
  return (
    <>
      <Canvas config={config as ChartSettings} label={t('chart.label', { title, period: formatPeriod(answer, locale) })} height={height} />
      {before !== undefined && (
        <ul className={css.legend}>
          <li>
            <span className={css.now} />
            {formatPeriod(answer, locale)}
          </li>
          <li>
            <span className={css.before} />
            {formatPeriod(before, locale)}
          </li>
        </ul>
      )}
    </>
  );
}
