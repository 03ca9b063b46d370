import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSER_HEADERS, beacon, newcomer, pageView, purchase, SHOP_ORIGIN } from '../harness/beacons.js';
import { type Collector, startCollector } from '../harness/collector.js';
import { aroundNow } from '../harness/day.js';
import { expectError } from '../harness/error-answer.js';
import { measured } from '../harness/measured.js';
import { forgetPeak, mebibytes, memoryOf, peakMemoryOf, tellsMemory } from '../harness/memory.js';
import { streamOf } from '../harness/stream-of.js';

const DAY_MS = 86_400_000;
const BEACON_BYTES = 64 * 1024;

let collector: Collector;
let writer: string;
let reader: string;

beforeAll(async () => {
  collector = await startCollector();
  const site = { origins: [SHOP_ORIGIN, 'https://www.shop.example'], timezone: 'UTC', currency: 'EUR' };
  await collector.createSite({ id: 'shop', ...site });
  await collector.createSite({ id: 'other', ...site, origins: ['https://other.example'] });
  writer = (await collector.createKey({ role: 'writer', sites: ['shop'] })).key;
  reader = (await collector.createKey({ role: 'reader', sites: ['shop'] })).key;
});
afterAll(() => collector.stop());

type Headers = Readonly<Record<string, string>>;

const send = (body: RequestInit['body'] | object, headers: Headers = {}): Promise<Response> =>
  fetch(`${collector.url}/v1/events`, {
    method: 'POST',
    headers: { ...BROWSER_HEADERS, ...headers },
    body: isBody(body) ? body : JSON.stringify(body),
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  } as RequestInit);

const isBody = (body: unknown): body is RequestInit['body'] =>
  typeof body === 'string' || body instanceof Uint8Array || body instanceof ReadableStream;

const withoutOrigin = ({ origin: _, ...headers }: Headers): Headers => headers;

/** What the page that asked must be able to read. */
function expectCors({ headers }: Response, origin = SHOP_ORIGIN): void {
  expect(headers.get('access-control-allow-origin')).toBe(origin);
  const exposed = headers.get('access-control-expose-headers')?.split(/, */);
  expect(exposed).toEqual(expect.arrayContaining(['retry-after', 'x-footfall-refused']));
}

async function pageViews(filter?: string): Promise<number> {
  const answer = await collector.kpi('page_views', {
    site: 'shop',
    ...aroundNow(),
    ...(filter === undefined ? {} : { filter }),
  });
  return answer.value as number;
}

/** Still there, and still taking what is good. */
async function expectToGoOn(): Promise<void> {
  const before = await pageViews();
  expect((await send(beacon([pageView()]))).status).toBe(204);
  expect(await pageViews()).toBe(before + 1);
}

describe('a body that says nothing', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
  it.each([
    ['nothing', ''],
    ['words', 'hello'],
    ['JSON that breaks off', '{"site":"shop","sent":'],
    ['form data', 'site=shop&events=1'],
    ['two documents', '{}{}'],
    ['bytes that are no text', new Uint8Array([0xff, 0xfe, 0x00, 0xd8])],
    ['JSON packed by gzip', gzipSync(JSON.stringify(beacon([pageView()])))],
  ])('is answered 400: %s', async (_, body) => {
    const response = await send(body);
    expectCors(response);
    await expectError(response, 400, 'not_json');
    await expectToGoOn();
  });

  it.each([
    ['an array', []],
    ['null', null],
    ['a number', 42],
    ['a text', 'shop'],
    ['an empty object', {}],
    ['brackets in brackets', nested(30_000)],
  ])('is answered 400: %s', async (_, body) => {
    const response = await send(
      typeof body === 'string' && body.startsWith('[') ? body : JSON.stringify(body),
    );
    expectCors(response);
    await expectError(response, 400, 'invalid_batch');
    await expectToGoOn();
  });
});

describe('a batch of wrong types', () => {
  const good = () => beacon([pageView()]);
  const { visit } = newcomer();
  it.each([
    ['site', { site: 42 }],
    ['site', { site: '' }],
    ['site', { site: 'x'.repeat(129) }],
    ['sent', { sent: 'now' }],
    ['sent', { sent: undefined }],
    ['sent', { sent: -1 }],
    ['sent', { sent: 1.5 }],
    ['visitor', { visitor: 'me' }],
    ['visitor.id', { visitor: { id: '' } }],
    ['visitor.id', { visitor: { id: 'x'.repeat(129) } }],
    ['visitor.id', { visitor: { id: 'a\u0000b' } }],
    ['visitor.first', { visitor: { id: 'a', first: 'long ago' } }],
    ['visit', { visit: null }],
    ['visit', { visit: undefined }],
    ['visit.number', { visit: { ...visit, number: 0 } }],
    ['visit.number', { visit: { ...visit, number: 1.5 } }],
    ['visit.started', { visit: { ...visit, started: '2026' } }],
    ['events', { events: undefined }],
    ['events', { events: {} }],
    ['events', { events: [] }],
    ['events', { events: Array.from({ length: 101 }, () => pageView()) }],
  ])('is answered 400, and the field named: %s', async (field, change) => {
    const response = await send({ ...good(), ...change });
    expectCors(response);
    const error = await expectError(response, 400, 'invalid_batch');
    expect([...new Set(error.fields?.map((each) => each.field))]).toEqual([field]);
  });

  it('names every field that is wrong', async () => {
    const response = await send({ ...good(), sent: 'now', events: [] });
    const { fields } = await expectError(response, 400, 'invalid_batch');
    expect(fields?.map(({ field }) => field).sort()).toEqual(['events', 'sent']);
  });

  it('is taken where only a word for people is wrong', async () => {
    const response = await send({
      ...good(),
      ...{ sdk: 7, consent: 'perhaps', internal: 'no', device: { screen: 5, language: [] } },
    });
    expect(response.status).toBe(204);
  });
});

describe('somebody else’s beacon', () => {
  it('404 for a site that is not there', async () => {
    const response = await send({ ...beacon([pageView()]), site: 'shpo' });
    expectCors(response);
    const error = await expectError(response, 404, 'unknown_site');
    expect(error.message).toContain('shpo');
  });

  it.each(['__proto__', 'constructor', '../shop', 'shop\u0000', 'SHOP', "shop' OR '1'='1"])(
    '404 for a site called %j',
    async (site) => {
      await expectError(await send({ ...beacon([pageView()]), site }), 404, 'unknown_site');
    },
  );

  it.each([
    'https://evil.example',
    'http://shop.example',
    'https://shop.example:8443',
    'https://shop.example.evil.example',
    'https://evil.example/https://shop.example',
  ])('403 for a foreign origin, with the origins that the site allows: %s', async (origin) => {
    const before = await pageViews();
    const response = await send(beacon([pageView()]), { origin });
    expectCors(response, origin);
    const { message } = await expectError(response, 403, 'foreign_origin');
    expect(message).toContain(SHOP_ORIGIN);
    expect(message).toContain('https://www.shop.example');
    expect(await pageViews()).toBe(before);
  });

  it('403 for the origin of another shop of the same collector', async () => {
    const response = await send(beacon([pageView()]), { origin: 'https://other.example' });
    await expectError(response, 403, 'foreign_origin');
  });

  it('403 without an Origin, or with null, unless there is a key', async () => {
    const body = JSON.stringify(beacon([pageView()]));
    const post = (headers: Headers) => fetch(`${collector.url}/v1/events`, { method: 'POST', headers, body });
    const none = withoutOrigin(BROWSER_HEADERS);
    await expectError(await post(none), 403, 'origin_missing');
    const opaque = await post({ ...none, origin: 'null' });
    expectCors(opaque, 'null');
    await expectError(opaque, 403, 'origin_missing');
    const answer = await post({ ...none, authorization: `Bearer ${writer}` });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ accepted: 1, duplicates: 0, refused: [] });
  });

  it('401 for a wrong key and 403 for a reader’s, though the origin is right', async () => {
    const wrong = await send(beacon([pageView()]), { authorization: 'Bearer ff_wrong' });
    expectCors(wrong);
    await expectError(wrong, 401, 'unknown_key');
    const reads = await send(beacon([pageView()]), { authorization: `Bearer ${reader}` });
    expectCors(reads);
    await expectError(reads, 403, 'role_missing');
  });

  it('403 for a key of another site', async () => {
    const response = await send(
      { ...beacon([pageView()]), site: 'other' },
      { origin: 'https://other.example', authorization: `Bearer ${writer}` },
    );
    await expectError(response, 403, 'site_not_of_key');
  });

  it('answers the preflight of a page that sends JSON', async () => {
    const response = await fetch(`${collector.url}/v1/events`, {
      method: 'OPTIONS',
      headers: {
        origin: SHOP_ORIGIN,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe(SHOP_ORIGIN);
    expect(response.headers.get('access-control-allow-methods')).toContain('POST');
    expect(response.headers.get('access-control-allow-headers')).toContain('content-type');
  });
});

describe('events that are wrong, each for itself', () => {
  const items = (item: object) => ({ currency: 'EUR', value: 1, items: [item] });
  const order = (data: object) => ({ ...purchase(5), data });
  const CASES: readonly [reason: string, event: unknown][] = [
    ['not_an_object', 42],
    ['not_an_object', null],
    ['not_an_object', [pageView()]],
    ['invalid_id', { ...pageView(), id: undefined }],
    ['invalid_id', pageView({ id: '' })],
    ['invalid_id', pageView({ id: 'x'.repeat(129) })],
    ['invalid_id', pageView({ id: 'a\nb' })],
    ['invalid_id', order({ transaction_id: 'x'.repeat(129), currency: 'EUR', value: 1 })],
    ['invalid_name', pageView({ name: 'Page View' })],
    ['invalid_name', pageView({ name: 'x'.repeat(41) })],
    ['invalid_name', pageView({ name: '1st' })],
    ['invalid_name', pageView({ name: undefined })],
    ['invalid_time', pageView({ time: 'now' })],
    ['invalid_time', pageView({ time: -1 })],
    ['invalid_time', pageView({ time: 8.64e15 + 1 })],
    ['too_old', pageView({ time: Date.now() - 31 * DAY_MS })],
    ['invalid_money', order({ transaction_id: randomUUID(), currency: 'EUR', value: '1,50' })],
    ['invalid_money', order({ transaction_id: randomUUID(), currency: 'EUR', value: -1 })],
    ['invalid_money', order({ transaction_id: randomUUID(), currency: 'EUR', value: 1e13 })],
    ['invalid_money', order({ transaction_id: randomUUID(), currency: 'EUR', value: '1e5' })],
    ['invalid_money', { ...pageView(), name: 'view_item', data: items({ item_id: 'A', price: 'free' }) }],
    ['invalid_currency', order({ transaction_id: randomUUID(), currency: 'Euro', value: 1 })],
    ['invalid_quantity', { ...pageView(), name: 'add_to_cart', data: items({ item_id: 'A', quantity: -1 }) }],
    ['missing_transaction_id', order({ currency: 'EUR', value: 1 })],
  ];

  it.each(CASES)('%s: the good one beside it is kept', async (reason, event) => {
    const before = await pageViews();
    const response = await send(beacon([pageView(), event]));
    expectCors(response);
    expect(response.status).toBe(202);
    expect(response.headers.get('x-footfall-refused')).toBe(`1 ${reason}`);
    expect(await pageViews()).toBe(before + 1);
  });

  it('tells a caller with a key which and why', async () => {
    const good = pageView();
    const response = await send(beacon([...CASES.map(([, event]) => event), good]), {
      authorization: `Bearer ${writer}`,
    });
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({
      accepted: 1,
      duplicates: 0,
      refused: CASES.map(([reason], index) => ({ index, id: expect.toSatisfy(isIdOrNull), reason })),
    });
  });

  it('counts them by reason in the header', async () => {
    const wrong = [pageView({ id: '' }), pageView({ id: '' }), pageView({ time: -1 })];
    const response = await send(beacon([pageView(), ...wrong]));
    expect(response.status).toBe(202);
    expect(response.headers.get('x-footfall-refused')).toBe('2 invalid_id, 1 invalid_time');
  });

  it('answers 202 when all are refused', async () => {
    const response = await send(beacon([{}]));
    expect(response.status).toBe(202);
    expect(response.headers.get('x-footfall-refused')).toMatch(/^1 invalid_/);
  });

  it('says on localhost, when asked to, what became of them', async () => {
    const response = await fetch(`${collector.url}/v1/events?debug=1`, {
      method: 'POST',
      headers: BROWSER_HEADERS,
      body: JSON.stringify(beacon([pageView({ id: 'e1', time: -1 }), pageView()])),
    });
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({
      accepted: 1,
      duplicates: 0,
      refused: [{ index: 0, id: 'e1', reason: 'invalid_time' }],
    });
  });
});

const isIdOrNull = (id: unknown) => id === null || (typeof id === 'string' && id.length <= 128);

describe('limits', () => {
  const ofBytes = (bytes: number): string => {
    const body = JSON.stringify(beacon([pageView({ data: { note: '' } })]));
    return body.replace('"note":""', `"note":"${'x'.repeat(bytes - Buffer.byteLength(body))}"`);
  };

  it('takes a beacon of 64 KB, and refuses one byte more with 413', async () => {
    expect((await send(ofBytes(BEACON_BYTES))).status).toBe(204);
    const response = await send(ofBytes(BEACON_BYTES + 1));
    expectCors(response);
    await expectError(response, 413, 'too_large');
  });

  it('counts bytes, not letters', async () => {
    const body = ofBytes(BEACON_BYTES - 10);
    await expectError(await send(body.replace('xxxxxxxxxxxxxxxx', '€€€€€€€€€€€€€€€€')), 413, 'too_large');
  });

  it('refuses a longer beacon also when it does not say its length', async () => {
    const text = ofBytes(BEACON_BYTES + 1);
    const body = streamOf([text.slice(0, 30_000), text.slice(30_000)]);
    const response = await send(body);
    expectCors(response);
    await expectError(response, 413, 'too_large');
  });

  it('takes 100 events, whatever the content type', async () => {
    for (const type of ['application/json', 'text/plain', 'image/png', 'multipart/form-data', 'x']) {
      const before = await pageViews();
      const events = Array.from({ length: 100 }, () => pageView());
      expect((await send(beacon(events), { 'content-type': type })).status).toBe(204);
      expect(await pageViews()).toBe(before + 100);
    }
  });

  it('cuts texts, URLs and items that are too long, and loses nothing', async () => {
    const before = await pageViews();
    const long = 'ä'.repeat(600);
    const page = pageView({
      title: long,
      url: `${SHOP_ORIGIN}/long?${'x'.repeat(3000)}`,
      referrer: `https://x.example/${'y'.repeat(3000)}`,
    });
    const many = Array.from({ length: 201 }, (_, index) => ({ item_id: `I${index}`, price: 1, quantity: 1 }));
    const order = {
      ...purchase(201),
      data: { transaction_id: 'many-items', currency: 'EUR', value: 201, items: many },
    };
    expect((await send(beacon([page, order]))).status).toBe(204);
    expect(await pageViews()).toBe(before + 1);
    const units = await collector.kpi('units_per_order', {
      site: 'shop',
      ...aroundNow(),
      filter: 'product==I0,product==I199,product==I200',
    });
    expect(units.numerator).toBe(2);
  });

  it('takes a time over a day ahead for now', async () => {
    const before = await pageViews();
    expect((await send(beacon([pageView({ time: Date.now() + 3 * DAY_MS })]))).status).toBe(204);
    expect(await pageViews()).toBe(before + 1);
  });

  it('puts a batch right whose clock is a year ahead', async () => {
    const before = await pageViews();
    const time = Date.now() + 365 * DAY_MS;
    const { visitor, visit } = newcomer();
    const body = { ...beacon([pageView({ time })]), sent: time, visitor, visit: { ...visit, started: time } };
    expect((await send(body)).status).toBe(204);
    expect(await pageViews()).toBe(before + 1);
  });
});

describe('what tries to break the reader of JSON', () => {
  const deep = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

  it.each([7, 100, 9000])('data nested %i deep is cut, and the event kept', async (depth) => {
    const before = await pageViews();
    const body = JSON.stringify(beacon([pageView({ data: { deep: 0 } })]));
    expect((await send(body.replace('"deep":0', `"deep":${deep(depth)}`))).status).toBe(204);
    expect(await pageViews()).toBe(before + 1);
  });

  it('server events nested 300,000 deep', async () => {
    const before = await pageViews();
    const text = `{"site":"shop","events":[{"id":"deep","name":"page_view","time":${Date.now()},"data":{"deep":${deep(300_000)}}}]}`;
    const response = await collector.fetch('/v1/server-events', { method: 'POST', body: text });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ accepted: 1, duplicates: 0, refused: [] });
    expect(await pageViews()).toBe(before + 1);
  });

  it('keys that are names of JavaScript itself', async () => {
    const before = await pageViews();
    const body = JSON.stringify(beacon([pageView({ data: { proto: 0 } }), pageView()]))
      .replace(
        '"proto":0',
        '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":1',
      )
      .replace('{"site"', '{"__proto__":{"dev":true,"internal":true},"hasOwnProperty":1,"site"');
    expect((await send(body)).status).toBe(204);
    expect(await pageViews()).toBe(before + 2);
    await expectToGoOn();
  });

  it('names of JavaScript itself as ids, coupons and products', async () => {
    const words = ['__proto__', 'constructor', 'hasOwnProperty', 'toString'];
    const events = words.map((word) => ({
      ...purchase(2),
      id: `order-${word}`,
      data: {
        ...{ transaction_id: word, currency: 'EUR', value: 2, coupon: word },
        items: [{ item_id: word, item_name: word, price: 2, quantity: 1 }],
      },
    }));
    expect((await send(beacon(events))).status).toBe(204);
    const period = { site: 'shop', ...aroundNow() };
    for (const by of ['product', 'coupon']) {
      const { rows } = await collector.kpi('orders', { ...period, by, limit: 1000 });
      for (const word of words)
        expect(rows).toContainEqual(expect.objectContaining({ [by]: word, value: 1 }));
    }
  });

  it('half of a surrogate pair, and a zero byte, in texts', async () => {
    const before = await pageViews();
    const body = JSON.stringify(beacon([pageView({ title: 'T', data: { note: 'N' } })]))
      .replace('"T"', String.raw`"a\ud800b"`)
      .replace('"N"', String.raw`"a\u0000b\udfff"`);
    expect((await send(body)).status).toBe(204);
    expect(await pageViews()).toBe(before + 1);
  });
});

describe('a connection that misbehaves', () => {
  const head = (length: number) =>
    `POST /v1/events HTTP/1.1\r\nHost: localhost\r\nOrigin: ${SHOP_ORIGIN}\r\nContent-Length: ${length}\r\n\r\n`;

  async function socket() {
    const connection = connect(collector.port, '127.0.0.1');
    await once(connection, 'connect');
    let received = '';
    connection.setEncoding('utf8').on('data', (text: string) => {
      received += text;
    });
    connection.on('error', () => {});
    const closed = new Promise((resolve) => connection.once('close', resolve));
    return { connection, closed, received: () => received };
  }

  it('breaks off in the middle of a body: nothing of it is kept', async () => {
    const before = await pageViews();
    const body = JSON.stringify(beacon([pageView()]));
    for (let times = 0; times < 50; times++) {
      const { connection } = await socket();
      connection.write(head(body.length) + body.slice(0, body.length - 1 - times));
      connection.resetAndDestroy();
    }
    await expectToGoOn();
    expect(await pageViews()).toBe(before + 1);
  });

  it('ends its side in the middle of a body', async () => {
    const before = await pageViews();
    const { connection, closed } = await socket();
    connection.end(`${head(500)}{"site":"shop"`);
    await closed;
    await expectToGoOn();
    expect(await pageViews()).toBe(before + 1);
  });

  it('sends more than it has announced', async () => {
    const body = JSON.stringify(beacon([pageView()]));
    const { connection, closed } = await socket();
    connection.write(`${head(Buffer.byteLength(body))}${body}GARBAGE\r\n\r\n`);
    await closed;
    await expectToGoOn();
  });

  it.each([
    ['bytes', '\u0000\u0001\u0002\r\n\r\n'],
    ['half a request', 'GET\r\n\r\n'],
    ['a header of 70 KB', `GET / HTTP/1.1\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`],
    ['a length that is no number', 'POST /v1/events HTTP/1.1\r\nContent-Length: many\r\n\r\n'],
    ['a host that is none', 'GET /healthz HTTP/1.1\r\nHost: //[\r\nConnection: close\r\n\r\n'],
  ])('speaks no HTTP: %s', async (_, words) => {
    const { connection, received, closed } = await socket();
    connection.write(words);
    await closed;
    // The kernel may throw the answer away with what was not read of the request.
    expect(received()).toMatch(/^(?:HTTP\/1\.1 4\d\d .*)?$/m);
    await expectToGoOn();
  });
});

describe.skipIf(!tellsMemory)('memory', () => {
  it('stays where it is through thousands of bad beacons', async () => {
    const { pid } = collector;
    const junk = [
      '{"site":',
      'x'.repeat(BEACON_BYTES),
      '['.repeat(BEACON_BYTES),
      JSON.stringify({ ...beacon([pageView()]), site: 'x'.repeat(60_000) }),
      JSON.stringify(beacon(Array.from({ length: 100 }, () => ({ id: randomUUID() })))),
      'x'.repeat(1_000_000),
    ];
    const round = async (times: number) => {
      for (let time = 0; time < times; time++)
        await Promise.all(
          junk.map(async (body) => {
            const response = await send(body);
            await response.arrayBuffer();
            expect(response.status).toBeLessThan(500);
          }),
        );
    };
    // Until the heap is as large as such a load makes it: what grows after that is what leaks.
    await round(150);
    const before = memoryOf(pid);
    forgetPeak(pid);
    await round(300);
    const peak = peakMemoryOf(pid);
    measured('collector through 1,800 bad beacons: memory before', mebibytes(before), 'MiB');
    measured('collector through 1,800 bad beacons: peak', mebibytes(peak), 'MiB');
    measured('collector through 1,800 bad beacons: after', mebibytes(memoryOf(pid)), 'MiB');
    expect(mebibytes(peak - before)).toBeLessThan(80);
    await expectToGoOn();
  });
});
