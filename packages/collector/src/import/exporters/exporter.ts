import type { DatasetName } from '@footfall/protocol';
import type { Sentence } from '../../say.js';
import type { Kind } from '../values/style.js';

/** Cells of one row by the names that an exporter's declaration gives them; numbers and dates already plain. */
export type Cells = Readonly<Record<string, string>>;

/** One row of a dataset that a row of an export gives, or why it gives none. */
export type ExportedRow =
  | { dataset: DatasetName; cells: Readonly<Record<string, unknown>> }
  | { reason: string };

/** What reading a file of an exporter may ask. */
export interface ReadingContext {
  /** Milliseconds of a time, in the time zone of the site where it names none. */
  time(text: string): number | undefined;
}

/** How one product writes its exports. */
export interface Exporter {
  /** As in answers and in `--exporter`. */
  id: string;
  /** For people. */
  name: string;
  /** What the file is brought in as. */
  dataset: DatasetName;
  /**
   * Names of columns by the cell that they are; of several the first that is there counts. Capitals and blanks around
   * say nothing. A group `currency` of an expression is the currency of all rows. What is named as a column of the
   * dataset is that column.
   */
  columns: Readonly<Record<string, readonly (string | RegExp)[]>>;
  /** Cells by which a file is known to be of this exporter. */
  signature: readonly string[];
  /** What else than texts cells hold that are no columns of the dataset. */
  kinds?: Readonly<Record<string, Kind>>;
  /** Columns that the export has not, because they say the same everywhere. */
  constants?: Readonly<Record<string, string>>;
  /** Columns of the dataset that {@link rows} makes of others. */
  derives?: readonly string[];
  /** What to do about a column that is missing. */
  advice?: Readonly<Record<string, Sentence>>;
  /** Columns that are added up where rows of one file have the same key, for exports are finer than the dataset. */
  sum?: readonly string[];
  /** Whether a record is none of the data, such as a line of totals or a footer. */
  isNoRow?(record: readonly string[]): boolean;
  /** Makes rows of datasets from the rows of one file, in their order; left out: each is a row as it is. */
  rows?(context: ReadingContext): (cells: Cells) => readonly ExportedRow[];
}

/** Whether a record is a line of totals: it says so in one of its first cells. */
export function isTotal(record: readonly string[]): boolean {
  return record
    .slice(0, 4)
    .some((cell) => /^\s*(grand )?(total|totals|gesamt|overall total)\s*(:|-|–|$)/i.test(cell));
}

/** A whole number as text, the sum of those that are there; `''` where none is. */
export function sumOf(...numbers: readonly (string | undefined)[]): string {
  const there = numbers.filter((each): each is string => each !== undefined && each !== '');
  return there.length === 0 ? '' : String(there.reduce((sum, each) => sum + Number(each), 0));
}
