import { mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { join, parse, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findDataset } from '@footfall/protocol';
import { formatOfFileName } from '../../import/format.js';
import type { ImportAnswer } from '../../import/import-answer.js';
import { ImportError } from '../../import/import-error.js';
import { RefusedReport } from '../../import/refused-report.js';
import { importStream } from '../../import/stream.js';
import { makeFolder } from '../../store/sqlite/make-folder.js';
import type { Site, Store } from '../../store/store.js';
import { CliError } from '../cli-error.js';
import { openImportFile } from '../import-file.js';
import { readSettings, SettingsUnusable } from './watch-settings.js';
import { DONE, FAILED, type WatchedFile, watchedFile } from './watched-file.js';

/** A file whose size has not changed for so long is whole, in ms. */
const STABLE_MS = 2_000;

/** How often the folder is looked at, in ms. */
const LOOK_MS = 1_000;

/** A file that could not be brought in for reasons beside it is tried again after that, in ms. */
const AGAIN_MS = 30_000;

/** What a watch needs of the process around it. */
export interface FolderWatchOptions {
  folder: string;
  store: Store;
  now: () => number;
  log: { info(fields: object, message: string): void; warn(fields: object, message: string): void };
  /** For tests: see {@link STABLE_MS}, {@link LOOK_MS} and {@link AGAIN_MS}. */
  stableMs?: number;
  lookMs?: number;
  againMs?: number;
}

/** A file as it was last seen, and from when on (by the monotonic clock) it is taken if it stays so. */
interface Seen {
  size: number;
  mtimeMs: number;
  from: number;
}

/**
 * Brings in what is put into a folder: `<folder>/<site>/<dataset>….csv`, one file after the other. A file that was
 * brought in goes to `done`, one that cannot be read to `failed`, each with a report where there is something to tell.
 * It is moved when all is on disk, so a stop in between has it brought in twice, which changes nothing.
 */
export class FolderWatch {
  readonly #folder: string;
  readonly #stopping = new AbortController();
  readonly #seen = new Map<string, Seen>();
  /** Files of sites that are not there, which are told of once. */
  readonly #homeless = new Set<string>();
  #watching: Promise<void> = Promise.resolve();

  constructor(private readonly options: FolderWatchOptions) {
    this.#folder = resolve(options.folder);
  }

  /** @throws where the folder cannot be made or read */
  async start(): Promise<void> {
    makeFolder(this.#folder);
    await readdir(this.#folder);
    this.#watching = this.#watch();
  }

  /** Ends in the midst of a file; it is brought in again at the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#watching;
  }

  // Looked at again and again, for on network shares and folders of containers nobody is told of changes.
  async #watch(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        for (const path of await this.#look()) {
          if (signal.aborted) return;
          await this.#take(path);
        }
      } catch (error) {
        this.options.log.warn({ err: error }, 'the watched folder cannot be looked at');
      }
      await wait(this.options.lookMs ?? LOOK_MS, undefined, { signal }).catch(() => {});
    }
  }

  /** The files that are whole by now, the oldest first. */
  async #look(): Promise<string[]> {
    const found = new Map<string, Seen>();
    for (const path of await this.#files()) {
      const { size, mtimeMs } = await stat(path).catch(() => ({ size: -1, mtimeMs: 0 }));
      if (size === -1) continue;
      const before = this.#seen.get(path);
      const isSame = before?.size === size && before.mtimeMs === mtimeMs;
      found.set(path, isSame ? before : { size, mtimeMs, from: performance.now() + this.#stableMs() });
    }
    this.#seen.clear();
    for (const [path, seen] of found) this.#seen.set(path, seen);
    const now = performance.now();
    return [...found]
      .filter(([, { from }]) => from <= now)
      .sort(([, one], [, two]) => one.mtimeMs - two.mtimeMs)
      .map(([path]) => path);
  }

  async #files(): Promise<string[]> {
    const sites = (await readdir(this.#folder, { withFileTypes: true })).filter((entry) =>
      entry.isDirectory(),
    );
    const files = await Promise.all(
      sites.map(async ({ name }) => {
        const entries = await readdir(join(this.#folder, name), { withFileTypes: true });
        return entries.filter((entry) => entry.isFile()).map((entry) => join(this.#folder, name, entry.name));
      }),
    );
    return files.flat().filter((path) => watchedFile(this.#folder, path) !== undefined);
  }

  async #take(path: string): Promise<void> {
    try {
      await this.#bringIn(path);
    } catch (error) {
      if (this.#stopping.signal.aborted) return;
      this.options.log.warn(
        { err: error, file: path },
        'a watched file could not be brought in; it is tried again',
      );
      this.#later(path);
    }
  }

  #later(path: string): void {
    const seen = this.#seen.get(path);
    if (seen !== undefined) seen.from = performance.now() + (this.options.againMs ?? AGAIN_MS);
  }

  #stableMs(): number {
    return this.options.stableMs ?? STABLE_MS;
  }

  async #bringIn(path: string): Promise<void> {
    const file = watchedFile(this.#folder, path);
    const before = await stat(path).catch(() => undefined);
    if (file === undefined || !before?.isFile() || this.#stopping.signal.aborted) return;
    const site = this.options.store.site(file.site);
    if (site === undefined) {
      if (!this.#homeless.has(path))
        this.options.log.warn({ file: path }, `there is no site "${file.site}" yet; the file waits for it`);
      this.#homeless.add(path);
      this.#later(path);
      return;
    }
    this.#homeless.delete(path);
    const report = new RefusedReport(join(await this.#folderOf(path, DONE), `.${file.name}.refused.part`));
    try {
      const answer = await this.#import(path, file, site, report);
      const after = await stat(path);
      if (after.size !== before.size || after.mtimeMs !== before.mtimeMs) {
        await report.discard();
        throw new Error('the file changed while it was read');
      }
      await report.close();
      await this.#move(path, DONE, report);
      this.options.log.info({ file: path, ...countsOf(answer) }, 'a watched file was brought in');
    } catch (error) {
      await report.discard();
      if (!isUnreadable(error)) throw error;
      await this.#failed(path, error);
    }
  }

  async #import(path: string, file: WatchedFile, site: Site, report: RefusedReport): Promise<ImportAnswer> {
    if (!file.isReadable)
      throw new CliError(
        'This is no CSV, NDJSON or JSON by its ending. Save it as CSV (UTF-8) and put it here again.',
      );
    const dataset = file.dataset === undefined ? undefined : findDataset(file.dataset);
    if (dataset === undefined)
      throw new CliError(
        'The name of a file begins with what it holds, such as orders-2026.csv, order_items.csv or costs_google.csv.',
      );
    const reading = await readSettings(join(this.#folder, file.site), dataset.name);
    const { body } = await openImportFile(path);
    return importStream({
      ...{ store: this.options.store, site, dataset, body },
      format: formatOfFileName(file.name),
      reading,
      source: { source: 'watch', file: file.name, apiKey: null, now: this.options.now },
      onRefused: (rows) => report.write(rows),
      signal: this.#stopping.signal,
    });
  }

  async #failed(path: string, error: Error): Promise<void> {
    const hint = error instanceof ImportError ? `\n${error.hint}\n` : '\n';
    const moved = await this.#move(path, FAILED);
    await writeFile(`${moved}.error.txt`, `${error.message}${hint}`);
    this.options.log.warn({ file: path, reason: error.message }, 'a watched file cannot be read');
  }

  async #folderOf(path: string, name: string): Promise<string> {
    const folder = join(parse(path).dir, name);
    await mkdir(folder, { recursive: true });
    return folder;
  }

  /** Moves the file, and its report with it, beside the files of the same name that are there already. */
  async #move(path: string, to: string, report?: RefusedReport): Promise<string> {
    const folder = await this.#folderOf(path, to);
    const { name, ext, base } = parse(path);
    let target = join(folder, base);
    for (let number = 2; await exists(target); number++) target = join(folder, `${name}-${number}${ext}`);
    if (report !== undefined && (await exists(report.file)))
      await rename(report.file, `${target}.refused.csv`);
    await rename(path, target);
    return target;
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Whether it is the file that is wrong: trying again would find the same. */
function isUnreadable(error: unknown): error is Error {
  return error instanceof ImportError || error instanceof CliError || error instanceof SettingsUnusable;
}

function countsOf({ rows, inserted, updated, refused_count, exporter }: ImportAnswer) {
  return { rows, inserted, updated, refused: refused_count, exporter };
}
