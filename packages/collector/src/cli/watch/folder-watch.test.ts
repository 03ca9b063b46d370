import { appendFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openStore } from '../../store/sqlite/open.js';
import type { Store } from '../../store/store.js';
import { FolderWatch } from './folder-watch.js';
import { watchedFile } from './watched-file.js';

describe('watchedFile', () => {
  it.each([
    ['shop/orders.csv', { site: 'shop', name: 'orders.csv', dataset: 'orders', isReadable: true }],
    ['shop/order_items-2026.csv.gz', { dataset: 'order_items', isReadable: true }],
    ['shop/Exchange-Rates_2026.ndjson', { dataset: 'exchange_rates' }],
    ['shop/costs google (1).csv', { dataset: 'costs' }],
    ['shop/report.csv', { dataset: undefined, isReadable: true }],
    ['shop/orders.xlsx', { dataset: 'orders', isReadable: false }],
  ])('knows %s', (path, file) => expect(watchedFile('/in', `/in/${path}`)).toMatchObject(file));

  it.each([
    ...['orders.csv', 'shop/done/orders.csv', 'shop/import.json', 'shop/.orders.csv', 'shop/~orders.csv'],
    ...['shop/orders.csv.part', 'shop/orders.csv.crdownload', 'shop', '.git/orders.csv'],
  ])('does not look at %s', (path) => expect(watchedFile('/in', `/in/${path}`)).toBeUndefined());
});

describe('FolderWatch', () => {
  let folder: string;
  let store: Store;
  let watch: FolderWatch;
  const inFolder = (...parts: string[]) => join(folder, 'in', ...parts);
  const orders = (...rows: string[]) => `order_id,time,currency,value\n${rows.join('\n')}\n`;
  const values = () => store.query('SELECT order_id, value FROM import_order ORDER BY order_id', []);
  const filesOf = (name: string) => readdir(inFolder('shop', name)).catch(() => []);
  const soon = { timeout: 30_000, interval: 25 };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'footfall-watch-'));
    store = await openStore({ folder: join(folder, 'data'), now: () => 0, threads: false });
    await store.addSite({
      ...{ id: 'shop', name: 'shop', origins: [], timezone: 'UTC', currency: 'EUR' },
      settings: { visitIdleMinutes: 30, contentGroups: [], internalNetworks: [] },
    });
    await mkdir(inFolder('shop'), { recursive: true });
    watch = await started();
  });

  afterEach(async () => {
    await watch.stop();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function started(stableMs = 300): Promise<FolderWatch> {
    const log = { info: () => {}, warn: () => {} };
    const made = new FolderWatch({
      ...{ folder: inFolder(), store, now: () => 0, log },
      ...{ stableMs, lookMs: 25, againMs: 200 },
    });
    await made.start();
    return made;
  }

  it('brings a file in once it is whole, and moves it with a report of what was refused', async () => {
    await writeFile(inFolder('shop', 'orders.csv.part'), orders('A,2026-01-31,EUR,5', 'B,soon,EUR,5'));
    await rename(inFolder('shop', 'orders.csv.part'), inFolder('shop', 'orders.csv'));
    await vi.waitFor(async () => expect(await filesOf('done')).toContain('orders.csv'), soon);
    expect(await values()).toEqual([['A', '5']]);
    expect((await filesOf('done')).sort()).toEqual(['orders.csv', 'orders.csv.refused.csv']);
    expect(await readFile(inFolder('shop', 'done', 'orders.csv.refused.csv'), 'utf8')).toBe(
      'row,reason\n2,invalid_time\n',
    );
    expect(await store.importRuns(1, 9)).toMatchObject([
      { source: 'watch', file: 'orders.csv', dataset: 'orders', state: 'done', inserted: 1, refused: 1 },
    ]);
  });

  it('waits for the end of a file that is still written', async () => {
    await watch.stop();
    watch = await started(1500);
    const path = inFolder('shop', 'orders.csv');
    await writeFile(path, orders());
    // A slow copy: it takes longer than a file that is whole has to be still, and is itself never still for so long.
    for (let row = 0; row < 20; row++) {
      await appendFile(path, `R${row},2026-01-31,EUR,${row}\n`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await vi.waitFor(async () => expect(await filesOf('done')).toContain('orders.csv'), soon);
    expect(await values()).toHaveLength(20);
    expect(await store.importRuns(1, 9)).toHaveLength(1);
  });

  it('keeps files of the same name apart, each with its own report', async () => {
    await writeFile(inFolder('shop', 'orders.csv'), orders('A,2026-01-31,EUR,5', 'x'));
    await vi.waitFor(async () => expect(await filesOf('done')).toContain('orders.csv'), soon);
    await writeFile(inFolder('shop', 'orders.csv'), orders('A,2026-01-31,EUR,6', 'B,2026-01-31,EUR,7', 'y'));
    await vi.waitFor(async () => expect(await filesOf('done')).toContain('orders-2.csv'), soon);
    expect(await values()).toEqual([
      ['A', '6'],
      ['B', '7'],
    ]);
    const report = (name: string) => readFile(inFolder('shop', 'done', `${name}.refused.csv`), 'utf8');
    expect(await report('orders.csv')).toBe('row,reason\n2,wrong_number_of_columns\n');
    expect(await report('orders-2.csv')).toBe('row,reason\n3,wrong_number_of_columns\n');
  });

  it('reads by the settings of the folder, and compressed files', async () => {
    const settings = { orders: { map: { Nr: 'order_id', Wert: 'value' }, set: { currency: 'EUR' } } };
    await writeFile(inFolder('shop', 'import.json'), JSON.stringify(settings));
    await writeFile(inFolder('shop', 'orders.csv.gz'), gzipSync('Nr;time;Wert\nA;31.01.2026;1,50\n'));
    await vi.waitFor(async () => expect(await filesOf('done')).toContain('orders.csv.gz'), soon);
    expect(await values()).toEqual([['A', '1.50']]);
  });

  it.each([
    ['orders.csv', 'nothing,here\n1,2\n', /lacks order_id/],
    ['orders.csv', '', /empty/],
    ['orders.csv.gz', 'no gzip', /cannot be decompressed/],
    ['orders.xlsx', 'PK', /Save it as CSV/],
    ['report.csv', 'a,b\n', /begins with what it holds/],
  ])('puts %s aside that cannot be read (%j), and says why', async (name, content, why) => {
    await writeFile(inFolder('shop', name), content);
    await vi.waitFor(async () => expect(await filesOf('failed')).toContain(`${name}.error.txt`), soon);
    expect(await filesOf('failed')).toContain(name);
    expect(await readFile(inFolder('shop', 'failed', `${name}.error.txt`), 'utf8')).toMatch(why);
    expect(await filesOf('done')).toEqual([]);
  });

  it('puts files aside whose settings cannot be understood', async () => {
    await writeFile(inFolder('shop', 'import.json'), '{ "orders": { "mop": {} } }');
    await writeFile(inFolder('shop', 'orders.csv'), orders('A,2026-01-31,EUR,5'));
    await vi.waitFor(async () => expect(await filesOf('failed')).toContain('orders.csv.error.txt'), soon);
    expect(await readFile(inFolder('shop', 'failed', 'orders.csv.error.txt'), 'utf8')).toContain('mop');
  });

  it('takes what has waited since before it was started, and files of a site that comes later', async () => {
    await watch.stop();
    await writeFile(inFolder('shop', 'orders.csv'), orders('A,2026-01-31,EUR,5'));
    await mkdir(inFolder('later'));
    await writeFile(inFolder('later', 'orders.csv'), orders('B,2026-01-31,EUR,5'));
    watch = await started();
    await vi.waitFor(async () => expect(await values()).toEqual([['A', '5']]), soon);
    await store.addSite({
      ...{ id: 'later', name: 'later', origins: [], timezone: 'UTC', currency: 'EUR' },
      settings: { visitIdleMinutes: 30, contentGroups: [], internalNetworks: [] },
    });
    await vi.waitFor(async () => expect(await values()).toHaveLength(2), soon);
  });
});
