/** Baskets of ranked items: the frequent ones alone, rank 0 the rarest. */
export interface RankedBaskets {
  /** Item id by rank. */
  ids: number[];
  /** Baskets with the item, by rank. */
  counts: number[];
  /** Ranks of all baskets one after the other, ascending within each. */
  entries: Int32Array;
  /** Where each basket starts in `entries`, and the end. */
  starts: Int32Array;
}

/** Baskets as they came in, as 32-bit numbers. */
export class BasketTable {
  private constructor(
    /** Baskets read, empty ones too. */
    readonly baskets: number,
    private readonly ids: readonly number[],
    private readonly counts: readonly number[],
    private readonly entries: Int32Array,
    private readonly starts: readonly number[],
  ) {}

  /**
   * Reads baskets once; an id that stands twice in one counts once.
   *
   * @returns `undefined` when they hold more than `maxEntries` items.
   * @throws RangeError for an id that is not a whole number.
   */
  static read(baskets: Iterable<readonly number[]>, maxEntries: number): BasketTable | undefined {
    const places = new Map<number, number>();
    const ids: number[] = [];
    const counts: number[] = [];
    // The basket that held the item last: tells a second mention from a first.
    const lastIn: number[] = [];
    const starts = [0];
    let entries = new Int32Array(1024);
    let length = 0;
    for (const basket of baskets) {
      const number = starts.length;
      for (const id of basket) {
        let place = places.get(id);
        if (place === undefined) {
          if (!Number.isSafeInteger(id)) throw new RangeError(`not an item id: ${id}`);
          place = ids.length;
          places.set(id, place);
          ids.push(id);
          counts.push(0);
          lastIn.push(0);
        }
        if (lastIn[place] === number) continue;
        lastIn[place] = number;
        if (length === maxEntries) return undefined;
        if (length === entries.length) {
          const larger = new Int32Array(Math.min(maxEntries, 2 * length));
          larger.set(entries);
          entries = larger;
        }
        entries[length++] = place;
        counts[place]!++;
      }
      starts.push(length);
    }
    return new BasketTable(starts.length - 1, ids, counts, entries, starts);
  }

  /** Leaves the items below the count out, and ranks the others: the rarest first, then by id. */
  rankItems(minCount: number): RankedBaskets {
    const frequent = [...this.ids.keys()]
      .filter((place) => this.counts[place]! >= minCount)
      .sort((left, right) => this.counts[left]! - this.counts[right]! || this.ids[left]! - this.ids[right]!);
    const ranks = new Int32Array(this.ids.length).fill(-1);
    for (const [rank, place] of frequent.entries()) ranks[place] = rank;

    const total = frequent.reduce((sum, place) => sum + this.counts[place]!, 0);
    const entries = new Int32Array(total);
    const starts = new Int32Array(this.starts.length);
    let length = 0;
    for (let basket = 0; basket < this.baskets; basket++) {
      for (let at = this.starts[basket]!; at < this.starts[basket + 1]!; at++) {
        const rank = ranks[this.entries[at]!]!;
        if (rank >= 0) entries[length++] = rank;
      }
      starts[basket + 1] = length;
      entries.subarray(starts[basket], length).sort();
    }
    return {
      ids: frequent.map((place) => this.ids[place]!),
      counts: frequent.map((place) => this.counts[place]!),
      entries,
      starts,
    };
  }
}
