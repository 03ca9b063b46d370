import sql, { type Sql } from 'sql-template-tag';
import { bucketOf } from './bucket.js';
import { creditCte, splits } from './credit.js';
import { type DimensionColumn, type FactTable, type Scope, termColumn, word } from './fact.js';
import { joinProduct, productOf } from './product-words.js';
import { splitMoney } from './split-money.js';
import { datedBy } from './visit-facts.js';

/** Stated by an import, else of the visit that the order is attributed to. */
const attributed = (name: string): DimensionColumn => ({
  kind: 'term',
  column: (scope) => {
    scope.joins.add('credit');
    return word(`CASE WHEN o.source IS NOT NULL THEN o.${name} ELSE tv.${name} END`);
  },
});

const customerType: DimensionColumn = {
  kind: 'text',
  column: () =>
    sql`CASE WHEN o.customer IS NULL OR o.cookieless = 1 THEN NULL WHEN o.customer_number = 1 THEN 'new' WHEN o.customer_number > 1 THEN 'returning' END`,
};

export const ORDER_DIMENSIONS: Record<string, DimensionColumn> = {
  channel: attributed('channel'),
  source: attributed('source'),
  medium: attributed('medium'),
  campaign: attributed('campaign'),
  term: termColumn('tv.term', 'credit'),
  content: termColumn('tv.content', 'credit'),
  referrer: termColumn('tv.referrer', 'credit'),
  landing_page: termColumn('tv.landing_page', 'credit'),
  country: {
    kind: 'term',
    column: (scope) => {
      scope.joins.add('visit');
      return sql`COALESCE(o.country, v.country)`;
    },
  },
  region: termColumn('v.region', 'visit'),
  language: termColumn('v.language', 'visit'),
  device: termColumn('v.device', 'visit'),
  browser: termColumn('v.browser', 'visit'),
  os: termColumn('v.os', 'visit'),
  product: productOf(sql`l.item`, 'line'),
  // What the order said itself stands between the shop's list and what its pages said.
  category: termColumn('COALESCE(ip.category, l.category, p.category)', 'line', 'product'),
  brand: termColumn('COALESCE(ip.brand, l.brand, p.brand)', 'line', 'product'),
  coupon: termColumn('o.coupon'),
  payment_type: termColumn('o.payment_type'),
  shipping_tier: termColumn('o.shipping_tier'),
  currency: { kind: 'text', column: () => sql`o.currency` },
  customer_type: customerType,
};

const lines = (scope: Scope): boolean => scope.joins.has('line');
const credit = (scope: Scope): boolean => scope.joins.has('credit');

// An order whose lines nobody told of is in a breakdown by product as a whole, of no product.
const NO_LINE = -1;
const revenueOfLine = sql`CASE WHEN l.orders IS NULL THEN o.reporting ELSE l.reporting END`;
const unitsOfLine = sql`CASE WHEN l.orders IS NULL THEN o.units ELSE l.quantity END`;

/** Units of an order that came back: of a refund of the whole order all, and never more than were bought. */
const refundedUnits = sql`MIN(o.units, COALESCE((SELECT SUM(CASE
    WHEN r.quantity IS NOT NULL THEN r.quantity
    WHEN r.item IS NULL AND (r.stated_value IS NULL OR r.value >= o.value) THEN o.units
    WHEN r.item IS NOT NULL THEN (SELECT SUM(x.quantity) FROM order_line x WHERE x.orders = o.key AND x.item = r.item)
  END) FROM refund r WHERE r.orders = o.key AND r.replaced = 0 AND r.bot IS NULL AND r.internal = 0), 0))`;

/** Half to even, of a real that is exact as far as a price times a quantity is. */
const rounded = (x: Sql): Sql =>
  sql`CAST(CASE WHEN ${x} - FLOOR(${x}) = 0.5 THEN 2 * ROUND(${x} / 2) ELSE ROUND(${x}) END AS INTEGER)`;

/** What a line cost the shop: as the order said, else by the shop's list of products; NULL where nobody says. */
function costOfLine({ site, decimals }: Scope): Sql {
  if (decimals === undefined) throw new Error('this scan does not know the decimals of the site’s currency');
  // Thousandths of a piece times millionths of a unit of money.
  const listed = sql`(1.0 * l.quantity * (SELECT c.reporting_unit_cost FROM import_product c WHERE c.site = ${site} AND c.item = l.item) / ${10 ** (9 - decimals)})`;
  return sql`CASE WHEN l.reporting IS NULL THEN NULL WHEN l.unit_cost IS NULL THEN ${rounded(listed)} ELSE l.cost END`;
}

/** Σ over the lines of an order, or the line itself where orders are divided into lines. */
const overLines = (scope: Scope, ofLine: Sql, order = sql`o.key`): Sql =>
  lines(scope) ? ofLine : sql`(SELECT SUM(${ofLine}) FROM order_line l WHERE l.orders = ${order})`;

/** A part of an order's amount, where a model divides it among visits. */
const shared = (scope: Scope, whole: Sql): Sql =>
  credit(scope) && splits(scope.attribution) ? sql`(${whole} * COALESCE(cr.share, 1))` : whole;

/** What the lines of an order cost, as far as it is known. */
export const costOfOrder = (scope: Scope, order?: Sql): Sql => overLines(scope, costOfLine(scope), order);

/** Revenue of the lines whose cost is known. */
export const coveredRevenue = (scope: Scope, order?: Sql): Sql =>
  overLines(scope, sql`CASE WHEN ${costOfLine(scope)} IS NOT NULL THEN l.reporting END`, order);

const refundOfLine = sql`r.orders = o.key AND r.replaced = 0 AND r.bot IS NULL AND r.internal = 0
  AND (r.item = l.item OR (r.item IS NULL AND (r.stated_value IS NULL OR r.value >= o.value)))`;

const sameItem = sql`order_line x WHERE x.orders = l.orders AND x.item = l.item`;

/** The same of one line: where an order has two of a product, what came back is of the first, then of the second. */
const refundedUnitsOfLine = sql`MIN(${unitsOfLine}, COALESCE((SELECT SUM(CASE WHEN r.item IS NULL THEN ${unitsOfLine} END)
    FROM refund r WHERE ${refundOfLine}), 0)
  + MAX(0, COALESCE((SELECT SUM(COALESCE(r.quantity, (SELECT SUM(x.quantity) FROM ${sameItem}))) FROM refund r
      WHERE ${refundOfLine} AND r.item IS NOT NULL), 0)
    - COALESCE((SELECT SUM(x.quantity) FROM ${sameItem} AND x.line < l.line), 0)))`;

export const orderFact: FactTable = {
  table: sql`orders o`,
  joins: {
    visit: () => sql`LEFT JOIN visit v ON v.key = o.visit`,
    line: () => sql`LEFT JOIN order_line l ON l.orders = o.key`,
    product: joinProduct('o.site', 'l.item'),
    credit: (scope) =>
      sql`LEFT JOIN credit cr ON cr.okey = o.key ${lines(scope) ? sql`AND cr.part = COALESCE(l.line, ${NO_LINE})` : sql``} LEFT JOIN visit tv ON tv.key = cr.visit`,
  },
  prelude: (scope) => {
    if (!credit(scope)) return [];
    const within = sql`${datedBy(sql`o.site`, sql`o.time`)(scope)} AND o.source IS NULL`;
    const parts = lines(scope)
      ? sql`SELECT o.key, COALESCE(l.line, ${NO_LINE}), ${revenueOfLine} FROM orders o LEFT JOIN order_line l ON l.orders = o.key WHERE ${within}`
      : sql`SELECT o.key, 0, o.reporting FROM orders o WHERE ${within}`;
    return creditCte(scope, parts);
  },
  within: datedBy(sql`o.site`, sql`o.time`),
  moment: sql`o.time`,
  dated: 'instant',
  people: () => sql`o.bot IS NULL AND o.internal = 0`,
  bots: () => sql`o.bot IS NOT NULL`,
  internal: () => sql`o.bot IS NULL AND o.internal = 1`,
  count: (scope, condition) => {
    if (lines(scope)) return sql`COUNT(DISTINCT CASE WHEN ${condition} THEN o.key END)`;
    if (credit(scope) && splits(scope.attribution))
      return sql`SUM(CASE WHEN ${condition} THEN COALESCE(cr.share, 1) END)`;
    return undefined;
  },
  parts: (scope) =>
    lines(scope) && credit(scope) && splits(scope.attribution)
      ? { keys: sql`o.key, cr.visit`, share: sql`COALESCE(cr.share, 1)` }
      : undefined,
  fields: {
    revenue: (scope) => {
      const whole = lines(scope) ? revenueOfLine : sql`o.reporting`;
      return credit(scope) && splits(scope.attribution) ? sql`COALESCE(cr.money, ${whole})` : whole;
    },
    units: (scope) => {
      const whole = lines(scope) ? unitsOfLine : sql`o.units`;
      return shared(scope, whole);
    },
    cost: (scope) => shared(scope, costOfOrder(scope)),
    covered_revenue: (scope) => shared(scope, coveredRevenue(scope)),
    valued: () => sql`o.reporting`,
    visitor: () => sql`o.visitor`,
    visit: () => sql`o.visit`,
    customer: () => sql`CASE WHEN o.cookieless = 0 THEN o.customer END`,
    customer_number: () =>
      sql`CASE WHEN o.cookieless = 0 AND o.customer IS NOT NULL THEN o.customer_number END`,
    cookieless: () => sql`o.cookieless`,
    time: () => sql`o.time`,
    // Whether the customer has ordered twice or more by the end of the piece of the order, however the others came.
    repeats: ({ span, buckets }) => {
      const within = buckets
        ? sql`${bucketOf(sql`n.time`, buckets.instants)} <= ${bucketOf(sql`o.time`, buckets.instants)}`
        : sql`n.time < ${span.to}`;
      return sql`(o.customer_number > 1 OR EXISTS (SELECT 1 FROM orders n
        WHERE n.customer = o.customer AND n.customer_number = 2 AND ${within}))`;
    },
    // Whether the customer has ordered again since the span.
    came_back: ({ span, until = span.to }) =>
      sql`EXISTS (SELECT 1 FROM orders n WHERE n.customer = o.customer AND n.time >= ${span.to} AND n.time < ${until})`,
    refunded: (scope) =>
      lines(scope) ? sql`EXISTS (SELECT 1 FROM refund r WHERE ${refundOfLine})` : sql`o.refunds > 0`,
    refunded_units: (scope) => shared(scope, lines(scope) ? refundedUnitsOfLine : refundedUnits),
  },
  dimensions: ORDER_DIMENSIONS,
};

const wholeOrder = sql`(r.item IS NULL AND o.lines > 0 AND o.value > 0 AND (r.stated_value IS NULL OR r.value >= o.value))`;

/** A refund by product: of an item its own value, of a whole order its value in proportion to the lines'. */
function refundParts(scope: Scope): Sql {
  const rows = sql`refund r LEFT JOIN orders o ON o.key = r.orders WHERE ${datedBy(sql`r.site`, sql`r.time`)(scope)}`;
  const pieces = sql`SELECT r.key AS refund, y.item AS item, y.line AS position, r.reporting AS money, COALESCE(y.revenue, 0) AS weight,
    SUM(COALESCE(y.revenue, 0)) OVER (PARTITION BY r.key) AS total
    FROM order_line y JOIN refund r ON r.orders = y.orders JOIN orders o ON o.key = r.orders
    WHERE ${datedBy(sql`r.site`, sql`r.time`)(scope)} AND ${wholeOrder}`;
  // A refund without an order has no line that says more of its product, so any line of that does.
  const words = sql`line_words(item, category, brand) AS (SELECT item, MAX(category), MAX(brand) FROM order_line
    WHERE site = ${scope.site} AND item IN (SELECT item FROM refund_part) GROUP BY item)`;
  return sql`refund_part(refund, item, position, money) AS (
    SELECT r.key, r.item, -1, r.reporting FROM ${rows} AND NOT COALESCE(${wholeOrder}, 0)
    UNION ALL SELECT refund, item, position, money FROM (${splitMoney(pieces, 'refund', 'refund, item, position')})), ${words}`;
}

// Tells the parts of all refunds apart.
const PART_OF_LINE = sql`l.refund || ':' || l.position`;

export const refundFact: FactTable = {
  table: sql`refund r LEFT JOIN orders o ON o.key = r.orders`,
  joins: {
    visit: () => sql`LEFT JOIN visit v ON v.key = o.visit`,
    line: () =>
      sql`JOIN (SELECT f.*, w.category, w.brand FROM refund_part f LEFT JOIN line_words w ON w.item = f.item) l ON l.refund = r.key`,
    product: joinProduct('r.site', 'l.item'),
    credit: (scope) =>
      sql`LEFT JOIN credit cr ON cr.okey = o.key AND cr.part = ${lines(scope) ? PART_OF_LINE : sql`r.key`} LEFT JOIN visit tv ON tv.key = cr.visit`,
  },
  prelude: (scope) => {
    const attributable = sql`${datedBy(sql`r.site`, sql`r.time`)(scope)} AND o.source IS NULL`;
    const parts = lines(scope)
      ? sql`SELECT o.key, ${PART_OF_LINE}, l.money FROM refund r JOIN orders o ON o.key = r.orders
          JOIN refund_part l ON l.refund = r.key WHERE ${attributable}`
      : sql`SELECT o.key, r.key, r.reporting FROM refund r JOIN orders o ON o.key = r.orders WHERE ${attributable}`;
    return [...(lines(scope) ? [refundParts(scope)] : []), ...(credit(scope) ? creditCte(scope, parts) : [])];
  },
  within: (scope) => sql`${datedBy(sql`r.site`, sql`r.time`)(scope)} AND r.replaced = 0`,
  moment: sql`r.time`,
  dated: 'instant',
  people: () => sql`r.bot IS NULL AND r.internal = 0 AND o.bot IS NULL AND COALESCE(o.internal, 0) = 0`,
  bots: () => sql`(r.bot IS NOT NULL OR o.bot IS NOT NULL)`,
  internal: () => sql`r.bot IS NULL AND o.bot IS NULL AND (r.internal = 1 OR o.internal = 1)`,
  count: (scope, condition) =>
    lines(scope) || (credit(scope) && splits(scope.attribution))
      ? sql`COUNT(DISTINCT CASE WHEN ${condition} THEN r.key END)`
      : undefined,
  fields: {
    value: (scope) => {
      const whole = lines(scope) ? sql`l.money` : sql`r.reporting`;
      return credit(scope) && splits(scope.attribution) ? sql`COALESCE(cr.money, ${whole})` : whole;
    },
    valued: () => sql`r.reporting`,
  },
  dimensions: ORDER_DIMENSIONS,
};
