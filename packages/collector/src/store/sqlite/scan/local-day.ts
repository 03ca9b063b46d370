import sql, { type Sql } from 'sql-template-tag';
import { bucketOf } from './bucket.js';
import type { Scope } from './fact.js';

const DAY_MS = 86_400_000;

/** The local day of an instant, in days since 1970-01-01. @throws Error where the scan brings no local days. */
export function localDayOf({ days, span, until }: Scope, moment: Sql): Sql {
  if (!days) throw new Error('this scan has no local days');
  // Days after the span are asked for by nobody, and each change of the clocks makes the words longer.
  const end = Math.max(span.to, until ?? 0) + DAY_MS;
  const starts = days.starts.filter((start) => start <= end);
  return sql`(${bucketOf(moment, starts)} + ${days.first})`;
}

/** The local month of an instant as text, `2026-01`. */
export const localMonthOf = (scope: Scope, moment: Sql): Sql =>
  sql`STRFTIME('%Y-%m', ${localDayOf(scope, moment)} * 86400, 'unixepoch')`;
