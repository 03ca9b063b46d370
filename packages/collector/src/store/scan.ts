/**
 * A question to the facts in no dialect's words: one pass over one fact table, cut by time and by dimensions,
 * with the aggregates of it. A store compiles it to what its engine speaks.
 */

/**
 * The fact tables that KPIs are computed from. `item_hit` is a product in an event, `hit` the event itself. A
 * `vital` is the last measurement of a metric in a page view. A `purchase`
 * is an order seen from the first order of its customer: it is dated by that first one, and has its dimensions. A
 * `comeback` is a visit seen from the first visit of its visitor in the same way. A `price` is a product that competitors
 * sell too.
 */
export type FactName =
  | 'visit'
  | 'hit'
  | 'item_hit'
  | 'vital'
  | 'orders'
  | 'refund'
  | 'cart'
  | 'lead'
  | 'cost'
  | 'subscription'
  | 'email'
  | 'search_position'
  | 'review'
  | 'product'
  | 'question'
  | 'social'
  | 'case'
  | 'case_change'
  | 'survey'
  | 'price'
  | 'purchase'
  | 'comeback';

/** How an order's channel, source, campaign … is found among the visits before it. */
export const ATTRIBUTION_MODELS = [
  'last_non_direct',
  'first',
  'last',
  'linear',
  'position',
  'time_decay',
] as const;
export type AttributionModel = (typeof ATTRIBUTION_MODELS)[number];

/** A condition on the row of a fact table. `field` and `dimension` are words of the store's fact description. */
export type Condition =
  | { field: string; is: '=' | '!=' | '<' | '<=' | '>' | '>='; value: number | string }
  /** At least one (`any_bit`) or none (`no_bit`) of the bits of `value` is set. */
  | { field: string; is: 'any_bit' | 'no_bit'; value: number }
  | { field: string; is: 'known' | 'unknown' }
  | { dimension: string; in: readonly string[] }
  | { either: readonly Condition[] };

/** Whose rows are aggregated: KPIs are about people, the other two are answered as `excluded`. */
export type Who = 'people' | 'bots' | 'internal';

/**
 * One aggregate over one fact table.
 *
 * - `count`: rows · `sum`, `squares` (Σ x²), `distinct`, `min`, `max`: of `field` · `quantile`: the exact `quantile` (per mille) of
 *   `field`, interpolated between the two nearest rows.
 * - `per: 'visitor'`: rows are first summed by visitor; `field` then names such a sum, or `rows`, their number, and
 *   `having` is about them; a quantile is then that of the visitors' sums.
 */
export interface ScanMeasure {
  fact: FactName;
  aggregate: 'count' | 'sum' | 'squares' | 'distinct' | 'min' | 'max' | 'quantile';
  field?: string;
  quantile?: number;
  when?: readonly Condition[];
  who?: Who;
  per?: 'visitor';
  having?: readonly Condition[];
}

/** One comparison of a filter. `=~` is a prefix, or a glob where the value has a `*`. */
export interface FilterTerm {
  dimension: string;
  operator: '==' | '!=' | '=~';
  value: string;
}

/** Alternatives, one of which must hold; a filter is a list of them, all of which must. */
export type FilterClause = readonly FilterTerm[];

/** What a dimension is called where the row has no value for it; it can be filtered by. */
export const NOT_SET = '(not set)';

/** A stretch of time as instants (half-open, ms) and as local dates (both inclusive). */
export interface Span {
  from: number;
  to: number;
  fromDate: string;
  toDate: string;
}

/**
 * Where a span is cut: the starts of the buckets and, last, the end. `days` are the same as days since the
 * epoch, for facts that carry a local date; absent where buckets are shorter than a day.
 */
export interface Boundaries {
  instants: readonly number[];
  days?: readonly number[];
}

/** Local days of a site: the start of each, ascending, and which day the first is, in days since 1970-01-01. */
export interface LocalDays {
  starts: readonly number[];
  first: number;
}

/** One pass over the rows of a fact. */
export interface Scan {
  site: number;
  fact: FactName;
  span: Span;
  /** For fields and dimensions that are local days or months; they must cover all rows. */
  days?: LocalDays;
  /** Decimals of the site's currency, for what is computed from unit prices. */
  decimals?: number;
  /** Up to when an order's customer can have come back; the end of the span when left out. */
  until?: number;
  /** Absent: the span in one. */
  buckets?: Boundaries;
  /** Dimensions to group by. */
  by: readonly string[];
  filter: readonly FilterClause[];
  /**
   * All of `fact`. Either plain ones, or all `per` visitor with the same `when`, or all quantiles of the same field
   * with the same `when`.
   */
  measures: readonly ScanMeasure[];
  attribution: AttributionModel;
  /** For what depends on it: a cart is open until its last visit has ended. */
  now: number;
  /** Gap that ends a visit, ms. */
  idleMs: number;
}

/** One group. A value is `null` where the dimension is not set, a measure where nothing was summed. */
export interface ScanRow {
  /** Number of the bucket from 0; 0 without buckets. */
  bucket: number;
  values: (string | null)[];
  /** What a value is called (the name of a product), where it has a name. */
  labels: (string | null)[];
  measures: (number | null)[];
}

/**
 * One step of a funnel: an event, and conditions on it. Their dimensions are those of a visit, and `page`,
 * `content_group`, `product`, `category`, `brand` and `data.<name>` (a field of the event's data) of the event itself.
 * `purchase` is an order, also one that only a server or an import told of.
 */
export interface FunnelStep {
  event: string;
  filter: readonly FilterClause[];
}

/**
 * Who reached each step of a funnel, one after the other. Of several attempts of one visit or visitor the one that gets
 * furthest counts, of those the first.
 */
export interface FunnelScan {
  site: number;
  /** Visits with a first step began in it. */
  span: Span;
  buckets?: Boundaries;
  /** Dimensions of the visit of the first step. */
  by: readonly string[];
  filter: readonly FilterClause[];
  steps: readonly FunnelStep[];
  /** `loose`: anything may lie between two steps; `strict`: nothing that bears the name of one of the steps. */
  order: 'loose' | 'strict';
  /** `visit`: all steps in one visit; `visitor`: also in later visits of the same visitor. */
  within: 'visit' | 'visitor';
  /** Longest time from the first step to any other, ms; `null`: no limit but the visit. Never `null` for a visitor. */
  limitMs: number | null;
}

/** A funnel of one group of visits in one piece of the period. */
export interface FunnelRow {
  bucket: number;
  values: (string | null)[];
  /** For each step: how many reached it, and the median of ms since the step before (`null` for the first). */
  steps: { count: number; medianMs: number | null }[];
}

/**
 * What those did who reached a step and none after it, within the visit of that step: the next page that they saw and
 * the next thing that they did (both `null`: nothing more), or the page on which they left.
 */
export interface FunnelLoss {
  /** Number of the step from 0. */
  step: number;
  kind: 'next' | 'left';
  page: string | null;
  event: string | null;
  count: number;
}

/** Orders of the span, each with its products. Dimensions that divide an order into lines are none of its. */
export interface BasketScan {
  site: number;
  span: Span;
  buckets?: Boundaries;
  by: readonly string[];
  filter: readonly FilterClause[];
  attribution: AttributionModel;
}

/** The products of one order, by its group and the piece of the period. */
export interface BasketRow {
  bucket: number;
  values: (string | null)[];
  /** The store's numbers of the products of one order, each once, with commas between: there are many of them. */
  items: string;
}

/** A product as people know it. */
export interface ProductWords {
  item: string;
  name: string | null;
}

/** A statement that a scan has run: what it said, with a mark for each parameter, and how many rows came back. */
export interface RanStatement {
  sql: string;
  parameters: readonly unknown[];
  rows: number;
}

/** What the KPI engine asks of a store. */
export interface ScanStore {
  scan(scan: Scan): Promise<ScanRow[]>;
  funnel(scan: FunnelScan): Promise<FunnelRow[]>;
  /** Of each step and kind at most `top` rows, the largest first. */
  funnelLosses(scan: FunnelScan, top: number): Promise<FunnelLoss[]>;
  baskets(scan: BasketScan): Promise<BasketRow[]>;
  /** What the numbers of products in baskets stand for. */
  products(site: number, items: readonly number[]): Promise<Map<number, ProductWords>>;
  /** The same store, which tells of each statement that it has run. */
  watched(onStatement: (statement: RanStatement) => void): ScanStore;
}
