import type { Sentence } from '../say.js';
import type { FactName } from '../store/scan.js';
import type { Computation } from './computation.js';
import type { Expression, Measure } from './measure.js';
import type { OwnParameter } from './parameters.js';

export const THEMES = ['sales', 'marketing', 'care'] as const;
export type Theme = (typeof THEMES)[number];

/**
 * What a value is: `money` is in minor units, `duration` in milliseconds; a `proportion` is a part of its
 * denominator and carries a Wilson interval, a `rate` is anything else in percent; a `score` is −100 … 100; a `table`
 * answers rows only.
 */
export const UNITS = ['count', 'money', 'ratio', 'duration', 'proportion', 'rate', 'score', 'table'] as const;
export type Unit = (typeof UNITS)[number];

/** One number: a sum of measures, or one sum over another. */
export interface Figure {
  unit: Exclude<Unit, 'table'>;
  numerator: Expression;
  denominator?: Expression;
  /** Makes it a mean: Σ of the squares of what the numerator sums. Its `n` is the denominator. */
  squares?: Measure;
  /** The share of a row in the whole. */
  share?: true;
  /** `null` where this is 0 over the whole period: its data was not brought in. */
  needs?: Measure;
  /** Counts months: `null` unless it counts every calendar month that the period touches. */
  everyMonth?: Measure;
}

/** What a KPI waits for, or cannot do without. */
export interface Need {
  /** The dataset of `POST /v1/import/{dataset}`. */
  import: string;
  /** Above 0 where the data is there. A computation looks for it by itself. */
  present?: Measure;
  /** The same of another fact: one of the two is enough. */
  or?: Measure;
  /** What else it cannot do without. */
  and?: Need;
  /** What to do where it is not, when there is no such import. */
  message?: Sentence;
}

/** The declaration of a KPI. All that is known of it, the API and the docs too, follows from this. */
export interface Kpi {
  id: string;
  title: string;
  /** What it says, for people. */
  sentence: string;
  /** How it is computed, in words, where that does not follow from its figures. */
  formula?: string;
  unit: Unit;
  /** Which way is good. */
  direction: 'up' | 'down' | null;
  value?: Figure;
  /** Figures that stand beside the value by name. */
  figures?: Readonly<Record<string, Figure | Readonly<Record<string, Figure>>>>;
  /** Of a table: its columns, and the dimension that it is by when none is asked for. */
  columns?: Readonly<Record<string, Figure>>;
  by?: string;
  /** Of a funnel: its steps. */
  steps?: readonly string[];
  /** Of a KPI that no sums over rows make: how it is answered. */
  computed?: Computation;
  /** Parameters that only some KPIs have. */
  takes?: readonly OwnParameter[];
  needs?: Need;
  /** Dimensions beside those that all its facts share; or the only ones. */
  also?: readonly string[];
  only?: readonly string[];
  /** Cookie-less visitors are left out of it, and counted in `excluded`. */
  withoutCookieless?: true;
  /** The fact whose rows of bots and staff are counted as `excluded`; by itself that of the denominator. */
  base?: FactName;
}

/** A KPI as the API lists it. */
export interface KpiDefinition {
  id: string;
  theme: Theme;
  title: string;
  sentence: string;
  /** How it is computed, in words. */
  formula: string;
  unit: Unit;
  direction: 'up' | 'down' | null;
  dimensions: string[];
  /** Parameters of its own. */
  parameters: string[];
  /** Names of the figures beside the value. */
  figures: string[];
  /** Of a table: its columns with their units. */
  columns: Record<string, Unit>;
  /** The import that it cannot do without. */
  import: string | null;
}
