import { LIMITS } from '@footfall/protocol';
import { JSONParser } from '@streamparser/json';
import { say } from '../say.js';
import { ImportError } from './import-error.js';
import { cellsOf } from './json-cells.js';
import type { Layout } from './layout.js';
import type { Notices, RawRow } from './raw-row.js';

/**
 * Rows of a file that is one JSON array of objects. Behind a mistake in the JSON nothing can be trusted any more: the
 * row where it lies is refused, and reading stops there.
 *
 * @throws ImportError where not even the first row can be read
 */
export async function* jsonArrayRows(
  body: AsyncIterable<Buffer>,
  layout: Layout,
  notices: Notices,
): AsyncGenerator<RawRow[]> {
  const cells = cellsOf(layout, notices);
  const parser = new JSONParser({ paths: ['$.*'], keepStack: false });
  let row = 0;
  let rows: RawRow[] = [];
  let unread = 0;
  parser.onValue = ({ value }) => {
    row++;
    unread = 0;
    const found = cells(value);
    rows.push(found === undefined ? { row, reason: 'not_an_object' } : { row, cells: found });
  };

  function stop(reason: string, cause?: unknown): RawRow[] {
    if (row === 0)
      throw new ImportError(
        'invalid_json',
        say('the file is not a JSON array of objects'),
        say('send [ { … }, … ], or one object a line as application/x-ndjson'),
        { cause },
      );
    notices.stopped(`reading stopped at row ${row + 1}: ${reason}`);
    return [...rows, { row: row + 1, reason }];
  }

  let opened = false;
  for await (const piece of body) {
    if (!opened) {
      const first = /\S/.exec(piece.toString('latin1'))?.[0];
      if (first === undefined) continue;
      if (first !== '[') {
        yield stop('invalid_json');
        return;
      }
      opened = true;
    }
    rows = [];
    unread += piece.length;
    try {
      parser.write(piece);
    } catch (error) {
      yield stop('invalid_json', error);
      return;
    }
    if (unread > LIMITS.importRowBytes + piece.length) {
      yield stop('too_long');
      return;
    }
    if (rows.length > 0) yield rows;
  }
  rows = [];
  if (opened && !parser.isEnded) yield stop('invalid_json');
}
