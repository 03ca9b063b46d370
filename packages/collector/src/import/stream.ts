import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type Dataset, LIMITS, type RowReader, rowReader } from '@footfall/protocol';
import type { ImportRow, RefusedRow, Site, Store } from '../store/store.js';
import { StoreBusy } from '../store/store.js';
import { pieces } from './bytes.js';
import { csvRows } from './csv.js';
import { type Format, formatOfStart } from './format.js';
import { ImportError } from './import-error.js';
import { jsonArrayRows } from './json-array.js';
import { ndjsonRows } from './ndjson.js';
import type { Notices, RawRow } from './raw-row.js';

/** Rows given to the store at once: one transaction each, so that beacons get their turn in between. */
const CHUNK_ROWS = 1_000;

/** How often a chunk is tried again while the store is busy; with its waits, about a minute. */
const TRIES = 30;

// The store refuses rows of a chunk after later rows were read, so the first ones are picked from more.
const REFUSED_KEPT = 2_000;

/** Unknown columns that the answer names. */
const WARNINGS = 20;

/** How far an import is. */
export interface ImportProgress {
  /** Bytes read from the body, decompressed. */
  bytes: number;
  /** Rows read, refused ones too. */
  rows: number;
  refused: number;
}

/** What the API answers and the command line shows. */
export interface ImportAnswer {
  /** Rows read; `inserted`, `updated` and `refused_count` add up to it. */
  rows: number;
  inserted: number;
  updated: number;
  /** The first {@link LIMITS.importRefusalsNamed} refused rows; the first data row is 1. */
  refused: RefusedRow[];
  refused_count: number;
  /** Columns that were ignored, and where reading had to stop. */
  warnings: string[];
}

export interface ImportOptions {
  store: Pick<Store, 'importRows'>;
  site: Pick<Site, 'key' | 'timezone'>;
  dataset: Dataset;
  /** UTF-8, already decompressed. */
  body: AsyncIterable<Uint8Array>;
  /** Told by the content where it is left out. */
  format?: Format | undefined;
  /** Called after each chunk. */
  onProgress?: ((progress: ImportProgress) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Reads rows from bytes of any length, checks them and gives them to the store in chunks; memory stays flat, for no
 * more is read while the store is writing. Rows for themselves are refused, never a file for one row of it.
 *
 * What was taken before an error stays: importing the file again changes nothing of it.
 *
 * @throws ImportError where the file as a whole cannot be read: empty, a column missing, no array, UTF-16
 * @throws StoreBusy where the store takes nothing for about a minute, or its disk is full
 */
export async function importStream(options: ImportOptions): Promise<ImportAnswer> {
  const run = new ImportRun(options);
  try {
    for await (const rows of run.source()) {
      for (const row of rows) if (run.take(row)) await run.flush();
    }
    return await run.finish();
  } finally {
    await run.settled();
  }
}

class ImportRun {
  readonly #options: ImportOptions;
  readonly #reader: RowReader;
  // One run is told from another by so many random bits; the store keeps the text beside every row.
  readonly #session = randomBytes(6).toString('base64url');
  readonly #unknown = new Set<string>();
  readonly #warnings: string[] = [];
  #answer: ImportAnswer = { rows: 0, inserted: 0, updated: 0, refused: [], refused_count: 0, warnings: [] };
  #bytes = 0;
  #chunk: ImportRow[] = [];
  #refused: RefusedRow[] = [];
  /** The chunk that the store is writing while the next is read. */
  #writing: Promise<void> = Promise.resolve();

  constructor(options: ImportOptions) {
    this.#options = options;
    this.#reader = rowReader(options.dataset, options.site.timezone);
  }

  async *source(): AsyncGenerator<RawRow[]> {
    const { format } = this.#options;
    const [start, body] = await peek(this.#counted());
    if (start === undefined)
      throw new ImportError(
        'empty_file',
        'the file is empty',
        `columns of ${this.#options.dataset.name}: ${this.#reader.columns.join(', ')}`,
      );
    yield* this.#rows(format ?? formatOfStart(start) ?? 'csv', body);
  }

  #rows(format: Format, body: AsyncIterable<Buffer>): AsyncGenerator<RawRow[]> {
    const notices: Notices = {
      unknownColumn: (name) => {
        if (this.#unknown.size < WARNINGS)
          this.#unknown.add(name.slice(0, 100).replace(/[\p{Cc}\p{Cs}]/gu, ' '));
      },
      stopped: (message) => this.#warnings.push(message),
    };
    if (format === 'csv') return csvRows(body, this.#reader, notices);
    return (format === 'ndjson' ? ndjsonRows : jsonArrayRows)(body, this.#reader.columns, notices);
  }

  async *#counted(): AsyncGenerator<Buffer> {
    for await (const piece of pieces(this.#options.body)) {
      this.#options.signal?.throwIfAborted();
      this.#bytes += piece.length;
      yield piece;
    }
  }

  /** @returns whether a chunk is full, and wants to be flushed before more is taken. */
  take(raw: RawRow): boolean {
    this.#answer.rows++;
    const read = 'reason' in raw ? { ok: false as const, reason: raw.reason } : this.#reader.read(raw.cells);
    if (read.ok) this.#chunk.push({ row: raw.row, fields: read.fields });
    else this.#refuse([{ row: raw.row, reason: read.reason }]);
    if (this.#answer.rows % CHUNK_ROWS === 0) this.#report();
    return this.#chunk.length >= CHUNK_ROWS;
  }

  async finish(): Promise<ImportAnswer> {
    await this.flush();
    await this.#writing;
    this.#report();
    const { rows } = this.#answer;
    return {
      ...this.#answer,
      refused: firstRows(this.#refused),
      warnings: [
        ...[...this.#unknown].map((name) => `the column "${name}" is not of this dataset and was ignored`),
        ...(rows === 0 ? ['the file has no rows'] : []),
        ...this.#warnings,
      ],
    };
  }

  #refuse(rows: RefusedRow[]): void {
    this.#answer.refused_count += rows.length;
    this.#refused.push(...rows);
    if (this.#refused.length > REFUSED_KEPT) this.#refused = firstRows(this.#refused);
  }

  /** Gives the chunk to the store, once that has written the one before. */
  async flush(): Promise<void> {
    await this.#writing;
    const rows = this.#chunk;
    this.#chunk = [];
    if (rows.length === 0) return;
    this.#writing = this.#write(rows);
    // It is awaited with the next chunk; until then its failure must not count as nobody's.
    this.#writing.catch(() => {});
  }

  async #write(rows: ImportRow[]): Promise<void> {
    const { store, site, dataset, signal } = this.#options;
    const chunk = { site: site.key, dataset: dataset.name, session: this.#session, rows };
    for (let tries = 1; ; tries++) {
      try {
        const result = await store.importRows(chunk);
        this.#answer.inserted += result.inserted;
        this.#answer.updated += result.updated;
        this.#refuse(result.refused);
        break;
      } catch (error) {
        const passing =
          error instanceof StoreBusy && (error.reason === 'queue_full' || error.reason === 'locked');
        if (!passing || tries >= TRIES) throw error;
        await wait(error.retryAfterSeconds * 1000, undefined, { signal });
      }
    }
    this.#report();
  }

  /** Resolves when the store is not at work for this run any more. */
  async settled(): Promise<void> {
    await this.#writing.catch(() => {});
  }

  #report(): void {
    const { rows, refused_count } = this.#answer;
    this.#options.onProgress?.({ bytes: this.#bytes, rows, refused: refused_count });
  }
}

function firstRows(refused: RefusedRow[]): RefusedRow[] {
  return refused.toSorted((one, two) => one.row - two.row).slice(0, LIMITS.importRefusalsNamed);
}

/** The first piece that holds something visible, and the body with all its pieces still in it. */
async function peek(body: AsyncGenerator<Buffer>): Promise<[Buffer | undefined, AsyncIterable<Buffer>]> {
  for (;;) {
    const { value, done } = await body.next();
    if (done) return [undefined, body];
    if (/\S/.test(value.toString('latin1')))
      return [
        value,
        (async function* () {
          try {
            yield value;
            yield* body;
          } finally {
            // Also when the reader left after the first piece: the sender is told that no more is wanted.
            await body.return(undefined);
          }
        })(),
      ];
  }
}
