import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BROWSER_HEADERS, beacon, pageView, SHOP_ORIGIN } from '../harness/beacons.js';
import { type Collector, startCollector } from '../harness/collector.js';
import { count } from '../harness/counts.js';
import { csvLine, inPieces } from '../harness/csv.js';
import { expectError } from '../harness/error-answer.js';
import { footfall } from '../harness/footfall.js';
import { measured } from '../harness/measured.js';
import { forgetPeak, mebibytes, memoryOf, peakMemoryOf, tellsMemory } from '../harness/memory.js';
import { streamOf } from '../harness/stream-of.js';
import { waitFor } from '../harness/wait.js';

const MB = 1_000_000;
/** What an import may take of a running collector, in MiB, however long it is: the writer’s page cache of 64 MiB, rows in hand, garbage. */
const FLAT = 240;
const YEAR = { from: '2026-01-01', to: '2026-12-31' };
const ORDERS = 'order_id,time,currency,value,customer_id,country\n';

/** What `POST /v1/import/{dataset}` answers. */
interface ImportAnswer {
  rows: number;
  inserted: number;
  updated: number;
  refused: { row: number; reason: string }[];
  refused_count: number;
}

let collector: Collector;
let site: string;

beforeAll(async () => {
  collector = await startCollector();
});
afterAll(() => collector.stop());
beforeEach(async () => {
  site = `site-${randomBytes(4).toString('hex')}`;
  await collector.createSite({ id: site, origins: [SHOP_ORIGIN], timezone: 'UTC', currency: 'EUR' });
});

afterEach(async () => {
  // Whatever came: it is still there, and takes what is good.
  const body = JSON.stringify({ ...beacon([pageView()]), site });
  const response = await fetch(`${collector.url}/v1/events`, {
    method: 'POST',
    headers: BROWSER_HEADERS,
    body,
  });
  expect(response.status).toBe(204);
});

type Body = string | Uint8Array | Iterable<Uint8Array | string>;

const send = (
  dataset: string,
  body: Body,
  type = 'text/csv',
  headers: Record<string, string> = {},
): Promise<Response> =>
  collector.fetch(`/v1/import/${dataset}?site=${site}`, {
    method: 'POST',
    headers: { 'content-type': type, ...headers },
    ...(typeof body === 'string' || body instanceof Uint8Array
      ? { body: body as BodyInit }
      : { body: streamOf(body), duplex: 'half' }),
  } as RequestInit);

async function imported(response: Response): Promise<ImportAnswer> {
  expect(response.status, await response.clone().text()).toBe(200);
  return (await response.json()) as ImportAnswer;
}

const orders = async (): Promise<unknown> => (await collector.kpi('orders', { site, ...YEAR })).value;

const order = (id: string, value = '10.00', time = '2026-03-01T12:00:00Z') =>
  csvLine([id, time, 'EUR', value, `c-${id}`, 'DE']);

describe('a file that cannot be taken as a whole', () => {
  it('404 for a dataset that is not there, with the nearest', async () => {
    const { hint } = await expectError(await send('order', ORDERS), 404, 'unknown_dataset');
    expect(hint).toBe('did you mean orders?');
    for (const dataset of ['__proto__', 'constructor', 'toString'])
      await expectError(await send(dataset, ORDERS), 404, 'unknown_dataset');
  });

  it('404 for a site that is not there, 400 where none is named', async () => {
    const to = (query: string) =>
      collector.fetch(`/v1/import/orders${query}`, {
        method: 'POST',
        body: ORDERS,
        headers: { 'content-type': 'text/csv' },
      });
    await expectError(await to('?site=nowhere'), 404, 'unknown_site');
    const { fields } = await expectError(await to(''), 400, 'invalid_request');
    expect(fields?.map(({ field }) => field)).toEqual(['site']);
  });

  it.each(['image/png', 'multipart/form-data; boundary=x', 'application/xml', 'application/zip'])(
    '415 for %s',
    async (type) => {
      await expectError(await send('orders', ORDERS + order('1'), type), 415, 'unsupported_media_type');
      expect(await orders()).toBe(0);
    },
  );

  it.each([
    ['empty_file', ''],
    ['empty_file', ' \r\n\n '],
    ['missing_column', 'order_id,time,value\n1,2026-03-01,5\n'],
    ['missing_column', 'hello'],
    ['missing_column', order('1')],
    ['duplicate_column', 'order_id,time,currency,value,value\n1,2026-03-01,EUR,5,6\n'],
    ['invalid_encoding', Buffer.from(`\ufeff${ORDERS}`, 'utf16le')],
    ['invalid_header', 'x'.repeat(1_000_000)],
  ])('400 %s', async (code, body) => {
    await expectError(await send('orders', body), 400, code);
    expect(await orders()).toBe(0);
  });

  it('400 for JSON that is no array', async () => {
    for (const body of ['{"order_id":', 'null', '"x"', '{"orders":[]}', '5'])
      await expectError(await send('orders', body, 'application/json'), 400, 'invalid_json');
  });

  it('does not unpack what comes packed: a bomb is a file without a header', async () => {
    const { pid } = collector;
    const bomb = gzipSync(Buffer.alloc(200 * MB));
    const before = tellsMemory ? memoryOf(pid) : 0;
    if (tellsMemory) forgetPeak(pid);
    const response = await send('orders', bomb, 'text/csv', { 'content-encoding': 'gzip' });
    expect([400, 415]).toContain(response.status);
    await expectError(
      response,
      response.status,
      response.status === 415 ? 'unsupported_media_type' : 'invalid_encoding',
    );
    if (tellsMemory) expect(mebibytes(peakMemoryOf(pid) - before)).toBeLessThan(60);
  });
});

describe('rows that are wrong, each for itself', () => {
  const CASES: readonly [reason: string, row: string][] = [
    ['missing_order_id', csvLine(['', '2026-03-01', 'EUR', 1, '', ''])],
    ['invalid_order_id', csvLine(['x'.repeat(129), '2026-03-01', 'EUR', 1, '', ''])],
    ['missing_time', csvLine(['t1', '', 'EUR', 1, '', ''])],
    ['invalid_time', csvLine(['t2', 'yesterday', 'EUR', 1, '', ''])],
    ['invalid_time', csvLine(['t3', '2026-02-30', 'EUR', 1, '', ''])],
    ['invalid_time', csvLine(['t4', '20260301', 'EUR', 1, '', ''])],
    ['missing_currency', csvLine(['c1', '2026-03-01', '', 1, '', ''])],
    ['unknown_currency', csvLine(['c2', '2026-03-01', 'XXQ', 1, '', ''])],
    ['missing_value', csvLine(['v1', '2026-03-01', 'EUR', '', '', ''])],
    ['invalid_value', csvLine(['v2', '2026-03-01', 'EUR', '1,50', '', ''])],
    ['invalid_value', csvLine(['v3', '2026-03-01', 'EUR', '1e5', '', ''])],
    ['invalid_value', csvLine(['v4', '2026-03-01', 'EUR', '-1', '', ''])],
    ['invalid_value', csvLine(['v5', '2026-03-01', 'EUR', 'NaN', '', ''])],
    ['invalid_value', csvLine(['v6', '2026-03-01', 'EUR', '9999999999999', '', ''])],
    ['wrong_number_of_columns', 'a,b\n'],
    ['wrong_number_of_columns', csvLine(['n', '2026-03-01', 'EUR', 1, '', '', 'more'])],
    ['invalid_quotes', 'q1,"2026-03-01"x,EUR,1,,\n'],
    ['invalid_quotes', 'q2,2026-03-01,EUR,"1,,\n'],
    ['too_long', `l1,2026-03-01,EUR,1,${'x'.repeat(300_000)},\n`],
    ['duplicate_key', order('first')],
  ];

  it.each(CASES)('%s: the good ones around it are kept', async (reason, row) => {
    const answer = await imported(await send('orders', ORDERS + order('first') + row + order('last')));
    expect(answer).toMatchObject({ rows: 3, inserted: 2, updated: 0, refused_count: 1 });
    expect(answer.refused).toEqual([{ row: 2, reason }]);
    expect(await orders()).toBe(2);
  });

  it('bytes that are no UTF-8 cost their own row', async () => {
    const bad = Buffer.concat([
      Buffer.from('b1,2026-03-01,EUR,1,'),
      Buffer.from([0xe4, 0xff]),
      Buffer.from(',\n'),
    ]);
    const answer = await imported(
      await send(
        'orders',
        Buffer.concat([Buffer.from(ORDERS + order('first')), bad, Buffer.from(order('last'))]),
      ),
    );
    expect(answer).toMatchObject({ rows: 3, inserted: 2, refused: [{ row: 2, reason: 'invalid_encoding' }] });
  });

  it('a file that breaks off keeps all but its last row', async () => {
    const whole = ORDERS + order('1') + order('2') + order('3');
    for (const [cut, reason] of [
      [whole.length - 4, 'wrong_number_of_columns'],
      [whole.length - 25, 'wrong_number_of_columns'],
    ] as const) {
      const answer = await imported(await send('orders', whole.slice(0, cut)));
      expect(answer).toMatchObject({ rows: 3, refused: [{ row: 3, reason }] });
      expect(await orders()).toBe(2);
    }
    const quoted = `${ORDERS}${order('1')}2,2026-03-01,EUR,5,"cut o`;
    expect(await imported(await send('orders', quoted))).toMatchObject({
      refused: [{ row: 2, reason: 'invalid_quotes' }],
    });
  });

  it('a line of NDJSON costs its own row, and a break in a JSON array those behind it', async () => {
    const row = (id: string) => ({ order_id: id, time: '2026-03-01', currency: 'EUR', value: 5 });
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const lines = [row('1'), 'x', row('2'), 5, row('3')].map((line) => JSON.stringify(line));
    const ndjson = [...lines, '{"order_id":', `{"order_id":${deep}}`, JSON.stringify(row('4'))].join('\n');
    expect(await imported(await send('orders', ndjson, 'application/x-ndjson'))).toMatchObject({
      ...{ rows: 8, inserted: 4, refused_count: 4 },
      refused: [
        { row: 2, reason: 'not_an_object' },
        { row: 4, reason: 'not_an_object' },
        { row: 6, reason: 'invalid_json' },
        { row: 7, reason: 'invalid_order_id' },
      ],
    });
    const array = `[${JSON.stringify(row('5'))},${JSON.stringify(row('6'))},{"order_id"`;
    expect(await imported(await send('orders', array, 'application/json'))).toMatchObject({
      ...{ inserted: 2, refused_count: 1 },
      refused: [{ row: 3, reason: 'invalid_json' }],
    });
    expect(await orders()).toBe(6);
  });

  it('JSON nested deep in an array costs no more than its own row', async () => {
    const deep = '['.repeat(50_000) + ']'.repeat(50_000);
    const row = JSON.stringify({ order_id: 'd', time: '2026-03-01', currency: 'EUR', value: 5 });
    const answer = await imported(await send('orders', `[${row},{"order_id":${deep}}]`, 'application/json'));
    expect(answer).toMatchObject({ rows: 2, inserted: 1, refused_count: 1 });
  });

  it('names of JavaScript itself in columns and cells', async () => {
    const body = `__proto__,constructor,${ORDERS}a,b,${csvLine(['__proto__', '2026-03-01', 'EUR', 1, 'constructor', '__proto__'])}`;
    expect(await imported(await send('orders', body))).toMatchObject({ rows: 1, inserted: 1 });
    const json = `[{"__proto__":{"order_id":"p"},"order_id":"toString","time":"2026-03-01","currency":"EUR","value":1}]`;
    expect(await imported(await send('orders', json, 'application/json'))).toMatchObject({
      rows: 1,
      inserted: 1,
    });
    const byCountry = await collector.kpi('orders', { site, ...YEAR, by: 'country' });
    expect(byCountry.rows).toContainEqual(expect.objectContaining({ country: '__proto__', value: 1 }));
  });

  it('names the first hundred, and counts the rest', async () => {
    const rows = Array.from({ length: 5000 }, (_, index) => (index % 2 === 0 ? order(`k${index}`) : 'bad\n'));
    const answer = await imported(await send('orders', ORDERS + rows.join('')));
    expect(answer).toMatchObject({ rows: 5000, inserted: 2500, refused_count: 2500 });
    expect(answer.refused.map(({ row }) => row)).toEqual(
      Array.from({ length: 100 }, (_, index) => 2 * index + 2),
    );
  });

  it('takes a formula of a spreadsheet for the text that it is', async () => {
    const row = csvLine(['=1+1', '2026-03-01', 'EUR', 1, '@SUM(A1)', 'DE']);
    expect(await imported(await send('orders', ORDERS + row))).toMatchObject({
      inserted: 1,
      refused_count: 0,
    });
  });
});

describe('a connection that breaks off', () => {
  it('keeps the rows that came whole, and the file can be sent again', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => order(`s${index}`));
    const head = [
      `POST /v1/import/orders?site=${site} HTTP/1.1`,
      'Host: localhost',
      `Authorization: Bearer ${collector.adminKey}`,
      'Content-Type: text/csv',
      'Content-Length: 99999999',
    ].join('\r\n');
    const socket = connect(collector.port, '127.0.0.1').on('error', () => {});
    await once(socket, 'connect');
    await new Promise((done) => socket.write(`${head}\r\n\r\n${ORDERS}${rows.join('')}s99,2026-0`, done));
    await waitFor('the first rows', async () => ((await orders()) as number) >= 1000);
    socket.resetAndDestroy();
    const kept = (await orders()) as number;
    expect(kept).toBeLessThanOrEqual(20_000);
    const answer = await imported(await send('orders', ORDERS + rows.join('')));
    expect(answer).toMatchObject({ rows: 20_000, refused_count: 0 });
    expect(answer.inserted + answer.updated).toBe(20_000);
    expect(await orders()).toBe(20_000);
  });
});

/** So many bytes of order lines, a hundred an order, one row in a hundred bad; what must come of them. */
class LongFile {
  rows = 0;
  bad = 0;
  bytes = 0;
  /** The first bad rows. */
  readonly refused: { row: number; reason: string }[] = [];

  constructor(private readonly length: number) {}

  *lines(): Generator<string> {
    yield csvLine([
      'order_id',
      'line',
      'item_id',
      'item_name',
      'item_category',
      'item_brand',
      'price',
      'quantity',
    ]);
    const name =
      'A name of a product as long as the names that marketplaces ask for, with all that a buyer may search '.repeat(
        4,
      );
    while (this.bytes < this.length) {
      this.rows++;
      const cells = [
        `o${Math.floor(this.rows / 100)}`,
        this.rows,
        `i${this.rows % 5000}`,
        `${name}${this.rows % 5000}`,
        'Category',
        'Brand',
        '19.95',
        2,
      ];
      const line = this.rows % 100 === 50 ? this.#spoiled(cells) : csvLine(cells);
      this.bytes += line.length;
      yield line;
    }
  }

  #spoiled(cells: (string | number)[]): string {
    const kinds: readonly [reason: string, spoil: () => string][] = [
      ['invalid_price', () => csvLine([...cells.slice(0, 6), '19,95', 2])],
      ['wrong_number_of_columns', () => csvLine(cells.slice(0, 5))],
      ['missing_item_id', () => csvLine([...cells.slice(0, 2), '', ...cells.slice(3)])],
      ['invalid_quantity', () => csvLine([...cells.slice(0, 7), 'two'])],
      ['invalid_quotes', () => `${cells[0]},"${csvLine(cells.slice(1))}`],
    ];
    const [reason, spoil] = kinds[this.bad % kinds.length] as (typeof kinds)[number];
    this.bad++;
    if (this.refused.length < 100) this.refused.push({ row: this.rows, reason });
    return spoil();
  }
}

describe('a file of any size', () => {
  const MEGABYTES = count(40, 1000);

  it(`${MEGABYTES} MB with one bad row in a hundred: good rows are kept, memory stays flat`, {
    timeout: 900_000,
  }, async () => {
    const { pid } = collector;
    await imported(await send('orders', ORDERS + order('o1')));
    const before = tellsMemory ? memoryOf(pid) : 0;
    if (tellsMemory) forgetPeak(pid);
    const file = new LongFile(MEGABYTES * MB);
    const started = performance.now();
    const answer = await imported(await send('order_items', inPieces(file.lines())));
    const seconds = (performance.now() - started) / 1000;
    expect(answer).toMatchObject({
      rows: file.rows,
      inserted: file.rows - file.bad,
      updated: 0,
      refused_count: file.bad,
    });
    expect(answer.refused).toEqual(file.refused);
    expect(file.bad / file.rows).toBeCloseTo(0.01, 3);
    // Order o1 has lines 100 to 199, and line 150 is a bad one.
    expect(await collector.kpi('units_per_order', { site, ...YEAR })).toMatchObject({
      numerator: 198,
      denominator: 1,
    });
    measured(`${MEGABYTES} MB of CSV over HTTP (${file.rows} rows)`, Math.round(seconds * 10) / 10, 's');
    if (!tellsMemory) return;
    measured(`${MEGABYTES} MB of CSV over HTTP: memory before`, mebibytes(before), 'MiB');
    measured(`${MEGABYTES} MB of CSV over HTTP: peak`, mebibytes(peakMemoryOf(pid)), 'MiB');
    measured(`${MEGABYTES} MB of CSV over HTTP: memory after`, mebibytes(memoryOf(pid)), 'MiB');
    expect(mebibytes(peakMemoryOf(pid) - before)).toBeLessThan(FLAT);
  });

  const endless = function* (start: string, length: number): Generator<string> {
    yield start;
    const piece = 'x'.repeat(100_000);
    for (let sent = 0; sent < length; sent += piece.length) yield piece;
  };

  it.each([
    ['text/csv', ORDERS + order('1'), `\n${order('2')}`, 'too_long'],
    ['text/csv', `${ORDERS}${order('1')}"`, `\n${order('2')}`, 'invalid_quotes'],
    [
      'application/x-ndjson',
      `{"order_id":"1","time":"2026-03-01","currency":"EUR","value":1}\n`,
      `\n{"order_id":"2","time":"2026-03-01","currency":"EUR","value":1}`,
      'too_long',
    ],
  ])(
    'one line of 100 MB costs one row and no memory: %s',
    { timeout: 300_000 },
    async (type, start, end, reason) => {
      const { pid } = collector;
      const before = tellsMemory ? memoryOf(pid) : 0;
      if (tellsMemory) forgetPeak(pid);
      const parts = function* () {
        yield* endless(start, 100 * MB);
        yield end;
      };
      const answer = await imported(await send('orders', parts(), type));
      if (reason === 'too_long')
        expect(answer).toMatchObject({ rows: 3, inserted: 2, refused: [{ row: 2, reason }] });
      else expect(answer).toMatchObject({ inserted: 2 });
      if (tellsMemory) expect(mebibytes(peakMemoryOf(pid) - before)).toBeLessThan(80);
    },
  );

  it('one text of 100 MB in a JSON array', { timeout: 300_000 }, async () => {
    const { pid } = collector;
    const before = tellsMemory ? memoryOf(pid) : 0;
    if (tellsMemory) forgetPeak(pid);
    const start = '[{"order_id":"1","time":"2026-03-01","currency":"EUR","value":1},{"order_id":"';
    const answer = await imported(await send('orders', endless(start, 100 * MB), 'application/json'));
    expect(answer).toMatchObject({ inserted: 1, refused: [{ row: 2, reason: 'too_long' }] });
    if (tellsMemory) expect(mebibytes(peakMemoryOf(pid) - before)).toBeLessThan(80);
  });
});

describe('a packed file on the command line', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'footfall-bad-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const run = (file: string, ...more: string[]) =>
    footfall(['import', 'orders', file, '--site', site, ...more], { dataFolder: collector.dataFolder });

  it('that is a bomb is read within bounded memory', async () => {
    const bomb = join(folder, `${randomUUID()}.csv.gz`);
    await writeFile(
      bomb,
      gzipSync(Buffer.concat([Buffer.from(`${ORDERS}${order('1')}`), Buffer.alloc(400 * MB, 'x')])),
    );
    const { code, stdout, stderr, peakMemory } = await run(bomb);
    expect(code, stderr).toBe(3);
    expect(stdout).toMatch(/row 2: too_long/);
    expect(await orders()).toBe(1);
    if (tellsMemory) expect(mebibytes(peakMemory)).toBeLessThan(250);
  });

  it('that is cut off, or no packed file at all, says so', async () => {
    const cut = join(folder, `${randomUUID()}.csv.gz`);
    const whole = gzipSync(ORDERS + Array.from({ length: 5000 }, () => order(randomUUID())).join(''));
    await writeFile(cut, whole.subarray(0, whole.length / 2));
    const first = await run(cut);
    expect(first.code).toBe(1);
    expect(first.stderr).toMatch(/ends before its content/);
    const plain = join(folder, `${randomUUID()}.csv.gz`);
    await writeFile(plain, ORDERS + order('1'));
    const second = await run(plain);
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(/cannot be decompressed/);
  });
});
