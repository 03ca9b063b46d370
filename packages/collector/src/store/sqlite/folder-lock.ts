import { join } from 'node:path';
import Database from 'better-sqlite3';
import { DatabaseUnusable } from './database.js';

/** A hold on a data folder, for as long as the process lives or until it is let go. */
export interface FolderLock {
  release(): void;
}

/**
 * Holds a data folder: `shared` by all who work on its database, `alone` by who puts another database in its place.
 *
 * The lock is the operating system's, taken by SQLite on a file of its own: it ends with the process, however that
 * ends, so a lock that is there says that somebody is there.
 *
 * @throws {DatabaseUnusable} when somebody holds the folder in a way that excludes this.
 */
export function lockFolder(folder: string, how: 'shared' | 'alone'): FolderLock {
  const db = new Database(join(folder, 'footfall.lock'), { timeout: how === 'shared' ? 1000 : 0 });
  try {
    // Nothing is ever written to it, so that there is no journal, and no disk that could be full.
    if (how === 'alone') db.exec('BEGIN EXCLUSIVE');
    else {
      db.exec('BEGIN');
      db.prepare('SELECT 1 FROM sqlite_master').get();
    }
  } catch (error) {
    db.close();
    if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error;
    throw new DatabaseUnusable(
      how === 'alone'
        ? `${folder} is in use by a running collector or another command. Stop it, then do this again.`
        : `${folder} is being restored from a backup: try again when that is done.`,
      { cause: error },
    );
  }
  return { release: () => db.close() };
}
