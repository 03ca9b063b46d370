import type { Condition, FilterTerm } from '../../scan.js';
import { NOT_SET } from '../../scan.js';
import { globOf } from '../scan/condition.js';
import type { Block } from './block.js';
import { ByteTest, type Narrow } from './byte-test.js';
import { type ColumnFact, columnOfField, type Moment } from './column-facts.js';
import { compareColumn } from './compare-column.js';
import { NOTHING } from './packed-column.js';

/** What texts stand for, by the dictionary. */
export interface Dictionary {
  /** Ids of those of the texts that it has. */
  ids(texts: readonly string[]): number[];
  /** Ids of the texts that a pattern of GLOB fits. */
  like(pattern: string): number[];
  fits(text: string, pattern: string): boolean;
  texts(ids: readonly number[]): Map<number, string>;
}

/** What the words of a question are read by. */
export interface Words {
  fact: ColumnFact;
  dictionary: Dictionary;
  moment: Moment;
}

/** Takes out of a mask the rows from `low` to `high` on which something does not hold. */
export interface RowMask {
  columns: readonly string[];
  narrow(mask: Uint8Array, block: Block, low: number, high: number): void;
}

/** A condition of a measure. */
export function conditionMask(condition: Condition, words: Words): RowMask {
  if ('either' in condition) return eitherOf(condition.either.map((one) => conditionMask(one, words)));
  if ('dimension' in condition)
    return among(condition.dimension, codes(condition.dimension, condition.in, words), false, words);
  const { fact, moment } = words;
  const judged = fact.judged[condition.field];
  if (judged) {
    const code = 'value' in condition ? judged.texts.indexOf(`${condition.value}`) : -1;
    return {
      columns: judged.from,
      narrow: (mask, block, low, high) =>
        compareColumn(mask, block.made(condition.field, judged, moment), low, high, '=', code),
    };
  }
  const value = 'value' in condition ? Number(condition.value) : 0;
  return maskOfColumn(columnOfField(fact, condition.field), (mask, values, low, high) =>
    compareColumn(mask, values, low, high, condition.is, value),
  );
}

/** One comparison of a person's filter. */
export function filterMask({ dimension, operator, value }: FilterTerm, words: Words): RowMask {
  if (operator === '=~') return among(dimension, codesLike(dimension, globOf(value), words), false, words);
  if (value === NOT_SET) return among(dimension, [NOTHING], operator === '!=', words);
  return among(dimension, codes(dimension, [value], words), operator === '!=', words);
}

/** Where one of several holds. */
export function eitherOf(masks: readonly RowMask[]): RowMask {
  if (masks.length === 1) return masks[0] as RowMask;
  let one = new Uint8Array(0);
  let any = new Uint8Array(0);
  return {
    columns: masks.flatMap(({ columns }) => columns),
    narrow(mask, block, low, high) {
      if (one.length < high) {
        one = new Uint8Array(mask.length);
        any = new Uint8Array(mask.length);
      }
      any.fill(0, low, high);
      for (const each of masks) {
        one.set(mask.subarray(low, high), low);
        each.narrow(one, block, low, high);
        for (let row = low; row < high; row++) any[row] = (any[row] as number) | (one[row] as number);
      }
      mask.set(any.subarray(low, high), low);
    },
  };
}

/** The values of a dimension: ids of terms, or places in the texts of one that is made. */
export function dimensionValues(block: Block, dimension: string, { fact, moment }: Words): Float64Array {
  const made = fact.made[dimension];
  return made ? block.made(dimension, made, moment) : block.column(dimension);
}

function codes(dimension: string, values: readonly string[], { fact, dictionary }: Words): number[] {
  const texts = fact.made[dimension]?.texts;
  return texts
    ? values.map((value) => texts.indexOf(value)).filter((code) => code >= 0)
    : dictionary.ids(values);
}

function codesLike(dimension: string, pattern: string, { fact, dictionary }: Words): number[] {
  const texts = fact.made[dimension]?.texts;
  if (!texts) return dictionary.like(pattern);
  return texts.flatMap((text, code) => (dictionary.fits(text, pattern) ? [code] : []));
}

/** Rows whose dimension has one of the codes; or, turned round, none of them. */
function among(dimension: string, wanted: readonly number[], not: boolean, { fact, moment }: Words): RowMask {
  const narrow = wanted.length === 1 ? onlyOne(wanted[0] as number, not) : oneOf(wanted, not);
  const made = fact.made[dimension];
  if (!made) return maskOfColumn(dimension, narrow);
  return {
    columns: made.from,
    narrow: (mask, block, low, high) => narrow(mask, block.made(dimension, made, moment), low, high),
  };
}

function maskOfColumn(column: string, narrow: Narrow): RowMask {
  const test = new ByteTest(narrow);
  return {
    columns: [column],
    narrow: (mask, block, low, high) => block.narrow(column, test, mask, low, high),
  };
}

const onlyOne =
  (only: number, not: boolean): Narrow =>
  (mask, values, low, high) => {
    for (let row = low; row < high; row++)
      mask[row] = (mask[row] as number) & Number((values[row] === only) !== not);
  };

function oneOf(wanted: readonly number[], not: boolean): Narrow {
  const { table, withNothing } = tableOf(wanted);
  return (mask, values, low, high) => {
    for (let row = low; row < high; row++) {
      const value = values[row] as number;
      const has = value >= 0 ? (table[value] ?? 0) === 1 : withNothing;
      mask[row] = (mask[row] as number) & Number(has !== not);
    }
  };
}

/** A mark for each of the codes, for a set would have to be asked a million times. */
function tableOf(codes: readonly number[]): { table: Uint8Array; withNothing: boolean } {
  const table = new Uint8Array(codes.reduce((most, code) => Math.max(most, code), -1) + 1);
  for (const code of codes) if (code >= 0) table[code] = 1;
  return { table, withNothing: codes.includes(NOTHING) };
}
