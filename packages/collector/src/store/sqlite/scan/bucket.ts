import sql, { type Sql } from 'sql-template-tag';

/** A run of buckets of the same width: daylight saving makes few of them, however many buckets there are. */
interface Run {
  start: number;
  width: number;
  first: number;
}

/**
 * The number of the bucket that `value` lies in, by arithmetic instead of a join, so that a thousand buckets cost
 * no more than one. The caller has bounded `value` to the boundaries already.
 *
 * @param boundaries starts of the buckets, ascending, and the end of the last.
 */
export function bucketOf(value: Sql, boundaries: readonly number[]): Sql {
  const runs: Run[] = [];
  for (let index = 0; index + 1 < boundaries.length; index++) {
    const start = boundaries[index] as number;
    const width = (boundaries[index + 1] as number) - start;
    if (runs.at(-1)?.width !== width) runs.push({ start, width, first: index });
  }
  return runs.length === 0 ? sql`0` : search(value, runs);
}

// Halved again and again, so that a hundred months stay within the depth that SQLite allows an expression.
function search(value: Sql, runs: readonly Run[]): Sql {
  if (runs.length === 1) {
    const { start, width, first } = runs[0] as Run;
    return sql`((${value} - ${start}) / ${width} + ${first})`;
  }
  const middle = runs.length >> 1;
  const upper = runs.slice(middle);
  return sql`CASE WHEN ${value} < ${(upper[0] as Run).start} THEN ${search(value, runs.slice(0, middle))} ELSE ${search(value, upper)} END`;
}
