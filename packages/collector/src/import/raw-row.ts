import type { Layout } from './layout.js';

/** One row as a format gives it: its cells by the names of the layout, or why it could not be read. */
export type RawRow =
  | { row: number; cells: Readonly<Record<string, unknown>> }
  | { row: number; reason: string };

/** What the readers of all formats report beside their rows. */
export interface Notices {
  /** A column or field that the dataset does not have; each is told once. */
  unknownColumn(name: string): void;
  /** How the columns of the file are read; told once, before any row. */
  layout(layout: Layout): void;
  /** A record that is none of the data, such as a line of totals. */
  passedOver(): void;
  /** Reading ended before the file did. */
  stopped(message: string): void;
}

/** Rows of one format from bytes, in batches as they come. Rows are counted from 1; blank lines are no rows. */
export type RowSource = AsyncIterable<RawRow[]>;
