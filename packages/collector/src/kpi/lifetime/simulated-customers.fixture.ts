import type { BgNbd } from './bg-nbd.js';
import type { GammaGamma } from './gamma-gamma.js';
import type { CustomerSummary } from './summary.js';

/** Customers who behave as the two models say, the same ones for the same seed. Times are not rounded to days. */
export function simulateCustomers(
  count: number,
  purchases: BgNbd,
  spend: GammaGamma,
  { seed = 1, weeks = 104, wholeDays = false } = {},
): CustomerSummary<number>[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, customer) => {
    const rate = random.gamma(purchases.r) / purchases.alpha;
    const left = random.gamma(purchases.a);
    const dropout = left / (left + random.gamma(purchases.b));
    const round = (time: number): number => (wholeDays ? Math.floor(time * 7) / 7 : time);
    const age = round(random.uniform() * weeks);
    let frequency = 0;
    let recency = 0;
    for (let time = random.exponential() / rate; time <= age; time += random.exponential() / rate) {
      if (round(time) === recency) continue;
      frequency++;
      recency = round(time);
      if (random.uniform() < dropout) break;
    }
    const spendRate = random.gamma(spend.q) / spend.v;
    const meanValue = frequency === 0 ? null : random.gamma(spend.p * frequency) / (spendRate * frequency);
    return { customer, frequency, recency, age, meanValue };
  });
}

/** mulberry32, with the distributions that are drawn from it. */
class Random {
  constructor(private state: number) {}

  /** In (0, 1]. */
  uniform(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 1) / 4_294_967_296;
  }

  exponential(): number {
    return -Math.log(this.uniform());
  }

  normal(): number {
    return Math.sqrt(2 * this.exponential()) * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Scale 1; Marsaglia & Tsang (2000). */
  gamma(shape: number): number {
    if (shape < 1) return this.gamma(shape + 1) * this.uniform() ** (1 / shape);
    const d = shape - 1 / 3;
    for (;;) {
      const x = this.normal();
      const v = (1 + x / Math.sqrt(9 * d)) ** 3;
      if (v > 0 && Math.log(this.uniform()) < x ** 2 / 2 + d - d * v + d * Math.log(v)) return d * v;
    }
  }
}
