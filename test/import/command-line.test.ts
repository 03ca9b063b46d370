import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
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
let files: { readonly orders: string; readonly items: string; readonly bad: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'footfall-import-'));
  files = {
    orders: join(folder, 'orders.csv'),
    items: join(folder, 'items.csv'),
    bad: join(folder, 'bad.csv'),
  };
  await writeLines(files.orders, orderLines());
  await writeLines(files.items, itemLines());
  await writeFile(
    files.bad,
    'order_id,time,currency,value\n1,2024-01-01,EUR,5\n2,soon,EUR,5\n3,2024-01-01,EUR,7\n',
  );
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

describe('wrong use of the command line', () => {
  let data: string;
  const run = (...args: string[]) => footfall(args, { dataFolder: data, timeout: 30_000 });

  beforeAll(async () => {
    data = join(folder, 'data');
    const { code, stderr } = await run(
      'site',
      'add',
      'shop',
      '--origin',
      SHOP_ORIGIN,
      '--timezone',
      'UTC',
      '--currency',
      'EUR',
    );
    expect(code, stderr).toBe(0);
  });

  const WRONG: readonly [args: string[], says: RegExp][] = [
    [['improt'], /unknown command 'improt'[\s\S]*import/],
    [['import', '--site', 'shop'], /missing required argument 'dataset'/],
    [['import', 'orders', '--site', 'shop'], /missing required argument 'file'/],
    [['import', 'orders', 'x.csv'], /required option '--site <id>'/],
    [['import', 'order', 'x.csv', '--site', 'shop'], /Did you mean orders\?/],
    [['import', 'orders', 'nowhere.csv', '--site', 'shop'], /There is no file nowhere\.csv/],
    [['import', 'orders', tmpdir(), '--site', 'shop'], /is a folder/],
    [['import', 'orders', 'BAD', '--site', 'shpo'], /There is no site "shpo": did you mean shop\?/],
    [['import', 'orders', 'BAD', '--site', 'shop', '--format', 'xml'], /There are csv, ndjson, json/],
    [['import', 'orders', 'BAD', '--site', 'shop', '--nonsense'], /unknown option '--nonsense'/],
    [['export', 'money', '--site', 'shop'], /events, visits, orders/],
    [['export', 'orders', '--site', 'shop', '--from', 'yesterday'], /--from/],
    [['serve', '--port', '99999'], /A port is a number from 0 to 65535/],
    [['serve', '--admin-key', 'short'], /16 to 512/],
    [['key', 'add', '--role', 'boss'], /writer|reader|admin/],
    [['key', 'add', '--role', 'reader', '--site', 'shpo'], /did you mean shop\?/],
    [
      ['site', 'add', 'Bad Name', '--origin', SHOP_ORIGIN, '--timezone', 'UTC', '--currency', 'EUR'],
      /site id/,
    ],
    [
      ['site', 'add', 'x', '--origin', 'shop.example', '--timezone', 'UTC', '--currency', 'EUR'],
      /--origin "shop\.example"/,
    ],
    [
      ['site', 'add', 'x', '--origin', SHOP_ORIGIN, '--timezone', 'Mars', '--currency', 'EUR'],
      /--timezone "Mars"/,
    ],
    [
      ['site', 'add', 'x', '--origin', SHOP_ORIGIN, '--timezone', 'UTC', '--currency', 'Euro'],
      /--currency "Euro"/,
    ],
    [['site', 'remove', 'nowhere'], /nowhere/],
  ];

  it.each(WRONG)('%j ends with 2 and says what is wrong', async (args, says) => {
    const { code, stdout, stderr } = await run(...args.map((arg) => (arg === 'BAD' ? files.bad : arg)));
    expect(code, stdout + stderr).toBe(2);
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/\n\s+at |not foreseen/);
    expect(stdout).toBe('');
  });

  it('is none to ask for help, of each command', async () => {
    for (const command of [
      [],
      ['serve'],
      ['import'],
      ['export'],
      ['rebuild'],
      ['site'],
      ['key'],
      ['site', 'add'],
      ['key', 'add'],
    ]) {
      const { code, stdout, stderr } = await run(...command, '--help');
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/^Usage: footfall/);
    }
  });

  it('a file with a bad row ends with 3, names the row and keeps the others', async () => {
    const { code, stdout } = await run('import', 'orders', files.bad, '--site', 'shop');
    expect(code).toBe(3);
    expect(stdout).toMatch(/3 rows .* 2 new, 0 replaced, 1 refused/);
    expect(stdout).toMatch(/row 2: invalid_time/);
    const kept = await run('export', 'orders', '--site', 'shop');
    expect(kept.stdout.trim().split('\n')).toHaveLength(2);
  });

  it('a file that is none of the dataset ends with 1 and says what it lacks', async () => {
    const { code, stderr } = await run('import', 'refunds', files.bad, '--site', 'shop');
    expect(code).toBe(1);
    expect(stderr).toMatch(/the header lacks refund_id/);
  });

  it('a port that is taken ends with 4 and names another', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await waitFor('a port', () => other.listening);
    const { port } = other.address() as { port: number };
    const { code, stdout, stderr } = await run('serve', '--port', String(port));
    other.close();
    expect(code).toBe(4);
    expect(stderr).toMatch(new RegExp(`Port ${port} is taken`));
    // The key is shown once, so never before a start that fails.
    expect(stdout).not.toMatch(/ff_/);
  });
});
