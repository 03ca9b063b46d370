import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** The cells of one line of CSV; no cell of the test data holds a line end. */
export function cellsOfLine(line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  const cells: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^,]*))(,|$)/y;
  for (;;) {
    const [, quoted, plain, end] = cell.exec(line) ?? [];
    if (end === undefined) throw new Error(`no CSV: ${line}`);
    cells.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '') return cells;
  }
}

/** One line of CSV, with its line end. */
export function csvLine(cells: readonly (string | number)[]): string {
  return `${cells
    .map(String)
    .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',')}\n`;
}

/** Writes lines to a file, in pieces of useful size. */
export async function writeLines(file: string, lines: Iterable<string>): Promise<void> {
  await pipeline(Readable.from(inPieces(lines)), createWriteStream(file));
}

/** Joins lines to pieces of 64 KB or more. */
export function* inPieces(lines: Iterable<string>): Generator<Buffer> {
  let piece = '';
  for (const line of lines) {
    piece += line;
    if (piece.length < 65_536) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  if (piece !== '') yield Buffer.from(piece);
}
