import { type DateOrder, dateOrderOf } from './date.js';
import { type DecimalMark, decimalMarkOf } from './number.js';

/** How the values of a file are written. */
export interface Style {
  decimal?: DecimalMark | undefined;
  dates?: DateOrder | undefined;
}

/** What a cell holds, by which it is known how it may be written. */
export type Kind = 'text' | 'number' | 'count' | 'date' | 'time';

/** What fields of the datasets hold numbers, days and times; the others are texts. */
const KINDS: Readonly<Record<string, Kind>> = {
  ...kinds('date', ['date']),
  ...kinds('time', ['time', 'opened', 'first_reply', 'solved', 'asked', 'answered']),
  ...kinds('number', [
    'value',
    'tax',
    'shipping',
    'price',
    'quantity',
    'unit_cost',
    'cost',
    'rate',
    'rating',
  ]),
  ...kinds('count', ['clicks', 'impressions', 'delivered', 'clicked', 'unsubscribed', 'bounced']),
  ...kinds('count', ['comments', 'likes', 'reposts', 'followers', 'messages', 'score']),
  position: 'number',
};

const GROUPED = /^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$/;

function kinds(kind: Kind, names: readonly string[]): Record<string, Kind> {
  return Object.fromEntries(names.map((name) => [name, kind]));
}

/** The kind of a dataset's field. */
export function kindOf(dataset: string, field: string): Kind {
  // In one dataset it is a time, in the other a number.
  if (field === 'opened') return dataset === 'email_stats' ? 'count' : 'time';
  return KINDS[field] ?? 'text';
}

/** The style that all values agree on; a mark or an order on which they do not agree is not known. */
export function styleOf(values: Iterable<{ kind: Kind; written: string }>): Style {
  const marks = new Set<DecimalMark>();
  const orders = new Set<DateOrder>();
  for (const { kind, written } of values) {
    if (kind === 'number') add(marks, decimalMarkOf(written));
    else if (kind === 'count') add(marks, markBesideCount(written));
    else if (kind !== 'text') add(orders, dateOrderOf(written));
  }
  return { decimal: only(marks), dates: only(orders) };
}

// The mark in a whole number divides thousands, so the other one is before decimals.
function markBesideCount(written: string): DecimalMark | undefined {
  const [, mark] = GROUPED.exec(written.trim()) ?? [];
  return mark === undefined ? undefined : mark === ',' ? 'point' : 'comma';
}

/** A whole number with the marks between its thousands taken out; any other text as it is. */
export function plainCount(written: string): string {
  return GROUPED.test(written.trim()) ? written.replace(/[.,]/g, '').trim() : written;
}

function add<T>(set: Set<T>, value: T | undefined): void {
  if (value !== undefined) set.add(value);
}

const only = <T>(set: ReadonlySet<T>): T | undefined => (set.size === 1 ? [...set][0] : undefined);
