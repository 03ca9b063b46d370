import { floats } from './array-pool.js';
import { NOTHING } from './packed-column.js';

/** Numbers one after the other, in an array that grows. */
export class ValueList {
  #values = new Float64Array(256);
  #size = 0;

  push(value: number): void {
    if (this.#size === this.#values.length) this.#grow(this.#size + 1);
    this.#values[this.#size++] = value;
  }

  /** Adds what is known of the rows from `low` to `high` that a mask lets through. */
  pushRows(values: Float64Array, mask: Uint8Array, low: number, high: number): void {
    if (this.#size + high - low > this.#values.length) this.#grow(this.#size + high - low);
    const into = this.#values;
    let at = this.#size;
    for (let row = low; row < high; row++) {
      const value = values[row] as number;
      if (mask[row] === 1 && value !== NOTHING) into[at++] = value;
    }
    this.#size = at;
  }

  /** What is in it; to be read, or put in another order, before the next push. */
  get values(): Float64Array {
    return this.#values.subarray(0, this.#size);
  }

  /** Gives its array back; nothing can be read or added any more. */
  end(): void {
    floats.give(this.#values);
    this.#values = new Float64Array(0);
    this.#size = 0;
  }

  #grow(size: number): void {
    this.#values = floats.wider(this.#values, Math.max(size, this.#values.length * 2));
  }
}
