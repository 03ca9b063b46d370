import type { KpiAnswer, Row } from '../api/answers.js';

/** Columns of a table KPI that stand among single figures. */
export interface TableColumns {
  kpi: string;
  columns: readonly string[];
}

/** Several breakdowns by one dimension as one table. */
export interface SideBySide {
  rows: Row[];
  /** Rows that are not among them. */
  leftOut: number;
}

/**
 * One row for each value of the dimension, with the value of each KPI under its id, and the columns of a table.
 *
 * Where a breakdown was cut, the rows are those of the first figure that has any: each is ranked by its own value, and
 * what only a later one has among its largest would stand there without the figures that were cut off.
 */
export function sideBySide(answers: readonly KpiAnswer[], by: string, of?: TableColumns): SideBySide {
  const leftOut = Math.max(0, ...answers.map(({ rows_left_out: left = 0 }) => left));
  const first = answers.find(({ rows = [] }) => rows.length > 0);
  const rows = new Map<string, Row>();
  for (const answer of answers) {
    const isClosed = leftOut > 0 && answer !== first;
    for (const row of answer.rows ?? []) {
      const name = String(row[by]);
      const whole = rows.get(name) ?? { [by]: row[by], [`${by}_name`]: row[`${by}_name`] };
      if (isClosed && !rows.has(name)) continue;
      if (answer.kpi === of?.kpi) for (const id of of.columns) whole[id] = row[id];
      else whole[answer.kpi] = row.value;
      rows.set(name, whole);
    }
  }
  return { rows: [...rows.values()], leftOut };
}
