import sql, { type Sql } from 'sql-template-tag';
import { type DimensionColumn, type FactTable, type Scope, termColumn, word } from './fact.js';
import { joinProduct, productOf } from './product-words.js';

// A visit lasts a day at most, so the hits of a span's visits end within a day of it.
const DAY_MS = 86_400_000;

const FIRST = 'new';
const AGAIN = 'returning';

const visitorType: DimensionColumn = {
  kind: 'text',
  column: (scope) => {
    scope.joins.add('visit');
    return sql`CASE WHEN v.cookieless = 1 THEN NULL WHEN v.number = 1 THEN ${FIRST} WHEN v.number > 1 THEN ${AGAIN} END`;
  },
};

const step: DimensionColumn = {
  kind: 'text',
  column: (scope) => {
    scope.joins.add('visit');
    return sql`CASE WHEN v.steps & 32 THEN 'add_payment_info' WHEN v.steps & 16 THEN 'add_shipping_info' WHEN v.steps & 8 THEN 'begin_checkout' END`;
  },
};

function grouped(scope: Scope, terms: Sql): Sql {
  const { site, span } = scope;
  return sql`SELECT visit FROM hit WHERE site = ${site} AND time >= ${span.from - DAY_MS} AND time < ${span.to + DAY_MS} AND visit IS NOT NULL AND content_group IN (${terms})`;
}

const contentGroup: DimensionColumn = {
  kind: 'term',
  column: (scope) => {
    scope.joins.add('visit');
    scope.joins.add('content_group');
    return sql`vg.content_group`;
  },
  semijoin: (scope, terms) => {
    scope.joins.add('visit');
    return sql`v.key IN (${grouped(scope, terms)})`;
  },
};

/** What is asked of a visit, on any fact that has one as `v`. */
export const VISIT_DIMENSIONS: Record<string, DimensionColumn> = {
  channel: termColumn('v.channel', 'visit'),
  source: termColumn('v.source', 'visit'),
  medium: termColumn('v.medium', 'visit'),
  campaign: termColumn('v.campaign', 'visit'),
  term: termColumn('v.term', 'visit'),
  content: termColumn('v.content', 'visit'),
  referrer: termColumn('v.referrer', 'visit'),
  landing_page: termColumn('v.landing_page', 'visit'),
  exit_page: termColumn('v.exit_page', 'visit'),
  content_group: contentGroup,
  country: termColumn('v.country', 'visit'),
  region: termColumn('v.region', 'visit'),
  language: termColumn('v.language', 'visit'),
  device: termColumn('v.device', 'visit'),
  browser: termColumn('v.browser', 'visit'),
  os: termColumn('v.os', 'visit'),
  visitor_type: visitorType,
};

/** A visit for each content group that it saw. */
export const contentGroupJoin = (scope: Scope): Sql =>
  sql`LEFT JOIN (SELECT DISTINCT visit, content_group FROM hit WHERE site = ${scope.site} AND time >= ${scope.span.from - DAY_MS} AND time < ${scope.span.to + DAY_MS} AND visit IS NOT NULL AND content_group IS NOT NULL) vg ON vg.visit = v.key`;

/** `within` of a fact that is dated by a column of its own. */
export const datedBy =
  (site: Sql, time: Sql) =>
  ({ site: key, span }: Scope): Sql =>
    sql`${site} = ${key} AND ${time} >= ${span.from} AND ${time} < ${span.to}`;

const plain = (words: Sql) => (): Sql => words;

export const visitFact: FactTable = {
  table: sql`visit v`,
  joins: { visit: () => sql``, content_group: contentGroupJoin },
  within: datedBy(sql`v.site`, sql`v.started`),
  moment: sql`v.started`,
  dated: 'instant',
  people: () => sql`v.bot IS NULL AND v.internal = 0`,
  bots: () => sql`v.bot IS NOT NULL`,
  internal: () => sql`v.bot IS NULL AND v.internal = 1`,
  fields: {
    visitor: plain(sql`v.visitor`),
    number: plain(sql`v.number`),
    page_views: plain(sql`v.page_views`),
    engaged_ms: plain(sql`v.engaged_ms`),
    orders: plain(sql`v.orders`),
    steps: plain(sql`v.steps`),
    leads: plain(sql`v.leads`),
    cookieless: plain(sql`v.cookieless`),
    revenue: plain(
      sql`CASE WHEN v.orders > 0 THEN (SELECT SUM(b.reporting) FROM orders b WHERE b.visit = v.key AND b.bot IS NULL AND b.internal = 0) ELSE 0 END`,
    ),
    unvalued_orders: plain(
      sql`CASE WHEN v.orders > 0 THEN (SELECT COUNT(*) FROM orders b WHERE b.visit = v.key AND b.bot IS NULL AND b.internal = 0 AND b.reporting IS NULL) ELSE 0 END`,
    ),
    bought_in_first: plain(
      sql`EXISTS (SELECT 1 FROM visit f WHERE f.visitor = v.visitor AND f.number = 1 AND f.orders > 0)`,
    ),
  },
  dimensions: { ...VISIT_DIMENSIONS, step },
};

const VISIT_OF_BOT = 'v.bot IS NOT NULL';
const VISIT_OF_STAFF = 'v.bot IS NULL AND v.internal = 1';

/** The join, the people and the strangers of a fact that has a visit, or none, as `v`. */
const ofVisit = (visit: Sql) => {
  const joined = (scope: Scope, words: string): Sql => {
    scope.joins.add('visit');
    return word(words);
  };
  return {
    joins: {
      visit: (): Sql => sql`LEFT JOIN visit v ON v.key = ${visit}`,
      content_group: contentGroupJoin,
    },
    // A row of no visit counts as a person's.
    people: (scope: Scope) => joined(scope, 'v.bot IS NULL AND COALESCE(v.internal, 0) = 0'),
    bots: (scope: Scope) => joined(scope, VISIT_OF_BOT),
    internal: (scope: Scope) => joined(scope, VISIT_OF_STAFF),
  };
};

/**
 * The same for facts of which there are a million, and few in visits of bots: where nothing else is asked of the visit, these few
 * visits are looked up in a set instead of each row's visit in the table. All of them, whenever they were: how long a visit lasts
 * is for the browser to say.
 */
const withinVisit = (visit: Sql) => {
  const left = (scope: Scope, which: string): Sql =>
    sql`SELECT v.key FROM visit v WHERE v.site = ${scope.site} AND (v.bot IS NOT NULL OR v.internal = 1) AND ${word(which)}`;
  const joined = ofVisit(visit);
  const isJoined = (scope: Scope) => scope.joins.has('visit');
  return {
    ...joined,
    people: (scope: Scope) =>
      isJoined(scope)
        ? joined.people(scope)
        : sql`(${visit} IS NULL OR ${visit} NOT IN (${left(scope, '1')}))`,
    bots: (scope: Scope) =>
      isJoined(scope) ? joined.bots(scope) : sql`${visit} IN (${left(scope, VISIT_OF_BOT)})`,
    internal: (scope: Scope) =>
      isJoined(scope) ? joined.internal(scope) : sql`${visit} IN (${left(scope, VISIT_OF_STAFF)})`,
  };
};

const { content_group: _ofVisit, ...hitDimensions } = VISIT_DIMENSIONS;

export const hitFact: FactTable = {
  table: sql`hit h`,
  ...withinVisit(sql`h.visit`),
  // The index has days, and the hits of each in the order in which they came.
  within: (scope) =>
    sql`${datedBy(sql`h.site`, sql`h.time`)(scope)} AND h.time / ${DAY_MS} >= ${Math.floor(scope.span.from / DAY_MS)} AND h.time / ${DAY_MS} <= ${Math.floor(scope.span.to / DAY_MS)}`,
  moment: sql`h.time`,
  dated: 'instant',
  fields: {
    name: plain(sql`h.name`),
    visitor: plain(sql`h.visitor`),
    visit: plain(sql`h.visit`),
    // One visit of thirty has an order: where nothing else is asked of the visit, these are looked up in a set.
    ordering_visit: (scope) =>
      scope.joins.has('visit')
        ? sql`CASE WHEN v.orders > 0 THEN h.visit END`
        : sql`CASE WHEN h.visit IN (SELECT v.key FROM visit v WHERE v.site = ${scope.site} AND v.orders > 0) THEN h.visit END`,
    number: plain(sql`h.number`),
    engaged_ms: plain(sql`h.engaged_ms`),
    label: plain(sql`h.label`),
  },
  dimensions: {
    ...hitDimensions,
    content_group: termColumn('h.content_group'),
    page: termColumn('h.page'),
    search_term: termColumn('h.label'),
    promotion: termColumn('h.label'),
    network: termColumn('h.label'),
  },
};

export const itemHitFact: FactTable = {
  table: sql`item_hit i`,
  ...withinVisit(sql`i.visit`),
  joins: {
    ...ofVisit(sql`i.visit`).joins,
    product: joinProduct('i.site', 'i.item'),
  },
  within: datedBy(sql`i.site`, sql`i.time`),
  moment: sql`i.time`,
  dated: 'instant',
  fields: {
    name: plain(sql`i.name`),
    event: plain(sql`i.seq`),
    visit: plain(sql`i.visit`),
    quantity: plain(sql`i.quantity`),
  },
  dimensions: {
    ...VISIT_DIMENSIONS,
    product: productOf(sql`i.item`),
    category: termColumn('COALESCE(ip.category, p.category)', 'product'),
    brand: termColumn('COALESCE(ip.brand, p.brand)', 'product'),
  },
};

const LEAD_VISIT = ofVisit(sql`d.visit`);

export const leadFact: FactTable = {
  table: sql`lead d`,
  joins: LEAD_VISIT.joins,
  within: (scope) => sql`${datedBy(sql`d.site`, sql`d.time`)(scope)} AND d.replaced = 0`,
  moment: sql`d.time`,
  dated: 'instant',
  // A beacon alone can look like a person's where the visit is a bot's, and without a visit it is all there is.
  people: (scope) => sql`(${LEAD_VISIT.people(scope)} AND d.bot IS NULL AND d.internal = 0)`,
  bots: (scope) => sql`(${LEAD_VISIT.bots(scope)} OR d.bot IS NOT NULL)`,
  internal: (scope) =>
    sql`(v.bot IS NULL AND d.bot IS NULL AND (${LEAD_VISIT.internal(scope)} OR d.internal = 1))`,
  fields: {
    kind: plain(sql`d.kind`),
    ordered_later: (scope) => sql`(
      EXISTS (SELECT 1 FROM orders b WHERE b.visitor = d.visitor AND b.time > d.time AND b.bot IS NULL AND b.internal = 0)
      OR EXISTS (SELECT 1 FROM orders a JOIN orders b ON b.customer = a.customer
        WHERE a.visitor = d.visitor AND b.time > d.time AND b.bot IS NULL AND b.internal = 0)
      OR EXISTS (SELECT 1 FROM sighting s JOIN term t ON t.id = s.customer
        JOIN customer k ON k.site = ${scope.site} AND k.id = 'c:' || t.value JOIN orders b ON b.customer = k.key
        WHERE s.visitor = d.visitor AND b.time > d.time AND b.bot IS NULL AND b.internal = 0))`,
  },
  dimensions: VISIT_DIMENSIONS,
};

const CART_RECOVERY_MS = 30 * DAY_MS;

export const cartFact: FactTable = {
  table: sql`cart c`,
  ...ofVisit(sql`c.opened_visit`),
  joins: {
    ...ofVisit(sql`c.opened_visit`).joins,
    last_visit: () => sql`LEFT JOIN visit lv ON lv.key = c.last_visit`,
  },
  within: datedBy(sql`c.site`, sql`c.last_time`),
  moment: sql`c.last_time`,
  dated: 'instant',
  fields: {
    // Judged when the visit of its last event has ended, and not before.
    status: (scope) => {
      scope.joins.add('last_visit');
      const ended = sql`COALESCE(lv.ended, c.last_time)`;
      return sql`CASE
        WHEN ${ended} + ${scope.idleMs} > ${scope.now} THEN 'open'
        WHEN c.orders IS NULL THEN 'abandoned'
        WHEN c.order_visit = c.last_visit OR c.order_time <= ${ended} THEN 'purchased'
        WHEN c.order_time <= ${ended} + ${CART_RECOVERY_MS} THEN 'recovered'
        ELSE 'abandoned' END`;
    },
    value: plain(sql`c.reporting`),
    stated_value: plain(sql`c.value`),
  },
  dimensions: {
    ...VISIT_DIMENSIONS,
    page: termColumn('c.last_page'),
    step: termColumn('c.last_event'),
  },
};
