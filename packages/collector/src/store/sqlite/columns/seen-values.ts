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

  /** Whether a value is new to a cell that no earlier cell comes after. */
  isNewIn(cell: number, value: number): boolean {
    if (value < 0 || value >= LARGEST) return this.#isNewPair(cell, value);
    if (value >= this.#last.length) this.#last = wider(this.#last, value);
    if (this.#last[value] === cell + 1) return false;
    this.#last[value] = cell + 1;
    return true;
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
