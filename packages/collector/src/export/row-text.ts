import { stringify } from 'csv-stringify/sync';
import type { ExportRow } from '../store/exported.js';
import { spreadsheetText } from './spreadsheet-text.js';

export const EXPORT_FORMATS = ['csv', 'ndjson'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/**
 * Rows as text, a piece for each batch.
 *
 * In CSV a text that a spreadsheet would run as a formula gets a `'` before it: names of pages and campaigns come from
 * strangers. NDJSON is exact.
 */
export async function* rowText(
  rows: AsyncIterable<ExportRow[]>,
  columns: readonly string[],
  format: ExportFormat,
): AsyncGenerator<string> {
  if (format === 'csv') yield stringify([columns as string[]]);
  for await (const batch of rows) {
    if (format === 'ndjson') yield batch.map((row) => `${JSON.stringify(row)}\n`).join('');
    else
      yield stringify(batch, {
        columns: columns as string[],
        escape_formulas: true,
        cast: {
          boolean: (value) => (value ? '1' : '0'),
          string: spreadsheetText,
          object: (value) => spreadsheetText(JSON.stringify(value)),
        },
      });
  }
}
