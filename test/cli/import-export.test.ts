import { readFile, writeFile } from 'node:fs/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ShopFolder } from './shop-folder.js';

let folder: ShopFolder;
beforeAll(async () => {
  folder = await ShopFolder.withShop();
});
afterAll(() => folder.remove());

const shop = ['--site', 'shop'];
const HEADER = 'order_id,time,currency,value,customer_id,coupon';
const ORDERS = `${HEADER}
A1,2026-01-31 23:30,EUR,19.90,C1,
A2,2026-02-01 00:30,JPY,1500,C1,=1+1
A3,2026-02-01T12:00:00Z,KWD,1.234,,SPRING
`;

describe('footfall import', () => {
  it('brings a file in once, however often and packed it comes', async () => {
    await writeFile(folder.path('orders.csv'), ORDERS);
    await writeFile(folder.path('orders.csv.gz'), gzipSync(ORDERS));
    await writeFile(folder.path('orders.csv.br'), brotliCompressSync(ORDERS));
    const first = await folder.json(['import', 'orders', folder.path('orders.csv'), ...shop]);
    expect(first).toEqual({
      ...{ rows: 3, inserted: 3, updated: 0, refused: [], refused_count: 0, warnings: [] },
      ...{ exporter: null, merged: 0, passed_over: 0 },
    });
    for (const name of ['orders.csv', 'orders.csv.gz', 'orders.csv.br'])
      expect(await folder.json(['import', 'orders', folder.path(name), ...shop])).toMatchObject({
        inserted: 0,
        updated: 3,
      });
  });

  it('takes good rows, lists the refused ones, and ends with 3', async () => {
    const { code, stdout } = await folder.run(['import', 'refunds', '-', ...shop], {
      input:
        'refund_id;time;currency;value;colour\nR1;2026-02-01;EUR;5;red\nR2;soon;EUR;5;red\nR1;2026-02-01;EUR;6;red\n',
    });
    expect(stdout).toContain('refunds of shop: 3 rows');
    expect(stdout).toContain('1 new, 0 replaced, 2 refused');
    expect(stdout).toContain('row 2: invalid_time');
    expect(stdout).toContain('row 3: duplicate_key');
    expect(stdout).toContain('"colour"');
    expect(code).toBe(3);
  });

  it('knows JSON by its content', async () => {
    const costs = [
      { date: '2026-02-01', kind: 'ads', source: 'google', medium: 'cpc', cost: 12.5, currency: 'EUR' },
    ];
    for (const input of [JSON.stringify(costs), `${JSON.stringify(costs[0])}\n`])
      expect(await folder.json(['import', 'costs', '-', ...shop], { input })).toMatchObject({ rows: 1 });
  });

  it.each([
    ['an empty file', '', 'the file is empty'],
    [
      'a file without its columns',
      'id,total\n1,2\n',
      'the header lacks order_id, time, currency, value; it has: id, total',
    ],
  ])('refuses %s as a whole', async (_, input, words) => {
    const { code, stderr } = await folder.run(['import', 'orders', '-', ...shop], { input });
    expect([code, stderr]).toEqual([1, expect.stringContaining(words)]);
  });

  it('says that a packed file was cut off', async () => {
    const packed = gzipSync(
      `${HEADER}\n${Array.from({ length: 500 }, (_, n) => `X${n},2026-02-01,EUR,${n},,\n`).join('')}`,
    );
    await writeFile(folder.path('cut.csv.gz'), packed.subarray(0, packed.length - 50));
    const cut = await folder.run(['import', 'orders', folder.path('cut.csv.gz'), '--site', 'shop']);
    expect([cut.code, cut.stderr]).toEqual([1, expect.stringContaining('was cut off')]);
    await writeFile(folder.path('plain.csv.gz'), ORDERS);
    const plain = await folder.run(['import', 'orders', folder.path('plain.csv.gz'), ...shop]);
    expect([plain.code, plain.stderr]).toEqual([1, expect.stringContaining('cannot be decompressed')]);
  });
});

describe('footfall export', () => {
  beforeAll(async () => {
    await folder.run(['import', 'orders', '-', ...shop], { input: ORDERS });
  });

  it('writes the orders of local days, exact in NDJSON', async () => {
    const { code, stdout } = await folder.run([
      'export',
      'orders',
      ...shop,
      '--from',
      '2026-02-01',
      '--to',
      '2026-02-01',
    ]);
    expect(code).toBe(0);
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows.filter(({ order_id }) => /^A/.test(String(order_id)))).toMatchObject([
      {
        order_id: 'A2',
        time: '2026-01-31T23:30:00.000Z',
        currency: 'JPY',
        value: '1500',
        coupon: '=1+1',
        customer_id: 'C1',
      },
      {
        order_id: 'A3',
        time: '2026-02-01T12:00:00.000Z',
        currency: 'KWD',
        value: '1.234',
        said_by: 'import',
        internal: false,
      },
    ]);
  });

  it('writes CSV that no spreadsheet runs, and that can be brought in elsewhere', async () => {
    const file = folder.path('out.csv');
    expect((await folder.run(['export', 'orders', ...shop, '-o', file])).code).toBe(0);
    const text = await readFile(file, 'utf8');
    expect(text).toContain(`,'=1+1,`);
    const elsewhere = await ShopFolder.withShop();
    try {
      const before = await folder.run(['export', 'orders', ...shop, '--to', '2026-01-31']);
      expect(before.stdout.trim().split('\n')).toHaveLength(1);
      await elsewhere.run(['import', 'orders', '-', ...shop], { input: before.stdout });
      const after = await elsewhere.run(['export', 'orders', ...shop]);
      expect(after.stdout).toBe(before.stdout);
    } finally {
      await elsewhere.remove();
    }
  });

  it('does not leave half a file where it cannot write', async () => {
    const { code, stderr } = await folder.run([
      'export',
      'orders',
      ...shop,
      '-o',
      folder.path('no/such/folder.csv'),
    ]);
    expect([code, stderr]).toEqual([1, expect.stringContaining('cannot be written')]);
  });
});

describe('footfall rebuild', () => {
  it('makes the same facts again', async () => {
    const before = await folder.run(['export', 'orders', ...shop]);
    const { code, stdout } = await folder.run(['rebuild']);
    expect([code, stdout]).toEqual([0, expect.stringContaining('were made again')]);
    expect((await folder.run(['export', 'orders', ...shop])).stdout).toBe(before.stdout);
  });
});
