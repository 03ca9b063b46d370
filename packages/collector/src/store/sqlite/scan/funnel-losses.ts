import sql, { join, type Sql } from 'sql-template-tag';
import type { FunnelScan } from '../../scan.js';
import { word } from './fact.js';
import { bestAttempts } from './funnel-attempts.js';

/** Events that a browser sends by itself: nobody did them. */
const NOT_DONE = ['page_view', 'user_engagement', 'web_vital'];

/** One statement; it answers step, kind (`next`, `left`), page, event and how many. */
export function compileFunnelLosses(scan: FunnelScan, top: number): Sql {
  const depths = scan.steps.slice(0, -1).map((_, index) => index + 1);
  const pick = (letter: string) =>
    word(`CASE depth ${depths.map((depth) => `WHEN ${depth} THEN ${letter}${depth - 1}`).join(' ')} END`);
  const lost = sql`lost AS MATERIALIZED (SELECT depth - 1 AS step, ${pick('t')} AS time, ${pick('v')} AS visit
    FROM best WHERE depth < ${scan.steps.length})`;
  const after = (
    condition: Sql,
    column: Sql,
  ) => sql`(SELECT ${column} FROM hit h WHERE h.visit = lost.visit AND ${condition}
    AND h.time > lost.time ORDER BY h.time, h.seq LIMIT 1)`;
  const isView = sql`h.name = (SELECT id FROM term WHERE value = 'page_view')`;
  const isDone = sql`h.name NOT IN (SELECT id FROM term WHERE value IN (${join(NOT_DONE)}))`;
  const went = sql`went AS (
    SELECT step, 'next' AS kind, ${after(isView, sql`h.page`)} AS page, ${after(isDone, sql`h.name`)} AS event FROM lost
    UNION ALL SELECT step, 'left', v.exit_page, NULL FROM lost JOIN visit v ON v.key = lost.visit)`;
  const counted = sql`SELECT step, kind, page, event, COUNT(*) AS count FROM went GROUP BY step, kind, page, event`;
  const text = (column: string) => sql`(SELECT value FROM term WHERE id = ${word(column)})`;
  const named = sql`SELECT step, kind, ${text('page')} AS page, ${text('event')} AS event, count FROM (${counted})`;
  // The names decide between equal numbers, so that the same question has the same answer.
  return sql`WITH ${join([...bestAttempts(scan), lost, went])} SELECT step, kind, page, event, count FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY step, kind ORDER BY count DESC, page, event) AS place FROM (${named}))
    WHERE place <= ${top} ORDER BY step, kind, place`;
}
