import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BeaconEvent, SHOP_ORIGIN } from './harness/beacons.js';
import { type Collector, startCollector } from './harness/collector.js';
import { count } from './harness/counts.js';
import { aroundNow } from './harness/day.js';
import { countIn, expectFactsOfARebuild, expectSound } from './harness/facts.js';
import { footfall } from './harness/footfall.js';
import { BeaconLoad, eventsOf } from './harness/load.js';
import { measured } from './harness/measured.js';
import { waitFor } from './harness/wait.js';

const FAILED = 1;
const DATA_UNUSABLE = 5;
let collector: Collector;
let load: BeaconLoad;
let folder: string;
let backup: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'footfall-backup-'));
  backup = join(folder, 'backup.db');
  collector = await startCollector();
  await collector.createSite({ id: 'shop', origins: [SHOP_ORIGIN], timezone: 'UTC', currency: 'EUR' });
  load = new BeaconLoad(collector.url);
});
afterAll(async () => {
  await collector.stop();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...args: string[]) => footfall(args, { dataFolder: collector.dataFolder });
const figures = async (of: Collector) =>
  Promise.all(
    ['page_views', 'orders', 'visits'].map(
      async (id) => (await of.kpi(id, { site: 'shop', ...aroundNow() })).value,
    ),
  );

/** Events that were answered before the last backup under load began. */
let answeredBefore: readonly BeaconEvent[];

it('a backup under full load is of one moment, and no beacon waits for it', async () => {
  load.start();
  for (let copy = 0; copy < count(2, 20); copy++) {
    answeredBefore = eventsOf(load.answered);
    const { code, stdout, stderr } = await run('backup', '--to', backup, '--force');
    expect(code, stderr).toBe(0);
    expect(stdout).toContain(backup);
    const copied = new Database(backup, { readonly: true });
    expect(copied.pragma('integrity_check', { simple: true })).toBe('ok');
    const events = copied.prepare('SELECT count(*) FROM event').pluck().get() as number;
    copied.close();
    // All that was answered when it began, and nothing of a beacon without the rest of it.
    expect(events).toBeGreaterThanOrEqual(answeredBefore.length);
    expect(events).toBeLessThanOrEqual(
      eventsOf(load.answered).length + eventsOf(load.unanswered).length + 200,
    );
  }
  await load.stop();
  expect(load.busy, 'beacons that were told to come again').toBe(0);
  expect(load.unexpected).toEqual([]);
  measured('events in a backup under load', countIn(collector.dataFolder, 'SELECT count(*) FROM event'), '');
});

it('what was backed up under load is whole when it is restored: each beacon or nothing of it, and the facts of a rebuild', async () => {
  const restored = mkdtempSync(join(tmpdir(), 'footfall-restored-'));
  try {
    const restore = await footfall(['restore', backup], { dataFolder: restored });
    expect(restore.code, restore.stderr).toBe(0);
    expectSound(restored);
    const { stdout } = await footfall(['export', 'events', '--site', 'shop'], { dataFolder: restored });
    const lines = stdout.split('\n').filter((line) => line !== '');
    const ids = new Set(lines.map((line) => (JSON.parse(line) as { id: string }).id));
    expect(answeredBefore.length).toBeGreaterThan(0);
    expect(answeredBefore.filter(({ id }) => !ids.has(id))).toEqual([]);
    const parts = [...load.answered, ...load.unanswered].filter(
      ({ events }) => events.some(({ id }) => ids.has(id)) && !events.every(({ id }) => ids.has(id)),
    );
    expect(parts, 'beacons of which a part is in the backup').toEqual([]);
    await expectFactsOfARebuild(restored);
  } finally {
    rmSync(restored, { recursive: true, force: true });
  }
});

it('a backup replaces no file unless it is told to, and leaves nothing half done', async () => {
  const before = readFileSync(backup);
  const { code, stderr } = await run('backup', '--to', backup);
  expect(code).toBe(FAILED);
  expect(stderr).toContain('--force');
  expect(readFileSync(backup).equals(before)).toBe(true);
  expect(readdirSync(folder)).toEqual(['backup.db']);
});

it('a restore is refused while a collector runs, by name and without a change', async () => {
  const { code, stderr } = await run('restore', backup);
  expect(code).toBe(DATA_UNUSABLE);
  expect(stderr).toMatch(/in use by a running collector/);
  expect((await fetch(`${collector.url}/healthz`)).status).toBe(200);
  expect(readdirSync(collector.dataFolder).filter((name) => name.includes('replaced'))).toEqual([]);
});

it('a restore brings back what the backup has, and keeps what was there', async () => {
  const made = await run('backup', '--to', backup, '--force');
  expect(made.code, made.stderr).toBe(0);
  const expected = await figures(collector);
  const events = countIn(collector.dataFolder, 'SELECT count(*) FROM event');
  load.start();
  const more = load.answered.length + 20;
  await waitFor('beacons after the backup', () => load.answered.length >= more);
  await load.stop();
  // The one that is replaced has a log beside it.
  await collector.kill('SIGKILL');
  const later = countIn(collector.dataFolder, 'SELECT count(*) FROM event');
  const { code, stderr } = await run('restore', backup);
  expect(code, stderr).toBe(0);
  const kept = readdirSync(collector.dataFolder).filter((name) => name.startsWith('footfall-replaced-'));
  expect(kept).toHaveLength(1);
  const before = new Database(join(collector.dataFolder, kept[0] as string), { readonly: true });
  expect(before.prepare('SELECT count(*) FROM event').pluck().get()).toBe(later);
  before.close();
  expect(countIn(collector.dataFolder, 'SELECT count(*) FROM event')).toBe(events);
  await collector.start();
  expect(await figures(collector)).toEqual(expected);
  await collector.end();
  expectSound(collector.dataFolder);
  await expectFactsOfARebuild(collector.dataFolder);
});

it.each<[string, (file: string) => unknown, RegExp]>([
  [
    'is no database',
    (file) => writeFileSync(file, 'order_id,time\n'.repeat(1000)),
    /cannot be read as a database/,
  ],
  ['is empty', (file) => writeFileSync(file, ''), /is empty/],
  ['was cut short', (file) => truncateSync(file, 40_960), /damaged|cannot be read/],
  [
    "is another program's",
    (file) => {
      rmSync(file);
      const db = new Database(file);
      db.exec('CREATE TABLE bookmarks (url TEXT)');
      db.close();
    },
    /another program/,
  ],
  [
    'is of a newer Footfall',
    (file) => {
      const db = new Database(file);
      db.prepare("INSERT INTO migration VALUES ('2099-01-01-1-future.sql', 0)").run();
      db.close();
    },
    /newer Footfall/,
  ],
])('a restore of a file that %s is refused, and what is there stays', async (_what, damage, says) => {
  const file = join(folder, 'other.db');
  copyFileSync(backup, file);
  damage(file);
  const before = readFileSync(join(collector.dataFolder, 'footfall.db'));
  const { code, stderr } = await run('restore', file);
  expect(code, stderr).toBe(DATA_UNUSABLE);
  expect(stderr).toMatch(says);
  expect(readFileSync(join(collector.dataFolder, 'footfall.db')).equals(before)).toBe(true);
  expect(existsSync(join(collector.dataFolder, 'footfall.restoring'))).toBe(false);
});
