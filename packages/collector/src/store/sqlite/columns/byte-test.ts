import { NOTHING } from './packed-column.js';

/** Takes out of a mask the rows from `low` to `high` whose value does not pass. */
export type Narrow = (mask: Uint8Array, values: Float64Array, low: number, high: number) => void;

/**
 * A test of values as they lie packed. A byte has 256 values: these are tested once for all rows, and no row is unpacked for it.
 */
export class ByteTest {
  readonly #passes = new Uint8Array(256);
  readonly #values = new Float64Array(256);
  #base = Number.NaN;

  constructor(readonly narrow: Narrow) {}

  /** 1 for each byte whose value passes, in a column of this base. */
  passes(base: number): Uint8Array {
    if (base === this.#base) return this.#passes;
    const add = base - 1;
    this.#values[0] = NOTHING;
    for (let byte = 1; byte < 256; byte++) this.#values[byte] = byte + add;
    this.#test(256);
    this.#base = base;
    return this.#passes;
  }

  /** Whether a value passes that all rows have. */
  passesAll(value: number): boolean {
    this.#values[0] = value;
    this.#test(1);
    this.#base = Number.NaN;
    return this.#passes[0] === 1;
  }

  #test(count: number): void {
    this.#passes.fill(1, 0, count);
    this.narrow(this.#passes, this.#values, 0, count);
  }
}
