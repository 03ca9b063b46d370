import sql, { type Sql } from 'sql-template-tag';
import { bucketOf } from './bucket.js';
import { creditCte } from './credit.js';
import type { DimensionColumn, FactTable, Scope } from './fact.js';
import { localDayOf, localMonthOf } from './local-day.js';
import { costOfOrder, coveredRevenue, ORDER_DIMENSIONS } from './order-facts.js';
import { contentGroupJoin, datedBy, VISIT_DIMENSIONS } from './visit-facts.js';

const plain = (words: Sql) => (): Sql => words;

/** The piece of the scan's cut that something happened in. */
function pieceOf({ buckets }: Scope, moment: Sql): Sql {
  if (!buckets) throw new Error('this scan is not cut into pieces');
  return bucketOf(moment, buckets.instants);
}

const { product: _p, category: _c, brand: _b, customer_type: _t, ...ofWholeOrders } = ORDER_DIMENSIONS;

const firstOrder = (scope: Scope): Sql =>
  sql`${datedBy(sql`o.site`, sql`o.time`)(scope)} AND o.customer_number = 1 AND o.cookieless = 0`;

const customerId: DimensionColumn = {
  kind: 'text',
  column: () => sql`(SELECT SUBSTR(k.id, 3) FROM customer k WHERE k.key = o.customer)`,
};

/**
 * Orders seen from the first order of their customer: a row is dated by that first order `o`, has its dimensions, and
 * is about the order `n`, itself or a later one of the same customer up to the end of the span.
 */
export const purchaseFact: FactTable = {
  table: sql`orders o JOIN orders n ON n.customer = o.customer AND n.cookieless = 0`,
  joins: {
    visit: () => sql`LEFT JOIN visit v ON v.key = o.visit`,
    credit: () => sql`LEFT JOIN credit cr ON cr.okey = o.key LEFT JOIN visit tv ON tv.key = cr.visit`,
  },
  prelude: (scope) =>
    scope.joins.has('credit')
      ? creditCte(
          scope,
          sql`SELECT o.key, 0, o.reporting FROM orders o WHERE ${firstOrder(scope)} AND o.source IS NULL`,
        )
      : [],
  within: (scope) => sql`${firstOrder(scope)} AND n.time < ${scope.span.to}`,
  moment: sql`o.time`,
  dated: 'instant',
  people: plain(sql`o.bot IS NULL AND o.internal = 0`),
  bots: plain(sql`0`),
  internal: plain(sql`0`),
  fields: {
    customer: plain(sql`o.customer`),
    first_time: plain(sql`o.time`),
    first_day: (scope) => localDayOf(scope, sql`o.time`),
    day: (scope) => localDayOf(scope, sql`n.time`),
    on_later_day: (scope) => sql`(${localDayOf(scope, sql`n.time`)} > ${localDayOf(scope, sql`o.time`)})`,
    revenue: plain(sql`n.reporting`),
    valued: plain(sql`n.reporting`),
    cost: (scope) => costOfOrder(scope, sql`n.key`),
    covered_revenue: (scope) => coveredRevenue(scope, sql`n.key`),
  },
  dimensions: {
    ...ofWholeOrders,
    customer: customerId,
    customer_key: { kind: 'text', column: plain(sql`o.customer`) },
    cohort: { kind: 'text', column: (scope) => localMonthOf(scope, sql`o.time`) },
    piece: { kind: 'text', column: (scope) => pieceOf(scope, sql`n.time`) },
  },
};

/** Visits seen from the first visit of their visitor, as `purchase` sees orders. */
export const comebackFact: FactTable = {
  table: sql`visit v JOIN visit n ON n.visitor = v.visitor AND n.bot IS NULL AND n.internal = 0`,
  joins: { visit: () => sql``, content_group: contentGroupJoin },
  // A browser can claim a first visit twice; the earlier one is it.
  within: (scope) => sql`${datedBy(sql`v.site`, sql`v.started`)(scope)} AND v.number = 1 AND v.cookieless = 0
    AND n.started >= v.started AND n.started < ${scope.span.to}
    AND NOT EXISTS (SELECT 1 FROM visit e WHERE e.visitor = v.visitor AND e.number = 1
      AND (e.started < v.started OR (e.started = v.started AND e.id < v.id)))`,
  moment: sql`v.started`,
  dated: 'instant',
  people: plain(sql`v.bot IS NULL AND v.internal = 0`),
  bots: plain(sql`0`),
  internal: plain(sql`0`),
  fields: {
    visitor: plain(sql`v.visitor`),
    revenue: plain(
      sql`CASE WHEN n.orders > 0 THEN (SELECT SUM(b.reporting) FROM orders b WHERE b.visit = n.key AND b.bot IS NULL AND b.internal = 0) ELSE 0 END`,
    ),
  },
  dimensions: {
    ...VISIT_DIMENSIONS,
    cohort: { kind: 'text', column: (scope) => localMonthOf(scope, sql`v.started`) },
    piece: { kind: 'text', column: (scope) => pieceOf(scope, sql`n.started`) },
  },
};
