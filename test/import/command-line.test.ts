import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SHOP_ORIGIN } from '../harness/beacons.js';
import { type Collector, startCollector } from '../harness/collector.js';
import { count } from '../harness/counts.js';
import { csvLine, writeLines } from '../harness/csv.js';
import { aroundNow } from '../harness/day.js';
import { footfall } from '../harness/footfall.js';
import { BeaconLoad, eventsOf } from '../harness/load.js';
import { measured } from '../harness/measured.js';
import { waitFor } from '../harness/wait.js';

const ORDERS = count(20_000, 200_000);
/** After which an import hangs, ms. */
const LONGEST_RUN = count(300_000, 1_200_000);
const LINES = 3;
/** Another year than that of the beacons, so that the two can be told apart. */
const YEAR = { site: 'shop', from: '2024-01-01', to: '2024-12-31' };

let folder: string;
let files: { readonly orders: string; readonly items: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'footfall-import-'));
  files = { orders: join(folder, 'orders.csv'), items: join(folder, 'items.csv') };
  await writeLines(files.orders, orderLines());
  await writeLines(files.items, itemLines());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function* orderLines(): Generator<string> {
  yield csvLine(['order_id', 'time', 'currency', 'value', 'customer_id']);
  for (let order = 0; order < ORDERS; order++)
    yield csvLine([
      `o${order}`,
      `2024-0${1 + (order % 9)}-1${order % 10}`,
      'EUR',
      '30.00',
      `c${order % 1000}`,
    ]);
}

function* itemLines(): Generator<string> {
  yield csvLine(['order_id', 'line', 'item_id', 'price', 'quantity']);
  for (let order = 0; order < ORDERS; order++)
    for (let line = 1; line <= LINES; line++)
      yield csvLine([`o${order}`, line, `i${order % 97}`, '10.00', 1]);
}

async function expectAllOnce(collector: Collector): Promise<void> {
  expect(await collector.kpi('orders', YEAR)).toMatchObject({ value: ORDERS });
  expect(await collector.kpi('revenue', YEAR)).toMatchObject({ value: { value: ORDERS * 3000 } });
  expect(await collector.kpi('units_per_order', YEAR)).toMatchObject({ value: LINES, denominator: ORDERS });
}

const makeShop = (collector: Collector) =>
  collector.createSite({ id: 'shop', origins: [SHOP_ORIGIN], timezone: 'UTC', currency: 'EUR' });

describe('an import beside a running collector under load', () => {
  let collector: Collector;
  beforeAll(async () => {
    collector = await startCollector();
    await makeShop(collector);
  });
  afterAll(() => collector.stop());

  it('loses no beacon and no row', { timeout: 2 * LONGEST_RUN }, async () => {
    const load = new BeaconLoad(collector.url);
    load.start();
    await waitFor('the load to flow', () => load.answered.length > 50);
    const before = load.answered.length;
    const started = performance.now();
    const { dataFolder } = collector;
    const options = { dataFolder, timeout: LONGEST_RUN };
    const orders = await footfall(['import', 'orders', files.orders, '--site', 'shop'], options);
    const items = await footfall(['import', 'order_items', files.items, '--site', 'shop'], options);
    const seconds = (performance.now() - started) / 1000;
    const during = load.answered.length - before;
    await load.stop();
    await load.sendAgain();
    expect({ code: orders.code, stderr: orders.stderr }).toMatchObject({ code: 0 });
    expect({ code: items.code, stderr: items.stderr }).toMatchObject({ code: 0 });
    expect(load.unexpected).toEqual([]);
    measured(
      'import beside a collector under load: rows a second',
      Math.round((ORDERS * (1 + LINES)) / seconds),
      '',
    );
    measured(
      'import beside a collector under load: beacons answered a second',
      Math.round(during / seconds),
      '',
    );
    measured('import beside a collector under load: 503', load.busy, '');
    expect(during).toBeGreaterThan(0);

    await expectAllOnce(collector);
    const events = eventsOf(load.answered);
    const purchases = events.filter(({ name }) => name === 'purchase').length;
    const today = { site: 'shop', ...aroundNow() };
    expect((await collector.kpi('page_views', today)).value).toBe(events.length - purchases);
    expect((await collector.kpi('orders', today)).value).toBe(purchases);
  });

  it('that is killed in the middle is whole when it is run again', { timeout: 2 * LONGEST_RUN }, async () => {
    const site = ['--site', 'killed'];
    await collector.createSite({ id: 'killed', origins: [SHOP_ORIGIN], timezone: 'UTC', currency: 'EUR' });
    const year = { ...YEAR, site: 'killed' };
    const orders = async () => (await collector.kpi('orders', year)).value as number;
    const begun = waitFor('its first rows', async () => (await orders()) > 0, {
      timeout: 60_000,
      interval: 5,
    });
    const { code } = await footfall(['import', 'orders', files.orders, ...site], {
      dataFolder: collector.dataFolder,
      kill: begun.then(() => 'SIGKILL' as const),
    });
    expect(code).toBeNull();
    const kept = await orders();
    expect(kept).toBeLessThan(ORDERS);
    const again = await footfall(['import', 'orders', files.orders, ...site, '--json'], {
      dataFolder: collector.dataFolder,
      timeout: LONGEST_RUN,
    });
    expect(again.code, again.stderr).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({
      rows: ORDERS,
      inserted: ORDERS - kept,
      updated: kept,
      refused_count: 0,
    });
    expect(await orders()).toBe(ORDERS);
    expect(await collector.kpi('revenue', year)).toMatchObject({ value: { value: ORDERS * 3000 } });
  });

  it('that is interrupted says so, and keeps what it had', { timeout: 300_000 }, async () => {
    await collector.createSite({ id: 'stopped', origins: [SHOP_ORIGIN], timezone: 'UTC', currency: 'EUR' });
    const orders = async () => (await collector.kpi('orders', { ...YEAR, site: 'stopped' })).value as number;
    const begun = waitFor('its first rows', async () => (await orders()) > 0, {
      timeout: 60_000,
      interval: 5,
    });
    const { code, stderr } = await footfall(['import', 'orders', files.orders, '--site', 'stopped'], {
      dataFolder: collector.dataFolder,
      kill: begun.then(() => 'SIGINT' as const),
    });
    expect(code).toBe(130);
    expect(stderr).toMatch(/interrupted/);
    expect(await orders()).toBeGreaterThan(0);
  });
});
