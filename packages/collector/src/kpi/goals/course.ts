import type { Figure, Kpi } from '../definition.js';
import type { Measure } from '../measure.js';

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
  if (!value || 'computed' in kpi) return 'level';
  const measures = [...value.numerator, ...(value.denominator ?? [])].map(([, measure]) => measure);
  if (
    measures.some(
      (measure) => measure.aggregate === 'quantile' || OTHER_PERIOD.some((word) => word in measure),
    )
  )
    return 'level';
  if (measures.some(isStock)) return value.denominator ? 'level' : 'stock';
  if (value.denominator) return 'ratio';
  return measures.every(({ aggregate, per }) => (aggregate === 'sum' || aggregate === 'count') && !per)
    ? 'sum'
    : 'unique';
}

// Taken over another stretch of time than the one that is asked for.
const OTHER_PERIOD = ['inWindowBefore'];

const isStock = (measure: Measure): boolean => 'stock' in measure && measure.stock !== undefined;

/** A sum that no day can lower: what is reached is reached. */
export const onlyGrows = (figure: Figure | undefined): boolean =>
  figure !== undefined && !figure.denominator && figure.numerator.every(([factor]) => factor > 0);
