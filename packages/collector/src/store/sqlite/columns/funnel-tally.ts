import type { FunnelLoss, FunnelRow, FunnelScan } from '../../scan.js';
import { NOTHING } from './packed-column.js';
import { PairTable } from './pair-table.js';
import { quantileOf } from './quantile.js';

/** Visits of a bucket and of the same values of dimensions. */
export interface FunnelGroup {
  bucket: number;
  values: (number | null)[];
  /** By step, how many reached it. */
  counts: number[];
  /** By step, the ms since the one before of each that reached it. */
  gaps: number[][];
}

/** How far visits came in a funnel, and where they went from there; parts of it add up. */
export class FunnelTally {
  readonly groups = new Map<string, FunnelGroup>();
  readonly #pairs = new PairTable();
  readonly #pages: number[] = [];
  readonly #events: number[] = [];
  /** By step, how many of the lost went to each pair of page and event … */
  readonly #next: number[][];
  /** … and on which page they left. */
  readonly #left: Map<number, number>[];

  constructor(private readonly scan: FunnelScan) {
    this.#next = scan.steps.map(() => []);
    this.#left = scan.steps.map(() => new Map());
  }

  group(bucket: number, values: (number | null)[]): FunnelGroup {
    const key = `${bucket} ${values}`;
    let group = this.groups.get(key);
    if (!group) {
      const { steps } = this.scan;
      group = { bucket, values, counts: steps.map(() => 0), gaps: steps.map(() => []) };
      this.groups.set(key, group);
    }
    return group;
  }

  /** One visit that got no further than a step. Terms, {@link NOTHING} where there is none. */
  lose(step: number, page: number, event: number, exit: number, visits = 1): void {
    const pair = this.#pair(page, event);
    const next = this.#next[step] as number[];
    while (next.length <= pair) next.push(0);
    next[pair] = (next[pair] as number) + visits;
    this.#leave(step, exit, visits);
  }

  #pair(page: number, event: number): number {
    const pair = this.#pairs.numberOf(page, event);
    if (pair === this.#pages.length) {
      this.#pages.push(page);
      this.#events.push(event);
    }
    return pair;
  }

  #leave(step: number, exit: number, visits: number): void {
    const left = this.#left[step] as Map<number, number>;
    left.set(exit, (left.get(exit) ?? 0) + visits);
  }

  /** The rows of two tallies together, sorted as SQL sorts groups. @param texts the words of terms */
  rowsWith(other: FunnelTally, valuesOf: (values: (number | null)[]) => (string | null)[]): FunnelRow[] {
    const keys = [...new Set([...this.groups.keys(), ...other.groups.keys()])];
    const both = keys.map((key) => {
      const [mine, theirs] = [this.groups.get(key), other.groups.get(key)];
      const { bucket, values } = (mine ?? theirs) as FunnelGroup;
      return { bucket, values, parts: [mine, theirs].filter((part) => part !== undefined) };
    });
    both.sort((a, b) => a.bucket - b.bucket || compareValues(a.values, b.values));
    return both.map(({ bucket, values, parts }) => ({
      bucket,
      values: valuesOf(values),
      steps: this.scan.steps.map((_, step) => ({
        count: parts.reduce((sum, { counts }) => sum + (counts[step] as number), 0),
        medianMs: medianOf(parts.map(({ gaps }) => gaps[step] as number[])),
      })),
    }));
  }

  /** Of each step and kind the most frequent of two tallies together. */
  lossesWith(
    other: FunnelTally,
    top: number,
    textsOf: (terms: readonly number[]) => Map<number, string>,
  ): FunnelLoss[] {
    return this.scan.steps.flatMap((_, step) => {
      const nexts = new Map<string, Loss>();
      const lefts = new Map<string, Loss>();
      for (const tally of [this, other]) {
        tally.#next[step]?.forEach((count, pair) => {
          if (count > 0) addLoss(nexts, tally.#pages[pair] as number, tally.#events[pair] as number, count);
        });
        for (const [exit, count] of tally.#left[step] ?? []) addLoss(lefts, exit, NOTHING, count);
      }
      const named = (kind: FunnelLoss['kind'], losses: Map<string, Loss>): FunnelLoss[] =>
        topOf([...losses.values()], top, textsOf).map((loss) => ({ step, kind, ...loss }));
      return [...named('left', lefts), ...named('next', nexts)];
    });
  }
}

interface Loss {
  page: number;
  event: number;
  count: number;
}

function addLoss(losses: Map<string, Loss>, page: number, event: number, count: number): void {
  const key = `${page} ${event}`;
  const known = losses.get(key);
  if (known) known.count += count;
  else losses.set(key, { page, event, count });
}

/** The names decide between equal numbers, by their bytes as SQLite compares them. */
function topOf(
  losses: Loss[],
  top: number,
  textsOf: (terms: readonly number[]) => Map<number, string>,
): { page: string | null; event: string | null; count: number }[] {
  losses.sort((a, b) => b.count - a.count);
  const least = losses[top - 1]?.count ?? 0;
  const candidates = losses.filter(({ count }) => count >= least);
  const texts = textsOf([...new Set(candidates.flatMap(({ page, event }) => [page, event]))]);
  return candidates
    .map(({ page, event, count }) => ({
      page: texts.get(page) ?? null,
      event: texts.get(event) ?? null,
      count,
    }))
    .sort((a, b) => b.count - a.count || compareTexts(a.page, b.page) || compareTexts(a.event, b.event))
    .slice(0, top);
}

function compareTexts(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function compareValues(a: readonly (number | null)[], b: readonly (number | null)[]): number {
  for (let at = 0; at < a.length; at++) {
    const difference = (a[at] ?? -1) - (b[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

function medianOf(lists: readonly number[][]): number | null {
  const all = new Float64Array(lists.reduce((sum, list) => sum + list.length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  return quantileOf(all, 500);
}
