import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SHOP_ORIGIN } from './harness/beacons.js';
import { type Collector, startCollector } from './harness/collector.js';
import { count } from './harness/counts.js';
import { countIn, expectFactsOfARebuild, expectSound } from './harness/facts.js';
import { footfall } from './harness/footfall.js';
import { BeaconLoad, eventsOf } from './harness/load.js';
import { measured } from './harness/measured.js';
import { root } from './harness/root.js';

const KILLS = count(1, 12);
const ORDERS = count(2_000, 40_000);

let folder: string;
let collector: Collector;
let load: BeaconLoad;
/** Events of the demo shop that are in the log. */
let filled: number;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'footfall-work-'));
  const run = await footfall(['demo', '--events', String(count(2_500, 40_000)), '--days', '120'], {
    dataFolder: folder,
  });
  expect(run.code, run.stderr).toBe(0);
  filled = countIn(folder, 'SELECT count(*) FROM event');
  writeFileSync(
    join(folder, 'orders.csv'),
    `order_id,time,currency,value\n${Array.from({ length: ORDERS }, (_, row) => `k${row},2026-03-01,EUR,5\n`).join('')}`,
  );
  collector = await startCollector({ dataFolder: folder });
  await collector.createSite({ id: 'shop', origins: [SHOP_ORIGIN], timezone: 'UTC', currency: 'EUR' });
  load = new BeaconLoad(collector.url, { senders: 2 });
});
afterAll(async () => {
  await collector.stop();
  rmSync(folder, { recursive: true, force: true });
});

const loaded = () =>
  countIn(folder, "SELECT count(*) FROM event WHERE site = (SELECT key FROM site WHERE id = 'shop')");
const backup = () => join(folder, 'backup.db');

const WORKS: readonly [what: string, args: () => string[], before: () => unknown, after: () => unknown][] = [
  ['a rebuild', () => ['rebuild'], () => {}, () => {}],
  [
    'an import',
    () => ['import', 'orders', join(folder, 'orders.csv'), '--site', 'shop'],
    () => {},
    () => expect(countIn(folder, "SELECT count(*) FROM import_order WHERE order_id GLOB 'k*'")).toBe(ORDERS),
  ],
  [
    'a backup',
    () => ['backup', '--to', backup(), '--force'],
    () => rmSync(backup(), { force: true }),
    () => {
      expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([]);
      const copy = new Database(backup(), { readonly: true });
      expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
      const events = copy.prepare('SELECT count(*) FROM event').pluck().get();
      expect(events).toBe(copy.prepare('SELECT count(*) FROM hit').pluck().get());
      expect(events).toBeGreaterThanOrEqual(filled);
      copy.close();
    },
  ],
  [
    'a retention run',
    () => ['retention'],
    async () => {
      // Each run has something to let go: the limit comes nearer.
      const days = String(Math.max(31, 115 - 7 * runs++));
      const changed = await footfall(['site', 'change', 'demo', '--keep-events-days', days], {
        dataFolder: folder,
      });
      expect(changed.code, changed.stderr).toBe(0);
    },
    () => {
      const left = `SELECT count(*) FROM event e JOIN sealed_site s ON s.site = e.site JOIN hit h ON h.seq = e.seq
        LEFT JOIN visit v ON v.key = h.visit WHERE e.time < s.before AND (v.key IS NULL OR v.ended < s.before)`;
      expect(countIn(folder, left)).toBe(0);
      expect(countIn(folder, 'SELECT count(*) FROM sealed_site WHERE done = 0')).toBe(0);
      const gone = filled - (countIn(folder, 'SELECT count(*) FROM event') - loaded());
      expect(gone).toBeGreaterThan(0);
      const hits = countIn(
        folder,
        "SELECT count(*) FROM hit WHERE site = (SELECT key FROM site WHERE id = 'demo')",
      );
      expect(hits, 'facts of the events that have gone').toBe(filled);
    },
  ],
];
let runs = 0;

it.each(WORKS)(
  `kill -9 in the middle of %s, of it and of the collector beside it: it is done again, and nothing is lost or doubled (${KILLS} times)`,
  { timeout: 900_000 },
  async (what, args, before, after) => {
    await before();
    // How long it takes, so that moments within it can be chosen.
    const whole = await footfall(args(), { dataFolder: folder });
    expect(whole.code, whole.stderr).toBe(0);
    await after();
    for (let kill = 0; kill < KILLS; kill++) {
      await before();
      load.start();
      const moment = wait((0.3 + 0.6 * Math.random()) * whole.seconds * 1000).then(() => 'SIGKILL' as const);
      const killed = await footfall(args(), { dataFolder: folder, kill: moment });
      await collector.kill('SIGKILL');
      await load.ended();
      expect(load.unexpected).toEqual([]);
      if (kill === 0) measured(`${what}: killed (0: it had ended before)`, Number(killed.code === null), '');
      expectSound(folder);
      const again = await footfall(args(), { dataFolder: folder });
      expect(again.code, again.stderr).toBe(0);
      await after();
      await collector.start();
      await load.sendAgain();
      expect(loaded()).toBe(eventsOf(load.answered).length);
    }
  },
);

it('after all of them the facts are those that a rebuild makes', { timeout: 300_000 }, async () => {
  await collector.end();
  expectSound(folder);
  await expectFactsOfARebuild(folder);
});

it(`kill -9 in the middle of a migration: the start after it brings the file to its newest shape, with every row`, {
  timeout: 300_000,
}, async () => {
  const old = mkdtempSync(join(tmpdir(), 'footfall-old-'));
  try {
    const rows = count(80_000, 600_000);
    makeOldDatabase(old, rows);
    const kept = mkdtempSync(join(tmpdir(), 'footfall-old-kept-'));
    cpSync(old, kept, { recursive: true });
    const whole = await footfall(['site', 'list'], { dataFolder: old });
    expect(whole.code, whole.stderr).toBe(0);
    for (let kill = 0; kill < count(1, 25); kill++) {
      rmSync(old, { recursive: true });
      cpSync(kept, old, { recursive: true });
      const moment = wait((0.3 + 0.6 * Math.random()) * whole.seconds * 1000).then(() => 'SIGKILL' as const);
      await footfall(['site', 'list'], { dataFolder: old, kill: moment });
      const again = await footfall(['site', 'list', '--json'], { dataFolder: old });
      expect(again.code, again.stderr).toBe(0);
      expect(JSON.parse(again.stdout)).toMatchObject([{ id: 'shop' }]);
      expect(countIn(old, 'SELECT count(*) FROM visit')).toBe(rows);
      expect(countIn(old, 'SELECT count(*) FROM migration')).toBe(migrations().length);
      expectSound(old);
    }
    rmSync(kept, { recursive: true });
  } finally {
    if (existsSync(old)) rmSync(old, { recursive: true });
  }
});

const MIGRATIONS = join(root, 'packages/collector/migrations');
const migrations = () => readdirSync(MIGRATIONS).sort();

/** A database as the first version left it, large enough for its migrations to take a while. */
function makeOldDatabase(target: string, rows: number): void {
  const db = new Database(join(target, 'footfall.db'));
  db.pragma('journal_mode = WAL');
  db.exec('CREATE TABLE migration (name TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID');
  const [first] = migrations();
  db.exec(readFileSync(join(MIGRATIONS, first as string), 'utf8'));
  db.prepare('INSERT INTO migration VALUES (?, 0)').run(first);
  db.exec(`INSERT INTO site VALUES (1, 'shop', 'shop', '[]', 'UTC', 'EUR',
    '{"visitIdleMinutes":30,"contentGroups":[],"internalNetworks":[]}', 0)`);
  const columns = db.pragma('table_info(visit)') as { name: string; notnull: number }[];
  const needed = columns.filter(({ name, notnull }) => notnull === 1 && !['site', 'id'].includes(name));
  db.exec(`INSERT INTO visit (site, id, ${needed.map(({ name }) => name).join(', ')})
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
    SELECT 1, 'v' || i, ${needed.map(() => 'i').join(', ')} FROM n`);
  db.close();
}
