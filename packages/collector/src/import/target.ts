import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type Dataset, type RowFields, type RowReader, rowReader } from '@footfall/protocol';
import Big from 'big.js';
import type { ImportChunk, ImportRow, RefusedRow, Site, Store, StoredRow } from '../store/store.js';
import { StoreBusy } from '../store/store.js';

/** Rows given to the store at once: one transaction each, so that beacons get their turn in between. */
const CHUNK_ROWS = 1_000;

/** How often a chunk is tried again while the store is busy; with its waits, about a minute. */
const TRIES = 30;

/** Keys of which rows are added up; further rows are taken as they are. */
const SUMS = 100_000;

/** Keys that a dry run remembers; that a key comes twice behind them it does not see. */
const KEYS = 1_000_000;

interface TargetOptions {
  store: Pick<Store, 'importRows'>;
  site: Pick<Site, 'key' | 'timezone'>;
  dataset: Dataset;
  /** Columns that are added up where rows have the same key. */
  sum: readonly string[];
  dryRun: boolean;
  /** Rows that are wanted back as they are stored. */
  preview: number;
  onRefused(rows: RefusedRow[]): void;
  onWritten(): void;
  signal: AbortSignal | undefined;
}

/** One dataset that a file fills: checks rows and gives them to the store, a chunk behind the other. */
export class Target {
  inserted = 0;
  updated = 0;
  /** Rows that were added to another. */
  merged = 0;
  refused = 0;
  readonly preview: StoredRow[] = [];
  readonly #options: TargetOptions;
  readonly #reader: RowReader;
  // One run is told from another by so many random bits; the store keeps the text beside every row.
  readonly #session = randomBytes(6).toString('base64url');
  readonly #sums = new Map<string, { row: number; fields: RowFields }>();
  readonly #keys = new Set<number>();
  #chunk: ImportRow[] = [];
  /** The chunk that the store is writing while the next is read. */
  #writing: Promise<void> = Promise.resolve();

  constructor(options: TargetOptions) {
    this.#options = options;
    this.#reader = rowReader(options.dataset, options.site.timezone);
  }

  /** @returns whether a chunk is full, and wants to be flushed before more is taken. */
  take(row: number, cells: Readonly<Record<string, unknown>>): boolean {
    const read = this.#reader.read(cells);
    if (!read.ok) this.#refuse([{ row, reason: read.reason }]);
    else if (this.#options.sum.length > 0 && this.#sums.size < SUMS) this.#add(row, read.fields);
    else this.#push(row, read.fields);
    return this.#chunk.length >= CHUNK_ROWS;
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

  /** Writes what is left. */
  async finish(): Promise<void> {
    for (const { row, fields } of this.#sums.values()) {
      this.#push(row, fields);
      if (this.#chunk.length >= CHUNK_ROWS) await this.flush();
    }
    this.#sums.clear();
    await this.flush();
    await this.#writing;
  }

  /** Resolves when the store is not at work for it any more. */
  async settled(): Promise<void> {
    await this.#writing.catch(() => {});
  }

  #add(row: number, fields: RowFields): void {
    const { dataset, sum } = this.#options;
    const key = keyOf(dataset, fields, sum);
    const known = this.#sums.get(key);
    if (known === undefined) {
      this.#sums.set(key, { row, fields });
      return;
    }
    this.merged++;
    for (const column of sum) {
      const [one, two] = [known.fields[column] ?? null, fields[column] ?? null];
      if (one === null || two === null) known.fields[column] = one ?? two;
      else if (typeof one === 'number') known.fields[column] = one + Number(two);
      else known.fields[column] = new Big(one).plus(two).toFixed();
    }
  }

  #push(row: number, fields: RowFields): void {
    const { dataset, dryRun } = this.#options;
    if (dryRun && this.#keys.size < KEYS) {
      // What a store finds by the rows that it has written.
      const key = shortened(keyOf(dataset, fields, []));
      if (this.#keys.has(key)) {
        this.#refuse([{ row, reason: 'duplicate_key' }]);
        return;
      }
      this.#keys.add(key);
    }
    this.#chunk.push({ row, fields });
  }

  async #write(rows: ImportRow[]): Promise<void> {
    const { store, site, dataset, dryRun, preview, signal } = this.#options;
    const wanted = preview - this.preview.length;
    const chunk: ImportChunk = {
      ...{ site: site.key, dataset: dataset.name, session: this.#session, rows },
      ...(dryRun && { dryRun }),
      ...(wanted > 0 && { preview: wanted }),
    };
    for (let tries = 1; ; tries++) {
      try {
        const result = await store.importRows(chunk);
        this.inserted += result.inserted;
        this.updated += result.updated;
        this.#refuse(result.refused);
        this.preview.push(...(result.stored ?? []));
        break;
      } catch (error) {
        const passing =
          error instanceof StoreBusy && (error.reason === 'queue_full' || error.reason === 'locked');
        if (!passing || tries >= TRIES) throw error;
        await wait(error.retryAfterSeconds * 1000, undefined, { signal });
      }
    }
    this.#options.onWritten();
  }

  #refuse(rows: RefusedRow[]): void {
    if (rows.length === 0) return;
    this.refused += rows.length;
    this.#options.onRefused(rows);
  }
}

/** 48 bits of a key, so that many fit into memory: among a million two meet once in five hundred files. */
function shortened(key: string): number {
  return createHash('sha1').update(key).digest().readUIntBE(0, 6);
}

/** The key of a row as one text; of rows to be added up, with what else must agree: an amount has one currency. */
function keyOf(dataset: Dataset, fields: RowFields, sum: readonly string[]): string {
  const columns = sum.length > 0 && 'currency' in fields ? [...dataset.key, 'currency'] : dataset.key;
  const hidden = new Set(dataset.pseudonyms);
  const parts = columns.map((column) => {
    const value = fields[column] ?? '';
    return hidden.has(column) ? String(value).trim().toLowerCase() : value;
  });
  return JSON.stringify(parts);
}
