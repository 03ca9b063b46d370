import { say } from '../say.js';
import { CsvRecords } from './csv-records.js';
import { HeaderSearch } from './header-search.js';
import { ImportError } from './import-error.js';
import type { LayoutFinder } from './layout.js';
import type { Notices, RawRow } from './raw-row.js';

/**
 * Rows of a CSV file with a header. Comma, semicolon or tab: the header tells which. Exports put titles before the
 * header and totals behind the rows; both are passed over.
 *
 * @throws ImportError where the file is empty, or its header lacks a column or has one twice
 */
export async function* csvRows(
  body: AsyncIterable<Buffer>,
  finder: LayoutFinder,
  notices: Notices,
): AsyncGenerator<RawRow[]> {
  const records = new CsvRecords();
  const search = new HeaderSearch(finder);
  let read: ((record: string[]) => RawRow | undefined) | undefined;
  let row = 0;

  function readerOf({ layout, delimiter }: NonNullable<ReturnType<HeaderSearch['take']>>): typeof read {
    records.delimiter = delimiter;
    notices.layout(layout);
    const { columns, exporter } = layout;
    const places = columns.flatMap(({ cell }, place) => (cell === null ? [] : [{ cell, place }]));
    // An export has dozens of columns that nobody misses.
    if (exporter === undefined)
      for (const { cell, column } of columns)
        if (cell === null && column.trim() !== '') notices.unknownColumn(column.trim());
    return (record) => {
      if (exporter?.isNoRow?.(record)) {
        notices.passedOver();
        return undefined;
      }
      if (record.length !== columns.length) return { row, reason: 'wrong_number_of_columns' };
      return {
        row,
        cells: Object.fromEntries(places.map(({ cell, place }) => [cell, record[place] as string])),
      };
    };
  }

  function rowsOf(piece: Buffer | undefined): RawRow[] {
    if (read === undefined) {
      let line = records.header(piece);
      while (line !== undefined) {
        const found = search.take(line);
        if (found !== undefined) {
          read = readerOf(found);
          // What came behind the header in the same bytes is still to be read.
          const rows = rowsOf(Buffer.alloc(0));
          return piece === undefined ? [...rows, ...rowsOf(undefined)] : rows;
        }
        line = records.header(piece === undefined ? undefined : Buffer.alloc(0));
      }
      return [];
    }
    const rows: RawRow[] = [];
    for (const record of piece === undefined ? records.end() : records.write(piece)) {
      row++;
      const found = 'reason' in record ? { row, reason: record.reason } : read(record.cells);
      if (found !== undefined) rows.push(found);
    }
    return rows;
  }

  for await (const piece of body) {
    const rows = rowsOf(piece);
    if (rows.length > 0) yield rows;
  }
  const rows = rowsOf(undefined);
  if (read === undefined) {
    search.giveUp();
    throw new ImportError(
      'empty_file',
      say('the file is empty'),
      say('a header row is expected: {{names}}', { names: finder.columns.join(',') }),
    );
  }
  if (rows.length > 0) yield rows;
}
