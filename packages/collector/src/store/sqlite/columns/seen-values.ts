import { NOTHING } from './packed-column.js';
import { PairTable } from './pair-table.js';

/** The largest value that an array by value is kept for: keys of rows are small, and few beside their number. */
const LARGEST = 1 << 24;
/** Cells with a bitmap of their own; a million visitors are 128 KB. */
const BITMAPS = 128;

/** Which values were seen in which cell, exactly. */
export class SeenValues {
  /** By value the last cell, plus one, that it was seen in: where cells come one after the other. */
  #last = new Int32Array(1 << 16);
  readonly #bitmaps: Uint32Array[] = [];
  readonly #others = new PairTable();

  /** How many of the rows that a mask lets through have a value that is new to a cell; none comes after a later cell. */
  countNew(values: Float64Array, mask: Uint8Array, low: number, high: number, cell: number): number {
    const mark = cell + 1;
    let last = this.#last;
    let count = 0;
    for (let row = low; row < high; row++) {
      const value = values[row] as number;
      if (mask[row] === 0 || value === NOTHING) continue;
      if (value < 0 || value >= LARGEST) {
        if (this.#isNewPair(cell, value)) count++;
        continue;
      }
      if (value >= last.length) {
        last = wider(last, value);
        this.#last = last;
      }
      if (last[value] === mark) continue;
      last[value] = mark;
      count++;
    }
    return count;
  }

  /** Whether a value is new to a cell; cells come in any order. */
  isNewAmong(cell: number, value: number): boolean {
    if (cell >= BITMAPS || value < 0 || value >= LARGEST) return this.#isNewPair(cell, value);
    const at = value >> 5;
    let bits = this.#bitmaps[cell];
    if (!bits || at >= bits.length) {
      const more = new Uint32Array(Math.max(2048, 1 << (32 - Math.clz32(at))));
      if (bits) more.set(bits);
      bits = more;
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

function wider(old: Int32Array, value: number): Int32Array<ArrayBuffer> {
  const fresh = new Int32Array(1 << (32 - Math.clz32(value)));
  fresh.set(old);
  return fresh;
}
