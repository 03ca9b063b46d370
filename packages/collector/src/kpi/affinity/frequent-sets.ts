import { BasketTable } from './basket-table.js';
import { searchSets } from './set-search.js';

/** What to look for. */
export interface FrequentSetOptions {
  /** Share of all baskets that a set is in at least; above 0, at most 1. */
  minSupport: number;
  /** Items of the largest sets, 2 to 4; 4 unless told. */
  maxSize?: number;
  /** Sets that are found at most; 100,000 unless told. */
  maxSets?: number;
  /** Items of all baskets together that are held at most; 50 million (200 MB) unless told. */
  maxEntries?: number;
}

/** Items bought together. */
export interface FrequentSet {
  /** Their ids, ascending; two or more. */
  items: number[];
  /** Baskets that hold all of them. */
  count: number;
}

/** All sets that have the support. */
export interface FoundSets {
  complete: true;
  /** Baskets read, empty ones too. */
  baskets: number;
  /** Smallest count that has the support. */
  minCount: number;
  /** Count of each single item that has the support. */
  itemCounts: Map<number, number>;
  /** By count, the highest first; then smaller sets first, then by ids. */
  sets: FrequentSet[];
}

/** No answer, for a limit was met: a part of the sets could be taken for all of them. */
export interface TooMany {
  complete: false;
  /** `too-many-sets`: more than `maxSets` have the support. `too-many-entries`: the baskets hold over `maxEntries`. */
  reason: 'too-many-sets' | 'too-many-entries';
  /** The limit that was met. */
  limit: number;
}

/**
 * All sets of two and more items that are in a share of the baskets.
 *
 * Eclat (Zaki 2000, IEEE TKDE 12(3)): depth first, each set with the list of its baskets, the rarest item first so that
 * the lists start short. The extensions of a set are counted in one pass over its baskets ("occurrence deliver" of LCM,
 * Uno, Kiyomi & Arimura 2004) instead of by intersecting lists pair by pair. Memory is that of the baskets as 32-bit
 * numbers and of the sets found; nothing grows with the number of candidates.
 *
 * Ours, for what the npm registry has (node-fpgrowth, MIT, last changed years ago) keeps items as JSON texts in
 * objects, knows no limit of sizes or sets, and answers no counts that confidence and lift could be had from.
 *
 * @param baskets the item ids of each order; read once. An id that stands twice in a basket counts once.
 * @throws RangeError for options out of range, or an id that is not a whole number.
 */
export function frequentSets(
  baskets: Iterable<readonly number[]>,
  { minSupport, maxSize = 4, maxSets = 100_000, maxEntries = 50_000_000 }: FrequentSetOptions,
): FoundSets | TooMany {
  if (!(minSupport > 0 && minSupport <= 1)) throw new RangeError(`not a support: ${minSupport}`);
  if (![2, 3, 4].includes(maxSize)) throw new RangeError(`not a size of sets: ${maxSize}`);
  if (!(maxSets >= 1)) throw new RangeError(`not a number of sets: ${maxSets}`);
  if (!(maxEntries >= 1)) throw new RangeError(`not a number of entries: ${maxEntries}`);

  const read = BasketTable.read(baskets, maxEntries);
  if (!read) return { complete: false, reason: 'too-many-entries', limit: maxEntries };
  // Guarded against 0.07 × 100 = 7.000000000000001.
  const minCount = Math.max(1, Math.ceil(minSupport * read.baskets - 1e-9));
  const table = read.rankItems(minCount);
  const found = searchSets(table, minCount, maxSize, maxSets);
  if (!found) return { complete: false, reason: 'too-many-sets', limit: maxSets };
  const sets = found.map(({ ranks, count }) => ({
    items: ranks.map((rank) => table.ids[rank]!).sort((left, right) => left - right),
    count,
  }));
  return {
    complete: true,
    baskets: read.baskets,
    minCount,
    itemCounts: new Map(Array.from(table.ids, (id, rank) => [id, table.counts[rank]!])),
    sets: sets.sort(byCountThenIds),
  };
}

function byCountThenIds(left: FrequentSet, right: FrequentSet): number {
  if (left.count !== right.count) return right.count - left.count;
  if (left.items.length !== right.items.length) return left.items.length - right.items.length;
  const at = left.items.findIndex((id, place) => id !== right.items[place]);
  return left.items[at]! - right.items[at]!;
}
