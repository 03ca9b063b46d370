import { isUtf8 } from 'node:buffer';
import { cellsOf } from './json-cells.js';
import type { Layout } from './layout.js';
import { type Line, lines } from './lines.js';
import type { Notices, RawRow } from './raw-row.js';

/** Rows of a file that holds one JSON object a line. */
export async function* ndjsonRows(
  body: AsyncIterable<Buffer>,
  layout: Layout,
  notices: Notices,
): AsyncGenerator<RawRow[]> {
  const cells = cellsOf(layout, notices);
  let row = 0;

  function read(line: Line): RawRow {
    if (line === null) return { row, reason: 'too_long' };
    if (!isUtf8(line)) return { row, reason: 'invalid_encoding' };
    try {
      const found = cells(JSON.parse(line.toString('utf8')));
      return found === undefined ? { row, reason: 'not_an_object' } : { row, cells: found };
    } catch {
      return { row, reason: 'invalid_json' };
    }
  }

  for await (const batch of lines(body)) {
    const rows: RawRow[] = [];
    for (const line of batch) {
      if (line !== null && isBlank(line)) continue;
      row++;
      rows.push(read(line));
    }
    if (rows.length > 0) yield rows;
  }
}

function isBlank(line: Buffer): boolean {
  for (const byte of line) if (byte !== 32 && byte !== 9 && byte !== 13) return false;
  return true;
}
