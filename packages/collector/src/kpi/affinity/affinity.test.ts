import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onlineRetail, readSoldLines } from '../online-retail.fixture.js';
import { type ProductAffinity, productAffinity } from './association.js';
import { type FrequentSet, frequentSets } from './frequent-sets.js';

/** Every set of up to `maxSize` of the items, each looked for in every basket. */
function plainSets(baskets: number[][], minCount: number, maxSize: number): FrequentSet[] {
  const items = [...new Set(baskets.flat())].sort((left, right) => left - right);
  const sets: FrequentSet[] = [];
  const grow = (chosen: number[], from: number): void => {
    if (chosen.length >= 2) {
      const count = baskets.filter((basket) => chosen.every((id) => basket.includes(id))).length;
      if (count >= minCount) sets.push({ items: chosen, count });
    }
    if (chosen.length === maxSize) return;
    for (let at = from; at < items.length; at++) grow([...chosen, items[at]!], at + 1);
  };
  grow([], 0);
  return sets;
}

const byItems = (left: FrequentSet, right: FrequentSet): number =>
  left.items.join() < right.items.join() ? -1 : 1;

function associationsOf(affinity: ProductAffinity) {
  if (!affinity.complete) throw new Error(affinity.reason);
  return affinity.associations;
}

describe('frequent sets', () => {
  it('are those that a search of every set in every basket finds', () => {
    const basket = fc.array(fc.integer({ min: -3, max: 8 }), { maxLength: 9 });
    fc.assert(
      fc.property(
        fc.array(basket, { minLength: 1, maxLength: 25 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        fc.integer({ min: 2, max: 4 }),
        (baskets, minSupport, maxSize) => {
          const found = frequentSets(baskets, { minSupport, maxSize });
          if (!found.complete) throw new Error(found.reason);
          const minCount = baskets.findIndex((_, at) => (at + 1) / baskets.length >= minSupport - 1e-12) + 1;
          expect(found.minCount).toBe(minCount);
          expect(found.sets.toSorted(byItems)).toEqual(plainSets(baskets, minCount, maxSize).sort(byItems));
        },
      ),
    );
  });

  it('come by count, then size, then ids, whatever the order of baskets and items', () => {
    const baskets = [[3, 1, 2], [2, 1, 3, 9], [5, 4], [4, 5], [1, 2], []];
    const found = frequentSets(baskets, { minSupport: 2 / 6 });
    const turned = frequentSets(
      baskets.toReversed().map((basket) => basket.toReversed()),
      { minSupport: 2 / 6 },
    );
    expect(turned).toEqual(found);
    expect(found).toMatchObject({
      complete: true,
      baskets: 6,
      minCount: 2,
      sets: [
        { items: [1, 2], count: 3 },
        { items: [1, 3], count: 2 },
        { items: [2, 3], count: 2 },
        { items: [4, 5], count: 2 },
        { items: [1, 2, 3], count: 2 },
      ],
    });
  });

  it('hold at the floor itself, also where it is no exact binary number', () => {
    // 0.07 × 100 is 7.000000000000001.
    const baskets = Array.from({ length: 100 }, (_, at) => (at < 7 ? [1, 2] : [3]));
    expect(frequentSets(baskets, { minSupport: 0.07 })).toMatchObject({ sets: [{ count: 7 }] });
    expect(frequentSets(baskets, { minSupport: 0.0701 })).toMatchObject({ sets: [] });
  });

  it('are none of no baskets', () => {
    expect(frequentSets([], { minSupport: 0.5 })).toMatchObject({ complete: true, baskets: 0, sets: [] });
  });

  it('are not answered in part: too many are said to be too many', () => {
    // 12 items in each basket: 66 pairs, 220 triples, 495 sets of four.
    const baskets = Array(5).fill(Array.from({ length: 12 }, (_, at) => at));
    expect(frequentSets(baskets, { minSupport: 1, maxSets: 781 })).toMatchObject({ complete: true });
    expect(frequentSets(baskets, { minSupport: 1, maxSets: 780 })).toEqual({
      complete: false,
      reason: 'too-many-sets',
      limit: 780,
    });
    expect(productAffinity(baskets, { minSupport: 1, maxSets: 780 })).toMatchObject({ complete: false });
  });

  it('stop reading where the baskets are too many to hold', () => {
    function* endless() {
      for (let at = 0; ; at++) yield [at, at + 1];
    }
    expect(frequentSets(endless(), { minSupport: 0.1, maxEntries: 5000 })).toEqual({
      complete: false,
      reason: 'too-many-entries',
      limit: 5000,
    });
  });

  it('stop soon where a hostile basket holds all sets there are', () => {
    // 2,000 items: 2 million pairs and 660 billion sets of four.
    const baskets = [Array.from({ length: 2000 }, (_, at) => at)];
    expect(frequentSets(baskets, { minSupport: 1 })).toMatchObject({ reason: 'too-many-sets' });
  });

  it.each([
    { minSupport: 0 },
    { minSupport: 1.1 },
    { minSupport: Number.NaN },
    { minSupport: 0.1, maxSize: 1 },
    { minSupport: 0.1, maxSize: 5 },
    { minSupport: 0.1, maxSets: 0 },
  ])('refuse options out of range: %o', (options) => {
    expect(() => frequentSets([[1, 2]], options)).toThrow(RangeError);
  });

  it('refuse what is no item id', () => {
    expect(() => frequentSets([[1, 2.5]], { minSupport: 0.5 })).toThrow(RangeError);
    expect(() => frequentSets([[1, Number.NaN]], { minSupport: 0.5 })).toThrow(RangeError);
  });
});

describe('product affinity', () => {
  it('gives the confidence of a pair both ways and its lift', () => {
    // Bread in 4 of 10, butter in 5, both in 3.
    const [bread, butter] = [7, 3];
    const both = [bread, butter];
    const baskets = [both, both, both, [bread], [butter], [butter], [], [9], [9], [9]];
    const [pair] = associationsOf(productAffinity(baskets, { minSupport: 0.3 }));
    expect(pair).toMatchObject({ items: [butter, bread], count: 3, support: 0.3 });
    expect(pair!.lift).toBeCloseTo(1.5, 12);
    const [fromButter, fromBread] = pair!.rules;
    expect(fromButter).toMatchObject({ antecedent: [butter], consequent: bread, confidence: 0.6 });
    expect(fromBread).toMatchObject({ antecedent: [bread], consequent: butter, confidence: 0.75 });
    expect(fromButter!.lift).toBeCloseTo(1.5, 12);
    expect(fromBread!.lift).toBeCloseTo(1.5, 12);
  });

  it('gives the lift of a larger set and its surest rule', () => {
    const baskets = [[1, 2, 3], [1, 2, 3], [1, 3], [2, 3], [3], [1], [1], [4]];
    const triple = associationsOf(productAffinity(baskets, { minSupport: 0.25 })).find(
      ({ items }) => items.length === 3,
    )!;
    expect(triple).toMatchObject({ items: [1, 2, 3], count: 2, support: 0.25 });
    // 1 in 5 of 8, 2 in 3, 3 in 5.
    expect(triple.lift).toBeCloseTo(2 / 8 / ((5 / 8) * (3 / 8) * (5 / 8)), 12);
    // All who bought 1 and 2 bought 3; of 2 and 3 two thirds bought 1; of 1 and 3 two thirds bought 2.
    expect(triple.rules).toHaveLength(1);
    expect(triple.rules[0]).toMatchObject({ antecedent: [1, 2], consequent: 3, confidence: 1 });
    expect(triple.rules[0]!.lift).toBeCloseTo(1 / (5 / 8), 12);
  });
});

describe.skipIf(!onlineRetail)('product affinity of Online Retail', () => {
  const { baskets, codes } = onlineRetail ? readBaskets() : { baskets: [], codes: [] };

  it('reads 19,960 orders', () => {
    expect(baskets).toHaveLength(19_960);
  });

  it('takes under five seconds of the processor and 500 MB for the whole at a support of 0.5 %', () => {
    const before = process.cpuUsage();
    const found = associationsOf(productAffinity(baskets, { minSupport: 0.005 }));
    const { user, system } = process.cpuUsage(before);
    const peak = process.resourceUsage().maxRSS * 1024;
    expect(new Set(found.map(({ items }) => items.length))).toEqual(new Set([2, 3, 4]));
    expect((user + system) / 1e6).toBeLessThan(5);
    expect(peak).toBeLessThan(500e6);
  });

  it('finds the most frequent pairs, with the figures of a plain count of all pairs', () => {
    const size = codes.length;
    const single = new Int32Array(size);
    const pairs = new Int32Array(size * size);
    for (const basket of baskets) {
      for (const left of basket) {
        single[left]!++;
        for (const right of basket) if (left < right) pairs[left * size + right]!++;
      }
    }
    const found = associationsOf(productAffinity(baskets, { minSupport: 200 / 19_960, maxSize: 2 }));
    expect(found).toHaveLength(pairs.filter((count) => count >= 200).length);
    expect(found.length).toBeGreaterThan(500);
    expect(found[0]!.count).toBe(pairs.reduce((most, count) => Math.max(most, count)));
    for (const { items, count, support, lift, rules } of found) {
      const [left, right] = items as [number, number];
      expect(count).toBe(pairs[left * size + right]);
      expect(support).toBeCloseTo(count / 19_960, 12);
      expect(rules[0]!.confidence).toBeCloseTo(count / single[left]!, 12);
      expect(rules[1]!.confidence).toBeCloseTo(count / single[right]!, 12);
      expect(lift).toBeCloseTo((count * 19_960) / (single[left]! * single[right]!), 9);
    }
    // Jumbo bags, pink with polka dots and red.
    expect(found[0]!.items.map((item) => codes[item]).sort()).toEqual(['22386', '85099B']);
  });
});

/** The orders with their distinct products; lines without a price are no sales. */
function readBaskets(): { baskets: number[][]; codes: string[] } {
  const orders = new Map<string, Set<number>>();
  const places = new Map<string, number>();
  readSoldLines(({ invoice, stockCode, price }) => {
    if (!(price > 0)) return;
    if (!places.has(stockCode)) places.set(stockCode, places.size);
    if (!orders.has(invoice)) orders.set(invoice, new Set());
    orders.get(invoice)!.add(places.get(stockCode)!);
  });
  return { baskets: Array.from(orders.values(), (items) => [...items]), codes: [...places.keys()] };
}
