/** Numbers one after the other, in an array that grows. */
export class ValueList {
  #values = new Float64Array(256);
  #size = 0;

  push(value: number): void {
    if (this.#size === this.#values.length) {
      const more = new Float64Array(this.#size * 2);
      more.set(this.#values);
      this.#values = more;
    }
    this.#values[this.#size++] = value;
  }

  /** What is in it; to be read, or put in another order, before the next push. */
  get values(): Float64Array {
    return this.#values.subarray(0, this.#size);
  }
}
