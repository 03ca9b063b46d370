import type { RankedBaskets } from './basket-table.js';

/** A set of ranks and the number of baskets that hold them. */
export interface RankedSet {
  ranks: number[];
  count: number;
}

/**
 * Finds the sets of two to `maxSize` ranks that are in at least `minCount` baskets.
 *
 * @returns `undefined` as soon as there are more than `maxSets`.
 */
export function searchSets(
  table: RankedBaskets,
  minCount: number,
  maxSize: number,
  maxSets: number,
): RankedSet[] | undefined {
  const { entries, starts, ids } = table;
  const found: RankedSet[] = [];
  const lists = basketsByItem(table);
  // One row of counts for each depth, cleared after use by those who wrote to it.
  const rows = Array.from({ length: maxSize }, () => new Int32Array(ids.length));

  /**
   * Extends a set by each higher rank. A place is where its last item stands in a basket's entries: what follows there,
   * up to the basket's end, are the ranks to extend by.
   */
  const extend = (ranks: number[], places: Int32Array, ends: Int32Array): boolean => {
    const counts = rows[ranks.length]!;
    const touched: number[] = [];
    for (let one = 0; one < places.length; one++) {
      for (let at = places[one]! + 1; at < ends[one]!; at++) {
        const rank = entries[at]!;
        if (counts[rank]!++ === 0) touched.push(rank);
      }
    }
    const extensions = touched.filter((rank) => counts[rank]! >= minCount).sort((a, b) => a - b);
    const sizes = extensions.map((rank) => counts[rank]!);
    for (const rank of touched) counts[rank] = 0;
    if (found.length + extensions.length > maxSets) return false;
    extensions.forEach((rank, at) => {
      found.push({ ranks: [...ranks, rank], count: sizes[at]! });
    });
    if (ranks.length + 2 > maxSize || extensions.length < 2) return true;
    return deliver(ranks, extensions, sizes, places, ends);
  };

  /** Hands each basket to the extensions that it holds, then extends each of them. */
  const deliver = (
    ranks: number[],
    extensions: number[],
    sizes: number[],
    places: Int32Array,
    ends: Int32Array,
  ): boolean => {
    // The highest extension has none above it that is frequent.
    const last = extensions.at(-1)!;
    const nextPlaces = new Map<number, { places: Int32Array; ends: Int32Array; length: number }>();
    extensions.forEach((rank, at) => {
      if (rank === last) return;
      const size = sizes[at]!;
      nextPlaces.set(rank, { places: new Int32Array(size), ends: new Int32Array(size), length: 0 });
    });
    for (let one = 0; one < places.length; one++) {
      for (let at = places[one]! + 1; at < ends[one]! && entries[at]! < last; at++) {
        const next = nextPlaces.get(entries[at]!);
        if (!next) continue;
        next.places[next.length] = at;
        next.ends[next.length++] = ends[one]!;
      }
    }
    for (const [rank, next] of nextPlaces) {
      if (!extend([...ranks, rank], next.places, next.ends)) return false;
    }
    return true;
  };

  for (const [rank, { places, baskets }] of lists.entries()) {
    const ends = baskets.map((basket) => starts[basket + 1]!);
    if (!extend([rank], places, ends)) return undefined;
  }
  return found;
}

/** Of each rank, the baskets that hold it and where it stands in their entries. */
function basketsByItem({
  counts,
  entries,
  starts,
}: RankedBaskets): { places: Int32Array; baskets: Int32Array }[] {
  const lists = counts.map((count) => ({ places: new Int32Array(count), baskets: new Int32Array(count) }));
  const lengths = new Int32Array(counts.length);
  for (let basket = 0; basket + 1 < starts.length; basket++) {
    for (let at = starts[basket]!; at < starts[basket + 1]!; at++) {
      const rank = entries[at]!;
      const length = lengths[rank]!++;
      lists[rank]!.places[length] = at;
      lists[rank]!.baskets[length] = basket;
    }
  }
  return lists;
}
