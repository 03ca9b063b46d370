import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, open, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BROWSER_HEADERS, beacon, pageView, SHOP_ORIGIN } from './harness/beacons.js';
import { type Collector, CollectorError, startCollector } from './harness/collector.js';
import { count } from './harness/counts.js';
import { aroundNow } from './harness/day.js';
import { expectError } from './harness/error-answer.js';
import { expectFactsOfARebuild, expectSound, inDatabase } from './harness/facts.js';
import { footfall } from './harness/footfall.js';
import { BeaconLoad, eventsOf } from './harness/load.js';
import { measured } from './harness/measured.js';
import { fullFileSystem, fullQuota, type SmallDisk } from './harness/small-disk.js';
import { waitFor } from './harness/wait.js';

const DATA_UNUSABLE = 5;
const SHOP = { id: 'shop', origins: [SHOP_ORIGIN], timezone: 'UTC', currency: 'EUR' };
const SECOND = 1000;

const send = (collector: Collector, events: readonly unknown[]): Promise<Response> =>
  fetch(`${collector.url}/v1/events`, {
    method: 'POST',
    headers: BROWSER_HEADERS,
    body: JSON.stringify(beacon(events)),
  });

describe('what is answered 204', () => {
  it('is on disk: the writer itself says that it writes with synchronous=FULL', async () => {
    const collector = await startCollector();
    try {
      expect(await collector.fetchJson('/readyz')).toEqual({
        status: 'ok',
        store: { journal_mode: 'wal', synchronous: 'full' },
      });
    } finally {
      await collector.stop();
    }
  });
});

describe('a database that is damaged', () => {
  let sound: string;
  let folder: string;
  let db: string;
  let collector: Collector | undefined;

  // With a log beside it, as a collector that was killed leaves it.
  beforeAll(async () => {
    sound = await mkdtemp(join(tmpdir(), 'footfall-sound-'));
    const collector = await startCollector({ dataFolder: sound });
    await collector.createSite(SHOP);
    expect((await send(collector, [pageView()])).status).toBe(204);
    await collector.restart();
    for (let page = 0; page < 50; page++) expect((await send(collector, [pageView()])).status).toBe(204);
    await collector.kill('SIGKILL');
    expect((await stat(join(sound, 'footfall.db-wal'))).size).toBeGreaterThan(0);
  });
  afterAll(() => rm(sound, { recursive: true, force: true }));

  async function prepare(): Promise<void> {
    folder = await mkdtemp(join(tmpdir(), 'footfall-damaged-'));
    db = join(folder, 'footfall.db');
    await cp(sound, folder, { recursive: true });
  }
  afterEach(async () => {
    await collector?.end();
    collector = undefined;
    await rm(folder, { recursive: true, force: true });
  });

  async function overwrite(from: number, length: number): Promise<void> {
    const file = await open(db, 'r+');
    await file.write(Buffer.alloc(length, 0xa5), 0, length, from);
    await file.close();
  }

  /** Puts all that is in the log into the file, as the last process to close it does. */
  function checkpoint(): void {
    const database = new Database(db);
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.close();
  }

  async function print(): Promise<string[]> {
    const files = ['footfall.db', 'footfall.db-wal'].map((name) => join(folder, name)).filter(existsSync);
    return Promise.all(
      files.map(
        async (file) =>
          `${file} ${createHash('sha256')
            .update(await readFile(file))
            .digest('hex')}`,
      ),
    );
  }

  async function halve(): Promise<void> {
    const { size } = await stat(db);
    await truncate(db, 4096 * Math.floor(size / 8192));
  }

  const DAMAGES: readonly [what: string, damage: () => unknown, says: RegExp][] = [
    ['is another file', () => writeFile(db, 'order_id,time\n'.repeat(1000)), /is damaged or not a Footfall/],
    ['has lost its first page', () => overwrite(0, 4096), /is damaged or not a Footfall/],
    ['has a damaged list of tables', () => overwrite(100, 3996), /is damaged or not a Footfall/],
    ['was cut in half', halve, /is damaged or not a Footfall/],
    ['is gone, and its log is there', () => rm(db), /gone or empty/],
    ['is empty, and its log is there', () => truncate(db), /gone or empty/],
    [
      'is of a newer Footfall',
      () => {
        const database = new Database(db);
        database.prepare("INSERT INTO migration VALUES ('2099-01-01-1-future.sql', 0)").run();
        database.close();
      },
      /newer Footfall/,
    ],
    [
      'is another program’s',
      async () => {
        await rm(db);
        const database = new Database(db);
        database.exec('CREATE TABLE bookmarks (url TEXT)');
        database.close();
      },
      /another program/,
    ],
  ];

  it.each(DAMAGES)(
    '%s: every command says so, ends with its own code and leaves it as it is',
    async (what, damage, says) => {
      await prepare();
      // The log heals what it has newer pages of.
      if (!what.includes('log')) checkpoint();
      await damage();
      const before = await print();
      const commands = [['serve', '--port', '0'], ['rebuild']];
      for (const command of commands) {
        const { code, stdout, stderr } = await footfall(command, {
          dataFolder: folder,
          timeout: 30 * SECOND,
        });
        expect(code, `${command.join(' ')}\n${stdout}${stderr}`).toBe(DATA_UNUSABLE);
        expect(stderr).toMatch(says);
        expect(stderr.split('\n').length, stderr).toBeLessThan(6);
        expect(stderr).not.toMatch(/\n\s+at /);
        expect(stdout).not.toMatch(/listens/);
      }
      expect(await print()).toEqual(before);
    },
  );

  it('has a log that was cut short: what lies before the cut is there and nothing else, and the facts are of that', async () => {
    for (const share of count(1, 3) === 1 ? [0.7] : [0.2, 0.7, 0.95]) {
      await prepare();
      const all = seqs();
      const { size } = await stat(`${db}-wal`);
      // In the middle of a page.
      await truncate(`${db}-wal`, Math.floor(size * share) + 100);
      collector = await startCollector({ dataFolder: folder });
      const views = (await collector.kpi('page_views', { site: 'shop', ...aroundNow() })).value;
      // The next one is taken, and goes behind what is left.
      expect((await send(collector, [pageView()])).status).toBe(204);
      await collector.end();
      const left = seqs();
      expect(views).toBe(left.length - 1);
      expect(left.slice(0, -1)).toEqual(all.slice(0, left.length - 1));
      expect(left.length).toBeLessThan(all.length);
      expectSound(folder);
      await expectFactsOfARebuild(folder);
      await rm(folder, { recursive: true });
    }
    await prepare();
  });

  const seqs = () =>
    inDatabase(folder, (database) =>
      database.prepare<[], number>('SELECT seq FROM event ORDER BY seq').pluck().all(),
    );

  it('in its facts only: no figure is made up, what cannot be written is not answered 204', async () => {
    await prepare();
    checkpoint();
    const database = new Database(db, { readonly: true });
    const pages = database
      .prepare<[], number>(
        "SELECT rootpage FROM sqlite_master WHERE tbl_name IN ('visit', 'hit') AND rootpage > 0",
      )
      .pluck()
      .all();
    database.close();
    for (const page of pages) await overwrite((page - 1) * 4096, 4096);

    collector = await startCollector({ dataFolder: folder });
    const running = collector;
    const asked = await running
      .kpi('visits', { site: 'shop', ...aroundNow() })
      .catch((error: unknown) => error);
    expect(asked).toBeInstanceOf(CollectorError);
    expect((asked as CollectorError).status).toBeGreaterThanOrEqual(500);
    const response = await send(running, [pageView()]);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    await expectError(response, 503, 'busy');
    expect(running.output).toMatch(/malformed|CORRUPT/);
    await running.end();
    collector = undefined;

    const { code, stderr } = await footfall(['rebuild'], { dataFolder: folder });
    expect(code).toBe(DATA_UNUSABLE);
    expect(stderr).toMatch(/the database is damaged/);
  });
});

const DISKS: readonly [string, SmallDisk | undefined][] = [
  ['a file system that is full', fullFileSystem(6_000_000)],
  ['a quota that is used up', fullQuota(3_000_000)],
];

describe.each(DISKS)('%s', (name, disk) => {
  if (!disk) console.warn(`SKIPPED: ${name} cannot be had here (it needs Linux, and root or prlimit)`);
  let collector: Collector;
  let load: BeaconLoad;

  afterAll(async () => {
    await collector?.stop();
    disk?.remove();
  });

  it.skipIf(!disk)(
    'answers 503 with Retry-After, loses nothing, and goes on when there is room',
    async () => {
      const small = disk as SmallDisk;
      collector = await startCollector({ dataFolder: small.folder });
      await collector.createSite(SHOP);
      load = new BeaconLoad(collector.url);
      small.fill(collector.pid);
      load.start();
      await waitFor('the disk to be full', () => load.busy > 0, { timeout: 60 * SECOND });
      await load.stop();
      expect(load.unexpected).toEqual([]);
      measured(`${name}: events before it`, eventsOf(load.answered).length, '');

      // What was taken back at the failure can leave room for a few small ones.
      let fitted = 0;
      const { event, refused } = await waitFor(
        'a beacon that no longer fits',
        async () => {
          const one = pageView();
          const answer = await send(collector, [one]);
          if (answer.status !== 204) return { event: one, refused: answer };
          fitted++;
          return undefined;
        },
        { timeout: 60 * SECOND, interval: 0 },
      );
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(refused.headers.get('access-control-allow-origin')).toBe(SHOP_ORIGIN);
      expect(refused.headers.get('access-control-expose-headers')).toContain('retry-after');
      await expectError(refused, 503, 'busy');
      const csv = `order_id,time,currency,value\n${Array.from({ length: 20_000 }, (_, row) => `o${row},2026-03-01,EUR,5\n`).join('')}`;
      const imported = await collector.fetch('/v1/import/orders?site=shop', {
        method: 'POST',
        body: csv,
        headers: { 'content-type': 'text/csv' },
      });
      expect(Number(imported.headers.get('retry-after'))).toBeGreaterThan(0);
      await expectError(imported, 503, 'busy');
      // Who asks is still answered.
      expect((await collector.fetch('/healthz')).status).toBe(200);
      const period = { site: 'shop', ...aroundNow() };
      expect((await collector.kpi('page_views', period)).value).toBeGreaterThan(0);

      // A quota fails the write itself (EFBIG), which SQLite calls an I/O error and not a full disk.
      expect(collector.output).toMatch(name.includes('quota') ? /disk I\/O error/ : /disk is full/);

      small.makeRoom(collector.pid);
      await load.sendAgain();
      expect((await send(collector, [event])).status).toBe(204);
      const views = eventsOf(load.answered).filter((each) => each.name === 'page_view').length;
      const orders = eventsOf(load.answered).length - views;
      expect((await collector.kpi('page_views', period)).value).toBe(views + fitted + 1);
      expect((await collector.kpi('orders', period)).value).toBe(orders);
      expect(await collector.kill('SIGTERM')).toBe(0);
      const database = new Database(join(small.folder, 'footfall.db'), { readonly: true });
      expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
      database.close();
    },
  );
});
