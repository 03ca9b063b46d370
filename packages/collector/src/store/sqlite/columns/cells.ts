import type { Block } from './block.js';
import { NOTHING } from './packed-column.js';
import { PairTable } from './pair-table.js';
import { dimensionValues, type Words } from './row-mask.js';
import type { Found } from './scan-rows.js';

/** The largest value that an array by value is kept for. */
const LARGEST = 1 << 20;

/** The groups of a scan with dimensions: a bucket and a value for each, numbered as they come. */
export class Cells {
  /** A table for each dimension: the number of what stands before it, and its value. */
  readonly #levels: PairTable[];
  readonly #before: number[][];
  readonly #values: number[][];
  readonly #cells = new PairTable();
  readonly #buckets: number[] = [];
  readonly #groups: number[] = [];
  #of = new Int32Array(4096);
  /** By value, of a single dimension, the cell that it had last, plus one; the first place is of what is not set. */
  #cellOf = new Int32Array(1024);
  #block: Block | undefined;
  #columns: Float64Array[] = [];

  constructor(
    private readonly by: readonly string[],
    private readonly words: Words,
  ) {
    this.#levels = by.map(() => new PairTable());
    this.#before = by.map(() => []);
    this.#values = by.map(() => []);
  }

  get size(): number {
    return this.#buckets.length;
  }

  /** Every group that there is. */
  found(): Found[] {
    return this.#buckets.map((bucket, cell) => ({ cell, bucket, values: this.valuesOf(cell) }));
  }

  /** Those of a cell. */
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

  /** The cell of each row of a bucket that the mask lets through. */
  of(block: Block, mask: Uint8Array, low: number, high: number, bucket: number): Int32Array {
    if (this.#of.length < block.rows) this.#of = new Int32Array(block.rows);
    const cells = this.#of;
    const columns = this.by.map((name) => dimensionValues(block, name, this.words));
    const [only] = columns;
    if (only && columns.length === 1) {
      for (let row = low; row < high; row++)
        if (mask[row] !== 0) cells[row] = this.#ofValue(bucket, only[row] as number);
      return cells;
    }
    for (let row = low; row < high; row++) {
      if (mask[row] === 0) continue;
      let group = 0;
      for (let level = 0; level < columns.length; level++)
        group = this.#step(level, group, columns[level]?.[row] as number);
      cells[row] = this.#at(bucket, group);
    }
    return cells;
  }

  /** The cell of one row; those of a block come one after the other. */
  ofRow(block: Block, row: number, bucket: number): number {
    if (block !== this.#block) {
      this.#block = block;
      this.#columns = this.by.map((name) => dimensionValues(block, name, this.words));
    }
    const [only] = this.#columns;
    if (only && this.#columns.length === 1) return this.#ofValue(bucket, only[row] as number);
    let group = 0;
    for (let level = 0; level < this.#columns.length; level++)
      group = this.#step(level, group, this.#columns[level]?.[row] as number);
    return this.#at(bucket, group);
  }

  /** The cell of rows that have no value of any dimension. */
  unset(bucket: number): number {
    return this.#at(
      bucket,
      this.by.reduce((group, _, level) => this.#step(level, group, NOTHING), 0),
    );
  }

  /** The cell of a value of a single dimension. */
  #ofValue(bucket: number, value: number): number {
    const place = value === NOTHING ? 0 : value + 1;
    if (place < this.#cellOf.length) {
      const known = (this.#cellOf[place] as number) - 1;
      // What stands there can be of an earlier bucket.
      if (known >= 0 && this.#buckets[known] === bucket) return known;
    }
    const cell = this.#at(bucket, this.#step(0, 0, value));
    if (place < LARGEST) {
      if (place >= this.#cellOf.length) {
        const more = new Int32Array(1 << (32 - Math.clz32(place)));
        more.set(this.#cellOf);
        this.#cellOf = more;
      }
      this.#cellOf[place] = cell + 1;
    }
    return cell;
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

  #at(bucket: number, group: number): number {
    const known = this.#cells.size;
    const number = this.#cells.numberOf(bucket, group);
    if (number === known) {
      this.#buckets.push(bucket);
      this.#groups.push(group);
    }
    return number;
  }
}
