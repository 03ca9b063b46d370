import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

const TWO_32 = 2 ** 32;

/** Random numbers that are the same for the same seed, on every machine. */
export class Random {
  readonly #bits;

  constructor(seed: number) {
    this.#bits = xoroshiro128plus(seed);
  }

  /** In [0, 1). */
  next(): number {
    return (this.#bits.next() >>> 0) / TWO_32;
  }

  /** 32 random bits, from 0 up. */
  bits(): number {
    return this.#bits.next() >>> 0;
  }

  /** A whole number from 0 to below `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  normal(): number {
    return Math.sqrt(2 * this.exponential(1)) * Math.cos(2 * Math.PI * this.next());
  }

  /** Lognormal with this median; about two thirds lie within a factor of e^spread. */
  around(median: number, spread: number): number {
    return median * Math.exp(spread * this.normal());
  }

  /** Scale 1; Marsaglia & Tsang (2000). */
  gamma(shape: number): number {
    if (shape < 1) return this.gamma(shape + 1) * (1 - this.next()) ** (1 / shape);
    const d = shape - 1 / 3;
    for (;;) {
      const x = this.normal();
      const v = (1 + x / Math.sqrt(9 * d)) ** 3;
      if (v > 0 && Math.log(1 - this.next()) < x ** 2 / 2 + d - d * v + d * Math.log(v)) return d * v;
    }
  }

  beta(a: number, b: number): number {
    const left = this.gamma(a);
    return left / (left + this.gamma(b));
  }

  /** Knuth for small means, the normal for large ones. */
  poisson(mean: number): number {
    if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    const floor = Math.exp(-mean);
    let count = 0;
    for (let left = this.next(); left > floor; left *= this.next()) count++;
    return count;
  }
}

/** Values that are drawn by their weights. */
export class Weighted<T> {
  readonly #sums: number[] = [];
  readonly #total: number;

  constructor(
    readonly values: readonly T[],
    weightOf: (value: T, index: number) => number,
  ) {
    let total = 0;
    for (const [index, value] of values.entries()) {
      total += weightOf(value, index);
      this.#sums.push(total);
    }
    this.#total = total;
  }

  draw(random: Random): T {
    const at = random.next() * this.#total;
    let low = 0;
    let high = this.#sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sums[middle] as number) > at) high = middle;
      else low = middle + 1;
    }
    return this.values[low] as T;
  }
}
