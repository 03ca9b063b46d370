/** What can be taken out, row by row. */
export const EXPORT_KINDS = ['events', 'visits', 'orders'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

/** A value of an exported row; `data` of events is an object. */
export type ExportValue = string | number | boolean | object | null;

/** A row by its columns, in {@link EXPORT_COLUMNS}' order. */
export type ExportRow = Record<string, ExportValue>;

/** From the first to before the last, in milliseconds since the epoch. */
export interface ExportSpan {
  from: number;
  to: number;
}

/**
 * Columns of each kind. Times are ISO 8601 in UTC, money is decimals of the row's currency. Orders have the columns of
 * the dataset `orders`, so that they can be brought in elsewhere.
 */
export const EXPORT_COLUMNS = {
  events: [
    'id',
    'name',
    'time',
    'received',
    'origin',
    'visitor_id',
    'visit_id',
    'customer_id',
    'url',
    'title',
    'referrer',
    'country',
    'language',
    'user_agent',
    'internal',
    'data',
  ],
  visits: [
    'visit_id',
    'visitor_id',
    'number',
    'started',
    'ended',
    'page_views',
    'engaged_ms',
    'events',
    'orders',
    'landing_page',
    'exit_page',
    'channel',
    'source',
    'medium',
    'campaign',
    'term',
    'content',
    'referrer',
    'country',
    'region',
    'language',
    'device',
    'browser',
    'os',
    'cookieless',
    'bot',
    'internal',
  ],
  orders: [
    'order_id',
    'time',
    'currency',
    'value',
    'customer_id',
    'visitor_id',
    'visit_id',
    'tax',
    'shipping',
    'coupon',
    'payment_type',
    'shipping_tier',
    'source',
    'medium',
    'campaign',
    'country',
    'said_by',
    'customer_number',
    'units',
    'lines',
    'refunds',
    'reporting_value',
    'bot',
    'internal',
  ],
} as const satisfies Record<ExportKind, readonly string[]>;

/** Columns that a filter cannot name: times have the period, amounts and objects are no words to compare with. */
const UNFILTERED: ReadonlySet<string> = new Set([
  ...['time', 'received', 'started', 'ended', 'data'],
  ...['value', 'tax', 'shipping', 'reporting_value', 'units'],
]);

/** What the rows of a kind can be filtered by. */
export function filterColumns(kind: ExportKind): string[] {
  return EXPORT_COLUMNS[kind].filter((name) => !UNFILTERED.has(name));
}
