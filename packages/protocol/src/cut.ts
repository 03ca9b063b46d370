import { LIMITS } from './limits.js';

const URL_FIELDS = new Set(['url', 'referrer', 'landing', 'link_url', 'page_location', 'page_referrer']);

// Ids are refused when too long: a cut id would be another id.
const ID_FIELDS = new Set(['id', 'site', 'name', 'transaction_id', 'item_id', 'customer', 'currency']);

/**
 * Cuts over-long texts, URLs and item lists to their limits, and what is nested too deep to `null`, in place.
 *
 * @returns how many values were cut.
 */
export function cutTexts(value: unknown, depth = 0): number {
  if (typeof value !== 'object' || value === null) return 0;
  let cut = 0;
  for (const [key, field] of Object.entries(value)) {
    if (depth >= LIMITS.eventDepth && typeof field === 'object' && field !== null) {
      // JSON can be read at any depth, but what copies and writes it later calls itself for each step down.
      (value as Record<string, unknown>)[key] = null;
      cut++;
      continue;
    }
    if (typeof field === 'string') {
      const limit = URL_FIELDS.has(key) ? LIMITS.urlLength : LIMITS.textLength;
      if (field.length > limit && !ID_FIELDS.has(key)) {
        // A pair of surrogates is not torn apart, or the text would no longer be valid Unicode.
        const end = /[\ud800-\udbff]/.test(field[limit - 1] as string) ? limit - 1 : limit;
        (value as Record<string, unknown>)[key] = field.slice(0, end);
        cut++;
      }
    } else if (key === 'items' && Array.isArray(field) && field.length > LIMITS.eventItems) {
      field.length = LIMITS.eventItems;
      cut += 1 + cutTexts(field, depth + 1);
    } else {
      cut += cutTexts(field, depth + 1);
    }
  }
  return cut;
}
