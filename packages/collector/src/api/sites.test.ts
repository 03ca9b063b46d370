import { beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, NOW, type TestApp } from '../app.fixture.js';

const lamps = {
  id: 'lamps',
  origins: ['https://lamps.example/'],
  timezone: 'asia/tokyo',
  currency: 'jpy',
};
const lampsAnswer = {
  id: 'lamps',
  name: 'lamps',
  origins: ['https://lamps.example'],
  timezone: 'Asia/Tokyo',
  currency: 'JPY',
  visit_idle_minutes: 30,
  content_groups: [{ name: 'blog', pattern: '/blog' }],
  internal_networks: [],
  keep_events_days: null,
  created: NOW,
};

let test: TestApp;
let admin: string;
beforeEach(async () => {
  test = await createTestApp();
  admin = await test.key('admin');
});

async function ask(method: string, path: string, body?: unknown, secret = admin) {
  const response = await test.asHolder(secret, method, path, body);
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

describe('/v1/sites', () => {
  it('adds, shows, changes and removes a site', async () => {
    expect(await ask('POST', '/v1/sites', lamps)).toEqual({ status: 201, body: lampsAnswer });
    expect((await ask('GET', '/v1/sites')).body.sites).toContainEqual(lampsAnswer);
    expect(await ask('GET', '/v1/sites/lamps')).toEqual({ status: 200, body: lampsAnswer });
    expect(await ask('PATCH', '/v1/sites/lamps', { visit_idle_minutes: 45 })).toEqual({
      status: 200,
      body: { ...lampsAnswer, visit_idle_minutes: 45 },
    });
    const kept = await ask('PATCH', '/v1/sites/lamps', { keep_events_days: 395 });
    expect(kept.body).toMatchObject({ visit_idle_minutes: 45, keep_events_days: 395 });
    // A browser's event may be thirty days late, and its second arrival is known by the first.
    expect((await ask('PATCH', '/v1/sites/lamps', { keep_events_days: 30 })).status).toBe(400);
    const forever = await ask('PATCH', '/v1/sites/lamps', { keep_events_days: null });
    expect(forever.body).toMatchObject({ visit_idle_minutes: 45, keep_events_days: null });
    expect(await ask('DELETE', '/v1/sites/lamps')).toEqual({ status: 204, body: undefined });
    expect((await ask('GET', '/v1/sites/lamps')).status).toBe(404);
  });

  it('answers 409 to an id that is taken, also when two ask at once', async () => {
    expect(await ask('POST', '/v1/sites', { ...lamps, id: 'shop' })).toMatchObject({
      status: 409,
      body: { error: { code: 'site_exists', hint: 'PATCH /v1/sites/shop changes it' } },
    });
    const { addSite } = test.store;
    test.store.addSite = async (site) => {
      await addSite.call(test.store, site);
      throw new Error('UNIQUE constraint failed: site.id');
    };
    expect((await ask('POST', '/v1/sites', lamps)).status).toBe(409);
  });

  it('names each field that is wrong', async () => {
    const { status, body } = await ask('POST', '/v1/sites', {
      id: 'No Good',
      origins: ['https://a.example/path'],
      timezone: 'Mars/Olympus',
      currency: 'QQQ',
      internal_networks: ['10.0.0.0/99'],
      nonsense: 1,
    });
    expect(status).toBe(400);
    expect(body.error.code).toBe('invalid_request');
    const fields = body.error.fields.map(({ field }: { field: string }) => field).sort();
    expect(fields).toEqual(['currency', 'id', 'internal_networks.0', 'nonsense', 'origins.0', 'timezone']);
  });

  it('answers 400 to what is not JSON, 415 to another type, 413 to too much', async () => {
    const send = (body: string, type?: string) =>
      test.ask('POST', '/v1/sites', {
        headers: { authorization: `Bearer ${admin}`, ...(type && { 'content-type': type }) },
        body,
      });
    const answers = [
      await send('{', 'application/json'),
      await send(JSON.stringify(lamps), 'application/x-www-form-urlencoded'),
      await send(JSON.stringify({ ...lamps, name: 'x'.repeat(300_000) }), 'application/json'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 415, 413]);
    for (const answer of answers)
      expect(await answer.json()).toEqual({
        error: expect.objectContaining({ code: expect.any(String), message: expect.any(String) }),
      });
  });

  it('suggests the site that was meant', async () => {
    expect(await ask('GET', '/v1/sites/shpo')).toMatchObject({
      status: 404,
      body: { error: { code: 'unknown_site', hint: 'did you mean shop?' } },
    });
  });

  it('is for admins', async () => {
    for (const role of ['reader', 'writer'] as const) {
      const { status, body } = await ask('GET', '/v1/sites', undefined, await test.key(role));
      expect([status, body.error.code]).toEqual([403, 'role_missing']);
    }
    expect((await test.ask('GET', '/v1/sites')).status).toBe(401);
    const unknown = await test.asHolder('ff_nobody', 'GET', '/v1/sites');
    expect(unknown.status).toBe(401);
    expect(unknown.headers.get('www-authenticate')).toBe('Bearer');
    // Who has no key does not learn what a right body would be.
    expect((await test.asHolder('ff_nobody', 'POST', '/v1/sites', {})).status).toBe(401);
  });

  it('shows an admin of one shop nothing of the others', async () => {
    const bound = await test.key('admin', ['shop']);
    const { body } = await ask('GET', '/v1/sites', undefined, bound);
    expect(body.sites.map(({ id }: { id: string }) => id)).toEqual(['shop']);
    // The same whether or not there is such a site.
    for (const id of ['other', 'nowhere'])
      expect((await ask('GET', `/v1/sites/${id}`, undefined, bound)).status).toBe(403);
    expect((await ask('DELETE', '/v1/sites/other', undefined, bound)).status).toBe(403);
    expect((await ask('POST', '/v1/sites', lamps, bound)).status).toBe(403);
    expect(test.store.site('other')).toBeDefined();
  });
});
