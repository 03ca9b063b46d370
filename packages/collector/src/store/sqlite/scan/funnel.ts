import sql, { join, type Sql } from 'sql-template-tag';
import { stepOf } from '../../../facts/visit.js';
import type { FunnelScan } from '../../scan.js';
import { bucketOf } from './bucket.js';
import { dimensionOf, filterOf } from './condition.js';
import { type Scope, word } from './fact.js';
import { visitFact } from './visit-facts.js';

/**
 * Visits that reached each step after the one before it: a step is reached at its first event that is not before
 * the step before it was reached. Answers bucket, dimensions, then visits and median ms for each step.
 */
export function compileFunnel(scan: FunnelScan): Sql {
  const scope: Scope = {
    ...scan,
    attribution: 'last_non_direct',
    now: 0,
    idleMs: 0,
    joins: new Set(['visit']),
  };
  const dimensions = scan.by.map((name) => dimensionOf(visitFact, name));
  const columns = dimensions.map((dimension) => dimension.column(scope));
  const filter = filterOf(scan.filter, visitFact, scope);
  const joins = Object.entries(visitFact.joins)
    .filter(([name]) => scope.joins.has(name))
    .map(([, words]) => words(scope));
  const bucket = scan.buckets ? bucketOf(visitFact.moment, scan.buckets.instants) : sql`0`;
  const names = scan.by.map((_, index) => `d${index}`);
  const keys = word(['bucket', ...names].join(', '));

  const visits = sql`walk AS MATERIALIZED (SELECT ${join([
    sql`v.key AS visit`,
    sql`v.steps AS steps`,
    sql`${bucket} AS bucket`,
    ...columns.map((column, index) => sql`${column} AS ${word(names[index] as string)}`),
  ])} FROM visit v ${join(joins.length > 0 ? joins : [sql``], ' ')} WHERE ${join(
    [visitFact.within(scope), visitFact.people(scope), ...filter],
    ' AND ',
  )})`;

  // CROSS JOIN: from the visits that are left to their hits; the other way would go through all hits there are.
  const steps = scan.steps.map((event, index) => {
    // An order that only a server told of has left no event, and no bit.
    const bit = event === 'purchase' ? 0 : stepOf(event);
    const before =
      index > 0
        ? word(`step${index - 1}`)
        : sql`(SELECT DISTINCT visit, 0 AS at FROM walk ${bit === 0 ? sql`` : sql`WHERE steps & ${bit}`})`;
    const hits = sql`SELECT b.visit, MIN(h.time) AS at FROM ${before} b CROSS JOIN hit h ON h.visit = b.visit
      WHERE h.name = (SELECT id FROM term WHERE value = ${event}) AND h.time >= b.at GROUP BY b.visit`;
    if (event !== 'purchase') return sql`${word(`step${index}`)} AS MATERIALIZED (${hits})`;
    return sql`${word(`step${index}`)} AS MATERIALIZED (SELECT visit, MIN(at) AS at FROM (${hits} UNION ALL
      SELECT b.visit, MIN(o.time) FROM ${before} b CROSS JOIN orders o ON o.visit = b.visit
      WHERE o.time >= b.at AND o.bot IS NULL AND o.internal = 0 GROUP BY b.visit) GROUP BY visit)`;
  });

  const reached = sql`reached AS MATERIALIZED (SELECT ${join([
    keys,
    ...scan.steps.map((_, index) => word(`s${index}.at AS t${index}`)),
  ])} FROM walk w ${join(
    scan.steps.map((_, index) =>
      word(`${index === 0 ? '' : 'LEFT '}JOIN step${index} s${index} ON s${index}.visit = w.visit`),
    ),
    ' ',
  )})`;

  const measures = scan.steps.map((_, index) => {
    const gap = index === 0 ? 'NULL' : `t${index} - t${index - 1}`;
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
  return sql`WITH ${join([visits, ...steps, reached])} SELECT ${join([sql`bucket`, ...decoded, ...pivot])}
    FROM (${join(measures, ' UNION ALL ')}) GROUP BY ${keys}`;
}
