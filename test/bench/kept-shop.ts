import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openStore } from '@footfall/collector';
import Database from 'better-sqlite3';
import { startCollector } from '../harness/collector.js';
import { waitFor } from '../harness/wait.js';
import { demoSite, fillFor, UNTIL } from './demo-data.js';

/** The moment at which the shops of benchmarks end: the last midnight of {@link UNTIL}. */
export const END = Date.parse(`${UNTIL}T22:00:00Z`);

/** Fills a folder with a demo shop of so many events; one that holds a shop already is left as it is. */
export async function fillShop(folder: string, events: number): Promise<void> {
  if (await stat(join(folder, 'footfall.db')).catch(() => undefined)) return;
  const store = await openStore({ folder, now: () => END, threads: true });
  await fillFor(store, await demoSite(store), events);
  await store.close();
}

/** A collector writes the columns of days between beacons; the figures are of when it has. */
export async function columnsWritten(folder: string): Promise<void> {
  const collector = await startCollector({ dataFolder: folder });
  const db = new Database(join(folder, 'footfall.db'), { readonly: true });
  // A day that goes on has none yet.
  const today = Math.floor(Date.now() / 86_400_000);
  const waiting = db.prepare('SELECT count(*) FROM column_changed WHERE day < ?').pluck();
  try {
    await waitFor('the columns to be written', async () => waiting.get(today) === 0, { timeout: 1_200_000 });
  } finally {
    db.close();
    await collector.end();
  }
}
