import { cutTexts } from './cut.js';
import { type Event, event, type Refusal } from './event.js';

/** An event that passed, or the reason why it did not. */
export type ReadEvent =
  | { ok: true; event: Event; cut: number }
  | { ok: false; id: string | undefined; reason: Refusal; cut: number };

// The first field in which a schema issue lies says which of the refusals it is.
const REASON_OF_FIELD: Record<string, Refusal> = {
  id: 'invalid_id',
  name: 'invalid_name',
  time: 'invalid_time',
  currency: 'invalid_currency',
  quantity: 'invalid_quantity',
  transaction_id: 'invalid_id',
};

function reasonOf(path: PropertyKey[]): Refusal {
  if (path.length === 0) return 'not_an_object';
  return REASON_OF_FIELD[String(path.at(-1))] ?? (path[0] === 'data' ? 'invalid_money' : 'not_an_object');
}

/**
 * Reads one event as it came. Over-long texts are cut in place and counted; a text of the wrong type is
 * dropped; only ids, names, times and money can refuse an event.
 */
export function readEvent(raw: unknown): ReadEvent {
  const cut = cutTexts(raw);
  const id =
    typeof (raw as { id?: unknown } | null)?.id === 'string' ? (raw as { id: string }).id : undefined;
  const result = event.safeParse(raw);
  if (!result.success) return { ok: false, id, reason: reasonOf(result.error.issues[0]?.path ?? []), cut };
  if (result.data.name === 'purchase' && result.data.data?.transaction_id === undefined)
    return { ok: false, id, reason: 'missing_transaction_id', cut };
  return { ok: true, event: result.data, cut };
}
