import { beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, NOW, type TestApp } from '../app.fixture.js';

let test: TestApp;
let admin: string;
let now: number;
beforeEach(async () => {
  now = NOW;
  test = await createTestApp({ now: () => now });
  admin = await test.key('admin');
});

async function ask(method: string, path: string, body?: unknown, secret = admin) {
  const response = await test.asHolder(secret, method, path, body);
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

describe('/v1/keys', () => {
  it('makes a key that works at once, is shown once, and is gone once revoked', async () => {
    const { status, body } = await ask('POST', '/v1/keys', { role: 'reader', sites: ['shop'] });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^key_/),
      key: expect.stringMatching(/^ff_[\w-]{43}$/),
      role: 'reader',
      sites: ['shop'],
      created: NOW,
      expires: null,
    });
    expect((await ask('GET', '/v1/me', undefined, body.key)).body).toEqual({
      role: 'reader',
      sites: [{ id: 'shop', name: 'shop', timezone: 'Europe/Berlin', currency: 'EUR' }],
    });
    const list = await ask('GET', '/v1/keys');
    expect(list.body.keys).toContainEqual({
      ...{ id: body.id, role: 'reader', sites: ['shop'], created: NOW, expires: null },
    });
    expect(JSON.stringify(list.body)).not.toContain(body.key);
    expect((await ask('DELETE', `/v1/keys/${body.id}`)).status).toBe(204);
    expect((await ask('GET', '/v1/me', undefined, body.key)).status).toBe(401);
    expect(await ask('DELETE', `/v1/keys/${body.id}`)).toMatchObject({
      status: 404,
      body: { error: { code: 'unknown_key_id' } },
    });
  });

  it('makes a guest, whom the role tells from a reader', async () => {
    const { status, body } = await ask('POST', '/v1/keys', { role: 'guest', sites: ['shop'] });
    expect([status, body.role]).toEqual([201, 'guest']);
    expect((await ask('GET', '/v1/me', undefined, body.key)).body).toMatchObject({ role: 'guest' });
    for (const path of ['/v1/keys', '/v1/sites', '/v1/health?site=shop', '/v1/imports?site=shop'])
      expect((await ask('GET', path, undefined, body.key)).status).toBe(403);
    expect((await ask('POST', '/v1/keys', { role: 'guest', sites: ['shop'] }, body.key)).status).toBe(403);
  });

  it('ends by itself, and says that it did', async () => {
    const soon = new Date(NOW + 1000).toISOString();
    const { body } = await ask('POST', '/v1/keys', { role: 'reader', sites: ['shop'], expires: soon });
    expect(body.expires).toBe(NOW + 1000);
    now += 999;
    expect((await ask('GET', '/v1/me', undefined, body.key)).status).toBe(200);
    now += 1;
    expect(await ask('GET', '/v1/me', undefined, body.key)).toMatchObject({
      status: 401,
      body: { error: { code: 'expired_key', message: expect.stringContaining(soon) } },
    });
    expect(await ask('POST', '/v1/keys', { role: 'reader', expires: soon })).toMatchObject({
      status: 400,
      body: { error: { fields: [{ field: 'expires' }] } },
    });
  });

  it('is not kept by caches on the way', async () => {
    const response = await test.asHolder(admin, 'POST', '/v1/keys', { role: 'reader' });
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('names what is wrong', async () => {
    expect(await ask('POST', '/v1/keys', { role: 'owner', sites: [] })).toMatchObject({
      status: 400,
      body: { error: { fields: [{ field: 'role' }, { field: 'sites' }] } },
    });
    expect(await ask('POST', '/v1/keys', { role: 'reader', sites: ['shpo'] })).toMatchObject({
      status: 404,
      body: { error: { hint: 'did you mean shop?' } },
    });
  });

  it('does not let an admin of one shop reach beyond it', async () => {
    const bound = await test.key('admin', ['shop']);
    expect((await ask('POST', '/v1/keys', { role: 'admin' }, bound)).status).toBe(403);
    expect((await ask('POST', '/v1/keys', { role: 'admin', sites: ['shop', 'other'] }, bound)).status).toBe(
      403,
    );
    expect((await ask('POST', '/v1/keys', { role: 'reader', sites: ['shop'] }, bound)).status).toBe(201);
    const master = test.store.keys()[0];
    const { body } = await ask('GET', '/v1/keys', undefined, bound);
    expect(body.keys.map(({ id }: { id: string }) => id)).not.toContain(master?.id);
    expect((await ask('DELETE', `/v1/keys/${master?.id}`, undefined, bound)).status).toBe(404);
  });

  it('keeps the last admin key for all sites, for nobody could make another', async () => {
    const [master] = test.store.keys();
    expect((await ask('DELETE', `/v1/keys/${master?.id}`)).status).toBe(409);
    // One that ends is no way in for ever.
    await ask('POST', '/v1/keys', { role: 'admin', expires: NOW + 1000 });
    expect((await ask('DELETE', `/v1/keys/${master?.id}`)).status).toBe(409);
    await ask('POST', '/v1/keys', { role: 'admin' });
    expect((await ask('DELETE', `/v1/keys/${master?.id}`)).status).toBe(204);
  });
});
