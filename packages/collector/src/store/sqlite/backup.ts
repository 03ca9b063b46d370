import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import {
  DatabaseUnusable,
  databaseFile,
  noDatabase,
  refuseForeign,
  type SqliteDatabase,
} from './database.js';
import { lockFolder } from './folder-lock.js';

/** Pages that are copied between two looks at the clock: 4 MB, a few milliseconds. */
const PAGES = 1024;

/** How far a copy is. */
export interface CopyProgress {
  /** `copying` in pages, `checking` in tables. */
  phase: 'copying' | 'checking';
  done: number;
  total: number;
}

/** A copy that is whole, and what is in it. */
export interface Copied {
  file: string;
  bytes: number;
  events: number;
}

/** There is a file already where the copy was to be. */
export class FileExists extends Error {
  override readonly name = 'FileExists';
}

interface CopyOptions {
  /** The database to be copied. */
  from: string;
  to: string;
  /** Replace what is there. */
  force: boolean;
  onProgress?: ((progress: CopyProgress) => void) | undefined;
}

/**
 * Copies the database of a folder into one file, beside a collector that goes on writing.
 *
 * @throws {DatabaseUnusable} when there is none, or it is damaged or being restored
 * @throws {FileExists} when `to` is there and `force` is not said
 */
export async function backupFolder({
  folder,
  ...options
}: Omit<CopyOptions, 'from'> & { folder: string }): Promise<Copied> {
  const from = databaseFile(folder);
  if (!existsSync(from)) throw noDatabase(folder);
  const lock = lockFolder(folder, 'shared');
  try {
    return await copyDatabase({ from, ...options });
  } finally {
    lock.release();
  }
}

/**
 * Copies a database, with what is still in its log, into a file that is either whole or not there.
 *
 * The pages are copied by SQLite's online backup while one read transaction is held: so they are all of one moment, a
 * writer is never waited for nor held up, and the copy never begins again as it would where each step reads anew. The
 * log cannot be emptied meanwhile and grows by what is written. The copy is compared table by table with that moment
 * and looked through, put onto the disk, and only then given its name.
 */
export async function copyDatabase({ from, to, force, onProgress }: CopyOptions): Promise<Copied> {
  if (!force && existsSync(to)) throw alreadyThere(to);
  clearLeftOvers(to);
  const part = `${to}.${process.pid}.part`;
  const source = new Database(from, { readonly: true, fileMustExist: true, timeout: 5000 });
  try {
    refuseForeign(source, from);
    source.exec('BEGIN');
    const tables = tablesOf(source);
    await source.backup(part, {
      progress: ({ totalPages, remainingPages }) => {
        onProgress?.({ phase: 'copying', done: totalPages - remainingPages, total: totalPages });
        return PAGES;
      },
    });
    const copied = check(source, tables, part, onProgress);
    flush(part);
    giveName(part, to, force);
    flush(dirname(to));
    return { file: to, ...copied };
  } catch (error) {
    for (const end of ['', '-journal', '-wal', '-shm']) rmSync(part + end, { force: true });
    throw error;
  } finally {
    source.close();
  }
}

function tablesOf(db: SqliteDatabase): string[] {
  return db
    .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all();
}

function check(
  source: SqliteDatabase,
  tables: readonly string[],
  part: string,
  onProgress: CopyOptions['onProgress'],
): { bytes: number; events: number } {
  const copy = new Database(part);
  try {
    // One file without a log beside it, so that it can be copied on like any other.
    copy.pragma('journal_mode = DELETE');
    const said = copy.pragma('quick_check(1)', { simple: true });
    if (said !== 'ok') throw new DatabaseUnusable(`The copy is damaged, and so is its source: ${said}`);
    const count = (db: SqliteDatabase, table: string) =>
      db.prepare<[], number>(`SELECT count(*) FROM "${table}"`).pluck().get() as number;
    let events = 0;
    for (const [index, table] of tables.entries()) {
      const rows = count(copy, table);
      if (rows !== count(source, table))
        throw new DatabaseUnusable(`The copy has other rows in ${table} than its source: do this again.`);
      if (table === 'event') events = rows;
      onProgress?.({ phase: 'checking', done: index + 1, total: tables.length });
    }
    const pages = copy.pragma('page_count', { simple: true }) as number;
    return { bytes: pages * (copy.pragma('page_size', { simple: true }) as number), events };
  } finally {
    copy.close();
  }
}

/** Puts a file, or the names in a folder, onto the disk. */
export function flush(path: string): void {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    // Not every system opens folders.
    if (['EISDIR', 'EPERM', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return;
    throw error;
  }
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

// A link fails where the name is taken, also when it was taken a moment ago; a rename would replace the other's file.
function giveName(part: string, to: string, force: boolean): void {
  if (force) {
    renameSync(part, to);
    return;
  }
  try {
    linkSync(part, to);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw alreadyThere(to);
    // A file system without links.
    if (existsSync(to)) throw alreadyThere(to);
    renameSync(part, to);
    return;
  }
  rmSync(part);
}

function alreadyThere(to: string): FileExists {
  return new FileExists(`${to} is there already: name another file, or say --force to replace it.`);
}

/** Removes what copies that were killed have left beside their target. */
function clearLeftOvers(to: string): void {
  const folder = dirname(to);
  const name = basename(to);
  for (const file of existsSync(folder) ? readdirSync(folder) : []) {
    const pid = file.startsWith(`${name}.`)
      ? /^\.(\d+)\.part(?:-\w+)?$/.exec(file.slice(name.length))?.[1]
      : undefined;
    if (pid !== undefined && !runs(Number(pid))) rmSync(join(folder, file), { force: true });
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
