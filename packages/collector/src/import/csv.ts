import { isUtf8 } from 'node:buffer';
import type { RowReader } from '@footfall/protocol';
import { parse } from 'csv-parse/sync';
import { CsvRecords } from './csv-records.js';
import { ImportError } from './import-error.js';
import { columnName, type Notices, type RawRow } from './raw-row.js';

const DELIMITERS = [',', ';', '\t'] as const;

/**
 * Rows of a CSV file with a header. Comma, semicolon or tab: the header tells which.
 *
 * @throws ImportError where the file is empty, or its header lacks a column or has one twice
 */
export async function* csvRows(
  body: AsyncIterable<Buffer>,
  { columns, required }: Pick<RowReader, 'columns' | 'required'>,
  notices: Notices,
): AsyncGenerator<RawRow[]> {
  const records = new CsvRecords();
  let header: Header | undefined;
  let row = 0;

  function rowsOf(piece: Buffer | undefined): RawRow[] {
    if (header === undefined) {
      const line = records.header(piece);
      if (line === undefined) return [];
      header = readHeader(line, columns, required);
      for (const name of header.unknown) notices.unknownColumn(name);
      records.delimiter = header.delimiter;
      // What came behind the header in the same bytes is still to be read.
      const rows = rowsOf(Buffer.alloc(0));
      return piece === undefined ? [...rows, ...rowsOf(undefined)] : rows;
    }
    const { width, cells } = header;
    return (piece === undefined ? records.end() : records.write(piece)).map((record) => {
      row++;
      if ('reason' in record) return { row, reason: record.reason };
      if (record.cells.length !== width) return { row, reason: 'wrong_number_of_columns' };
      return { row, cells: cells(record.cells) };
    });
  }

  for await (const piece of body) {
    const rows = rowsOf(piece);
    if (rows.length > 0) yield rows;
  }
  const rows = rowsOf(undefined);
  if (header === undefined)
    throw new ImportError(
      'empty_file',
      'the file is empty',
      `a header row is expected: ${columns.join(',')}`,
    );
  if (rows.length > 0) yield rows;
}

interface Header {
  delimiter: string;
  width: number;
  unknown: string[];
  cells(record: string[]): Record<string, string>;
}

function readHeader(line: Buffer, columns: readonly string[], required: readonly string[]): Header {
  const { delimiter, names } = split(line, columns);
  const known = new Set(columns);
  const places: [column: string, place: number][] = [];
  const unknown: string[] = [];
  for (const [place, written] of names.entries()) {
    const name = columnName(written);
    if (!known.has(name)) {
      if (name !== '') unknown.push(written.trim());
    } else if (places.some(([column]) => column === name))
      throw new ImportError(
        'duplicate_column',
        `the column ${name} is there twice`,
        'leave one of them, or give the other another name',
      );
    else places.push([name, place]);
  }
  const missing = required.filter((name) => !places.some(([column]) => column === name));
  if (missing.length > 0) throw missingColumns(missing, names);
  return {
    delimiter,
    width: names.length,
    unknown,
    cells: (record) => Object.fromEntries(places.map(([column, place]) => [column, record[place] as string])),
  };
}

/** The header by the delimiter that finds most of the columns. */
function split(line: Buffer, columns: readonly string[]): { delimiter: string; names: string[] } {
  if (!isUtf8(line))
    throw new ImportError('invalid_encoding', 'the header is not UTF-8', 'save the file again as UTF-8');
  const known = new Set(columns);
  let best: { delimiter: string; names: string[]; found: number } | undefined;
  for (const delimiter of DELIMITERS) {
    const names = cellsOf(line, delimiter);
    const found = names.filter((name) => known.has(columnName(name))).length;
    if (best === undefined || found > best.found) best = { delimiter, names, found };
  }
  return best as { delimiter: string; names: string[] };
}

function cellsOf(line: Buffer, delimiter: string): string[] {
  try {
    return (parse(line, { delimiter, relax_column_count: true, relax_quotes: true }) as string[][])[0] ?? [];
  } catch (cause) {
    throw new ImportError(
      'invalid_header',
      'the header row cannot be read',
      'check its quotes: a field that holds a quote is quoted, and the quote doubled',
      { cause },
    );
  }
}

/** Names of a foreign file can be anything; a message shows the start of them. */
const SHOWN = 40;

function missingColumns(missing: string[], names: string[]): ImportError {
  const shown = names
    .slice(0, SHOWN)
    .map((name) =>
      name
        .trim()
        .slice(0, SHOWN)
        .replace(/\p{Cc}/gu, ' '),
    )
    .join(', ');
  return new ImportError(
    'missing_column',
    `the header lacks ${missing.join(', ')}; it has: ${shown}${names.length > SHOWN ? ', …' : ''}`,
    'the first row names the columns, divided by comma, semicolon or tab',
  );
}
