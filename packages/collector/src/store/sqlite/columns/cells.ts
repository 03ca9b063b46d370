import { NOTHING } from './page.js';
import { PairTable } from './pair-table.js';
import type { VisitDay } from './read-pages.js';
import { dimensionValues } from './visit-words.js';

/** The groups of a scan: a bucket and a value for each dimension, numbered as they come. */
export class Cells {
  /** A table for each dimension: the number of what stands before it, and its value. */
  readonly #levels: PairTable[];
  readonly #before: number[][];
  readonly #values: number[][];
  readonly #cells = new PairTable();
  readonly #buckets: number[] = [];
  readonly #groups: number[] = [];
  readonly #scratch = new Map<string, Float64Array>();
  #of = new Int32Array(4096);
  #bucket = 0;

  constructor(
    private readonly by: readonly string[],
    private readonly starts: readonly number[] | undefined,
  ) {
    this.#levels = by.map(() => new PairTable());
    this.#before = by.map(() => []);
    this.#values = by.map(() => []);
  }

  get size(): number {
    return this.#buckets.length;
  }

  bucketOf(cell: number): number {
    return this.#buckets[cell] as number;
  }

  /** A value for each dimension; `null`: not set. */
  valuesOf(cell: number): (number | null)[] {
    const values: (number | null)[] = [];
    let at = this.#groups[cell] as number;
    for (let level = this.by.length - 1; level >= 0; level--) {
      const value = this.#values[level]?.[at] as number;
      values.unshift(value === NOTHING ? null : value);
      at = this.#before[level]?.[at] as number;
    }
    return values;
  }

  /** The cell of each row that the mask lets through. Rows come in the order of their time, day after day. */
  of(day: VisitDay, mask: Uint8Array): Int32Array {
    if (this.#of.length < day.rows) this.#of = new Int32Array(day.rows);
    const cell = this.#of;
    if (this.by.length === 0) this.#byTime(day, mask, cell);
    else this.#byValues(day, mask, cell);
    return cell;
  }

  /** Whether all rows from `time` on lie in a later bucket than any row before. */
  isPast(time: number): boolean {
    const { starts } = this;
    return starts !== undefined && time >= (starts[this.#bucket + 1] ?? Number.POSITIVE_INFINITY);
  }

  #byTime(day: VisitDay, mask: Uint8Array, cell: Int32Array): void {
    const started = day.column('started');
    for (let row = 0; row < day.rows; row++) {
      if (mask[row] === 0) continue;
      this.#advance(started[row] as number);
      cell[row] = this.#number(this.#bucket, 0);
    }
  }

  #byValues(day: VisitDay, mask: Uint8Array, cell: Int32Array): void {
    const started = day.column('started');
    const columns = this.by.map((name) => dimensionValues(name, day, this.#scratch));
    for (let row = 0; row < day.rows; row++) {
      if (mask[row] === 0) continue;
      this.#advance(started[row] as number);
      let group = 0;
      for (let level = 0; level < columns.length; level++)
        group = this.#step(level, group, columns[level]?.[row] as number);
      cell[row] = this.#number(this.#bucket, group);
    }
  }

  #advance(time: number): void {
    if (this.starts) while (time >= (this.starts[this.#bucket + 1] as number)) this.#bucket++;
  }

  #step(level: number, before: number, value: number): number {
    const table = this.#levels[level] as PairTable;
    const known = table.size;
    const number = table.numberOf(before, value);
    if (number === known) {
      this.#before[level]?.push(before);
      this.#values[level]?.push(value);
    }
    return number;
  }

  #number(bucket: number, group: number): number {
    const known = this.#cells.size;
    const number = this.#cells.numberOf(bucket, group);
    if (number === known) {
      this.#buckets.push(bucket);
      this.#groups.push(group);
    }
    return number;
  }
}
