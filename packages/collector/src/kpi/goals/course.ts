import type { Kpi } from '../definition.js';

/**
 * How a KPI comes to its value over a period:
 *
 * - `sum`: days add up (revenue, orders, visits)
 * - `ratio`: one sum over another (rates and means)
 * - `unique`: each counts once however many days they come (visitors)
 * - `stock`: what there is at the end (subscribers)
 * - `level`: anything else, which days say nothing of (a model’s result, a window’s)
 */
export type Course = 'sum' | 'ratio' | 'unique' | 'stock' | 'level';

/** The course of a KPI, from its declaration. */
export function courseOf(kpi: Kpi): Course {
  const { value } = kpi;
  if (!value || kpi.computed) return 'level';
  const measures = [...value.numerator, ...(value.denominator ?? [])].map(([, measure]) => measure);
  // A window before is another stretch of time than the one that is asked for.
  if (measures.some(({ aggregate, inWindowBefore }) => aggregate === 'quantile' || inWindowBefore))
    return 'level';
  if (measures.some(({ stock }) => stock !== undefined)) return value.denominator ? 'level' : 'stock';
  if (value.denominator) return 'ratio';
  return measures.every(({ aggregate, per }) => (aggregate === 'sum' || aggregate === 'count') && !per)
    ? 'sum'
    : 'unique';
}

/** A number that no day can lower: what is reached is reached. */
export function onlyGrows(kpi: Kpi): boolean {
  const course = courseOf(kpi);
  const counts = course === 'sum' || course === 'unique';
  return counts && (kpi.value?.numerator ?? []).every(([factor]) => factor > 0);
}
