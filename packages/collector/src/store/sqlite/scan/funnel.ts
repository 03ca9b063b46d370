import sql, { join, type Sql } from 'sql-template-tag';
import type { FunnelScan } from '../../scan.js';
import { bucketOf } from './bucket.js';
import { dimensionOf } from './condition.js';
import { word } from './fact.js';
import { bestAttempts, funnelScope } from './funnel-attempts.js';
import { visitFact } from './visit-facts.js';

/** One statement; it answers bucket, dimensions, then for each step how many reached it and the median ms. */
export function compileFunnel(scan: FunnelScan): Sql {
  const scope = funnelScope(scan);
  scope.joins.add('visit');
  const dimensions = scan.by.map((name) => dimensionOf(visitFact, name));
  const columns = dimensions.map((dimension) => dimension.column(scope));
  const joins = Object.entries(visitFact.joins)
    .filter(([name]) => scope.joins.has(name))
    .map(([, words]) => words(scope));
  const bucket = scan.buckets ? bucketOf(visitFact.moment, scan.buckets.instants) : sql`0`;
  const names = scan.by.map((_, index) => `d${index}`);
  const keys = word(['bucket', ...names].join(', '));

  // Only now the dimensions: a visit that saw two content groups is in the rows of both.
  const reached = sql`reached AS MATERIALIZED (SELECT ${join([
    sql`${bucket} AS bucket`,
    ...columns.map((column, index) => sql`${column} AS ${word(names[index] as string)}`),
    ...scan.steps.map((_, index) => word(`t${index}`)),
  ])} FROM best CROSS JOIN visit v ON v.key = best.v0 ${join(joins.length > 0 ? joins : [sql``], ' ')})`;

  const measures = scan.steps.map((_, index) => {
    // Before the first step there is no time to sort by.
    if (index === 0)
      return sql`SELECT ${keys}, 0 AS step, COUNT(*) AS visits, NULL AS median FROM reached GROUP BY ${keys}`;
    const gap = `t${index} - t${index - 1}`;
    return sql`SELECT ${keys}, ${index} AS step, COUNT(*) AS visits, AVG(CASE WHEN i IN ((n + 1) / 2, (n + 2) / 2) THEN gap END) AS median
      FROM (SELECT ${keys}, gap, ROW_NUMBER() OVER (PARTITION BY ${keys} ORDER BY gap) AS i, COUNT(*) OVER (PARTITION BY ${keys}) AS n
        FROM (SELECT ${keys}, ${word(gap)} AS gap FROM reached WHERE ${word(`t${index}`)} IS NOT NULL)) GROUP BY ${keys}`;
  });

  const decoded = dimensions.map((dimension, index) =>
    dimension.kind === 'term'
      ? sql`(SELECT value FROM term WHERE id = ${word(`d${index}`)})`
      : word(`d${index}`),
  );
  const pivot = scan.steps.flatMap((_, index) => [
    sql`MAX(CASE WHEN step = ${index} THEN visits END)`,
    sql`MAX(CASE WHEN step = ${index} THEN median END)`,
  ]);
  return sql`WITH ${join([...bestAttempts(scan), reached])} SELECT ${join([sql`bucket`, ...decoded, ...pivot])}
    FROM (${join(measures, ' UNION ALL ')}) GROUP BY ${keys}`;
}
