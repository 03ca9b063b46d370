import sql, { join, type Sql } from 'sql-template-tag';
import { stepOf } from '../../../facts/visit.js';
import type { FunnelScan } from '../../scan.js';
import { filterOf } from './condition.js';
import { type Scope, word } from './fact.js';
import { stepCondition } from './funnel-step.js';
import { visitFact } from './visit-facts.js';

/** The scope of a funnel's words. */
export const funnelScope = ({ site, span }: FunnelScan): Scope => ({
  site,
  span,
  attribution: 'last_non_direct',
  now: 0,
  idleMs: 0,
  joins: new Set(),
});

const numbers = (scan: FunnelScan): number[] => scan.steps.map((_, index) => index);

/**
 * Common tables that end in `best`: one row for each visit (or visitor) that reached the first step, with `t0`, `t1` …
 * the times at which its steps were reached (`NULL`: not reached), `v0`, `v1` … the visits in which, and `depth`, the
 * number of steps that were.
 *
 * Each event that is a first step begins an attempt, and each attempt takes the earliest event that can be its next
 * step. That is found in one walk over the events from the end, so that the cost does not grow with the attempts that
 * a hostile visitor makes.
 */
export function bestAttempts(scan: FunnelScan): Sql[] {
  const scope = funnelScope(scan);
  const { span, limitMs, steps } = scan;
  const filter = filterOf(scan.filter, visitFact, scope);
  const first = steps[0]?.event ?? '';
  // An order that only a server told of has left no event, and no bit.
  const bit = first === 'purchase' ? 0 : stepOf(first);
  const goesOn = bitOfNextStep(scan, bit);
  const entered = sql`entered AS MATERIALIZED (SELECT v.key AS visit, v.visitor AS visitor, v.steps AS steps FROM visit v WHERE ${join(
    [
      visitFact.within(scope),
      visitFact.people(scope),
      ...(bit === 0 ? [] : [sql`v.steps & ${bit} <> 0`]),
      ...(scan.within === 'visitor' ? [sql`v.cookieless = 0`] : []),
      ...filter,
    ],
    ' AND ',
  )})`;
  const watched =
    scan.within === 'visit'
      ? sql`watched AS (SELECT visit, visit AS actor, 1 AS enters FROM entered ${goesOn === 0 ? sql`` : sql`WHERE steps & ${goesOn} <> 0`})`
      : sql`watched AS MATERIALIZED (SELECT v.key AS visit, v.visitor AS actor, v.key IN (SELECT visit FROM entered) AS enters
        FROM (SELECT DISTINCT visitor FROM entered) w CROSS JOIN visit v ON v.visitor = w.visitor
        WHERE v.started >= ${span.from} AND v.started < ${span.to + (limitMs ?? 0)} AND v.cookieless = 0 AND ${visitFact.people(scope)})`;

  const matched = join(
    numbers(scan).map((index) => word(`b${index}`)),
    ' OR ',
  );
  const lowest = join(
    numbers(scan).map((index) => word(`WHEN b${index} THEN ${index}`)),
    ' ',
  );
  const columns = numbers(scan).map((index) => word(`b${index}`));
  // Two steps at one moment are taken in the order of the funnel.
  const ranked = sql`ranked AS MATERIALIZED (SELECT actor, visit, enters, time, ${join(columns)},
    ROW_NUMBER() OVER (PARTITION BY actor ORDER BY time, CASE ${lowest} ELSE -1 END, seq) AS pos
    FROM (${happened(scan, scope)}) ${scan.order === 'loose' ? sql`WHERE ${matched}` : sql``})`;

  return [entered, watched, ranked, nextSteps(scan), ...chain(scan, goesOn)];
}

/**
 * The bit of the second step, where a visit without it has reached the first one and no more: most visits of a
 * checkout funnel, whose events then need no walk. 0 where only the events can tell.
 *
 * @param bit of the first step; 0: it has none
 */
export function bitOfNextStep({ steps, within, order, limitMs }: FunnelScan, bit: number): number {
  const [first, second] = steps;
  if (!first || !second || bit === 0 || first.filter.length > 0) return 0;
  if (within !== 'visit' || order !== 'loose' || limitMs !== null || second.event === 'purchase') return 0;
  return stepOf(second.event);
}

/** Every event that bears the name of a step, with a mark for each step that it can be. */
function happened(scan: FunnelScan, scope: Scope): Sql {
  const marks = (isPurchase: boolean, local: Scope): Sql[] =>
    scan.steps.map((step, index) => {
      const mark = word(`b${index}`);
      if ((step.event === 'purchase') !== isPurchase) return sql`0 AS ${mark}`;
      const condition = stepCondition(step, local);
      return isPurchase
        ? sql`(${condition}) AS ${mark}`
        : sql`(h.name = (SELECT id FROM term WHERE value = ${step.event}) AND ${condition}) AS ${mark}`;
    });
  const usesData = scan.steps.some(({ filter }) =>
    filter.flat().some(({ dimension }) => OF_LOG.test(dimension)),
  );
  const log = usesData ? sql`LEFT JOIN event e ON e.seq = h.seq` : sql``;
  const visit = (local: Scope) => (local.joins.has('visit') ? sql`JOIN visit v ON v.key = w.visit` : sql``);

  const names = [...new Set(scan.steps.map(({ event }) => event))].filter((name) => name !== 'purchase');
  const parts: Sql[] = [];
  if (names.length > 0) {
    const local = { ...scope, joins: new Set<string>() };
    const marked = marks(false, local);
    // CROSS JOIN: from the visits that are left to their events; the other way would go through all events there are.
    parts.push(sql`SELECT w.actor, w.visit, w.enters, h.time AS time, h.seq AS seq, ${join(marked)}
      FROM watched w CROSS JOIN hit h ON h.visit = w.visit ${visit(local)} ${log}
      WHERE h.name IN (SELECT id FROM term WHERE value IN (${join(names)}))`);
  }
  if (scan.steps.some(({ event }) => event === 'purchase')) {
    const local = { ...scope, joins: new Set<string>() };
    const marked = marks(true, local);
    // An import often knows the day of an order alone; the event that told of it knows when it was in its visit.
    parts.push(sql`SELECT w.actor, w.visit, w.enters, COALESCE(h.time, o.time) AS time, COALESCE(h.seq, -o.key) AS seq, ${join(marked)}
      FROM watched w CROSS JOIN orders o ON o.visit = w.visit ${visit(local)}
      LEFT JOIN hit h ON h.seq = (SELECT c.seq FROM order_claim c WHERE c.site = o.site AND c.order_id = o.order_id ORDER BY c.rank LIMIT 1)
        AND h.visit = o.visit ${log}
      WHERE o.bot IS NULL AND o.internal = 0`);
  }
  return join(parts, ' UNION ALL ');
}

/** Dimensions that only the log has. */
const OF_LOG = /^(data\.|product$|category$|brand$)/;

/** For each event the place of the next one that can be step 1, 2 …; strictly: that is the very next. */
function nextSteps(scan: FunnelScan): Sql {
  const columns = numbers(scan)
    .slice(1)
    .map((index) =>
      scan.order === 'loose'
        ? word(`MIN(CASE WHEN b${index} THEN pos END) OVER after AS n${index}`)
        : word(`CASE WHEN LAG(b${index}) OVER after THEN pos + 1 END AS n${index}`),
    );
  const frame = scan.order === 'loose' ? sql` ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING` : sql``;
  return columns.length === 0
    ? sql`walk AS MATERIALIZED (SELECT * FROM ranked)`
    : sql`walk AS MATERIALIZED (SELECT actor, visit, enters, time, pos, b0, ${join(columns)} FROM ranked
      WINDOW after AS (PARTITION BY actor ORDER BY pos DESC${frame}))`;
}

/** From each first step along the next ones, and of an actor's attempts the one that counts. */
function chain(scan: FunnelScan, goesOn: number): Sql[] {
  const all = numbers(scan);
  const last = all.length - 1;
  const limit = scan.limitMs;
  const joins = all.slice(1).map((index) => {
    const inTime = limit === null ? sql`` : sql`AND ${word(`r${index}.time`)} <= r0.time + ${limit}`;
    return sql`LEFT JOIN walk ${word(`r${index} ON r${index}.actor = r0.actor AND r${index}.pos = r${index - 1}.n${index}`)} ${inTime}`;
  });
  const columns = all.map((index) => word(`r${index}.time AS t${index}, r${index}.visit AS v${index}`));
  const depth = word(
    `1${all
      .slice(1)
      .map((index) => ` + (r${index}.time IS NOT NULL)`)
      .join('')}`,
  );
  // Without a limit the first attempt gets as far as any: what a later one meets, it meets too.
  const firstOnly = scan.order === 'loose' && limit === null;
  const attempts = firstOnly
    ? sql`FROM (SELECT actor, MIN(pos) AS pos FROM walk WHERE b0 AND enters GROUP BY actor) f
        JOIN walk r0 ON r0.actor = f.actor AND r0.pos = f.pos`
    : sql`FROM walk r0`;
  const tried = sql`tried AS (SELECT r0.actor AS actor, r0.pos AS pos, ${depth} AS depth, ${join(columns)}
    ${attempts} ${joins.length > 0 ? join(joins, ' ') : sql``} WHERE r0.b0 AND r0.enters)`;
  const kept = word(all.map((index) => `t${index}, v${index}`).join(', '));
  const best = firstOnly
    ? sql`best AS MATERIALIZED (SELECT actor, depth, ${kept} FROM tried ${goesOn === 0 ? sql`` : stopped(scan, goesOn)})`
    : sql`best AS MATERIALIZED (SELECT actor, depth, ${kept} FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY actor
        ORDER BY depth DESC, pos) AS place FROM tried) WHERE place = 1)`;
  return last < 0 ? [] : [tried, best];
}

/** The visits that stop at the first step, as rows of `best`. */
function stopped(scan: FunnelScan, goesOn: number): Sql {
  const nothing = word(', NULL, NULL'.repeat(scan.steps.length - 1));
  return sql`UNION ALL SELECT visit, 1, MIN(h.time), visit${nothing} FROM entered JOIN hit h USING (visit)
    WHERE steps & ${goesOn} = 0 AND h.name = (SELECT id FROM term WHERE value = ${scan.steps[0]?.event ?? ''}) GROUP BY visit`;
}
