/** Numbers pairs of integers in the order in which they come: a hash table that makes no objects. */
export class PairTable {
  #left = new Int32Array(1024);
  #right = new Int32Array(1024);
  /** The number of the pair plus one; 0: free. */
  #numbers = new Int32Array(1024);
  #mask = 1023;
  size = 0;

  /** The number of a pair, from 0; a pair that is new has the number that `size` was before. */
  numberOf(left: number, right: number): number {
    let at = hash(left, right) & this.#mask;
    for (;;) {
      const number = this.#numbers[at] as number;
      if (number === 0) break;
      if (this.#right[at] === right && this.#left[at] === left) return number - 1;
      at = (at + 1) & this.#mask;
    }
    this.#left[at] = left;
    this.#right[at] = right;
    this.#numbers[at] = ++this.size;
    if (this.size * 2 > this.#mask) this.#grow();
    return this.size - 1;
  }

  clear(): void {
    if (this.size === 0) return;
    this.#numbers.fill(0);
    this.size = 0;
  }

  #grow(): void {
    const [left, right, numbers] = [this.#left, this.#right, this.#numbers];
    const length = numbers.length * 2;
    this.#left = new Int32Array(length);
    this.#right = new Int32Array(length);
    this.#numbers = new Int32Array(length);
    this.#mask = length - 1;
    for (let from = 0; from < numbers.length; from++) {
      if (numbers[from] === 0) continue;
      let at = hash(left[from] as number, right[from] as number) & this.#mask;
      while (this.#numbers[at] !== 0) at = (at + 1) & this.#mask;
      this.#left[at] = left[from] as number;
      this.#right[at] = right[from] as number;
      this.#numbers[at] = numbers[from] as number;
    }
  }
}

function hash(left: number, right: number): number {
  let mixed = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b);
  mixed ^= mixed >>> 15;
  return Math.imul(mixed, 0xc2b2ae35) ^ (mixed >>> 13);
}
