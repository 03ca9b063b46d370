import type { Scan } from '../../scan.js';
import type { Block } from './block.js';
import { Cells } from './cells.js';
import type { Piece } from './kept-pieces.js';
import type { Words } from './row-mask.js';
import { type Plan, planOf } from './scan-plan.js';
import type { Found } from './scan-rows.js';

/** The rows of one scan, gathered block after block. */
export class PartRows {
  readonly plan: Plan;
  readonly #cells: Cells;
  readonly #found: Found[] = [];
  #mask = new Uint8Array(4096);
  #bucket = 0;

  constructor(
    readonly scan: Scan,
    words: Words,
  ) {
    this.plan = planOf(scan, words);
    this.#cells = new Cells(scan.by, words);
  }

  get groups(): readonly Found[] {
    return this.scan.by.length > 0 ? this.#cells.found() : this.#found;
  }

  /** @param base the rows that its filter, and whom it is about, let through; `undefined`: all */
  take(block: Block, base: Uint8Array | undefined): void {
    const { scan, plan } = this;
    const { span, by } = scan;
    const starts = scan.buckets?.instants;
    let low = block.rowAt(span.from);
    const end = block.rowAt(span.to);
    if (low >= end) return;
    if (this.#mask.length < block.rows) this.#mask = new Uint8Array(block.rows);
    const mask = this.#mask;
    if (base) mask.set(base.subarray(low, end), low);
    else mask.fill(1, low, end);
    for (const each of plan.rows) each.narrow(mask, block, low, end);
    plan.prepare(block, mask, low, end);
    // Rows come in the order of time, so those of a bucket lie together.
    for (;;) {
      const next = starts?.[this.#bucket + 1];
      const high = next === undefined ? end : Math.min(end, block.rowAt(next));
      const some = mask.indexOf(1, low);
      if (some >= 0 && some < high) {
        const bucket = this.#bucket;
        if (by.length > 0)
          plan.scatter(block, low, high, this.#cells.of(block, mask, low, high, bucket), this.#cells.size);
        else {
          if (this.#found.at(-1)?.cell !== bucket) this.#found.push({ cell: bucket, bucket, values: [] });
          plan.run(block, low, high, bucket);
        }
      }
      low = high;
      if (low >= end) break;
      this.#bucket++;
      plan.turn();
    }
  }

  pieces(): Piece[] {
    const pieces: Piece[] = [];
    for (const { cell, bucket } of this.groups)
      pieces[bucket] = {
        sums: this.scan.measures.map((_, measure) => this.plan.result(measure, cell)),
        rests: this.scan.measures.map((_, measure) => this.plan.rest(measure, cell)),
      };
    return pieces;
  }

  /** A measure of a group, with what rounding left out of it. */
  result(measure: number, cell: number): number | null {
    const sum = this.plan.result(measure, cell);
    return sum === null ? null : sum + this.plan.rest(measure, cell);
  }
}
