import { existsSync, linkSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type Copied, type CopyProgress, copyDatabase, flush } from './backup.js';
import {
  APPLICATION_ID,
  DatabaseUnusable,
  databaseFile,
  explainOpening,
  openDatabase,
  RESTORING,
  refuseForeign,
} from './database.js';
import { type FolderLock, lockFolder } from './folder-lock.js';
import { makeFolder } from './make-folder.js';

interface RestoreOptions {
  /** The backup. It is only read. */
  from: string;
  folder: string;
  /** For the name of the file that keeps what was there. */
  now: Date;
  onProgress?: (progress: CopyProgress) => void;
}

/** What a restore has put in place. */
export interface Restored extends Copied {
  /** Where the database that was there is kept; `undefined`: there was none. */
  kept: string | undefined;
}

/**
 * Puts a backup in the place of a folder's database, which is kept beside it. The backup is looked through, copied and
 * brought to the newest shape before anything is replaced.
 *
 * @throws {DatabaseUnusable} when somebody works on the folder, or the backup is no Footfall database, damaged, or of a
 *   newer Footfall
 */
export async function restoreFolder({ from, folder, now, onProgress }: RestoreOptions): Promise<Restored> {
  refuseUnfit(from);
  const lock = holdAlone(folder);
  // A folder of its own on the same file system: what is in it becomes the database by one rename.
  const beside = join(folder, RESTORING);
  try {
    rmSync(beside, { recursive: true, force: true });
    mkdirSync(beside);
    const copied = await copyDatabase({ from, to: databaseFile(beside), force: true, onProgress });
    // Also when the backup is as new as the program: it is then only opened, as the collector will open it.
    const db = openDatabase(beside);
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
    flush(databaseFile(beside));
    const kept = replace(folder, beside, now);
    return { ...copied, file: databaseFile(folder), kept };
  } finally {
    rmSync(beside, { recursive: true, force: true });
    lock.release();
  }
}

function holdAlone(folder: string): FolderLock {
  try {
    makeFolder(folder);
    return lockFolder(folder, 'alone');
  } catch (error) {
    throw explainOpening(error, databaseFile(folder));
  }
}

/** What cannot be told from its name is told from its content, before the folder is touched. */
function refuseUnfit(from: string): void {
  if (!statSync(from, { throwIfNoEntry: false })?.isFile())
    throw new DatabaseUnusable(`There is no file ${from}.`);
  let db: Database.Database | undefined;
  try {
    db = new Database(from, { readonly: true, fileMustExist: true, timeout: 5000 });
    const tables = db.prepare<[], number>('SELECT count(*) FROM sqlite_master').pluck().get();
    if (tables === 0) throw new DatabaseUnusable(`${from} is empty.`);
    refuseForeign(db, from);
    const said = db.pragma('integrity_check(1)', { simple: true });
    if (said !== 'ok') throw new DatabaseUnusable(`${from} is damaged (${said}): take another backup.`);
    const id = db.pragma('application_id', { simple: true });
    if (id !== 0 && id !== APPLICATION_ID)
      throw new DatabaseUnusable(`${from} is not a Footfall database but another program's.`);
  } catch (error) {
    if (error instanceof DatabaseUnusable) throw error;
    const { code } = error as { code?: string };
    if (!code?.startsWith('SQLITE_')) throw error;
    throw new DatabaseUnusable(
      `${from} cannot be read as a database (${code}): it is damaged, or no backup of Footfall.`,
      {
        cause: error,
      },
    );
  } finally {
    db?.close();
  }
}

// At every moment either the old or the new database has the name, so that a stop in between is no fresh start.
function replace(folder: string, beside: string, now: Date): string | undefined {
  const file = databaseFile(folder);
  let kept: string | undefined;
  if (existsSync(file) || existsSync(`${file}-wal`)) {
    kept = join(folder, `footfall-replaced-${stamp(now)}.db`);
    emptyLog(file);
    if (existsSync(`${file}-wal`)) {
      // A damaged one, whose log must stay with it. Database.ts refuses a log alone, and what is under way here.
      if (existsSync(file)) renameSync(file, kept);
      renameSync(`${file}-wal`, `${kept}-wal`);
    } else linkOrRename(file, kept);
    rmSync(`${file}-shm`, { force: true });
  }
  renameSync(databaseFile(beside), file);
  flush(folder);
  return kept;
}

/** Puts what is in the log into the file, where the file is sound. */
function emptyLog(file: string): void {
  if (!existsSync(file) || statSync(file).size === 0) return;
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { timeout: 0 });
    db.pragma('wal_checkpoint(TRUNCATE)');
  } catch {
    // It is kept as it is, with its log.
  } finally {
    db?.close();
  }
}

function linkOrRename(file: string, kept: string): void {
  try {
    linkSync(file, kept);
  } catch {
    renameSync(file, kept);
  }
}

function stamp(now: Date): string {
  return now.toISOString().slice(0, 19).replaceAll(':', '-');
}
