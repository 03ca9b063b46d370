import { LIMITS } from './limits.js';

const URL_FIELDS = new Set(['url', 'referrer', 'landing', 'link_url', 'page_location', 'page_referrer']);

// Ids, names and codes are refused when too long: cut, they would be others. By how deep they lie in an event.
const KEPT_WHOLE: readonly ReadonlySet<string>[] = [
  new Set(['id', 'name']),
  new Set(['transaction_id', 'currency']),
  new Set(),
  new Set(['item_id']),
];

/**
 * Cuts what is too long, too many or too deep to its limit, in place: texts, URLs, lists of items, nesting. Halves
 * of surrogate pairs become U+FFFD, which is what a database would make of them.
 *
 * @param depth how deep `value` lies in an event: 0 for an event, or a visit or device of an envelope.
 * @returns how many values were cut.
 */
export function cutTexts(value: unknown, depth = 0): number {
  if (typeof value !== 'object' || value === null) return 0;
  const fields = value as Record<string, unknown>;
  let cut = 0;
  for (const key of Object.keys(fields)) {
    const field = fields[key];
    if (key === '__proto__') {
      // Copied to another object it would not be a field but that object's prototype.
      delete fields[key];
      cut++;
    } else if (typeof field === 'string') {
      const text = KEPT_WHOLE[depth]?.has(key) ? field : textOf(key, field);
      if (text === field) continue;
      fields[key] = text;
      cut++;
    } else if (typeof field === 'object' && field !== null && depth >= LIMITS.depth) {
      // Nested without end it could not be written as JSON again: the stack ends before the text does.
      fields[key] = null;
      cut++;
    } else {
      if (key === 'items' && Array.isArray(field) && field.length > LIMITS.eventItems) {
        field.length = LIMITS.eventItems;
        cut++;
      }
      cut += cutTexts(field, depth + 1);
    }
  }
  return cut;
}

function textOf(key: string, text: string): string {
  const limit = URL_FIELDS.has(key) ? LIMITS.urlLength : LIMITS.textLength;
  // Asked first, for nearly every text is well formed, and the answer costs nothing where it has only letters of Latin.
  if (text.length <= limit) return text.isWellFormed() ? text : text.toWellFormed();
  // A pair of surrogates is not torn apart: its first half is left out too.
  return text
    .slice(0, limit)
    .replace(/[\ud800-\udbff]$/, '')
    .toWellFormed();
}
