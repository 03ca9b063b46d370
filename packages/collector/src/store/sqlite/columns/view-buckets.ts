import type { Scan } from '../../scan.js';

/** Finds the bucket of a time; times that follow each other are mostly near each other. */
export class Buckets {
  readonly #starts: readonly number[];
  #last = 0;

  constructor({ span, buckets }: Scan) {
    this.#starts = buckets?.instants ?? [span.from, span.to];
    this.from = span.from;
    this.to = span.to;
  }

  readonly from: number;
  readonly to: number;

  /** -1: in none. */
  of(time: number): number {
    if (!(time >= this.from && time < this.to)) return -1;
    const starts = this.#starts;
    while ((starts[this.#last] as number) > time) this.#last--;
    while ((starts[this.#last + 1] as number) <= time) this.#last++;
    return this.#last;
  }

  isIn(bucket: number, time: number): boolean {
    return time < (this.#starts[bucket + 1] as number) && time < this.to;
  }

  /** Where a bucket begins, and where it has ended, within the span. */
  boundsOf(bucket: number): { from: number; to: number } {
    return {
      from: Math.max(this.from, this.#starts[bucket] ?? this.from),
      to: Math.min(this.to, this.#starts[bucket + 1] ?? this.to),
    };
  }

  touches(first: number, last: number): boolean {
    return first < this.to && last >= this.from;
  }
}
