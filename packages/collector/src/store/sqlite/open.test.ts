import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../store.js';
import { openStore } from './open.js';
import { DAY, folderWithDatabase, NOON, SHOP, ShopWriter } from './shop-writer.fixture.js';
import { Writer } from './writer.js';

const KEPT = 31;
const NOW = NOON + (KEPT + 1) * DAY;

/** The writer of a collector that has the same file open, and takes a beacon whenever it can. */
let collector: Writer;
let command: Store;
let beacons: NodeJS.Timeout;
let taken: number;

beforeEach(async () => {
  const folder = folderWithDatabase();
  collector = new Writer(folder, () => NOW);
  collector.db.pragma('synchronous = OFF');
  collector.addSite({ ...SHOP, settings: { ...SHOP.settings, keepEventsDays: KEPT } });
  collector.addSite({ ...SHOP, id: 'other' });
  const shop = new ShopWriter();
  for (const site of [1, 2]) {
    const batch = shop.batch({ origin: 'server', visitor: 'v' }, 'search', 0);
    const events = batch.events.flatMap((event) =>
      Array.from({ length: 4000 }, (_, at) => ({ ...event, id: `f${at}`, time: event.time + at })),
    );
    collector.append([{ ...batch, site, events }]);
  }
  command = await openStore({ folder, now: () => NOW, threads: false });
  taken = 0;
  beacons = setInterval(() => {
    collector.append([shop.batch({ origin: 'server', visitor: 'w' }, 'search', 2 * DAY)]);
    taken++;
  }, 1);
});
afterEach(() => {
  clearInterval(beacons);
  collector.close();
});

const count = (sql: string) => collector.db.prepare<[], number>(sql).pluck().get();

describe('a command beside a collector that takes beacons', () => {
  it('lets it have its turn while a site goes', async () => {
    await command.removeSite('other');
    expect(taken).toBeGreaterThan(1);
    await command.close();
    expect(count('SELECT count(*) FROM event WHERE site = 2')).toBe(0);
  });

  it('comes to its end, and leaves what is to be swept to it', async () => {
    await command.retain();
    await command.close();
    clearInterval(beacons);
    expect(count('SELECT count(*) FROM event')).toBe(4000 + taken);
    expect(count('SELECT count(*) FROM sweep')).toBe(1);
    while (collector.step());
    expect(count('SELECT count(*) FROM sweep')).toBe(0);
  });
});
