import type { AttributionModel } from '../../scan.js';
import { DIRECT, WINDOW_MS } from '../scan/credit.js';
import { NOTHING } from './packed-column.js';

export const DAY_MS = 86_400_000;

/** The facts that are kept by column. */
export type ColumnFactName = 'visit' | 'orders' | 'cart';

/** The columns of a fact's rows, as the words that follow need them. */
export interface Columns {
  rows: number;
  column(name: string): Float64Array;
}

/** What a word needs to know of the question. */
export interface Moment {
  now: number;
  idleMs: number;
}

/** A field or dimension that no column holds: a small number for each of its texts, made from other columns. */
export interface MadeColumn {
  from: readonly string[];
  /** In the order of the alphabet, as SQL sorts groups. */
  texts: readonly string[];
  fill(into: Float64Array, columns: Columns, moment: Moment): void;
}

/** A fact by column: the same words as in `scan/`, in the language of columns. */
export interface ColumnFact {
  name: ColumnFactName;
  /** The column by which rows are dated and sorted. */
  time: string;
  /** The rows of a site (?) from an instant (?) to another (?). */
  rows: string;
  /** Every column that is kept, and the SQL of its value. */
  columns: Readonly<Record<string, string>>;
  /** Columns that a measure or a condition can name. */
  fields: ReadonlySet<string>;
  /** Columns that hold a term, and can be grouped and filtered by. */
  terms: ReadonlySet<string>;
  /** Dimensions that no column holds. */
  made: Readonly<Record<string, MadeColumn>>;
  /** Fields that no column holds, compared with a text. */
  judged: Readonly<Record<string, MadeColumn>>;
}

const OF_VISIT = ['country', 'region', 'language', 'device', 'browser', 'os'] as const;
const OF_SOURCE = [
  ...['channel', 'source', 'medium', 'campaign', 'term', 'content', 'referrer', 'landing_page'],
] as const;
const PAGE_VIEW = `(SELECT id FROM term WHERE value = 'page_view')`;
const OWN = (alias: string, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, `${alias}.${name}`]));

const visitorType: MadeColumn = {
  from: ['cookieless', 'number'],
  texts: ['new', 'returning'],
  fill(into, columns) {
    const cookieless = columns.column('cookieless');
    const number = columns.column('number');
    for (let row = 0; row < columns.rows; row++) {
      const place = number[row] as number;
      into[row] = cookieless[row] === 1 || place < 1 ? NOTHING : place === 1 ? 0 : 1;
    }
  },
};

const step: MadeColumn = {
  from: ['steps'],
  texts: ['add_payment_info', 'add_shipping_info', 'begin_checkout'],
  fill(into, columns) {
    const steps = columns.column('steps');
    for (let row = 0; row < columns.rows; row++) {
      const bits = steps[row] as number;
      into[row] = bits & 32 ? 0 : bits & 16 ? 1 : bits & 8 ? 2 : NOTHING;
    }
  },
};

const VISIT_TERMS = [...OF_SOURCE, 'exit_page', ...OF_VISIT];
const VISIT_FIELDS = [
  ...['visitor', 'number', 'page_views', 'engaged_ms', 'orders', 'steps', 'leads', 'cookieless'],
];

const visit: ColumnFact = {
  name: 'visit',
  time: 'started',
  rows: 'FROM visit v WHERE v.site = ? AND v.started >= ? AND v.started < ? ORDER BY v.started',
  columns: {
    ...OWN('v', ['started', 'key', ...VISIT_FIELDS, 'bot', 'internal', ...VISIT_TERMS]),
    // As a real, for what hostile orders sum to can leave 64 bits, and no page would then be written.
    revenue: `CASE WHEN v.orders > 0 THEN (SELECT SUM(1.0 * b.reporting) FROM orders b WHERE b.visit = v.key AND b.bot IS NULL AND b.internal = 0) ELSE 0 END`,
    unvalued_orders: `CASE WHEN v.orders > 0 THEN (SELECT COUNT(*) FROM orders b WHERE b.visit = v.key AND b.bot IS NULL AND b.internal = 0 AND b.reporting IS NULL) ELSE 0 END`,
    // Page views have a time of their own: these say which visits need a look at each of them.
    views: `(SELECT COUNT(*) FROM hit h WHERE h.visit = v.key AND h.name = ${PAGE_VIEW})`,
    first_view: `(SELECT MIN(h.time) FROM hit h WHERE h.visit = v.key AND h.name = ${PAGE_VIEW})`,
    last_view: `(SELECT MAX(h.time) FROM hit h WHERE h.visit = v.key AND h.name = ${PAGE_VIEW})`,
  },
  fields: new Set([...VISIT_FIELDS, 'revenue', 'unvalued_orders']),
  terms: new Set(VISIT_TERMS),
  made: { visitor_type: visitorType, step },
  judged: {},
};

/** What follows the attribution of an order; by the first four an import can say it itself. */
export const ATTRIBUTED = OF_SOURCE;
const STATED: ReadonlySet<string> = new Set(['channel', 'source', 'medium', 'campaign']);
/** The model by which columns have it. */
export const ATTRIBUTION: AttributionModel = 'last_non_direct';

/** The visit that an order `o` is attributed to: `creditCte` of scan/credit.ts, for one order. */
const ATTRIBUTED_VISIT = `(SELECT x.key FROM visit x WHERE x.visitor IN (
    SELECT o.visitor UNION ALL SELECT y.visitor FROM orders y WHERE y.customer = o.customer
    UNION ALL SELECT s.visitor FROM customer k JOIN term t ON t.value = SUBSTR(k.id, 3) JOIN sighting s ON s.customer = t.id
      WHERE k.key = o.customer AND SUBSTR(k.id, 1, 2) = 'c:')
  AND x.started <= o.time AND x.started >= o.time - ${WINDOW_MS} AND +x.site = o.site
  AND ((x.bot IS NULL AND x.internal = 0) OR x.key = o.visit)
  ORDER BY x.channel IS (SELECT id FROM term WHERE value = '${DIRECT}'), x.started DESC, x.id DESC LIMIT 1)`;

const attributed = Object.fromEntries(
  ATTRIBUTED.map((name) => [
    name,
    STATED.has(name)
      ? `CASE WHEN o.source IS NOT NULL THEN o.${name} ELSE tv.${name} END`
      : `CASE WHEN o.source IS NULL THEN tv.${name} END`,
  ]),
);

const ORDER_TERMS = [...ATTRIBUTED, ...OF_VISIT, 'coupon', 'payment_type', 'shipping_tier'];

// What divides an order into its lines, or among visits, is asked of the rows.
const orders: ColumnFact = {
  name: 'orders',
  time: 'time',
  rows: `FROM orders o LEFT JOIN visit v ON v.key = o.visit LEFT JOIN visit tv ON tv.key = ${ATTRIBUTED_VISIT}
    WHERE o.site = ? AND o.time >= ? AND o.time < ? ORDER BY o.time`,
  columns: {
    ...OWN('o', ['time', 'visitor', 'units', 'cookieless', 'bot', 'internal']),
    ...OWN('o', ['coupon', 'payment_type', 'shipping_tier']),
    ...attributed,
    ...OWN('v', OF_VISIT),
    country: 'COALESCE(o.country, v.country)',
    revenue: 'o.reporting',
    refunded: '(o.refunds > 0)',
    customer: 'CASE WHEN o.cookieless = 0 THEN o.customer END',
    customer_number: 'CASE WHEN o.cookieless = 0 AND o.customer IS NOT NULL THEN o.customer_number END',
  },
  fields: new Set([
    ...['visitor', 'units', 'cookieless', 'revenue', 'refunded', 'customer', 'customer_number', 'valued'],
  ]),
  terms: new Set(ORDER_TERMS),
  made: {
    customer_type: {
      from: ['customer_number'],
      texts: ['new', 'returning'],
      fill(into, columns) {
        const number = columns.column('customer_number');
        for (let row = 0; row < columns.rows; row++) {
          const place = number[row] as number;
          into[row] = place < 1 ? NOTHING : place === 1 ? 0 : 1;
        }
      },
    },
  },
  judged: {},
};

const RECOVERY_MS = 30 * DAY_MS;
const STATUSES = ['abandoned', 'open', 'purchased', 'recovered'];
const [ABANDONED, OPEN, PURCHASED, RECOVERED] = [0, 1, 2, 3];

const status: MadeColumn = {
  from: ['ended', 'order_time', 'ordered', 'same_visit'],
  texts: STATUSES,
  fill(into, columns, { now, idleMs }) {
    const ended = columns.column('ended');
    const orderTime = columns.column('order_time');
    const ordered = columns.column('ordered');
    const sameVisit = columns.column('same_visit');
    for (let row = 0; row < columns.rows; row++) {
      const end = ended[row] as number;
      const time = orderTime[row] as number;
      if (end + idleMs > now) into[row] = OPEN as number;
      else if (ordered[row] === 0) into[row] = ABANDONED as number;
      else if (sameVisit[row] === 1 || (time !== NOTHING && time <= end)) into[row] = PURCHASED as number;
      else into[row] = (time !== NOTHING && time <= end + RECOVERY_MS ? RECOVERED : ABANDONED) as number;
    }
  },
};

const cart: ColumnFact = {
  name: 'cart',
  time: 'last_time',
  rows: `FROM cart c LEFT JOIN visit v ON v.key = c.opened_visit LEFT JOIN visit lv ON lv.key = c.last_visit
    WHERE c.site = ? AND c.last_time >= ? AND c.last_time < ? ORDER BY c.last_time`,
  columns: {
    ...OWN('c', ['last_time', 'order_time']),
    ended: 'COALESCE(lv.ended, c.last_time)',
    ordered: '(c.orders IS NOT NULL)',
    same_visit: 'COALESCE(c.order_visit = c.last_visit, 0)',
    value: 'c.reporting',
    stated_value: 'c.value',
    bot: 'v.bot',
    internal: 'COALESCE(v.internal, 0)',
    ...OWN('v', ['number', 'cookieless', ...VISIT_TERMS]),
    page: 'c.last_page',
    step: 'c.last_event',
  },
  fields: new Set(['value', 'stated_value']),
  terms: new Set([...VISIT_TERMS, 'page', 'step']),
  made: { visitor_type: visitorType },
  judged: { status },
};

export const COLUMN_FACTS: Readonly<Record<ColumnFactName, ColumnFact>> = { visit, orders, cart };

/** A field that has the name of another column. */
const SAME: Readonly<Record<string, string>> = { valued: 'revenue' };

/** The column that a field is read from. */
export const columnOfField = (fact: ColumnFact, field: string): string =>
  fact.name === 'orders' ? (SAME[field] ?? field) : field;

/** Columns that a dimension is read from. */
export const columnsOfDimension = (fact: ColumnFact, dimension: string): readonly string[] =>
  fact.made[dimension]?.from ?? [dimension];

/** The rows of a day by SQL, in the order of their time. Rows of one moment have none: no answer depends on it. */
export const dayQuery = (fact: ColumnFact, names: readonly string[]): string =>
  `SELECT ${names.map((name) => fact.columns[name]).join(', ')} ${fact.rows}`;
