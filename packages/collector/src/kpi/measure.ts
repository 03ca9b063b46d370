import type { Condition, FactName, ScanMeasure } from '../store/scan.js';

/** A measure of the catalogue: an aggregate over one fact table, and how it stands to the others. */
export interface Measure extends ScanMeasure {
  /** What is stored are so many to one (units are thousandths). */
  scale?: number;
  /** Money of the site's reporting currency, in minor units. */
  money?: true;
  /** A dimension of the KPI that is another one of this fact: a page's entrances are by landing page. */
  as?: Readonly<Record<string, string>>;
  /**
   * Taken over the window before the last one before the period's end, instead of over the period. What a piece of a
   * cut is then about depends on its end alone.
   */
  inWindowBefore?: true;
  /** It stands beside the KPI's own figures: where it lacks a dimension that is asked for, it is left out. */
  aside?: true;
  /** Only orders whose source, medium and campaign have a cost row of one of these kinds in the period. */
  paidBy?: readonly CostKind[];
  /**
   * The fact's rows are changes of something that there is: what is there at the start or the end of the period (or
   * of each of its pieces) is the sum of all changes before. Counts and sums only.
   */
  stock?: 'start' | 'end';
  /** Taken without the filter that is asked for: whether data was brought in is no question of it. */
  unfiltered?: true;
}

export type CostKind = 'ads' | 'marketing' | 'operating';

/** A sum of measures, each with a factor. */
export type Expression = readonly (readonly [factor: number, measure: Measure])[];

type More = Partial<Omit<Measure, 'fact' | 'aggregate' | 'field'>>;

/** Number of rows. */
export const count = (fact: FactName, when: readonly Condition[] = [], more: More = {}): Measure => ({
  fact,
  aggregate: 'count',
  ...(when.length > 0 ? { when } : {}),
  ...more,
});

/** Σ of a field. */
export const sum = (
  fact: FactName,
  field: string,
  when: readonly Condition[] = [],
  more: More = {},
): Measure => ({
  fact,
  aggregate: 'sum',
  field,
  ...(when.length > 0 ? { when } : {}),
  ...more,
});

/** Number of different values of a field. */
export const distinct = (
  fact: FactName,
  field: string,
  when: readonly Condition[] = [],
  more: More = {},
): Measure => ({ ...sum(fact, field, when, more), aggregate: 'distinct' });

const withoutFilter = new WeakMap<Measure, Measure>();

/** The same without the filter that is asked for; of one measure always the same one, for what it is known by is kept with it. */
export function unfiltered(measure: Measure): Measure {
  let one = withoutFilter.get(measure);
  if (one === undefined) {
    one = { ...measure, unfiltered: true };
    withoutFilter.set(measure, one);
  }
  return one;
}

/** Σ x² of a sum's field, for its standard error. */
export const squaresOf = (measure: Measure): Measure => ({
  ...measure,
  aggregate: 'squares',
});

/** An exact quantile, per mille, of a field. */
export const quantile = (
  fact: FactName,
  field: string,
  perMille: number,
  when: readonly Condition[] = [],
): Measure => ({ ...sum(fact, field, when), aggregate: 'quantile', quantile: perMille });
