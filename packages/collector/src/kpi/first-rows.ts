import type { KpiAnswer } from './kpi-answer.js';

/** The first rows of an answer, and how many there are beyond them. */
export const firstRows = <Row extends Record<string, unknown>>(
  rows: readonly Row[],
  limit: number,
): Pick<KpiAnswer, 'rows' | 'rows_left_out'> =>
  rows.length > limit
    ? { rows: rows.slice(0, limit), rows_left_out: rows.length - limit }
    : { rows: [...rows] };

/** Rows by their value, the largest first; of one value by what they are of. */
export const byValue = (a: { value: number | null }, b: { value: number | null }): number =>
  (b.value ?? Number.NEGATIVE_INFINITY) - (a.value ?? Number.NEGATIVE_INFINITY) ||
  (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
