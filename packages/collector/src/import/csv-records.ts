import { isUtf8 } from 'node:buffer';
import { LIMITS } from '@footfall/protocol';
import { parse } from 'csv-parse/sync';
import { say } from '../say.js';
import { ImportError } from './import-error.js';

const QUOTE = 34;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

type Refusal = 'invalid_quotes' | 'too_long' | 'invalid_encoding';

/** The cells of one record, or why it could not be read. */
export type CsvRecord = { cells: string[] } | { reason: Refusal };

/** Where a record lies in the buffer, its line end left out. */
interface Span {
  start: number;
  end: number;
  quoted: boolean;
}

/**
 * Cuts CSV (RFC 4180) into records, whatever the pieces it comes in.
 *
 * A stray quote would swallow the rows behind it up to the next one, or up to the end of the file. So a record whose
 * quotes do not work out gives up its first line only, as refused, and reading goes on with the line after that: each
 * mistake costs its own row. Each byte is looked at a bounded number of times, and what is kept is bounded by
 * {@link LIMITS.importRowBytes}.
 */
export class CsvRecords {
  #bytes: Buffer = Buffer.alloc(0);
  /** Where the scan goes on, where the current record starts, and whether a quote is open there. */
  #scan = 0;
  #start = 0;
  #open = false;
  #quoted = false;
  /** The line that was too long is passed over up to its end. */
  #skipping = false;
  #lineEnd: number | undefined;
  #delimiter = ',';
  #wellQuoted = wellQuoted(',');

  /** May be set while nothing but the header has been read. */
  set delimiter(delimiter: string) {
    this.#delimiter = delimiter;
    this.#wellQuoted = wellQuoted(delimiter);
  }

  /** All records that end in these bytes and those before. */
  write(piece: Buffer): CsvRecord[] {
    this.#bytes = this.#bytes.length === 0 ? piece : Buffer.concat([this.#bytes, piece]);
    return this.#take(false);
  }

  /** The records that are left when the file is at its end. */
  end(): CsvRecord[] {
    return this.#take(true);
  }

  /**
   * The first line alone, for the header; `undefined` while it is not whole. Without a piece: the file is at its end.
   *
   * @throws ImportError where it is longer than a row may be
   */
  header(piece: Buffer | undefined): Buffer | undefined {
    if (piece !== undefined) this.#bytes = Buffer.concat([this.#bytes, piece]);
    const span = this.#next(piece === undefined);
    if ((span?.end ?? this.#bytes.length) - this.#start > LIMITS.importRowBytes)
      throw new ImportError(
        'invalid_header',
        say('the header row has no end'),
        say('the first row names the columns; check that its quotes are closed'),
      );
    if (span === undefined) return undefined;
    const line = Buffer.from(this.#bytes.subarray(span.start, span.end));
    this.#drop(this.#scan);
    return line;
  }

  #take(atEnd: boolean): CsvRecord[] {
    const found: CsvRecord[] = [];
    do this.#readWhole(atEnd, found);
    while (this.#giveUpTooLong(found));
    this.#drop(this.#skipping ? this.#bytes.length : this.#start);
    return found;
  }

  /** Reads every record that is whole. Neighbours that are well formed are parsed together, for speed. */
  #readWhole(atEnd: boolean, found: CsvRecord[]): void {
    let good: Span[] = [];
    for (let span = this.#next(atEnd); span !== undefined; span = this.#next(atEnd)) {
      const reason = this.#wrong(span);
      if (reason === undefined) {
        good.push(span);
        continue;
      }
      this.#parse(good, found);
      good = [];
      found.push({ reason });
      if (reason === 'invalid_quotes') this.#restartBehindLine(span.start);
    }
    this.#parse(good, found);
  }

  /** Gives up the record that is being read when it is longer than a row may be. */
  #giveUpTooLong(found: CsvRecord[]): boolean {
    if (this.#skipping || this.#bytes.length - this.#start <= LIMITS.importRowBytes) return false;
    const openQuote = this.#open && this.#bytes.includes(this.#lineEnd ?? LINE_FEED, this.#start);
    found.push({ reason: openQuote ? 'invalid_quotes' : 'too_long' });
    if (openQuote) this.#restartBehindLine(this.#start);
    else this.#skipping = true;
    return true;
  }

  /** The next record that is whole and not blank; at the end of the file the rest is one. */
  #next(atEnd: boolean): Span | undefined {
    const bytes = this.#bytes;
    this.#lineEnd ??= lineEndOf(bytes, atEnd);
    if (this.#lineEnd === undefined) return undefined;
    if (this.#skipping) {
      const end = bytes.indexOf(this.#lineEnd, this.#scan);
      if (end === -1) {
        this.#scan = bytes.length;
        this.#start = bytes.length;
        return undefined;
      }
      this.#begin(end + 1);
      this.#skipping = false;
    }
    for (let at = this.#scan; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === QUOTE) {
        this.#open = !this.#open;
        this.#quoted = true;
      } else if (byte === this.#lineEnd && !this.#open) {
        if (this.#isBlank(this.#start, at)) {
          this.#begin(at + 1);
          continue;
        }
        const span = this.#span(at);
        this.#begin(at + 1);
        return span;
      }
    }
    this.#scan = bytes.length;
    if (!atEnd || this.#isBlank(this.#start, bytes.length)) return undefined;
    const span = this.#span(bytes.length);
    this.#begin(bytes.length);
    return span;
  }

  #wrong({ start, end, quoted }: Span): Refusal | undefined {
    const bytes = this.#bytes.subarray(start, end);
    if (quoted && !this.#wellQuoted.test(bytes.toString('latin1'))) return 'invalid_quotes';
    if (bytes.length > LIMITS.importRowBytes) return 'too_long';
    return isUtf8(bytes) ? undefined : 'invalid_encoding';
  }

  #parse(good: Span[], found: CsvRecord[]): void {
    const [first, last] = [good[0], good.at(-1)];
    if (first === undefined || last === undefined) return;
    const records: string[][] = parse(this.#bytes.subarray(first.start, last.end), {
      delimiter: this.#delimiter,
      record_delimiter: this.#lineEnd === CARRIAGE_RETURN ? ['\r'] : ['\r\n', '\n'],
      relax_column_count: true,
      skip_empty_lines: true,
    });
    if (records.length !== good.length) throw new Error('records were cut in two ways');
    for (const cells of records) found.push({ cells });
  }

  #span(end: number): Span {
    // Both line ends are taken off, or a closing quote would seem to have something behind it.
    const text = this.#bytes[end - 1] === CARRIAGE_RETURN && end > this.#start ? end - 1 : end;
    return { start: this.#start, end: text, quoted: this.#quoted };
  }

  #isBlank(start: number, end: number): boolean {
    return end === start || (end === start + 1 && this.#bytes[start] === CARRIAGE_RETURN);
  }

  #restartBehindLine(start: number): void {
    const end = this.#bytes.indexOf(this.#lineEnd as number, start);
    this.#begin(end === -1 ? this.#bytes.length : end + 1);
  }

  #begin(start: number): void {
    this.#start = start;
    this.#scan = start;
    this.#open = false;
    this.#quoted = false;
  }

  #drop(count: number): void {
    this.#bytes = this.#bytes.subarray(count);
    this.#scan -= count;
    this.#start -= count;
  }
}

/** A record in which fields are quoted whole or not at all. */
function wellQuoted(delimiter: string): RegExp {
  const field = `(?:"[^"]*(?:""[^"]*)*"|[^"${delimiter}]*)`;
  return new RegExp(`^${field}(?:${delimiter}${field})*$`);
}

/** Old spreadsheets end lines with a carriage return alone. */
function lineEndOf(bytes: Buffer, atEnd: boolean): number | undefined {
  if (bytes.includes(LINE_FEED)) return LINE_FEED;
  const carriageReturn = bytes.indexOf(CARRIAGE_RETURN);
  // The line feed that belongs to it may come with the next piece.
  if (carriageReturn !== -1 && carriageReturn < bytes.length - 1) return CARRIAGE_RETURN;
  return atEnd || bytes.length > LIMITS.importRowBytes ? LINE_FEED : undefined;
}
