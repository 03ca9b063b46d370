import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Collector, startCollector } from '../harness/collector.js';
import { count } from '../harness/counts.js';
import { csvLine, writeLines } from '../harness/csv.js';
import { waitFor } from '../harness/wait.js';

const ORDERS = count(20_000, 200_000);
const YEAR = { site: 'shop', from: '2024-01-01', to: '2024-12-31' };

interface Imports {
  imports: Record<string, unknown>[];
}

let folder: string;
let collector: Collector;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'footfall-watched-'));
  collector = await startCollector({ args: ['--watch', folder] });
  await collector.createSite({ id: 'shop', timezone: 'UTC' });
  await mkdir(join(folder, 'shop'));
});
afterEach(async () => {
  await collector.stop();
  await rm(folder, { recursive: true, force: true });
});

const inShop = (...parts: string[]) => join(folder, 'shop', ...parts);
const filesIn = (name: string) => readdir(inShop(name)).catch((): string[] => []);
const isDone = (name: string) =>
  waitFor(`${name} to be done`, async () => (await filesIn('done')).includes(name), { timeout: 120_000 });
const orders = async () => (await collector.kpi('orders', YEAR)).value as number;
const history = async () => (await collector.fetchJson<Imports>('/v1/imports?site=shop')).imports;

function* orderLines(): Generator<string> {
  yield csvLine(['order_id', 'time', 'currency', 'value']);
  for (let order = 0; order < ORDERS; order++)
    yield csvLine([`o${order}`, `2024-0${1 + (order % 9)}-1${order % 10}`, 'EUR', '30.00']);
}

describe('a folder that the collector watches', () => {
  it('takes exports as they were downloaded, and says what it refused', async () => {
    await writeFile(
      inShop('orders_export.csv'),
      [
        'Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku',
        '#1,ann@mail.example,paid,EUR,60.00,0.00,0.00,60.00,2024-05-10 10:00:00 +0000,2,Pan,20.00,PAN',
        '#1,ann@mail.example,,,,,,,2024-05-10 10:00:00 +0000,1,Pot,20.00,POT',
        '#2,ann@mail.example,paid,EURO,10.00,0.00,0.00,10.00,2024-05-11 10:00:00 +0000,1,Pan,10.00,PAN',
        '',
      ].join('\n'),
    );
    await isDone('orders_export.csv');
    expect(await collector.kpi('revenue', YEAR)).toMatchObject({ value: { value: 6000 } });
    expect(await collector.kpi('units_per_order', YEAR)).toMatchObject({ value: 3 });
    expect(await readFile(inShop('done', 'orders_export.csv.refused.csv'), 'utf8')).toBe(
      'row,reason\n3,unknown_currency\n',
    );
    expect(await readdir(inShop())).toEqual(['done']);
    expect(await history()).toMatchObject([
      {
        ...{ source: 'watch', file: 'orders_export.csv', exporter: 'shopify', state: 'done', refused: 1 },
        datasets: { orders: { inserted: 1 }, order_items: { inserted: 3 } },
      },
    ]);
  });

  it('has every row once, though it was killed in the midst of a file', async () => {
    await writeLines(inShop('orders.csv.part'), orderLines());
    await rename(inShop('orders.csv.part'), inShop('orders.csv'));
    await waitFor('its first rows', async () => (await orders()) > 0, { timeout: 60_000, interval: 5 });
    await collector.kill('SIGKILL');
    expect(await filesIn('.')).toContain('orders.csv');
    await collector.start();
    await isDone('orders.csv');
    expect(await orders()).toBe(ORDERS);
    expect(await readdir(inShop('done'))).toEqual(['orders.csv']);
    const runs = await history();
    expect(runs.map(({ state, error }) => [state, error])).toEqual([
      ['done', null],
      ['failed', 'interrupted'],
    ]);
    expect(runs[0]).toMatchObject({ rows: ORDERS, refused: 0 });
    expect(Number(runs[0]?.inserted) + Number(runs[0]?.updated)).toBe(ORDERS);
  });

  it('ends in time in the midst of a file, and goes on with it at the next start', async () => {
    await writeLines(inShop('orders.csv'), orderLines());
    await waitFor('its first rows', async () => (await orders()) > 0, { timeout: 60_000, interval: 5 });
    await collector.restart();
    await isDone('orders.csv');
    expect(await orders()).toBe(ORDERS);
  });
});
