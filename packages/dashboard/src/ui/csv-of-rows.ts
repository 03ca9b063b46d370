import { stringify } from 'csv-stringify/browser/esm/sync';

/** A line of a file: a value under the name of each column. */
export type CsvRow = Readonly<Record<string, string | number | null>>;

/**
 * Rows that the page holds itself, as CSV by the rules of the collector's own: RFC 4180 with a header row, and no text
 * that a spreadsheet would run.
 */
export function csvOfRows(rows: readonly CsvRow[]): string {
  return stringify(rows as CsvRow[], {
    header: true,
    columns: [...new Set(rows.flatMap((row) => Object.keys(row)))],
    escape_formulas: true,
    record_delimiter: 'windows',
    // A spreadsheet of a country with decimal commas cuts at a semicolon, wherever the quotes stand.
    cast: { string: (text) => text.replace(/([;\t\r\n|]["' ]*)(?=[=+\-@＝＋－＠])/g, "$1'") },
  });
}
