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
import { type FootfallRun, footfall } from './harness/footfall.js';
import { BeaconLoad, eventsOf } from './harness/load.js';
import { measured } from './harness/measured.js';
import { root } from './harness/root.js';

const KILLS = count(1, 12);
const ORDERS = count(8_000, 40_000);

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
const parts = () => readdirSync(folder).filter((name) => name.includes('.part'));

/** Whether somebody holds the lock of writers for longer than so many ms. */
function isWriting(of: string, longer: number): boolean {
  const db = new Database(join(of, 'footfall.db'), { timeout: longer });
  try {
    db.exec('BEGIN IMMEDIATE');
    db.exec('ROLLBACK');
    return false;
  } catch {
    return true;
  } finally {
    db.close();
  }
}

interface Work {
  what: string;
  args: () => string[];
  /** Makes something to do. */
  before: () => unknown;
  /** Whether it is seen at work. */
  isUnderWay: () => boolean;
  /** What a kill has left, looked at before anybody mends it. @returns whether it was hit before its end, where that can be seen */
  left: () => boolean;
  /** After its end all is as it should be. */
  after: () => unknown;
}

/** Runs `footfall …` and watches it; kills it so many ms after it was first seen at work. */
async function watched(
  of: string,
  { args, isUnderWay }: Pick<Work, 'args' | 'isUnderWay'>,
  killAfter?: number,
): Promise<FootfallRun & { msAtWork: number }> {
  let hasEnded = false;
  const seen = (async () => {
    while (!hasEnded) {
      if (isUnderWay()) return performance.now();
      await wait(2);
    }
    return undefined;
  })();
  const kill = seen.then(async (): Promise<NodeJS.Signals> => {
    if (killAfter !== undefined) await wait(killAfter);
    return 'SIGKILL';
  });
  const run = await footfall(args(), { dataFolder: of, ...(killAfter !== undefined && { kill }) });
  hasEnded = true;
  const ended = performance.now();
  return { ...run, msAtWork: ended - ((await seen) ?? ended) };
}

/** Shares of the time at work within which a kill comes; where the work was over before it, it comes sooner the next time. */
const SHARES = [0.8, 0.4, 0.2, 0.1, 0.05, 0.02, 0.01, 0];

/** Kills until a kill has hit the work. @param kill answers whether it has */
async function untilHit(what: string, kill: (share: number) => Promise<boolean>): Promise<void> {
  for (const share of SHARES) if (await kill(share)) return;
  throw new Error(`no kill has hit ${what} in its middle`);
}

/** Files that were made to be imported, and limits that were set to retention. */
let runs = 0;
let limits = 0;
const imported = () =>
  countIn(
    folder,
    `SELECT count(*) FROM import_order WHERE site = (SELECT key FROM site WHERE id = 'shop')
       AND order_id >= 'k${runs}-' AND order_id < 'k${runs}.'`,
  );

const WORKS: readonly Work[] = [
  {
    what: 'a rebuild',
    args: () => ['rebuild'],
    before: () => {},
    // The collector beside it never holds it for as long.
    isUnderWay: () => isWriting(folder, 100),
    left: () => true,
    after: () => {},
  },
  {
    what: 'an import',
    args: () => ['import', 'orders', join(folder, 'orders.csv'), '--site', 'shop'],
    before: () => {
      runs++;
      const rows = Array.from({ length: ORDERS }, (_, row) => `k${runs}-${row},2026-03-01,EUR,5\n`);
      writeFileSync(join(folder, 'orders.csv'), `order_id,time,currency,value\n${rows.join('')}`);
    },
    isUnderWay: () => imported() > 0,
    left: () => imported() > 0 && imported() < ORDERS,
    after: () => expect(imported()).toBe(ORDERS),
  },
  {
    what: 'a backup',
    args: () => ['backup', '--to', backup(), '--force'],
    // From the second on it takes the place of one, which is whole until then.
    before: () => {},
    isUnderWay: () => parts().length > 0,
    left: () => {
      expectWholeBackup();
      return parts().length > 0;
    },
    after: () => {
      expect(parts()).toEqual([]);
      expectWholeBackup();
    },
  },
  {
    what: 'a retention run',
    args: () => ['retention'],
    before: async () => {
      // Each run has something to let go: the limit comes nearer.
      const days = String(Math.max(31, 115 - 4 * limits++));
      const changed = await footfall(['site', 'change', 'demo', '--keep-events-days', days], {
        dataFolder: folder,
      });
      expect(changed.code, changed.stderr).toBe(0);
    },
    isUnderWay: () => countIn(folder, 'SELECT count(*) FROM sealed_site WHERE done = 0') > 0,
    // What the command has left to do the collector may have done before it was killed as well.
    left: () => true,
    after: () => {
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
  },
];
function expectWholeBackup(): void {
  const copy = new Database(backup(), { readonly: true });
  try {
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    const events = copy.prepare('SELECT count(*) FROM event').pluck().get();
    expect(events).toBe(copy.prepare('SELECT count(*) FROM hit').pluck().get());
    expect(events).toBeGreaterThanOrEqual(filled);
  } finally {
    copy.close();
  }
}

it.each(WORKS)(
  `kill -9 in the middle of $what, of it and of the collector beside it: it is done again, and nothing is lost or doubled (${KILLS} times)`,
  { timeout: 900_000 },
  async (work) => {
    const { what, args, before, left, after } = work;
    await before();
    // How long it is at work, so that moments within it can be chosen.
    const whole = await watched(folder, work);
    expect(whole.code, whole.stderr).toBe(0);
    await after();
    for (let kill = 0; kill < KILLS; kill++)
      await untilHit(what, async (share) => {
        await before();
        load.start();
        const killed = await watched(folder, work, Math.random() * share * whole.msAtWork);
        await collector.kill('SIGKILL');
        await load.ended();
        expect(load.unexpected).toEqual([]);
        expectSound(folder);
        const isHit = left() && killed.code === null && killed.msAtWork > 0;
        const again = await footfall(args(), { dataFolder: folder });
        expect(again.code, again.stderr).toBe(0);
        await after();
        await collector.start();
        await load.sendAgain();
        expect(loaded()).toBe(eventsOf(load.answered).length);
        return isHit;
      });
    measured(`${what}: killed in its middle`, KILLS, 'times');
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
    const migration = { args: () => ['site', 'list'], isUnderWay: () => isWriting(old, 10) };
    const whole = await watched(old, migration);
    expect(whole.code, whole.stderr).toBe(0);
    for (let kill = 0; kill < count(1, 25); kill++)
      await untilHit('a migration', async (share) => {
        rmSync(old, { recursive: true });
        cpSync(kept, old, { recursive: true });
        const { code } = await watched(old, migration, Math.random() * share * whole.msAtWork);
        const isHit = code === null && countIn(old, 'SELECT count(*) FROM migration') === 1;
        const again = await footfall(['site', 'list', '--json'], { dataFolder: old });
        expect(again.code, again.stderr).toBe(0);
        expect(JSON.parse(again.stdout)).toMatchObject([{ id: 'shop' }]);
        expect(countIn(old, 'SELECT count(*) FROM visit')).toBe(rows);
        expect(countIn(old, 'SELECT count(*) FROM migration')).toBe(migrations().length);
        expectSound(old);
        return isHit;
      });
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
