import { cutTexts } from './cut.js';
import { type Event, event, type Item, type Refusal } from './event.js';
import { LIMITS } from './limits.js';
import { tidyData } from './tidy-data.js';

/** An event that passed, or the reason why it did not. */
export type ReadEvent =
  | { ok: true; event: Event; cut: number }
  | { ok: false; id: string | undefined; reason: Refusal; cut: number };

// The first field in which a schema issue lies says which of the refusals it is.
const REASON_OF_FIELD: ReadonlyMap<PropertyKey | undefined, Refusal> = new Map([
  ['id', 'invalid_id'],
  ['name', 'invalid_name'],
  ['time', 'invalid_time'],
  ['currency', 'invalid_currency'],
  ['quantity', 'invalid_quantity'],
  ['transaction_id', 'invalid_id'],
]);

function reasonOf(path: readonly PropertyKey[]): Refusal {
  return REASON_OF_FIELD.get(path.at(-1)) ?? (path[0] === 'data' ? 'invalid_money' : 'not_an_object');
}

/**
 * Reads one event as it came. What is too long, too many or too deep is cut in place and counted; a text of the
 * wrong type is dropped; only ids, names, times and money can refuse an event. `null` and an empty text in `data`
 * say nothing.
 */
export function readEvent(raw: unknown): ReadEvent {
  const cut = cutTexts(raw) + tidyData(raw);
  const id =
    typeof (raw as { id?: unknown } | null)?.id === 'string' ? (raw as { id: string }).id : undefined;
  const result = event.safeParse(raw);
  if (!result.success) return { ok: false, id, reason: reasonOf(result.error.issues[0]?.path ?? []), cut };
  const { name, data } = result.data;
  if (name === 'purchase' && data?.transaction_id === undefined)
    return { ok: false, id, reason: 'missing_transaction_id', cut };
  // Each factor is within its limit, but the store must keep the product exactly, and their sum.
  if (data?.items && totalOf(data.items) > LIMITS.amount)
    return { ok: false, id, reason: 'invalid_money', cut };
  return { ok: true, event: result.data, cut };
}

function totalOf(items: readonly Item[]): number {
  return items.reduce((sum, { price = 0, quantity = 1 }) => sum + price * quantity, 0);
}
