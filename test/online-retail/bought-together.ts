import type { Sale } from './sales.js';

/** Two products that are bought together, by the words of `product_affinity`. */
export interface Pair {
  /** The ids of both, in their order. */
  readonly pair: string;
  /** Orders with both of them. */
  readonly orders: number;
  readonly support: number;
  readonly confidence_forward: number;
  readonly confidence_backward: number;
  readonly lift: number;
}

/** The pairs that stand in at least this share of all sales, by counting every pair of every sale. */
export function boughtTogether(sales: readonly Sale[], share: number): Pair[] {
  const baskets = sales.map(({ lines }) => new Set(lines.map(({ item }) => item)));
  const floor = share * baskets.length;
  const ordersWith = new Map<string, number>();
  for (const basket of baskets)
    for (const item of basket) ordersWith.set(item, (ordersWith.get(item) ?? 0) + 1);
  const frequent = [...ordersWith.keys()].filter((item) => (ordersWith.get(item) ?? 0) >= floor).sort();

  // By number: half a million pairs of ids as the keys of a map take twenty seconds.
  const numberOf = new Map(frequent.map((item, number) => [item, number]));
  const together = new Uint32Array(frequent.length ** 2);
  for (const basket of baskets) {
    const numbers = [...basket].flatMap((item) => numberOf.get(item) ?? []).sort((a, b) => a - b);
    for (const [index, first] of numbers.entries())
      for (const second of numbers.slice(index + 1)) {
        const at = first * frequent.length + second;
        together[at] = (together[at] ?? 0) + 1;
      }
  }

  const pairs: Pair[] = [];
  for (const [at, orders] of together.entries()) {
    if (orders === 0 || orders < floor) continue;
    const first = frequent[Math.floor(at / frequent.length)] as string;
    const second = frequent[at % frequent.length] as string;
    const support = orders / baskets.length;
    const [alone, other] = [first, second].map((item) => ordersWith.get(item)) as [number, number];
    pairs.push({
      ...{ pair: `${first} ${second}`, orders, support },
      confidence_forward: orders / alone,
      confidence_backward: orders / other,
      lift: (support * baskets.length * baskets.length) / alone / other,
    });
  }
  return pairs;
}
