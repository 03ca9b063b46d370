import type { Condition, FilterTerm, Who } from '../../scan.js';
import { NOT_SET } from '../../scan.js';
import { globOf } from '../scan/condition.js';
import { type Comparison, comparisonOf } from './comparison.js';
import { NOTHING } from './page.js';
import type { VisitDay } from './read-pages.js';
import { columnsOf, dimensionValues, textsOf } from './visit-words.js';

/** What texts stand for, by the dictionary. */
export interface Dictionary {
  /** Ids of those of the texts that it has. */
  ids(texts: readonly string[]): number[];
  /** Ids of the texts that a pattern of GLOB fits. */
  like(pattern: string): number[];
  fits(text: string, pattern: string): boolean;
  texts(ids: readonly number[]): Map<number, string>;
}

/** Takes out of a mask the rows on which something does not hold. Rows out of it already are not looked at. */
export interface Mask {
  columns: readonly string[];
  narrow(mask: Uint8Array, day: VisitDay): void;
}

const scratch = new Map<string, Float64Array>();

export function personMask(who: Who): Mask {
  return {
    columns: ['bot', 'internal'],
    narrow(mask, day) {
      const bot = day.column('bot');
      const internal = day.column('internal');
      for (let row = 0; row < day.rows; row++) {
        const reason = bot[row] !== NOTHING;
        const holds = who === 'bots' ? reason : !reason && internal[row] === (who === 'internal' ? 1 : 0);
        if (!holds) mask[row] = 0;
      }
    },
  };
}

/** All of some conditions of a measure. */
export function conditionMask(condition: Condition, dictionary: Dictionary): Mask {
  if ('either' in condition) return eitherOf(condition.either.map((one) => conditionMask(one, dictionary)));
  if ('dimension' in condition)
    return among(condition.dimension, codes(condition.dimension, condition.in, dictionary), false);
  return comparison(condition);
}

/** One comparison of a person's filter. */
export function filterMask({ dimension, operator, value }: FilterTerm, dictionary: Dictionary): Mask {
  if (operator === '=~') return among(dimension, codesLike(dimension, globOf(value), dictionary), false);
  if (value === NOT_SET) return among(dimension, [NOTHING], operator === '!=');
  return among(dimension, codes(dimension, [value], dictionary), operator === '!=');
}

/** Where one of several holds. */
export function eitherOf(masks: readonly Mask[]): Mask {
  if (masks.length === 1) return masks[0] as Mask;
  let one = new Uint8Array(0);
  let any = new Uint8Array(0);
  return {
    columns: masks.flatMap(({ columns }) => columns),
    narrow(mask, day) {
      if (one.length < day.rows) {
        one = new Uint8Array(mask.length);
        any = new Uint8Array(mask.length);
      }
      any.fill(0, 0, day.rows);
      for (const each of masks) {
        one.set(mask.subarray(0, day.rows));
        each.narrow(one, day);
        for (let row = 0; row < day.rows; row++) any[row] = (any[row] as number) | (one[row] as number);
      }
      mask.set(any.subarray(0, day.rows));
    },
  };
}

function codes(dimension: string, values: readonly string[], dictionary: Dictionary): number[] {
  const texts = textsOf(dimension);
  return texts
    ? values.map((value) => texts.indexOf(value)).filter((code) => code >= 0)
    : dictionary.ids(values);
}

function codesLike(dimension: string, pattern: string, dictionary: Dictionary): number[] {
  const texts = textsOf(dimension);
  if (!texts) return dictionary.like(pattern);
  return texts.flatMap((text, code) => (dictionary.fits(text, pattern) ? [code] : []));
}

/** Rows whose dimension has one of the codes; or, turned round, none of them. */
function among(dimension: string, wanted: readonly number[], not: boolean): Mask {
  const only = wanted.length === 1 ? (wanted[0] as number) : undefined;
  const set = new Set(wanted);
  return {
    columns: columnsOf(dimension),
    narrow(mask, day) {
      const values = dimensionValues(dimension, day, scratch);
      if (only !== undefined) {
        for (let row = 0; row < day.rows; row++) if ((values[row] === only) === not) mask[row] = 0;
      } else {
        for (let row = 0; row < day.rows; row++)
          if (mask[row] === 1 && set.has(values[row] as number) === not) mask[row] = 0;
      }
    },
  };
}

/** A comparison with what is not known does not hold, as in SQL. */
function comparison(condition: Comparison): Mask {
  const { field, is } = condition;
  if (is === 'known' || is === 'unknown') return known(field, is === 'known');
  const holds = comparisonOf(condition);
  return {
    columns: [field],
    narrow(mask, day) {
      const values = day.column(field);
      for (let row = 0; row < day.rows; row++) {
        const value = values[row] as number;
        if (mask[row] === 1 && (value === NOTHING || !holds(value))) mask[row] = 0;
      }
    },
  };
}

function known(field: string, wanted: boolean): Mask {
  return {
    columns: [field],
    narrow(mask, day) {
      const values = day.column(field);
      for (let row = 0; row < day.rows; row++) if ((values[row] !== NOTHING) !== wanted) mask[row] = 0;
    },
  };
}
