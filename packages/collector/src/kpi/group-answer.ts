import type { Figure, Kpi } from './definition.js';
import { compute, present, presentValue } from './figure-answer.js';
import type { Group, Groups } from './groups.js';
import type { KpiAnswer } from './kpi-answer.js';
import type { Measure } from './measure.js';

/** A piece of a series of which nothing was brought in. */
export function unknownOf(kpi: Kpi): Record<string, unknown> {
  const value = kpi.value ? { value: null, numerator: null, denominator: null } : {};
  const names = Object.keys(kpi.columns ?? kpi.figures ?? {});
  return { ...value, ...Object.fromEntries(names.map((name) => [name, null])) };
}

/** The value with all that belongs to it, and the figures that stand beside it. */
export function figuresOf(kpi: Kpi, group: Group, whole: Group, currency: string): Record<string, unknown> {
  const answer = kpi.value ? present(kpi.value, compute(kpi.value, group, whole), currency) : {};
  for (const [name, figure] of Object.entries(kpi.figures ?? {})) {
    answer[name] = isFigure(figure)
      ? presentValue(figure, compute(figure, group, whole), currency)
      : Object.fromEntries(
          Object.entries(figure).map(([key, one]) => [
            key,
            presentValue(one, compute(one, group, whole), currency),
          ]),
        );
  }
  return answer;
}

const isFigure = (figure: Figure | Readonly<Record<string, Figure>>): figure is Figure =>
  Array.isArray(figure.numerator);

/** The columns of a table, of one group. */
export function columnsOf(kpi: Kpi, group: Group, whole: Group, currency: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(kpi.columns ?? {}).map(([name, figure]) => [
      name,
      presentValue(figure, compute(figure, group, whole), currency),
    ]),
  );
}

/** What a row says of its group. */
export const rowOf = (kpi: Kpi, group: Group, whole: Group, currency: string): Record<string, unknown> =>
  kpi.columns ? columnsOf(kpi, group, whole, currency) : figuresOf(kpi, group, whole, currency);

/** The rows of a breakdown, the largest first. */
export function tableOf(
  kpi: Kpi,
  by: readonly string[],
  groups: Groups,
  whole: Group,
  limit: number,
  currency: string,
): Pick<KpiAnswer, 'rows' | 'rows_left_out'> {
  const leading = kpi.value ?? (Object.values(kpi.columns ?? {})[0] as Figure);
  const telling = tellingOf(kpi);
  const ranked = groups
    .all()
    .filter((group) => telling.some((one) => (group.get(one) ?? 0) !== 0))
    .map((group) => ({
      group,
      rank: compute(leading, group, whole).value ?? Number.NEGATIVE_INFINITY,
      text: group.values.join('\n'),
    }))
    .sort((a, b) => (a.rank === b.rank ? compareTexts(a.text, b.text) : b.rank - a.rank));
  const rows = ranked.slice(0, limit).map(({ group }) => {
    const words: Record<string, unknown> = {};
    by.forEach((name, index) => {
      words[name] = group.values[index];
      if (group.labels[index] != null) words[`${name}_name`] = group.labels[index];
    });
    return { ...words, ...rowOf(kpi, group, whole, currency) };
  });
  return ranked.length > limit ? { rows, rows_left_out: ranked.length - limit } : { rows };
}

/**
 * The measures of which one must be above 0 for a group to be a row: one that another KPI of the same question has made, or that
 * only bots are in, says nothing of this KPI.
 */
function tellingOf(kpi: Kpi): Measure[] {
  const figures = kpi.value ? [kpi.value] : Object.values(kpi.columns ?? {});
  const beside = Object.values(kpi.figures ?? {}).flatMap((one) =>
    isFigure(one) ? [one] : Object.values(one),
  );
  // Who has come and left within the period is in no stock at its end. A rate beside says nothing by itself: by it
  // every product that there is would be a row.
  return [
    ...figures.flatMap(({ numerator, denominator = [] }) => [...numerator, ...denominator]),
    ...beside.flatMap(({ numerator, denominator }) => (denominator ? [] : numerator)),
  ].map(([, one]) => one);
}

const compareTexts = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
