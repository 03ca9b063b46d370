import { beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, NOW, type TestApp } from '../app.fixture.js';
import { StoreBusy } from '../store/store.js';
import { createRateLimit } from './rate-limit.js';

const DAY = 24 * 3600_000;
const page = { id: 'e1', name: 'page_view', time: NOW, url: 'https://shop.example/p/1' };
const batch = {
  site: 'shop',
  sent: NOW,
  sdk: '1.0.0',
  visitor: { id: 'v1', first: NOW },
  visit: { id: 's1', number: 2, started: NOW, landing: 'https://shop.example/?utm_source=news' },
  device: { screen: '1440x900', language: 'de-DE', timezone: 'Europe/Berlin' },
  events: [page],
};
const purchase = { id: 'e2', name: 'purchase', time: NOW, data: { transaction_id: 'T1', value: 1 } };

let test: TestApp;
beforeEach(async () => {
  test = await createTestApp();
});

/** Sends a beacon from a page of the shop. */
function send(
  body: unknown,
  { headers, ip, path = '/v1/events' }: { headers?: Record<string, string>; ip?: string; path?: string } = {},
) {
  return test.ask('POST', path, {
    headers: { origin: 'https://shop.example', 'content-type': 'text/plain', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...(ip && { ip }),
  });
}

async function errorOf(response: Response) {
  return ((await response.json()) as { error: { code: string; message: string; hint?: string } }).error;
}

/** What a page can read of an answer only when these are there. */
function expectReadable(response: Response, origin = 'https://shop.example') {
  expect(response.headers.get('access-control-allow-origin')).toBe(origin);
  expect(response.headers.get('access-control-expose-headers')).toBe('retry-after, x-footfall-refused');
  expect(response.headers.get('vary')).toBe('Origin');
}

describe('POST /v1/events, taken', () => {
  it('answers 204 without a body, and logs events with all that was said and judged', async () => {
    const response = await send(batch, {
      headers: {
        'user-agent': 'Mozilla/5.0 Firefox/140.0',
        'sec-ch-ua': '"Chromium";v="126"',
        'sec-ch-ua-mobile': '?0',
        'sec-ch-ua-platform': '"Linux"',
      },
    });
    expect(response.status).toBe(204);
    expect(await response.text()).toBe('');
    expectReadable(response);
    expect(test.store.batches).toEqual([
      {
        site: 1,
        received: NOW,
        context: {
          origin: 'browser',
          visitor: 'v1',
          visit: { id: 's1', number: 2, landing: 'https://shop.example/?utm_source=news' },
          screen: '1440x900',
          language: 'de-DE',
          timezone: 'Europe/Berlin',
          userAgent: 'Mozilla/5.0 Firefox/140.0',
          hints: { brands: '"Chromium";v="126"', mobile: '?0', platform: '"Linux"' },
          country: 'NZ',
          sdk: '1.0.0',
        },
        events: [page],
      },
    ]);
  });

  it('neither logs nor keeps the IP address', async () => {
    test.store.fail = new Error('disk on fire');
    await send(batch);
    test.store.fail = undefined;
    await send(batch);
    expect(JSON.stringify([test.store.batches, test.logged])).not.toContain('203.0.113');
    expect(test.logged).toHaveLength(1);
  });

  it.each(['application/json', 'text/plain;charset=UTF-8', 'application/x-www-form-urlencoded', ''])(
    'reads the body as JSON whatever its content type says: %j',
    async (type) => {
      expect((await send(batch, { headers: { 'content-type': type } })).status).toBe(204);
    },
  );

  it('waits with its answer for the disk', async () => {
    let onDisk = () => {};
    const disk = new Promise<void>((resolve) => {
      onDisk = resolve;
    });
    const { append } = test.store;
    const asked = new Promise<void>((resolve) => {
      test.store.append = async (given) => {
        resolve();
        await disk;
        return append.call(test.store, given);
      };
    });
    let answered = false;
    const answer = send(batch).then((response) => {
      answered = true;
      return response.status;
    });
    await asked;
    // Whatever is ready to run has run.
    await new Promise((resolve) => setImmediate(resolve));
    expect(answered).toBe(false);
    onDisk();
    expect(await answer).toBe(204);
  });

  it('shifts the times of a clock that is wrong, and refuses what is too old', async () => {
    const old = { ...page, id: 'old', time: NOW - 31 * DAY };
    const response = await send({ ...batch, events: [old, page] });
    expect(response.status).toBe(202);
    expect(response.headers.get('x-footfall-refused')).toBe('1 too_old');
    await send({ ...batch, sent: NOW - DAY, events: [{ ...page, id: 'e3', time: NOW - DAY - 5_000 }] });
    expect(test.store.batches[1]?.events[0]?.time).toBe(NOW - 5_000);
  });

  it('keeps the good events beside the bad ones, and counts these by reason', async () => {
    const events = [page, { ...page, id: '' }, 5, { ...purchase, data: {} }, { ...page, name: 'A B' }, null];
    const response = await send({ ...batch, events });
    expect(response.status).toBe(202);
    expect(response.headers.get('x-footfall-refused')).toBe(
      '2 not_an_object, 1 invalid_id, 1 missing_transaction_id, 1 invalid_name',
    );
    expectReadable(response);
    expect(test.store.batches[0]?.events.map(({ id }) => id)).toEqual(['e1']);
    expect(Object.fromEntries(test.store.refusals)).toEqual({
      '1 not_an_object': 2,
      '1 invalid_id': 1,
      '1 missing_transaction_id': 1,
      '1 invalid_name': 1,
    });
  });

  it('answers 202 when all of its events were refused', async () => {
    const response = await send({ ...batch, events: [{ ...page, time: 'now' }] });
    expect(response.status).toBe(202);
    expect(response.headers.get('x-footfall-refused')).toBe('1 invalid_time');
    expect(test.store.batches).toEqual([]);
  });

  it('cuts texts that are too long, and counts them', async () => {
    await send({
      ...batch,
      visit: { ...batch.visit, referrer: `https://mail.example/${'x'.repeat(5000)}` },
      events: [{ ...page, title: 'y'.repeat(600) }],
    });
    const [kept] = test.store.batches;
    expect(kept?.context.visit?.referrer).toHaveLength(2048);
    expect(kept?.events[0]?.title).toHaveLength(512);
    expect(test.store.refusals.get('1 text_cut')).toBe(1);
  });

  it('keeps campaign parameters as fields of the page view, and pages without them', async () => {
    const url = `${page.url}?gclid=G1&size=41`;
    await send({
      ...batch,
      events: [
        { ...page, url },
        { ...purchase, url },
      ],
    });
    expect(test.store.batches[0]?.events).toMatchObject([
      { url: `${page.url}?size=41`, data: { gclid: 'G1' } },
      { url: `${page.url}?size=41` },
    ]);
    await send({ ...batch, visitor: null, visit: null, events: [{ ...page, url }] });
    expect(test.store.batches[1]?.events).toMatchObject([{ url, data: { gclid: 'G1' } }]);
  });

  it('names a downloaded file by its address', async () => {
    const data = { link_url: 'https://shop.example/sizes.pdf', file_extension: 'pdf', file_name: '' };
    await send({ ...batch, events: [{ ...page, name: 'file_download', data }] });
    expect(test.store.batches[0]?.events[0]?.data?.file_name).toBe('sizes.pdf');
  });

  it.each(['', ' ', 'x'.repeat(129), 'line\nbreak', true, null, { id: 1 }, [], 2 ** 60])(
    'takes the events of a page that names the customer wrongly, as %j, and keeps no customer',
    async (customer) => {
      expect((await send({ ...batch, customer })).status).toBe(204);
      expect(test.store.batches[0]?.events.map(({ id }) => id)).toEqual(['e1']);
      expect(test.store.batches[0]?.context).not.toHaveProperty('customer');
    },
  );

  it('keeps a customer that is rightly named, a number too', async () => {
    for (const customer of ['C-1', 4711]) await send({ ...batch, customer });
    expect(test.store.batches.map(({ context }) => context.customer)).toEqual(['C-1', '4711']);
  });

  it('marks staff by their address or by the flag of the shop', async () => {
    await send(batch, { ip: '198.51.100.7' });
    await send({ ...batch, internal: true });
    await send(batch);
    expect(test.store.batches.map(({ context }) => context.internal)).toEqual([true, true, undefined]);
  });
});

describe('POST /v1/events, cookie-less', () => {
  const cookieless = { ...batch, visitor: null, visit: null };
  const userAgent = { 'user-agent': 'Firefox' };

  async function visitorOf(body: object, options: Parameters<typeof send>[1]) {
    await send(body, options);
    return test.store.batches.at(-1)?.context.visitor;
  }

  it('makes a visitor id that lasts for the site, address, user agent and UTC day', async () => {
    const one = await visitorOf(cookieless, { headers: userAgent });
    expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(await visitorOf(cookieless, { headers: userAgent })).toBe(one);
    const others = [
      await visitorOf(cookieless, { headers: userAgent, ip: '203.0.113.10' }),
      await visitorOf(cookieless, { headers: { 'user-agent': 'Chrome' } }),
      await visitorOf(
        { ...cookieless, site: 'other' },
        { headers: { ...userAgent, origin: 'https://other.example' } },
      ),
    ];
    let now = NOW;
    test = await createTestApp({ now: () => now });
    expect(await visitorOf(cookieless, { headers: userAgent })).toBe(one);
    now += DAY;
    others.push(await visitorOf(cookieless, { headers: userAgent }));
    expect(new Set([one, ...others]).size).toBe(5);
  });

  it('keeps no visit, and is marked as what it is', async () => {
    await send({ ...cookieless, visit: batch.visit });
    expect(test.store.batches[0]?.context).toMatchObject({ origin: 'cookieless' });
    expect(test.store.batches[0]?.context.visit).toBeUndefined();
  });

  it('answers 503 when the secret of the day cannot be had, and tries again', async () => {
    const { salt } = test.store;
    test.store.salt = () => Promise.reject(new StoreBusy('locked', 2));
    expect((await send(cookieless)).status).toBe(503);
    test.store.salt = salt;
    expect((await send(cookieless)).status).toBe(204);
  });
});

describe('POST /v1/events, who may', () => {
  it('refuses a foreign origin, naming those that may', async () => {
    const response = await send(batch, { headers: { origin: 'https://evil.example' } });
    expect(response.status).toBe(403);
    expectReadable(response, 'https://evil.example');
    const error = await errorOf(response);
    expect(error.code).toBe('foreign_origin');
    expect(error.message).toContain('https://shop.example');
    expect(test.store.batches).toEqual([]);
    expect(test.store.refusals.get('1 foreign_origin')).toBe(1);
  });

  it.each(['http://shop.example', 'https://shop.example:8443', 'https://shop.example.evil.example'])(
    'refuses %s for https://shop.example',
    async (origin) => expect((await send(batch, { headers: { origin } })).status).toBe(403),
  );

  it('takes localhost and its own pages in dev mode only', async () => {
    const origins = ['http://localhost:3000', 'http://127.0.0.1:5173', 'http://collector.test:8787'];
    const path = 'http://collector.test:8787/v1/events';
    const statuses = () =>
      Promise.all(origins.map(async (origin) => (await send(batch, { headers: { origin }, path })).status));
    expect(await statuses()).toEqual([403, 403, 403]);
    test = await createTestApp({ dev: true });
    expect(await statuses()).toEqual([204, 204, 204]);
    expect((await send(batch, { headers: { origin: 'http://localhost.evil.example' }, path })).status).toBe(
      403,
    );
  });

  it.each([undefined, 'null'])('takes a request with the Origin %s only with a key', async (origin) => {
    const init = { body: JSON.stringify(batch), headers: origin === undefined ? {} : { origin } };
    const without = await test.ask('POST', '/v1/events', init);
    expect(without.status).toBe(403);
    expectReadable(without, origin ?? '*');
    expect((await errorOf(without)).code).toBe('origin_missing');

    const authorization = `Bearer ${await test.key('writer', ['shop'])}`;
    const taken = await test.ask('POST', '/v1/events', {
      ...init,
      headers: { ...init.headers, authorization },
    });
    expect(taken.status).toBe(200);
    expect(await taken.json()).toEqual({ accepted: 1, duplicates: 0, refused: [] });
  });

  it('wants a known key with the role writer that is for the site', async () => {
    const withKey = async (secret: string) => {
      const headers = { authorization: `Bearer ${secret}` };
      const response = await test.ask('POST', '/v1/events', { body: JSON.stringify(batch), headers });
      return [response.status, (await errorOf(response)).code];
    };
    expect(await withKey('ff_unknown')).toEqual([401, 'unknown_key']);
    expect(await withKey(await test.key('reader'))).toEqual([403, 'role_missing']);
    expect(await withKey(await test.key('writer', ['other']))).toEqual([403, 'site_not_of_key']);
  });

  it('says which events were refused and why to callers with a key', async () => {
    const headers = { authorization: `Bearer ${await test.key('writer')}` };
    const events = [page, page, { ...page, id: 'bad', time: -1 }];
    const response = await test.ask('POST', '/v1/events', {
      body: JSON.stringify({ ...batch, events }),
      headers,
    });
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({
      accepted: 1,
      duplicates: 1,
      refused: [{ index: 2, id: 'bad', reason: 'invalid_time' }],
    });
  });

  it('says it to a page with ?debug=1 on localhost, and to no other', async () => {
    const path = '/v1/events?debug=1';
    const near = await send(batch, { path, ip: '127.0.0.1' });
    expect(await near.json()).toEqual({ accepted: 1, duplicates: 0, refused: [] });
    expect((await send(batch, { path })).status).toBe(204);
  });

  it('does not find out about the sites of others', async () => {
    const stranger = await send({ ...batch, site: 'shpo' });
    expect(stranger.status).toBe(404);
    expectReadable(stranger);
    expect(await errorOf(stranger)).toMatchObject({
      code: 'unknown_site',
      hint: expect.not.stringContaining('mean'),
    });
    test = await createTestApp({ dev: true });
    expect((await errorOf(await send({ ...batch, site: 'shpo' }))).hint).toBe('did you mean shop?');
  });

  it('answers a preflight', async () => {
    const response = await test.ask('OPTIONS', '/v1/events', {
      headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
    });
    expect(response.status).toBe(204);
    expectReadable(response);
    expect(response.headers.get('access-control-allow-methods')).toBe('POST');
    expect(response.headers.get('access-control-allow-headers')).toContain('content-type');
  });
});

describe('POST /v1/events, held back', () => {
  it('answers 429 with the seconds to wait, for each address by itself, and never to a key', async () => {
    let now = NOW;
    test = await createTestApp({ rateLimit: createRateLimit({ now: () => now, burst: 2, perSecond: 0.5 }) });
    const statuses = async (ip: string) => [
      (await send(batch, { ip })).status,
      (await send(batch, { ip })).status,
      (await send(batch, { ip })).status,
    ];
    expect(await statuses('203.0.113.9')).toEqual([204, 204, 429]);
    expect(await statuses('203.0.113.10')).toEqual([204, 204, 429]);
    // All the addresses of one IPv6 network are one client.
    expect((await send(batch, { ip: '2001:db8:1::1' })).status).toBe(204);
    expect((await send(batch, { ip: '2001:db8:1::2' })).status).toBe(204);
    expect((await send(batch, { ip: '2001:db8:1::3' })).status).toBe(429);

    const refused = await send(batch);
    expectReadable(refused);
    expect(refused.headers.get('retry-after')).toBe('2');
    const key = await test.key('writer');
    expect((await send(batch, { headers: { authorization: `Bearer ${key}` } })).status).toBe(200);
    now += 2_000;
    expect((await send(batch)).status).toBe(204);
  });

  it('answers 503 with the seconds to wait when the store is busy', async () => {
    test.store.fail = new StoreBusy('queue_full', 3);
    const response = await send({ ...batch, events: [page, 5] });
    expect(response.status).toBe(503);
    expectReadable(response);
    expect(response.headers.get('retry-after')).toBe('3');
    expect((await errorOf(response)).code).toBe('busy');
    // It will be sent again, and is counted then.
    expect(test.store.refusals.size).toBe(0);
  });

  it('answers 500 without details when something broke, and logs them', async () => {
    test.store.fail = new Error('secret detail');
    const response = await send(batch);
    expect(response.status).toBe(500);
    expectReadable(response);
    expect(JSON.stringify(await response.json())).not.toContain('secret detail');
    expect(test.logged.join()).toContain('secret detail');
  });
});

describe('POST /v1/events, hostile bodies', () => {
  it.each([
    ['nothing', '', 'not_json'],
    ['a word', 'hello', 'not_json'],
    ['JSON that breaks off', '{"site":"shop"', 'not_json'],
    ['a list', '[]', 'invalid_batch'],
    ['null', 'null', 'invalid_batch'],
    ['a text', '"text"', 'invalid_batch'],
    ['an empty object', '{}', 'invalid_batch'],
    ['60,000 open brackets', '['.repeat(60_000), 'not_json'],
    ['lists 30,000 deep', '['.repeat(30_000) + ']'.repeat(30_000), 'invalid_batch'],
    ['no events', JSON.stringify({ ...batch, events: [] }), 'invalid_batch'],
    ['too many events', JSON.stringify({ ...batch, events: Array(101).fill(page) }), 'invalid_batch'],
    ['events that are no list', JSON.stringify({ ...batch, events: {} }), 'invalid_batch'],
    ['a visitor without a visit', JSON.stringify({ ...batch, visit: null }), 'invalid_batch'],
  ])('answers 400 to %s', async (_, body, code) => {
    const response = await send(body);
    expect(response.status).toBe(400);
    expectReadable(response);
    expect((await errorOf(response)).code).toBe(code);
    expect(test.store.refusals.get(`0 ${code}`)).toBe(1);
  });

  it('names each field that does not fit', async () => {
    const response = await send({
      ...batch,
      site: 7,
      sent: 'now',
      visitor: { id: {} },
      visit: { ...batch.visit, number: 0 },
    });
    const { fields, message } = (await errorOf(response)) as {
      message: string;
      fields?: { field: string }[];
    };
    expect(fields?.map(({ field }) => field)).toEqual(['site', 'sent', 'visitor.id', 'visit.number']);
    for (const field of ['site', 'sent', 'visitor.id', 'visit.number'])
      expect(message).toContain(`${field}: `);
  });

  it('takes a body of 64 KB, and refuses one byte more', async () => {
    const sized = (bytes: number) => {
      const bare = JSON.stringify({ ...batch, padding: '' }).length;
      return JSON.stringify({ ...batch, padding: 'x'.repeat(bytes - bare) });
    };
    expect((await send(sized(65_536))).status).toBe(204);
    const response = await send(sized(65_537));
    expect(response.status).toBe(413);
    expectReadable(response);
    expect((await errorOf(response)).code).toBe('too_large');
    // Where the length is told beforehand, the body is not even read.
    const told = await send(batch, { headers: { 'content-length': '65537' } });
    expect(told.status).toBe(413);
  });

  it('reads no more of an endless body than it must', async () => {
    let pulled = 0;
    const endless = new ReadableStream({
      pull(controller) {
        pulled++;
        controller.enqueue(new Uint8Array(16 * 1024));
      },
    });
    const response = await test.ask('POST', '/v1/events', {
      headers: { origin: 'https://shop.example' },
      body: endless,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
    expect(pulled).toBeLessThan(10);
  });

  it('keeps nothing of __proto__', async () => {
    const body = JSON.stringify(batch)
      .replace('"name":', '"__proto__":{"polluted":1},"data":{"__proto__":{"polluted":1},"value":1},"name":')
      .replace('"visitor":', '"__proto__":{"polluted":1},"visitor":');
    expect((await send(body)).status).toBe(204);
    const data = test.store.batches[0]?.events[0]?.data ?? {};
    expect(data.value).toBe(1);
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
    expect('polluted' in data).toBe(false);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('keeps only what can be kept of data that is nested very deep', async () => {
    const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
    const body = JSON.stringify({ ...batch, events: [{ ...page, data: { value: 1, deep: 'DEEP' } }] });
    expect((await send(body.replace('"DEEP"', deep))).status).toBe(204);
    const [event] = test.store.batches[0]?.events ?? [];
    expect(event?.data?.value).toBe(1);
    // What is logged is written as JSON by the store: that must not overflow the stack.
    expect(JSON.stringify(event).length).toBeLessThan(500);
    expect(test.store.refusals.get('1 text_cut')).toBe(1);
  });
});
