import { once } from 'node:events';
import { Agent, type IncomingMessage, type RequestOptions, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageView, SHOP_ORIGIN } from '../harness/beacons.js';
import { type Collector, startCollector } from '../harness/collector.js';
import { aroundNow } from '../harness/day.js';
import { expectError } from '../harness/error-answer.js';

let collector: Collector;
let writer: string;
let reader: string;

beforeAll(async () => {
  collector = await startCollector();
  for (const id of ['shop', 'other'])
    await collector.createSite({ id, origins: [SHOP_ORIGIN], timezone: 'UTC', currency: 'EUR' });
  writer = (await collector.createKey({ role: 'writer', sites: ['shop'] })).key;
  reader = (await collector.createKey({ role: 'reader', sites: ['shop'] })).key;
});
afterAll(() => collector.stop());

/** A request with the key given, or with none. */
function ask(
  path: string,
  { key, json, body, type }: { key?: string | undefined; json?: unknown; body?: string; type?: string } = {},
) {
  return fetch(`${collector.url}${path}`, {
    ...(json === undefined && body === undefined
      ? {}
      : { method: 'POST', body: body ?? JSON.stringify(json) }),
    headers: {
      ...(key === undefined ? {} : { authorization: key.includes(' ') ? key : `Bearer ${key}` }),
      ...(type === undefined
        ? json === undefined
          ? {}
          : { 'content-type': 'application/json' }
        : { 'content-type': type }),
    },
  });
}

const kpiPath = (id: string, more: Record<string, string> = {}) =>
  `/v1/kpis/${encodeURIComponent(id)}?${new URLSearchParams({ site: 'shop', ...aroundNow(), ...more })}`;

const serverEvents = (events: readonly unknown[] = [pageView()], more: object = {}) => ({
  site: 'shop',
  events,
  ...more,
});

describe('a key', () => {
  const period = aroundNow();
  const ROUTES: readonly (readonly [
    name: string,
    path: string,
    json: unknown,
    role: 'writer' | 'reader' | 'admin',
  ])[] = [
    ['server events', '/v1/server-events', serverEvents(), 'writer'],
    ['import', '/v1/import/orders?site=shop', 'order_id', 'writer'],
    ['KPI', kpiPath('visits'), undefined, 'reader'],
    ['KPIs', '/v1/kpis', undefined, 'reader'],
    ['query', '/v1/query', { site: 'shop', ...period, kpis: ['visits'] }, 'reader'],
    ['sites', '/v1/sites', undefined, 'admin'],
    ['new site', '/v1/sites', { id: 'x', name: 'x', origins: [], timezone: 'UTC', currency: 'EUR' }, 'admin'],
    ['keys', '/v1/keys', undefined, 'admin'],
    ['new key', '/v1/keys', { role: 'admin' }, 'admin'],
  ];

  it.each(ROUTES)('is missing: 401 from %s', async (_, path, json) => {
    const response = await ask(path, { json });
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
    await expectError(response, 401, 'missing_key');
  });

  it.each(ROUTES)('is unknown: 401 from %s', async (_, path, json) => {
    for (const key of ['ff_wrong', `${writer}x`, writer.slice(0, -1), writer.toUpperCase()])
      await expectError(await ask(path, { json, key }), 401, 'unknown_key');
  });

  it.each(ROUTES)('cannot be read: 401 from %s', async (_, path, json) => {
    for (const key of [
      `Basic ${writer}`,
      'Bearer ',
      `Bearer ${writer} ${writer}`,
      `Bearer ${'x'.repeat(4000)}`,
    ])
      await expectError(await ask(path, { json, key }), 401, 'missing_key');
  });

  it.each(ROUTES)('is of another role: 403 from %s', async (_, path, json, role) => {
    for (const [other, key] of [
      ['writer', writer],
      ['reader', reader],
    ] as const)
      if (other !== role) await expectError(await ask(path, { json, key }), 403, 'role_missing');
  });

  it('is of another site: 403, whether or not that is there', async () => {
    for (const site of ['other', 'nowhere']) {
      await expectError(
        await ask('/v1/server-events', { key: writer, json: { ...serverEvents(), site } }),
        403,
        'site_not_of_key',
      );
      await expectError(
        await ask(`/v1/import/orders?site=${site}`, { key: writer, body: 'order_id\n' }),
        403,
        'site_not_of_key',
      );
      await expectError(await ask(kpiPath('visits', { site }), { key: reader }), 403, 'site_not_of_key');
    }
  });

  it('that was revoked opens nothing any more', async () => {
    const made = await collector.createKey({ role: 'reader', sites: ['shop'] });
    expect((await ask(kpiPath('visits'), { key: made.key })).status).toBe(200);
    expect((await collector.fetch(`/v1/keys/${made.id}`, { method: 'DELETE' })).status).toBe(204);
    await expectError(await ask(kpiPath('visits'), { key: made.key }), 401, 'unknown_key');
  });
});

describe('server events', () => {
  const send = (body: string) => ask('/v1/server-events', { key: writer, body, type: 'application/json' });

  it.each([
    ['not JSON', '{"site":', 'not_json'],
    ['nothing', '', 'not_json'],
    ['an array', '[]', 'invalid_batch'],
    ['null', 'null', 'invalid_batch'],
  ])('400: %s', async (_, body, code) => {
    await expectError(await send(body), 400, code);
  });

  it('400 that names the fields', async () => {
    const error = await expectError(await send('{"site":5,"events":[],"sent":"now"}'), 400, 'invalid_batch');
    expect([...new Set(error.fields?.map(({ field }) => field))].sort()).toEqual(['events', 'sent', 'site']);
  });

  it('404 for a site that is not there, with the nearest that the key may know of', async () => {
    const response = await ask('/v1/server-events', {
      key: collector.adminKey,
      json: { ...serverEvents(), site: 'shpo' },
    });
    const { hint } = await expectError(response, 404, 'unknown_site');
    expect(hint).toBe('did you mean shop?');
  });

  it('413 above 4 MB', async () => {
    const json = serverEvents([pageView({ data: { note: 'x'.repeat(4 * 1024 * 1024) } })]);
    await expectError(await ask('/v1/server-events', { key: writer, json }), 413, 'too_large');
  });

  it('has a place for every event, also of long ago, and a reason for each that is refused', async () => {
    const old = pageView({ time: Date.UTC(2001, 0, 1) });
    const json = serverEvents([old, { ...pageView(), name: 'No' }, 'x', old]);
    const response = await ask('/v1/server-events', { key: writer, json });
    expect(response.status).toBe(202);
    expect(response.headers.get('x-footfall-refused')).toBe('1 invalid_name, 1 not_an_object');
    expect(await response.json()).toEqual({
      accepted: 1,
      duplicates: 1,
      refused: [
        { index: 1, id: expect.any(String), reason: 'invalid_name' },
        { index: 2, id: null, reason: 'not_an_object' },
      ],
    });
  });
});

describe('a question about KPIs', () => {
  it('404 for a KPI that is not there, with the nearest', async () => {
    const { message, hint } = await expectError(
      await ask(kpiPath('conversion_rat'), { key: reader }),
      404,
      'unknown_kpi',
    );
    expect(message).toContain('conversion_rat');
    expect(hint).toBe('did you mean conversion_rate?');
    for (const id of ['__proto__', 'constructor', '../sites', 'a'.repeat(5000)])
      await expectError(await ask(kpiPath(id), { key: reader }), 404, 'unknown_kpi');
  });

  it.each([
    ['from', { from: 'yesterday' }],
    ['to', { to: '2026-13' }],
    ['interval', { interval: 'fortnight' }],
    ['limit', { limit: '-1' }],
    ['limit', { limit: '1e9' }],
    ['format', { format: 'xml' }],
    ['attribution', { attribution: 'guess' }],
  ])('400 that names the field: %s', async (field, more: Record<string, string>) => {
    const error = await expectError(
      await ask(kpiPath('visits', more), { key: reader }),
      400,
      'invalid_request',
    );
    expect(error.fields?.map((each) => each.field)).toContain(field);
  });

  it.each([
    { from: '2026-02-01', to: '2026-01-01' },
    { from: '2026-02-30', to: '2026-03-01' },
    { from: '2026-01-01', to: '2026-13-01' },
    { by: 'colour' },
    { filter: 'country=DE' },
    { filter: 'colour==red' },
    { filter: "country==DE' OR 1=1 --;device!=x'" },
    { compare: 'sometime' },
    { compare: '2026-01-31..2026-01-01' },
    { filter: 'country==' },
    { from: '0001-01-01', to: '9999-12-31', interval: 'hour' },
  ] as Record<string, string>[])('400: %j', async (more) => {
    const response = await ask(kpiPath('visits', more), { key: reader });
    // A value may hold anything, SQL too: then it is a value that no visit has.
    if (more.filter?.includes('OR 1=1') && response.status === 200) {
      expect(await response.json()).toMatchObject({ value: 0 });
      return;
    }
    const body = (await response.clone().json()) as { error: { code: string } };
    await expectError(response, 400, body.error.code);
  });

  it('400 where the site is not named', async () => {
    const { from, to } = aroundNow();
    const response = await ask(`/v1/kpis/visits?from=${from}&to=${to}`, { key: reader });
    const { fields } = await expectError(response, 400, 'invalid_request');
    expect(fields?.map(({ field }) => field)).toEqual(['site']);
  });

  it('400, 413, 415 for a query that cannot be read', async () => {
    const post = (body: string, type = 'application/json') => ask('/v1/query', { key: reader, body, type });
    for (const body of ['{"site":', '', '[]', '5', '{"site":"shop"}', '{"kpis":{}}'])
      expect((await post(body)).status).toBe(400);
    await expectError(await post('{}', 'text/csv'), 415, 'unsupported_media_type');
    await expectError(await post(JSON.stringify({ note: 'x'.repeat(300_000) })), 413, 'too_large');
    const query = { site: 'shop', ...aroundNow(), kpis: ['visits', 'nonsense'] };
    await expectError(await post(JSON.stringify(query)), 404, 'unknown_kpi');
  });
});

describe('a connection on which a body was refused', () => {
  it.each([
    ['beacon', '/v1/events', 413, 1_000_000],
    ['server events', '/v1/server-events', 413, 5_000_000],
    ['query', '/v1/query', 413, 300_000],
    ['import', '/v1/import/orders?site=shop&format=csv', 400, 1_000_000],
  ] as const)(
    'serves the next request, perhaps that of somebody else: %s',
    async (_, path, status, length) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const statusOf = async (options: RequestOptions, pieces: number): Promise<number | undefined> => {
        const asked = request(collector.url + options.path, { ...options, agent });
        for (let piece = 0; piece < pieces; piece++) asked.write('x'.repeat(length / pieces));
        asked.end();
        const [answer] = (await once(asked, 'response')) as [IncomingMessage];
        await text(answer);
        return answer.statusCode;
      };
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${collector.adminKey}` };
      expect(await statusOf({ path, method: 'POST', headers }, 10)).toBe(status);
      expect(await statusOf({ path: '/healthz' }, 0)).toBe(200);
      agent.destroy();
    },
  );
});

describe('settings', () => {
  const site = { id: 'new', name: 'New', origins: ['https://new.example'], timezone: 'UTC', currency: 'EUR' };
  const post = (json: unknown) => ask('/v1/sites', { key: collector.adminKey, json });

  it.each([
    ['id', { id: 'Not an id' }],
    ['id', { id: undefined }],
    ['origins.0', { origins: ['new.example'] }],
    ['origins.0', { origins: ['https://new.example/path'] }],
    ['origins', { origins: 'https://new.example' }],
    ['timezone', { timezone: 'Europe/Atlantis' }],
    ['currency', { currency: 'EURO' }],
    ['currency', { currency: 'XYZ' }],
    ['visit_idle_minutes', { visit_idle_minutes: 0 }],
    ['internal_networks.0', { internal_networks: ['10.0.0.0/99'] }],
    ['colour', { colour: 'red' }],
  ])('400 that names the field: %s', async (field, change) => {
    const error = await expectError(await post({ ...site, ...change }), 400, 'invalid_request');
    expect(error.fields?.map((each) => each.field)).toEqual([field]);
    expect((await collector.fetch('/v1/sites/new')).status).toBe(404);
  });

  it('409 for a site that is there already, which stays as it is', async () => {
    await expectError(await post({ ...site, id: 'shop', currency: 'JPY' }), 409, 'site_exists');
    expect(await collector.fetchJson('/v1/sites/shop')).toMatchObject({ currency: 'EUR' });
  });

  it('404 for what is not there', async () => {
    const { hint } = await expectError(await collector.fetch('/v1/kpi'), 404, 'not_found');
    expect(hint).toContain('/v1/kpis');
    await expectError(await collector.fetch('/v1/sites/shpo'), 404, 'unknown_site');
    await expectError(await collector.fetch('/v1/keys/none', { method: 'DELETE' }), 404, 'unknown_key_id');
    await expectError(await collector.fetch('/v1/events'), 404, 'not_found');
  });
});
