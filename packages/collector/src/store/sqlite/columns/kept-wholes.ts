import type { Scan } from '../../scan.js';
import type { PartRows } from './part-rows.js';

/** Wholes that one reader remembers: an overview has four, and each takes up to twenty megabytes with a million visitors. */
const KEPT = 4;

/**
 * What was gathered of the days of a whole that have not changed since, of measures that are no sums of days: who was seen, what each
 * visitor brought. Who asks again goes through the days that have.
 */
export class KeptWholes {
  readonly #kept = new Map<string, { versions: string; rows: PartRows }>();

  /** @param versions of the pages that it must have been made from */
  get(scan: Scan, versions: string, gather: () => PartRows): PartRows {
    const { site, fact, span, filter, measures } = scan;
    const key = JSON.stringify([site, fact, span.from, span.to, filter, measures]);
    let kept = this.#kept.get(key);
    this.#kept.delete(key);
    // What no longer holds goes before its like is made.
    if (kept?.versions !== versions) kept = { versions, rows: gather() };
    this.#kept.set(key, kept);
    if (this.#kept.size > KEPT) this.#kept.delete(this.#kept.keys().next().value as string);
    return kept.rows;
  }
}
