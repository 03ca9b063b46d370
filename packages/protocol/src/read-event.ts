import { cutTexts } from './cut.js';
import { data, type Event, event, type Refusal } from './event.js';
import { LIMITS } from './limits.js';

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
  return REASON_OF_FIELD[String(path.at(-1))] ?? (path.length > 1 ? 'invalid_money' : 'not_an_object');
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Cuts fields of `data` beyond the limit, those first that have no meaning to the collector. */
function cutFields(fields: Record<string, unknown>): number {
  const names = Object.keys(fields);
  const over = names.length - LIMITS.dataFields;
  if (over <= 0) return 0;
  const meaningless = names.filter((name) => !Object.hasOwn(data.shape, name));
  for (const name of meaningless.slice(-over)) delete fields[name];
  return over;
}

/** Items that are none are cut; one with a wrong price or quantity is left, and refuses the event. */
function cutItems(fields: Record<string, unknown>): number {
  const { items } = fields;
  if (items === undefined) return 0;
  if (!Array.isArray(items)) {
    delete fields.items;
    return 1;
  }
  fields.items = items.filter(isObject);
  return items.length - (fields.items as unknown[]).length;
}

/**
 * Reads one event as it came. Over-long texts, too many fields and what is nested too deep are cut in place and
 * counted; a text of the wrong type is dropped; only ids, names, times and money can refuse an event.
 */
export function readEvent(raw: unknown): ReadEvent {
  let cut = cutTexts(raw);
  if (isObject(raw) && isObject(raw.data)) cut += cutFields(raw.data) + cutItems(raw.data);
  const id =
    typeof (raw as { id?: unknown } | null)?.id === 'string' ? (raw as { id: string }).id : undefined;
  const result = event.safeParse(raw);
  if (!result.success) return { ok: false, id, reason: reasonOf(result.error.issues[0]?.path ?? []), cut };
  if (result.data.name === 'purchase' && result.data.data?.transaction_id === undefined)
    return { ok: false, id, reason: 'missing_transaction_id', cut };
  return { ok: true, event: result.data, cut };
}
