import { resolve } from 'node:path';
import { suggest } from '../http/suggest.js';
import { isUnused, noDatabase } from '../store/sqlite/database.js';
import { openStore } from '../store/sqlite/open.js';
import type { Site, Store } from '../store/store.js';
import { WrongUse } from './cli-error.js';

/** What {@link dataOption} and {@link storeOption} give. */
export interface StoreOptions {
  data: string;
  store: 'sqlite';
}

interface WithStore extends StoreOptions {
  /** Writer and readers on threads of their own; a command that does one thing needs none. */
  threads?: boolean;
  /** Makes the database where there is none. Else that is refused: a mistyped folder would look like an empty shop. */
  creates?: boolean;
}

/**
 * Opens the store, does the work and closes the store, whatever comes of the work.
 *
 * @throws {DatabaseUnusable} where there is no database, but for commands that make one
 */
export async function withStore<T>(
  { data, threads = false, creates = false }: WithStore,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const isNew = isUnused(data);
  if (isNew && !creates) throw noDatabase(data);
  const store = await openStore({ folder: data, now: Date.now, threads });
  let result: T;
  try {
    result = await work(store);
  } catch (error) {
    // What the work failed of is told; that closing failed after it would only hide it.
    await store.close().catch(() => {});
    throw error;
  }
  await store.close();
  if (isNew) process.stderr.write(`A new database was made in ${resolve(data)}, for there was none.\n`);
  return result;
}

/** @throws WrongUse that names the nearest site */
export function findSite(store: Store, id: string): Site {
  const site = store.site(id);
  if (site !== undefined) return site;
  const ids = store.sites().map((known) => known.id);
  const hint =
    suggest(id, ids) ??
    (ids.length === 0
      ? 'there is none in this data folder (--data) yet; "footfall site add" adds one'
      : `there are ${ids.slice(0, 20).join(', ')}`);
  throw new WrongUse(`There is no site "${id.slice(0, 64)}": ${hint}`);
}
