import type { Terms } from './terms.js';

/** Longer texts are hardly said twice. */
const LONGEST_TERM = 256;

/** What a column without a type holds of a text that many rows share: the number of its term, or the text. */
export type SharedText = number | string | null;

/** The same as it is bound: a bigint, for a column without a type would keep a number as a float of eight bytes. */
export type BoundText = bigint | string | null;

/**
 * Where a URL is cut in two: what stands before its query is said by many events, what follows often by one alone (click ids,
 * search terms), and would make the dictionary grow without end.
 */
export function splitUrl(url: string): { place: string; query: string | null } {
  const cut = url.search(/[?#]/);
  return cut === -1 ? { place: url, query: null } : { place: url.slice(0, cut), query: url.slice(cut) };
}

/** A URL as it is kept in one column. */
export function packUrl(url: string | undefined, terms: Terms): BoundText {
  if (url === undefined) return null;
  return url.length > LONGEST_TERM || /[?#]/.test(url) ? url : BigInt(terms.id(url));
}

/** The text that was stored in one column. */
export function unpackText(stored: SharedText, terms: Terms): string | undefined {
  if (stored === null) return undefined;
  return typeof stored === 'number' ? terms.value(stored) : stored;
}

/** The SQL of the same, for a statement that reads the column. */
export const textOf = (column: string): string =>
  `CASE typeof(${column}) WHEN 'integer' THEN (SELECT value FROM term WHERE id = ${column}) ELSE ${column} END`;
