import sql, { type Sql } from 'sql-template-tag';
import { datedByDay, OF_NOBODY, textColumn } from './day-facts.js';
import type { DimensionColumn, FactTable, Scope } from './fact.js';
import { contentGroupJoin, datedBy, VISIT_DIMENSIONS } from './visit-facts.js';

// Where a shop brings in who subscribes, what browsers say of it is not counted.
const isImported = ({ site }: Scope): Sql =>
  sql`EXISTS (SELECT 1 FROM subscription WHERE site = ${site} AND imported = 1)`;

const byList = (scope: Scope): boolean => scope.joins.has('list');

/**
 * Who came to each list and who left it: somebody on two lists is one subscriber of the shop and one of each list.
 * An unsubscribe that names no list leaves all.
 */
const listChanges = (scope: Scope): Sql => {
  const said = sql`FROM subscription WHERE site = ${scope.site} AND imported = ${isImported(scope)}
    AND bot IS NULL AND internal = 0`;
  return sql`list_change(subscriber, time, id, list, change) AS MATERIALIZED (
    SELECT subscriber, time, id, list, is_on - was_on FROM (
      SELECT *, LAG(is_on, 1, 0) OVER (PARTITION BY subscriber, list ORDER BY time, id) AS was_on FROM (
        SELECT subscriber, time, id, list, action = 'subscribe' AS is_on ${said} AND (action = 'subscribe' OR list <> '')
        UNION ALL
        SELECT a.subscriber, a.time, a.id, b.list, 0
        FROM (SELECT subscriber, time, id ${said} AND action = 'unsubscribe' AND list = '') a
        JOIN (SELECT DISTINCT subscriber, list ${said} AND action = 'subscribe') b ON b.subscriber = a.subscriber))
    WHERE is_on <> was_on)`;
};

const list: DimensionColumn = {
  kind: 'text',
  column: (scope) => {
    scope.joins.add('list');
    return sql`NULLIF(lc.list, '')`;
  },
};

// Who leaves is taken from where it came from, so that what is there by channel is what that channel has brought.
const cameBy = sql`CASE WHEN s.change = 1 THEN s.seq ELSE (
    SELECT p.seq FROM subscription p WHERE p.site = s.site AND p.imported = s.imported AND p.subscriber = s.subscriber
      AND p.change = 1 AND p.time <= s.time ORDER BY p.time DESC, p.id DESC LIMIT 1) END`;

/** Subscribers that came (change 1) and left (−1). What there is at a time is the sum of all changes before it. */
export const subscriptionFact: FactTable = {
  table: sql`subscription s`,
  joins: {
    list: () =>
      sql`JOIN list_change lc ON lc.subscriber = s.subscriber AND lc.time = s.time AND lc.id = s.id`,
    visit: () => sql`LEFT JOIN hit sh ON sh.seq = ${cameBy} LEFT JOIN visit v ON v.key = sh.visit`,
    content_group: contentGroupJoin,
  },
  prelude: (scope) => (byList(scope) ? [listChanges(scope)] : []),
  within: (scope) => sql`${datedBy(sql`s.site`, sql`s.time`)(scope)} AND s.imported = ${isImported(scope)}`,
  moment: sql`s.time`,
  dated: 'instant',
  people: () => sql`s.bot IS NULL AND s.internal = 0`,
  bots: () => sql`s.bot IS NOT NULL`,
  internal: () => sql`s.bot IS NULL AND s.internal = 1`,
  fields: {
    change: (scope) => (byList(scope) ? sql`lc.change` : sql`s.change`),
  },
  dimensions: { ...VISIT_DIMENSIONS, list },
};

/** What became of the e-mails of a day and campaign. */
export const emailFact: FactTable = {
  table: sql`email_stats e`,
  joins: {},
  ...datedByDay('e'),
  ...OF_NOBODY,
  fields: {
    delivered: () => sql`e.delivered`,
    opened: () => sql`e.opened`,
    clicked: () => sql`e.clicked`,
    unsubscribed: () => sql`e.unsubscribed`,
  },
  dimensions: { campaign: textColumn('e.campaign') },
};
