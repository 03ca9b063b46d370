import { NOT_SET } from '../store/scan.js';
import type { Expression, Measure } from './measure.js';

/** The measures of one group. */
export class Group {
  readonly #sums = new Map<string, number | null>();

  constructor(
    readonly bucket: number,
    /** A value for each dimension; {@link NOT_SET} where there is none. */
    readonly values: readonly string[],
    readonly labels: (string | null)[],
    /** Calendar months that its period touches. */
    readonly months: number,
  ) {}

  add(measure: Measure, value: number | null): void {
    const key = keyOf(measure);
    const before = this.#sums.get(key);
    if (value !== null) this.#sums.set(key, (before ?? 0) + value);
    else if (before === undefined) this.#sums.set(key, null);
  }

  /** A sum of nothing is 0, a quantile of nothing is `null`. */
  get(measure: Measure): number | null {
    const value = this.#sums.get(keyOf(measure)) ?? null;
    if (value === null) return measure.aggregate === 'quantile' ? null : 0;
    return measure.scale ? value / measure.scale : value;
  }

  sum(expression: Expression): number | null {
    let total = 0;
    for (const [factor, measure] of expression) {
      const value = this.get(measure);
      if (value === null) return null;
      total += factor * value;
    }
    // Shares of orders (attribution) sum to whole ones but for the last digits of a real.
    return Number.isInteger(total) ? total : Math.round(total * 1e9) / 1e9;
  }
}

/** The groups of a grouping. */
export class Groups {
  readonly #groups = new Map<string, Group>();
  /** Those without values, by their bucket: a series of a year is asked for each of its days with each measure. */
  readonly #ofBucket: (Group | undefined)[] = [];

  constructor(private readonly monthsOf: (bucket: number) => number = () => 1) {}

  at(bucket: number, values: readonly (string | null)[], labels: readonly (string | null)[]): Group {
    if (values.length === 0) return this.bucket(bucket);
    const named = values.map((value) => value ?? NOT_SET);
    const key = JSON.stringify([bucket, named]);
    let group = this.#groups.get(key);
    if (!group) {
      group = new Group(bucket, named, [...labels], this.monthsOf(bucket));
      this.#groups.set(key, group);
    }
    labels.forEach((label, index) => {
      if (group.labels[index] == null) group.labels[index] = label;
    });
    return group;
  }

  /** The group that a cost or a mailing belongs to: its words are compared without regard to case. */
  alike(bucket: number, values: readonly (string | null)[]): Group {
    const folded = JSON.stringify([bucket, values.map((value) => fold(value ?? NOT_SET))]);
    for (const group of this.#groups.values()) {
      if (JSON.stringify([group.bucket, group.values.map(fold)]) === folded) return group;
    }
    return this.at(
      bucket,
      values,
      values.map(() => null),
    );
  }

  all(): Group[] {
    return [...this.#groups.values()];
  }

  /** The group of a bucket where nothing is grouped by; an empty one where no row fell into it. */
  bucket(number: number): Group {
    let group = this.#ofBucket[number];
    if (!group) {
      group = new Group(number, [], [], this.monthsOf(number));
      this.#ofBucket[number] = group;
      this.#groups.set(`${number}`, group);
    }
    return group;
  }
}

/** Words without regard to case. */
export const fold = (text: string): string => text.normalize('NFC').toLowerCase();
const keys = new WeakMap<Measure, string>();

/** What a measure is known by. Written once for each that the catalogue declares: it is asked for with every figure. */
export function keyOf(measure: Measure): string {
  let key = keys.get(measure);
  if (key === undefined) {
    key = JSON.stringify(measure);
    keys.set(measure, key);
  }
  return key;
}
