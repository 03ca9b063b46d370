import { raw, type Sql } from 'sql-template-tag';
import type { AttributionModel, Boundaries, LocalDays, Span } from '../../scan.js';

/** What the parts of one statement need to know of it. */
export interface Scope {
  site: number;
  span: Span;
  buckets?: Boundaries;
  days?: LocalDays;
  until?: number;
  decimals?: number;
  attribution: AttributionModel;
  now: number;
  idleMs: number;
  /** Names of the joins that the statement needs; a column's words ask for them. */
  joins: Set<string>;
}

/** A dimension of a fact: the column that is grouped by, and how its id becomes a text. */
export interface DimensionColumn {
  /** `term`: a column of ids of `term`; `text`: a text already. */
  kind: 'term' | 'text';
  column: (scope: Scope) => Sql;
  /** Where a row has many values of the dimension: the set of keys of the rows that have one of the terms. */
  semijoin?: (scope: Scope, terms: Sql) => Sql;
  /** What a value is called, from the grouped column. */
  label?: (scope: Scope, column: Sql) => Sql;
}

/** A fact table in the words of this dialect. */
export interface FactTable {
  /** The table with its alias; joins follow it in the order in which they are listed. */
  table: Sql;
  joins: Record<string, (scope: Scope) => Sql>;
  /** Rows of the site and the span. */
  within: (scope: Scope) => Sql;
  /** What a row is dated by: an instant, or days since the epoch. */
  moment: Sql;
  dated: 'instant' | 'day';
  /** A row that counts, one left out as a bot's, one left out as the shop's own staff's. */
  people: (scope: Scope) => Sql;
  bots: (scope: Scope) => Sql;
  internal: (scope: Scope) => Sql;
  fields: Record<string, (scope: Scope) => Sql>;
  dimensions: Record<string, DimensionColumn>;
  /** Common table expressions that the joins in use need. */
  prelude?: (scope: Scope) => Sql[];
  /** Where a row is a part of what is counted in shares: what tells one share from another, and its size. */
  parts?: (scope: Scope) => { keys: Sql; share: Sql } | undefined;
  /** How rows are counted (a weight, a distinct key) where a join changes their number. */
  count?: (scope: Scope, condition: Sql) => Sql | undefined;
}

/** A term column that needs no more than the joins named. */
export const termColumn = (column: string, ...joins: string[]): DimensionColumn => ({
  kind: 'term',
  column: (scope) => {
    for (const join of joins) scope.joins.add(join);
    return word(column);
  },
});

/** Words of our own for a statement; never a caller's text. */
export const word = (text: string): Sql => raw(text);
