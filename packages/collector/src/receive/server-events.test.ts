import { beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, NOW, type TestApp } from '../app.fixture.js';
import { StoreBusy } from '../store/store.js';

const order = {
  id: 'e1',
  name: 'purchase',
  time: NOW,
  data: { transaction_id: 'T1', value: 5, currency: 'EUR' },
};

let test: TestApp;
let writer: string;
beforeEach(async () => {
  test = await createTestApp();
  writer = await test.key('writer', ['shop']);
});

const send = (body: unknown, secret = writer) => test.asHolder(secret, 'POST', '/v1/server-events', body);

describe('POST /v1/server-events', () => {
  it('takes events of nobody, of any time, and logs nothing of the server that sent them', async () => {
    const old = { ...order, id: 'e0', time: 946_684_800_000 };
    const response = await test.ask('POST', '/v1/server-events', {
      headers: {
        authorization: `Bearer ${writer}`,
        'user-agent': 'shop-backend/1.0',
        'accept-language': 'de',
      },
      body: JSON.stringify({ site: 'shop', events: [old, order] }),
      ip: '198.51.100.7',
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ accepted: 2, duplicates: 0, refused: [] });
    expect(test.store.batches).toEqual([
      { site: 1, received: NOW, context: { origin: 'server' }, events: [old, order] },
    ]);
  });

  it('keeps visitor, visit and customer where the server knows them', async () => {
    const visit = { id: 's1', number: 1, started: NOW };
    await send({ site: 'shop', visitor: { id: 'v1' }, visit, customer: 4711, events: [order] });
    expect(test.store.batches[0]?.context).toEqual({
      origin: 'server',
      visitor: 'v1',
      visit: { id: 's1', number: 1 },
      customer: '4711',
    });
  });

  it('refuses a customer that is no id, and names the field', async () => {
    const response = await send({ site: 'shop', customer: '', events: [order] });
    expect(response.status).toBe(400);
    expect(JSON.stringify(await response.json())).toContain('customer');
    expect(test.store.batches).toEqual([]);
  });

  it('says which events were refused, in body and header', async () => {
    const response = await send({
      site: 'shop',
      events: [order, order, { ...order, id: 'x', data: { value: 'free' } }],
    });
    expect(response.status).toBe(202);
    expect(response.headers.get('x-footfall-refused')).toBe('1 invalid_money');
    expect(await response.json()).toEqual({
      accepted: 1,
      duplicates: 1,
      refused: [{ index: 2, id: 'x', reason: 'invalid_money' }],
    });
  });

  it('wants a key that may write this site', async () => {
    const body = { site: 'shop', events: [order] };
    expect((await test.ask('POST', '/v1/server-events', { body: JSON.stringify(body) })).status).toBe(401);
    expect((await send(body, 'ff_unknown')).status).toBe(401);
    expect((await send(body, await test.key('reader'))).status).toBe(403);
    expect((await send({ ...body, site: 'other' })).status).toBe(403);
    expect((await send({ ...body, site: 'shpo' }, await test.key('admin'))).status).toBe(404);
    expect(test.store.batches).toEqual([]);
  });

  it('answers 400, 413 and 503 as the browser route does', async () => {
    expect((await send([])).status).toBe(400);
    expect((await send({ site: 'shop', events: [order], padding: 'x'.repeat(4 * 1024 * 1024) })).status).toBe(
      413,
    );
    test.store.fail = new StoreBusy('disk_full', 30);
    const busy = await send({ site: 'shop', events: [order] });
    expect(busy.status).toBe(503);
    expect(busy.headers.get('retry-after')).toBe('30');
  });
});
