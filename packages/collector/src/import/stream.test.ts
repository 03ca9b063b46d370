import { DATASETS, LIMITS } from '@footfall/protocol';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { StoreBusy } from '../store/store.js';
import type { Format } from './format.js';
import type { ImportOptions } from './import-answer.js';
import { memoryStore } from './memory-store.fixture.js';
import { importStream } from './stream.js';

const site = { key: 1, timezone: 'Europe/Berlin' };
const orderStore = () => memoryStore((fields) => String(fields.order_id));

async function* inPieces(content: string | Buffer, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(content);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function importOrders(content: string | Buffer, options: Partial<ImportOptions> = {}, size?: number) {
  const memory = orderStore();
  const answer = await importStream({
    store: memory.store,
    site,
    dataset: DATASETS.orders,
    body: inPieces(content, size),
    ...options,
  });
  return { answer, orders: memory.fields(), chunks: memory.chunks };
}

const HEADER = 'order_id,time,currency,value,coupon';
const csv = (...lines: string[]) => [HEADER, ...lines, ''].join('\n');

describe('importStream, CSV', () => {
  it('takes good rows and tells for each bad one its number and reason', async () => {
    const { answer, orders } = await importOrders(
      csv(
        'A1,2026-01-31T12:00:00Z,EUR,10.50,',
        ',2026-01-31,EUR,1,',
        'A3,soon,EUR,1,',
        'A4,2026-01-31,EUR',
        'A5,2026-01-31,EUR,1,a,b',
        'A6,2026-01-31,ZZZ,1,',
        'A7,2026-01-31,EUR,-1,',
        'A1,2026-01-31,EUR,99,',
        '',
        'A9,2026-01-31 08:30,jpy,12,"a ""good"", long',
        'coupon"',
      ),
    );
    expect(answer).toEqual({
      exporter: null,
      merged: 0,
      passed_over: 0,
      rows: 9,
      inserted: 2,
      updated: 0,
      refused: [
        { row: 2, reason: 'missing_order_id' },
        { row: 3, reason: 'invalid_time' },
        { row: 4, reason: 'wrong_number_of_columns' },
        { row: 5, reason: 'wrong_number_of_columns' },
        { row: 6, reason: 'unknown_currency' },
        { row: 7, reason: 'invalid_value' },
        { row: 8, reason: 'duplicate_key' },
      ],
      refused_count: 7,
      warnings: [],
    });
    expect(
      orders.map(({ order_id, time, value, currency, coupon }) => [order_id, time, value, currency, coupon]),
    ).toEqual([
      ['A1', Date.UTC(2026, 0, 31, 12), '10.50', 'EUR', null],
      ['A9', Date.UTC(2026, 0, 31, 7, 30), '12', 'JPY', 'a "good", long coupon'],
    ]);
  });

  it.each([
    [
      'byte order mark, capitals, blanks, windows line ends',
      `\ufeff Order_ID ,TIME,Currency,value\r\nA1,2026-01-31,EUR,1\r\n`,
    ],
    ['semicolons', 'order_id;time;currency;value\nA1;2026-01-31;EUR;1'],
    ['tabs', 'order_id\ttime\tcurrency\tvalue\nA1\t2026-01-31\tEUR\t1\n'],
    ['line ends of old Macs', 'order_id,time,currency,value\rA1,2026-01-31,EUR,1\r'],
    ['everything quoted', '"order_id","time","currency","value"\n"A1","2026-01-31","EUR","1"\n'],
    ['blank lines', '\n\norder_id,time,currency,value\n\n\nA1,2026-01-31,EUR,1\n\n'],
  ])('reads %s', async (_, content) => {
    for (const size of [1, 5, 10_000]) {
      const { answer, orders } = await importOrders(content, {}, size);
      expect(answer).toMatchObject({ rows: 1, inserted: 1, refused_count: 0, warnings: [] });
      expect(orders[0]).toMatchObject({ order_id: 'A1', value: '1' });
    }
  });

  it('names ignored columns, and says when there are no rows', async () => {
    const { answer } = await importOrders('order_id,time,currency,value,Colour\n');
    expect(answer.rows).toBe(0);
    expect(answer.warnings).toEqual([
      'the column "Colour" is not of this dataset and was ignored',
      'the file has no rows',
    ]);
  });

  it.each([
    ['empty_file', ''],
    ['empty_file', ' \r\n\n'],
    ['empty_file', Buffer.from([0xef, 0xbb, 0xbf])],
    ['missing_column', 'order_id,currency,value\nA1,EUR,1\n'],
    ['missing_column', 'just a text\nof two lines\n'],
    ['duplicate_column', 'order_id,time,currency,value,Value\n'],
    ['invalid_encoding', Buffer.from('\ufefforder_id,time,currency,value\n', 'utf16le')],
    ['invalid_encoding', Buffer.from('order_id,time,currency,value,größe\n', 'latin1')],
    ['invalid_encoding', Buffer.from('PK\x03\x04\x14\0\x06\0\b\0\0\0!\0', 'latin1')],
    ['invalid_header', `order_id,${'x'.repeat(2 * LIMITS.importRowBytes)}`],
  ])('refuses the whole file as %s', async (code, content) => {
    await expect(importOrders(content, {}, 50_000)).rejects.toMatchObject({
      name: 'ImportError',
      code,
      status: 400,
    });
  });

  it('names the missing columns and what was found', async () => {
    await expect(importOrders('id,time,total\n1,2,3\n')).rejects.toThrow(
      'the header lacks order_id, currency, value; it has: id, time, total',
    );
  });

  it('lets a stray quote cost its own row only', async () => {
    const good = (n: number) => `G${n},2026-01-31,EUR,1,"fine"`;
    const { answer, orders } = await importOrders(
      csv(
        good(1),
        '"B2,2026-01-31,EUR,1,',
        good(3),
        'B4,2026-01-31,EUR,1,"half',
        'G5,2026-01-31,EUR,1,plain',
        'B6,2026-01-31,EUR,1,27" screen',
        '"B7"x,2026-01-31,EUR,1,',
        good(8),
        'B9,2026-01-31,EUR,1,"the file ends he',
      ),
    );
    expect(orders.map((order) => order.order_id)).toEqual(['G1', 'G3', 'G5', 'G8']);
    expect(answer.refused).toEqual([2, 4, 6, 7, 9].map((row) => ({ row, reason: 'invalid_quotes' })));
  });

  it('refuses just the last row of a file that was cut off', async () => {
    const whole = csv('A1,2026-01-31,EUR,1,x', 'A2,2026-01-31,EUR,1,x', 'A3,2026-01-31,EUR,1,x');
    const { answer } = await importOrders(whole.slice(0, whole.lastIndexOf('EUR')));
    expect(answer).toMatchObject({
      rows: 3,
      inserted: 2,
      refused: [{ row: 3, reason: 'wrong_number_of_columns' }],
    });
  });

  it('refuses a row that is not UTF-8, and keeps its neighbours', async () => {
    const content = Buffer.concat([
      Buffer.from(csv('A1,2026-01-31,EUR,1,für')),
      Buffer.from('A2,2026-01-31,EUR,1,für\n', 'latin1'),
      Buffer.from('A3,2026-01-31,EUR,1,für\n'),
    ]);
    const { answer, orders } = await importOrders(content, {}, 10_000);
    expect(answer.refused).toEqual([{ row: 2, reason: 'invalid_encoding' }]);
    expect(orders.map((order) => order.coupon)).toEqual(['für', 'für']);
  });

  it.each([
    ['too_long', (filler: string) => `A2,2026-01-31,EUR,1,${filler}`],
    ['too_long', (filler: string) => `A2,2026-01-31,EUR,1,"${filler}"`],
  ])('passes over a line without end as %s', async (reason, line) => {
    const filler = 'x'.repeat(3 * LIMITS.importRowBytes);
    const content = csv('A1,2026-01-31,EUR,1,', line(filler), 'A3,2026-01-31,EUR,1,"y"');
    for (const size of [1_000, 1_000_000]) {
      const { answer, orders } = await importOrders(content, {}, size);
      expect(answer.refused).toEqual([{ row: 2, reason }]);
      expect(orders.map((order) => order.order_id)).toEqual(['A1', 'A3']);
    }
  });

  it('finds back after a quote that is never closed in a long file', async () => {
    const many = Array.from({ length: 20_000 }, (_, n) => `G${n},2026-01-31,EUR,1,`);
    const { answer } = await importOrders(csv('B,2026-01-31,EUR,1,"open', ...many), {}, 64_000);
    expect(answer).toMatchObject({
      rows: 20_001,
      inserted: 20_000,
      refused: [{ row: 1, reason: 'invalid_quotes' }],
    });
  });

  it('names the first 100 refused rows in order and counts all', async () => {
    const lines = Array.from({ length: 5_000 }, (_, n) =>
      n % 2 === 0 ? 'A,2026-01-31,EUR,1,' : `A${n},2026-01-31,EUR,,`,
    );
    const { answer } = await importOrders(csv(...lines), {}, 100_000);
    expect(answer).toMatchObject({ rows: 5_000, inserted: 1, refused_count: 4_999 });
    expect(answer.refused.map(({ row }) => row)).toEqual(Array.from({ length: 100 }, (_, n) => n + 2));
    expect(answer.refused.slice(0, 2).map(({ reason }) => reason)).toEqual([
      'missing_value',
      'duplicate_key',
    ]);
  });

  it('gives back any rows that csv-stringify writes', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 30 });
    const order = fc.record({
      order_id: fc.stringMatching(/^[A-Za-z0-9#/ ",;_-]{0,20}[A-Za-z0-9]$/),
      time: fc.integer({ min: 100_000_000_000, max: 4_000_000_000_000 }),
      currency: fc.constantFrom('EUR', 'JPY', 'KWD'),
      value: fc.nat(10_000_000).map((cents) => (cents / 100).toFixed(2)),
      coupon: text,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(order, { selector: ({ order_id }) => order_id.trim(), minLength: 1, maxLength: 30 }),
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.integer({ min: 1, max: 400 }),
        async (rows, delimiter, recordDelimiter, quoted, size) => {
          const content = stringify(rows, {
            header: true,
            delimiter,
            record_delimiter: recordDelimiter,
            quoted,
            // The library does not quote a lone carriage return by itself.
            quoted_match: /[\r\n]/,
          });
          const fromCsv = await importOrders(content, {}, size);
          expect(fromCsv.answer).toMatchObject({ rows: rows.length, inserted: rows.length, refused: [] });
          expect(fromCsv.orders).toEqual(
            rows.map((row) =>
              expect.objectContaining({
                order_id: row.order_id.trim(),
                time: row.time,
                currency: row.currency,
                value: row.value,
              }),
            ),
          );
          const lines = await importOrders(rows.map((row) => JSON.stringify(row)).join('\n'), {}, size);
          const array = await importOrders(JSON.stringify(rows), {}, size);
          expect(lines.orders).toEqual(fromCsv.orders);
          expect(array.orders).toEqual(fromCsv.orders);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('stays a reader of rows whatever bytes come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('"', ',', '\n', '\r\n', 'A', '2026-01-31', 'EUR', '1', '""', '\u0000'), {
          maxLength: 200,
        }),
        fc.integer({ min: 1, max: 50 }),
        async (parts, size) => {
          const { answer } = await importOrders(`${HEADER}\n${parts.join('')}`, {}, size);
          const again = await importOrders(`${HEADER}\n${parts.join('')}`, {}, 10_000);
          expect(answer.rows).toBe(answer.inserted + answer.updated + answer.refused_count);
          expect(again.answer).toEqual(answer);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe.each<Format>(['ndjson', 'json'])('importStream, %s', (format) => {
  const good = { order_id: 'A1', time: 1767225600123, currency: 'EUR', value: 10.5 };
  const write = (...rows: unknown[]) =>
    format === 'json' ? JSON.stringify(rows, null, 1) : rows.map((row) => JSON.stringify(row)).join('\n');

  it('takes good rows and tells for each bad one its number and reason', async () => {
    const { answer, orders } = await importOrders(
      write(good, { ...good, order_id: null }, 'text', { ...good, order_id: 2, value: 1e-7 }, [good], null, {
        ...good,
        order_id: 7,
        Colour: 'red',
      }),
    );
    expect(answer).toMatchObject({
      rows: 7,
      inserted: 2,
      refused: [
        { row: 2, reason: 'missing_order_id' },
        { row: 3, reason: 'not_an_object' },
        { row: 4, reason: 'invalid_value' },
        { row: 5, reason: 'not_an_object' },
        { row: 6, reason: 'not_an_object' },
      ],
      warnings: ['the column "Colour" is not of this dataset and was ignored'],
    });
    expect(orders[1]).toMatchObject({ order_id: '7', time: 1767225600123, value: '10.5' });
  });

  it('refuses a row that is too long with bounded memory', async () => {
    const long = { ...good, order_id: 'A2', coupon: 'x'.repeat(4 * LIMITS.importRowBytes) };
    const { answer, orders } = await importOrders(write(good, long, { ...good, order_id: 'A3' }), {}, 50_000);
    expect(answer.refused).toEqual([{ row: 2, reason: 'too_long' }]);
    // Behind it lines go on, and an array cannot.
    expect(orders).toHaveLength(format === 'json' ? 1 : 2);
    expect(answer.warnings).toEqual(format === 'json' ? ['reading stopped at row 2: too_long'] : []);
  });

  it('refuses just the last row of a file that was cut off', async () => {
    const whole = write(good, { ...good, order_id: 'A2' }, { ...good, order_id: 'A3' });
    const { answer } = await importOrders(whole.slice(0, whole.lastIndexOf('A3')));
    expect(answer).toMatchObject({ rows: 3, inserted: 2, refused: [{ row: 3, reason: 'invalid_json' }] });
  });
});

describe('importStream, JSON', () => {
  it.each([
    ['{"order_id":"A1"}', 'json'],
    ['[oops]', 'json'],
    ['[{"order_id":"A1"', 'json'],
    ['"text"', 'json'],
  ] as const)('refuses %s as a whole', async (content, format) => {
    await expect(importOrders(content, { format })).rejects.toMatchObject({ code: 'invalid_json' });
  });

  it('takes an empty array for a file without rows', async () => {
    const { answer } = await importOrders(' [ ] ');
    expect(answer).toMatchObject({ rows: 0, warnings: ['the file has no rows'] });
  });

  it('refuses lines that are no JSON each for itself', async () => {
    const { answer } = await importOrders(
      '{"order_id":"A1","time":"2026-01-31","currency":"EUR","value":"1"}\n{oops\n\n{"order_id":"A3","time":"2026-01-31","currency":"EUR","value":1}\r\n',
    );
    expect(answer).toMatchObject({ rows: 3, inserted: 2, refused: [{ row: 2, reason: 'invalid_json' }] });
  });
});

describe('importStream and the store', () => {
  const many = csv(...Array.from({ length: 2_500 }, (_, n) => `A${n},2026-01-31,EUR,1,`));

  it('gives chunks of one session, and tells how far it is', async () => {
    const onProgress = vi.fn();
    const { chunks, answer } = await importOrders(many, { onProgress }, 10_000);
    expect(chunks.map((chunk) => chunk.rows.length)).toEqual([1000, 1000, 500]);
    expect(new Set(chunks.map((chunk) => chunk.session)).size).toBe(1);
    expect(answer.inserted).toBe(2_500);
    expect(onProgress).toHaveBeenLastCalledWith({ bytes: Buffer.byteLength(many), rows: 2_500, refused: 0 });
    expect((await importOrders(many)).chunks[0]?.session).not.toBe(chunks[0]?.session);
  });

  it('changes nothing when the same file comes again', async () => {
    const memory = orderStore();
    const run = () =>
      importStream({ store: memory.store, site, dataset: DATASETS.orders, body: inPieces(many, 10_000) });
    await run();
    const before = memory.fields();
    expect(await run()).toMatchObject({ inserted: 0, updated: 2_500, refused_count: 0 });
    expect(memory.fields()).toEqual(before);
  });

  it('reads no further than a chunk ahead of a slow store', async () => {
    let read = 0;
    let letGo = () => {};
    const gate = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let reached = () => {};
    const stuck = new Promise<void>((resolve) => {
      reached = resolve;
    });
    async function* endless() {
      yield Buffer.from(`${HEADER}\n`);
      for (; read < 50; read++) {
        if (read === 1) reached();
        yield Buffer.from(
          Array.from({ length: 1000 }, (_, n) => `A${read}-${n},2026-01-31,EUR,1,\n`).join(''),
        );
      }
    }
    const run = importStream({
      store: {
        importRows: async ({ rows }) => {
          await gate;
          return { inserted: rows.length, updated: 0, refused: [] };
        },
      },
      site,
      dataset: DATASETS.orders,
      body: endless(),
    });
    await stuck;
    for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate);
    expect(read).toBeLessThan(3);
    letGo();
    expect((await run).inserted).toBe(50_000);
  });

  it('tries again while the store is busy, and gives up on a full disk', async () => {
    const memory = orderStore();
    const importRows = vi
      .fn(memory.store.importRows)
      .mockRejectedValueOnce(new StoreBusy('locked', 0))
      .mockRejectedValueOnce(new StoreBusy('queue_full', 0));
    const { answer } = await importOrders(many, { store: { importRows } });
    expect(answer.inserted).toBe(2_500);
    importRows.mockRejectedValue(new StoreBusy('disk_full', 0));
    await expect(importOrders(many, { store: { importRows } })).rejects.toMatchObject({
      reason: 'disk_full',
    });
  });

  it('ends with the error of a body that breaks off, and lets the body go when it refuses', async () => {
    async function* broken() {
      yield Buffer.from(many);
      throw new Error('connection lost');
    }
    await expect(importOrders('', { body: broken() })).rejects.toThrow('connection lost');
    let letGo = false;
    async function* watched() {
      try {
        yield Buffer.from('no,header\n');
        yield Buffer.from('1,2\n');
      } finally {
        letGo = true;
      }
    }
    await expect(importOrders('', { body: watched() })).rejects.toThrow('the header lacks');
    expect(letGo).toBe(true);
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    const run = importOrders(
      many,
      { signal: controller.signal, onProgress: () => controller.abort() },
      1_000,
    );
    await expect(run).rejects.toMatchObject({ name: 'AbortError' });
  });
});
