import { NOTHING } from './packed-column.js';
import { PairTable } from './pair-table.js';

/** The largest value that an array by value is kept for: keys of rows are small, and few beside their number. */
const LARGEST = 1 << 24;
/** Cells with a bitmap of their own; a million visitors are 128 KB. */
const BITMAPS = 128;

/** Which values were seen in which cell, exactly. */
export class SeenValues {
  /** By value a bit, of the cell that is counted just now: where cells come one after the other. */
  #bits = new Uint32Array(2048);
  /** Places of it that are not 0. */
  #touched = new Int32Array(1024);
  #touches = 0;
  #cell = -1;
  readonly #bitmaps: Uint32Array[] = [];
  readonly #others = new PairTable();

  /** How many of the rows that a mask lets through have a value that is new to a cell; none comes after a later cell. */
  countNew(values: Float64Array, mask: Uint8Array, low: number, high: number, cell: number): number {
    if (cell !== this.#cell) this.#clear();
    this.#cell = cell;
    let bits = this.#bits;
    let count = 0;
    for (let row = low; row < high; row++) {
      const value = values[row] as number;
      if (mask[row] === 0 || value === NOTHING) continue;
      if (value < 0 || value >= LARGEST) {
        if (this.#isNewPair(cell, value)) count++;
        continue;
      }
      const at = value >> 5;
      if (at >= bits.length) {
        bits = wider(bits, at);
        this.#bits = bits;
      }
      const bit = 1 << (value & 31);
      const before = bits[at] as number;
      if ((before & bit) !== 0) continue;
      bits[at] = before | bit;
      if (before === 0) this.#touch(at);
      count++;
    }
    return count;
  }

  /** How many values another has not seen, each of one cell; `undefined` where they lie in no array. */
  countBeside(other: SeenValues): number | undefined {
    if (this.#others.size > 0 || other.#others.size > 0) return undefined;
    let count = 0;
    for (let index = 0; index < this.#touches; index++) {
      const at = this.#touched[index] as number;
      count += bitsOf((this.#bits[at] as number) & ~(other.#bits[at] ?? 0));
    }
    return count;
  }

  #touch(at: number): void {
    if (this.#touches === this.#touched.length) {
      const more = new Int32Array(this.#touches * 2);
      more.set(this.#touched);
      this.#touched = more;
    }
    this.#touched[this.#touches++] = at;
  }

  #clear(): void {
    for (let index = 0; index < this.#touches; index++) this.#bits[this.#touched[index] as number] = 0;
    this.#touches = 0;
  }

  /** Whether a value is new to a cell; cells come in any order. */
  isNewAmong(cell: number, value: number): boolean {
    if (cell >= BITMAPS || value < 0 || value >= LARGEST) return this.#isNewPair(cell, value);
    const at = value >> 5;
    let bits = this.#bitmaps[cell];
    if (!bits || at >= bits.length) {
      bits = wider(bits, at);
      this.#bitmaps[cell] = bits;
    }
    const bit = 1 << (value & 31);
    const before = bits[at] as number;
    if ((before & bit) !== 0) return false;
    bits[at] = before | bit;
    return true;
  }

  /** What comes later lies in other cells than what came before. */
  turn(): void {
    this.#bitmaps.length = 0;
    this.#others.clear();
  }

  #isNewPair(cell: number, value: number): boolean {
    const known = this.#others.size;
    return this.#others.numberOf(cell, value) === known;
  }
}

function wider(old: Uint32Array | undefined, at: number): Uint32Array<ArrayBuffer> {
  const fresh = new Uint32Array(Math.max(2048, 1 << (32 - Math.clz32(at))));
  if (old) fresh.set(old);
  return fresh;
}

function bitsOf(word: number): number {
  let count = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) count++;
  return count;
}
