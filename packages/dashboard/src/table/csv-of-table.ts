import type { Row } from '../api/answers.js';
import { isMoney } from '../format/amount.js';
import type { CsvRow } from '../ui/csv-of-rows.js';

/**
 * Rows of a table as lines of a file, written as the collector writes them: money as a decimal number in major units,
 * its currency beside it; the name of what goes by an id behind that.
 */
export function csvOfTable(
  rows: readonly Row[],
  dimensions: readonly string[],
  columns: readonly string[],
): CsvRow[] {
  return rows.map((row) => {
    const line: Record<string, string | number | null> = {};
    for (const id of dimensions) {
      line[id] = textOf(row[id]);
      const name = row[`${id}_name`];
      if (typeof name === 'string') line[`${id}_name`] = name;
    }
    for (const id of columns) {
      const value = row[id];
      if (isMoney(value)) {
        line[id] = (value.value / 10 ** value.decimals).toFixed(value.decimals);
        line[`${id}_currency`] = value.currency;
      } else line[id] = typeof value === 'number' ? value : null;
    }
    return line;
  });
}

const textOf = (value: unknown): string | null =>
  value === null || value === undefined ? null : String(value);
