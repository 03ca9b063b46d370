import { afterEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../app.fixture.js';
import type { ExportRow } from '../store/exported.js';
import { openStore } from '../store/sqlite/open.js';
import { newFolder, SHOP } from '../store/sqlite/shop-writer.fixture.js';
import type { Site, Store } from '../store/store.js';
import { textBody } from './text-body.js';

const AT = Date.UTC(2026, 0, 10, 11);
const HOSTILE = ['=1+1', '+1', '-1', '@SUM(A1)', 'a "b", c', 'two\nlines', '\tTab', '<script>', '東京 مرحبا'];

let store: Store | undefined;
afterEach(async () => {
  await store?.close();
  store = undefined;
});

/** An app that reads its exports from a file with a few visits and orders. */
async function shopWithRows() {
  store = await openStore({ folder: newFolder(), now: () => AT, threads: false });
  const site = await store.addSite(SHOP);
  const test = await createTestApp();
  const real = store;
  Object.assign(test.store, {
    exportRows: (...asked: Parameters<Store['exportRows']>) => real.exportRows(...asked),
  });
  const reader = await test.key('reader', ['shop']);
  for (const [index, coupon] of HOSTILE.entries())
    await store.append({
      site: site.key,
      received: AT,
      context: {
        origin: 'browser',
        userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
        visitor: `0198aaaa-0000-7000-8000-00000000000${index}`,
        visit: { id: `0198bbbb-0000-7000-8000-00000000000${index}`, number: 1 },
        country: index % 2 === 0 ? 'DE' : 'JP',
        ...(index === 1 && { internal: true }),
      },
      events: [
        { id: `v${index}`, name: 'page_view', time: AT + index, url: 'https://shop.example/' },
        {
          id: `o${index}`,
          name: 'purchase',
          time: AT + index * 24 * 3600_000,
          data: { transaction_id: `T${index}`, currency: 'EUR', value: 10 + index, coupon },
        },
      ],
    });
  const get = (path: string, secret = reader) => test.asHolder(secret, 'GET', `/v1/export/${path}`);
  const rows = async (path: string): Promise<ExportRow[]> =>
    (await (await get(path)).text())
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  return { ...test, get, rows };
}

describe('GET /v1/export/{what}', () => {
  it('answers rows as NDJSON, hostile texts as they came', async () => {
    const { get, rows } = await shopWithRows();
    const response = await get('orders?site=shop');
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    expect((await rows('orders?site=shop')).map(({ coupon }) => coupon)).toEqual(HOSTILE);
  });

  it('answers CSV that a spreadsheet shows and never runs', async () => {
    const { get } = await shopWithRows();
    const response = await get('orders?site=shop&format=csv');
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="shop-orders.csv"');
    const text = await response.text();
    for (const cell of [
      `,'=1+1,`,
      `,'+1,`,
      `,'-1,`,
      `,'@SUM(A1),`,
      ',"a ""b"", c",',
      ',"two\nlines",',
      `,'\tTab,`,
      '東京 مرحبا',
    ])
      expect(text).toContain(cell);
    expect(text).not.toMatch(/[,\n"][=+@-][A-Z0-9]/);
  });

  it.each([
    ['from=2026-01-11&to=2026-01-12', [1, 2]],
    ['from=2026-01-15', [5, 6, 7, 8]],
    ['to=2026-01-10', [0]],
    ['filter=country%3D%3DJP;internal!%3Dtrue', [3, 5, 7]],
    ['filter=internal%3D%3D1', [1]],
    ['filter=coupon%3D%3D%3D1%2B1,coupon%3D%3D%3Cscript%3E', [0, 7]],
    ['filter=visit_id%3D%3D0198bbbb-0000-7000-8000-000000000004', [4]],
    ['filter=visitor_id%3D~0198aaaa-0000-*5', [5]],
    ['filter=payment_type!%3D(not%20set)', []],
    ['filter=said_by%3D~brow', [0, 1, 2, 3, 4, 5, 6, 7, 8]],
    ['filter=customer_number%3D%3D1;order_id%3D%3DT2', [2]],
  ])('takes out what is asked for: %s', async (query, expected) => {
    const { rows } = await shopWithRows();
    const found = await rows(`orders?site=shop&${query}`);
    expect(found.map(({ order_id }) => Number(String(order_id).slice(1)))).toEqual(expected);
  });

  it('filters events and visits by their own columns', async () => {
    const { rows } = await shopWithRows();
    expect(await rows('events?site=shop&filter=name%3D%3Dpurchase;country%3D%3DDE')).toHaveLength(5);
    expect(
      await rows('events?site=shop&filter=visitor_id%3D%3D0198aaaa-0000-7000-8000-000000000003'),
    ).toHaveLength(2);
    expect(await rows('visits?site=shop&filter=country%3D%3DDE')).toHaveLength(5);
    expect(await rows('visits?site=shop&filter=landing_page%3D~/x')).toEqual([]);
  });

  it('answers an empty body, or a header alone, where there is nothing', async () => {
    const { get } = await shopWithRows();
    expect(await (await get('visits?site=shop&from=2020-01-01&to=2020-01-02')).text()).toBe('');
    expect(await (await get('visits?site=shop&to=2020-01-02&format=csv')).text()).toMatch(
      /^visit_id,.*internal\n$/,
    );
  });

  it.each([
    ['carts?site=shop', 404, 'unknown_export'],
    ['order?site=shop', 404, 'unknown_export'],
    ['orders?site=shop&from=2026-02-30', 400, 'invalid_period'],
    ['orders?site=shop&from=2026-02-02&to=2026-02-01', 400, 'invalid_period'],
    ['orders?site=shop&filter=country', 400, 'invalid_filter'],
    ['orders?site=shop&filter=colour%3D%3Dred', 400, 'unknown_dimension'],
    ['orders?site=shop&filter=__proto__%3D%3Dred', 400, 'unknown_dimension'],
    ['orders?site=shop&filter=value%3D%3D5', 400, 'unknown_dimension'],
    ['orders?site=shop&format=xlsx', 400, 'invalid_request'],
    ['orders?site=other', 403, 'site_not_of_key'],
    ['orders', 400, 'invalid_request'],
  ])('refuses %s', async (path, status, code) => {
    const { get } = await shopWithRows();
    const response = await get(path);
    expect([response.status, ((await response.json()) as { error: { code: string } }).error.code]).toEqual([
      status,
      code,
    ]);
  });

  it('wants a reader', async () => {
    const { get, key } = await shopWithRows();
    for (const role of ['writer', 'guest'] as const)
      expect((await get('orders?site=shop', await key(role, ['shop']))).status).toBe(403);
    expect((await get('orders?site=shop', 'ff_nobody')).status).toBe(401);
    expect((await get('orders?site=shop', await key('admin'))).status).toBe(200);
  });
});

/** An app whose export is `batches` of a row, and how many of them were read. */
async function slowExport(
  batches: number,
  fail?: Error,
): Promise<TestApp & { read: () => number; ended: () => boolean }> {
  const test = await createTestApp();
  let read = 0;
  let ended = false;
  Object.assign(test.store, {
    async *exportRows(_kind: string, _site: Site): AsyncGenerator<ExportRow[]> {
      try {
        for (; read < batches; read++) {
          if (fail && read === 1) throw fail;
          yield [{ order_id: String(read) }];
        }
      } finally {
        ended = true;
      }
    },
  });
  return { ...test, read: () => read, ended: () => ended };
}

describe('an export that is read slowly', () => {
  it('reads no more than is taken, and stops when the client goes away', async () => {
    const test = await slowExport(1_000_000);
    const response = await test.asHolder(await test.key('reader'), 'GET', '/v1/export/orders?site=shop');
    const body = response.body?.getReader() as ReadableStreamDefaultReader<Uint8Array>;
    for (let piece = 0; piece < 10; piece++) await body.read();
    expect(test.read()).toBeLessThan(20);
    await body.cancel();
    expect(test.ended()).toBe(true);
  });

  it('breaks off, rather than end as if it were whole, where reading fails', async () => {
    const test = await slowExport(10, new Error('the disk is gone'));
    const response = await test.asHolder(await test.key('reader'), 'GET', '/v1/export/orders?site=shop');
    await expect(response.text()).rejects.toThrow('the disk is gone');
  });

  it('is given up when the client takes nothing for long', async () => {
    let ended = false;
    async function* pieces() {
      try {
        for (;;) yield 'x';
      } finally {
        ended = true;
      }
    }
    const body = (await textBody(pieces(), 5)).getReader();
    expect((await body.read()).done).toBe(false);
    await expect(body.closed).rejects.toThrow('took nothing');
    expect(ended).toBe(true);
  });
});
