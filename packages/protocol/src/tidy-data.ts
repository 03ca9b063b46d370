import { data } from './event.js';
import { LIMITS } from './limits.js';

const KNOWN: ReadonlySet<string> = new Set(Object.keys(data.shape));

/**
 * Takes out of an event's `data`, in place, what says nothing or has no place: fields that are `null` (so does a
 * browser write NaN) or empty, items that are no objects, and fields beyond {@link LIMITS.dataFields}; the
 * ones that have a meaning are kept before others. Time and depth become whole numbers.
 *
 * @returns how many values were dropped that said something.
 */
export function tidyData(event: unknown): number {
  const whole = event as { data?: unknown } | null;
  if (typeof whole !== 'object' || whole?.data === undefined || whole.data === null) {
    if (whole?.data === null) delete whole.data;
    return 0;
  }
  if (!isRecord(whole.data)) {
    delete whole.data;
    return 1;
  }
  const fields = whole.data;
  dropEmpty(fields);
  // Browsers measure fractions, and a page may be seen beyond its end.
  const { engagement_ms, scroll } = fields;
  if (typeof engagement_ms === 'number') fields.engagement_ms = Math.round(engagement_ms);
  if (typeof scroll === 'number') fields.scroll = Math.round(Math.min(100, scroll));
  let dropped = 0;
  if (fields.items !== undefined) {
    const said = Array.isArray(fields.items) ? fields.items : undefined;
    const items = said?.filter(isRecord);
    dropped += said && items ? said.length - items.length : 1;
    for (const item of items ?? []) dropEmpty(item);
    if (items) fields.items = items;
    else delete fields.items;
  }
  const others = Object.keys(fields).filter((key) => !KNOWN.has(key));
  const room = Math.max(0, LIMITS.dataFields - (Object.keys(fields).length - others.length));
  for (const key of others.slice(room)) {
    delete fields[key];
    dropped++;
  }
  return dropped;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function dropEmpty(fields: Record<string, unknown>): void {
  for (const key of Object.keys(fields)) if (fields[key] === null || fields[key] === '') delete fields[key];
}
