import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { makeFolder } from './make-folder.js';

export type SqliteDatabase = Database.Database;

// The build copies them beside the code: were they read from where they are written, `git pull` alone would bring the
// file to a shape that the code which is still running does not know.
const BUILT_MIGRATIONS = new URL('../../migrations/', import.meta.url);
const MIGRATIONS = existsSync(BUILT_MIGRATIONS)
  ? BUILT_MIGRATIONS
  : new URL('../../../migrations/', import.meta.url);

/** `FTFL`, in the head of the file: tells what program's it is, also to `file(1)`. */
export const APPLICATION_ID = 0x4654464c;

/** Folder inside the data folder in which a restore makes the new database ready. */
export const RESTORING = 'footfall.restoring';

/** The one file of an installation, in its data folder. */
export function databaseFile(folder: string): string {
  return join(folder, 'footfall.db');
}

/** The database cannot be used as it is; the message says what to do. */
export class DatabaseUnusable extends Error {
  override readonly name = 'DatabaseUnusable';
}

/**
 * Opens the file for writing, makes it on the first start and brings it to the newest shape.
 *
 * `synchronous=FULL`: better-sqlite3's build default in WAL mode is NORMAL, with which a power failure can take
 * back what was acknowledged.
 *
 * @throws {DatabaseUnusable} when the file is damaged, not a database, or made by a newer Footfall.
 */
export function openDatabase(folder: string): SqliteDatabase {
  const file = databaseFile(folder);
  let db: SqliteDatabase | undefined;
  try {
    makeFolder(folder);
    refuseLost(file);
    db = new Database(file, { timeout: 5000 });
    // Before the first write: what is another program's, or a later version's, is left as it is.
    refuseForeign(db, file);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = OFF');
    db.pragma('cache_size = -65536');
    db.pragma('temp_store = MEMORY');
    db.pragma('wal_autocheckpoint = 4000');
    migrate(db);
    // Only where it is not there: writing it is a commit.
    if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID)
      db.pragma(`application_id = ${APPLICATION_ID}`);
    return db;
  } catch (error) {
    db?.close();
    throw explainOpening(error, file);
  }
}

/** Opens the file for reading; the writer must have made it. */
export function openForReading(folder: string): SqliteDatabase {
  const db = new Database(databaseFile(folder), { readonly: true, timeout: 5000 });
  // The operating system keeps the file's pages too: with sixteen megabytes here nothing was faster.
  db.pragma('cache_size = -2048');
  // A funnel over ten million events sorts gigabytes: on disk, beyond what the cache holds.
  db.pragma('temp_store = FILE');
  db.pragma('mmap_size = 67108864');
  return db;
}

/** What is said where a database is to be there and none is. */
export function noDatabase(folder: string): DatabaseUnusable {
  return new DatabaseUnusable(`There is no database in ${folder}: name its folder with --data.`);
}

/** Whether nothing of a database lies in the folder, not even what is left of one. */
export function isUnused(folder: string): boolean {
  const file = databaseFile(folder);
  return ![file, `${file}-wal`, join(folder, RESTORING)].some((name) => existsSync(name));
}

// Where the file is gone or empty, SQLite makes a new one and deletes the log beside it, and with that log the commits
// that were not yet in the file.
function refuseLost(file: string): void {
  const sizeOf = (name: string) => statSync(name, { throwIfNoEntry: false })?.size ?? 0;
  if (sizeOf(file) > 0) return;
  if (existsSync(join(dirname(file), RESTORING)))
    throw new DatabaseUnusable(
      `A restore of ${file} was interrupted before the backup was in its place: do it again.`,
    );
  if (sizeOf(`${file}-wal`) === 0) return;
  throw new DatabaseUnusable(
    `${file} is gone or empty, but ${basename(file)}-wal beside it holds data. Put the same file back; or move ${basename(file)}-wal and -shm away as well, then put a backup in its place or start anew.`,
  );
}

function migrationNames(): string[] {
  return readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith('.sql'))
    .sort();
}

/** @throws {DatabaseUnusable} when a database is another program's or a newer Footfall's. */
export function refuseForeign(db: SqliteDatabase, file: string): void {
  const tables = db.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all();
  if (tables.length === 0) return;
  if (!tables.includes('migration'))
    throw new DatabaseUnusable(
      `${file} is not a Footfall database but another program's. It is left as it is; name another data folder.`,
    );
  refuseNewer(db, migrationNames());
}

function refuseNewer(db: SqliteDatabase, names: readonly string[]): void {
  const done = db.prepare<[], string>('SELECT name FROM migration').pluck().all();
  const unknown = done.find((name) => !names.includes(name));
  if (unknown)
    throw new DatabaseUnusable(
      `the data folder was written by a newer Footfall (it has "${unknown}"): install that version or a later one`,
    );
}

function migrate(db: SqliteDatabase): void {
  const names = migrationNames();
  // One lock around "what is there" and "what is missing", so that two processes cannot both migrate.
  db.transaction(() => {
    db.exec(
      'CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID',
    );
    refuseNewer(db, names);
    const done = new Set(db.prepare<[], string>('SELECT name FROM migration').pluck().all());
    for (const name of names) {
      if (done.has(name)) continue;
      db.exec(readFileSync(new URL(name, MIGRATIONS), 'utf8'));
      db.prepare('INSERT INTO migration VALUES (?, ?)').run(name, Date.now());
    }
  }).immediate();
}

/** Whether SQLite says by this code that the file is not what it was. */
export function isDamage(code: string): boolean {
  return code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT');
}

/**
 * Whether SQLite says by this code that the file, its disk or another process is in the way, and not that the statement
 * is at fault: then trying again can help, and everything else fails of it too.
 */
export function isOfTheFile(code: string): boolean {
  return isDamage(code) || OF_THE_FILE.test(code);
}

const OF_THE_FILE = /^SQLITE_(?:FULL|BUSY|LOCKED|IOERR|CANTOPEN|READONLY|PERM|PROTOCOL|NOLFS|NOMEM|AUTH)/;

/** What a person is told of a file that cannot be opened. */
export function explainOpening(error: unknown, file: string): unknown {
  const code = (error as { code?: string }).code ?? '';
  if (isDamage(code))
    return new DatabaseUnusable(
      `${file} is damaged or not a Footfall database. It is left as it is; move it away together with ${basename(file)}-wal and -shm, and put a backup in its place.`,
      { cause: error },
    );
  const denied = [
    'SQLITE_CANTOPEN',
    'SQLITE_READONLY',
    'EACCES',
    'EPERM',
    'EROFS',
    'EEXIST',
    'ENOENT',
    'ENOTDIR',
  ];
  if (denied.includes(code))
    return new DatabaseUnusable(
      `${file} cannot be opened for writing: check the folder and its permissions.`,
      {
        cause: error,
      },
    );
  return error;
}
