import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BeaconEvent, SHOP_ORIGIN } from './harness/beacons.js';
import { type Collector, startCollector } from './harness/collector.js';
import { count } from './harness/counts.js';
import { aroundNow } from './harness/day.js';
import { footfall } from './harness/footfall.js';
import { BeaconLoad, eventsOf } from './harness/load.js';
import { measured } from './harness/measured.js';
import { root } from './harness/root.js';
import { streamOf } from './harness/stream-of.js';
import { waitFor } from './harness/wait.js';

let collector: Collector;
let load: BeaconLoad;

beforeEach(async () => {
  collector = await startCollector();
  await collector.createSite({ id: 'shop', origins: [SHOP_ORIGIN], timezone: 'UTC', currency: 'EUR' });
  load = new BeaconLoad(collector.url);
});
afterEach(() => collector.stop());

/** A moment under load: some answers after the load has begun to flow, and some milliseconds into what comes next. */
async function anyMoment(): Promise<void> {
  const answers = load.answered.length + Math.ceil(Math.random() * 100);
  await waitFor(`${answers} answers`, () => load.answered.length >= answers, {
    timeout: 60_000,
    interval: 1,
  });
  await wait(Math.random() * 20);
}

/** The ids of the log, in the order in which they were written. */
async function loggedIds(): Promise<string[]> {
  const { code, stdout, stderr } = await footfall(['export', 'events', '--site', 'shop'], {
    dataFolder: collector.dataFolder,
  });
  expect(code, stderr).toBe(0);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { id: string }).id);
}

async function facts(): Promise<Record<string, unknown>> {
  const period = { site: 'shop', ...aroundNow() };
  const [pageViews, orders, revenue, visits, visitors] = await Promise.all(
    ['page_views', 'orders', 'revenue', 'visits', 'visitors'].map((id) => collector.kpi(id, period)),
  );
  return {
    page_views: pageViews?.value,
    orders: orders?.value,
    revenue: (revenue?.value as { value: number } | null)?.value,
    visits: visits?.value,
    visitors: visitors?.value,
  };
}

/** What the facts must say of events, counted plainly. */
function factsOf(events: readonly BeaconEvent[], people: number): Record<string, number> {
  const purchases = events.filter(({ name }) => name === 'purchase');
  const cents = purchases.map(({ data }) => Math.round((data as { value: number }).value * 100));
  return {
    page_views: events.length - purchases.length,
    orders: purchases.length,
    revenue: cents.reduce((sum, value) => sum + value, 0),
    visits: people,
    visitors: people,
  };
}

/** After all is over: what was answered is there, nothing is there twice, and the facts say the same as the log. */
async function expectEveryEventOnce(): Promise<void> {
  expect(load.unexpected).toEqual([]);
  const logged = await loggedIds();
  const inLog = new Set(logged);
  expect(logged.length - inLog.size, 'events that are in the log twice').toBe(0);
  const lost = eventsOf(load.answered).filter(({ id }) => !inLog.has(id));
  expect(lost, 'answered 204 and lost').toEqual([]);
  const unanswered = eventsOf(load.unanswered);
  measured('events on disk whose answer was lost', unanswered.filter(({ id }) => inLog.has(id)).length, '');

  await collector.start();
  await load.sendAgain();
  await load.sendTwice(load.answered.slice(-100));
  const all = eventsOf(load.answered);
  expect(await facts()).toEqual(factsOf(all, load.people));
  expect((await loggedIds()).sort()).toEqual(all.map(({ id }) => id).sort());
}

/** The file itself, when nobody has it open. */
function expectSoundFile(): void {
  const db = new Database(`${collector.dataFolder}/footfall.db`, { readonly: true });
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  } finally {
    db.close();
  }
}

describe('kill -9 of a collector under load', () => {
  const KILLS = count(20, 100);

  it(`keeps what it has answered with 204, once, over ${KILLS} kills`, { timeout: 900_000 }, async () => {
    for (let kill = 0; kill < KILLS; kill++) {
      load.start();
      await anyMoment();
      await collector.kill('SIGKILL');
      await load.ended();
      // Every fifth is killed again while it starts, when it takes up what the dead one has left.
      if (kill % 5 === 4) {
        const starting = collector.start().catch(() => {});
        await wait(Math.random() * 600);
        await collector.kill('SIGKILL');
        await starting;
      }
      if (kill < KILLS - 1) await collector.start();
    }
    measured(`events answered 204 over ${KILLS} kills`, eventsOf(load.answered).length, '');
    expect(load.answered.length).toBeGreaterThan(KILLS);
    await expectEveryEventOnce();

    await collector.end();
    expectSoundFile();
    const rebuilt = await footfall(['rebuild'], { dataFolder: collector.dataFolder });
    expect(rebuilt.code, rebuilt.stderr).toBe(0);
    await collector.start();
    expect(await facts()).toEqual(factsOf(eventsOf(load.answered), load.people));
  });
});

describe('SIGTERM to a collector under load', () => {
  const ENDS = count(3, 15);

  it(`ends with 0 within five seconds, with everything on disk, ${ENDS} times`, {
    timeout: 600_000,
  }, async () => {
    for (let end = 0; end < ENDS; end++) {
      load.start();
      await anyMoment();
      const asked = performance.now();
      const code = await collector.kill('SIGTERM');
      const seconds = (performance.now() - asked) / 1000;
      await load.ended();
      expect({ code, inTime: seconds < 5 }, `after ${seconds} s`).toEqual({ code: 0, inTime: true });
      if (end < ENDS - 1) await collector.start();
    }
    await expectEveryEventOnce();
  });

  it('ends in time also while a file comes in that has no end', { timeout: 120_000 }, async () => {
    let row = 0;
    const endless = {
      *[Symbol.iterator]() {
        yield 'order_id,time,currency,value\n';
        for (;;) yield Array.from({ length: 500 }, () => `o${row++},2024-03-01,EUR,1\n`).join('');
      },
    };
    const upload = collector
      .fetch('/v1/import/orders?site=shop', {
        method: 'POST',
        headers: { 'content-type': 'text/csv' },
        body: streamOf(endless),
        duplex: 'half',
      } as RequestInit)
      .then(
        ({ status }) => status,
        () => 'cut off',
      );
    const orders = async () =>
      (await collector.kpi('orders', { site: 'shop', from: '2024-03-01', to: '2024-03-01' })).value as number;
    await waitFor('the first rows', async () => (await orders()) > 0);
    const before = await orders();
    const asked = performance.now();
    const code = await collector.kill('SIGTERM');
    const seconds = (performance.now() - asked) / 1000;
    expect({ code, inTime: seconds < 5 }, `after ${seconds} s`).toEqual({ code: 0, inTime: true });
    expect(await upload).not.toBe(200);
    expectSoundFile();
    await collector.start();
    expect(await orders()).toBeGreaterThanOrEqual(before);
  });

  it('ends in time also while reports are asked for that take hours, with everything on disk', {
    timeout: 120_000,
  }, async () => {
    await collector.stop();
    const preload = pathToFileURL(join(root, 'test/harness/reader-holder.mjs')).href;
    collector = await startCollector({ env: { NODE_OPTIONS: `--import=${preload}` } });
    await collector.createSite({ id: 'shop', origins: [SHOP_ORIGIN], timezone: 'UTC', currency: 'EUR' });
    load = new BeaconLoad(collector.url);
    load.start();
    await anyMoment();
    // One of them holds a reader for good, and the next ones wait behind it or hold the other.
    const reports = [1, 2, 3, 4, 5, 6].map((minutes) =>
      collector
        .fetchJson('/v1/funnels', {
          json: {
            ...{ site: 'shop', ...aroundNow(), within: 'visitor', time_limit_minutes: minutes },
            steps: [{ event: 'page_view' }, { event: 'purchase' }],
          },
        })
        .catch(() => 'cut off'),
    );
    await waitFor('a reader that is held', () => collector.output.includes('a reader is held'));
    await anyMoment();
    const asked = performance.now();
    await Promise.race([collector.kill('SIGTERM'), wait(20_000, undefined, { ref: false })]);
    const seconds = (performance.now() - asked) / 1000;
    expect(seconds).toBeLessThan(5);
    expect(await Promise.all(reports)).toEqual(reports.map(() => 'cut off'));
    await load.ended();
    expect(load.unexpected).toEqual([]);
    expectSoundFile();
    const logged = new Set(await loggedIds());
    expect(eventsOf(load.answered).filter(({ id }) => !logged.has(id))).toEqual([]);
  });
});
