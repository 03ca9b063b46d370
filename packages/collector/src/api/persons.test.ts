import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../app.fixture.js';
import { mintKey } from '../settings/key.js';
import { openStore } from '../store/sqlite/open.js';
import { newFolder, SHOP } from '../store/sqlite/shop-writer.fixture.js';
import type { Role, Site, Store } from '../store/store.js';

const AT = Date.UTC(2026, 0, 10, 11);
const VISITOR = '0198aaaa-0000-7000-8000-000000000001';
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

let store: Store;
let site: Site;
let test: TestApp;
const secrets = new Map<Role, string>();
beforeEach(async () => {
  store = await openStore({ folder: newFolder(), now: () => AT, threads: false });
  site = await store.addSite(SHOP);
  for (const role of ['reader', 'admin'] as const) {
    const { id, secret, hash } = mintKey();
    await store.addKey({ id, role, sites: ['shop'], expires: null }, hash);
    secrets.set(role, secret);
  }
  test = await createTestApp({ store });
});
afterEach(() => store.close());

/** A visit with an order, an event of the shop's server and a support case, all of the customer. */
async function meet(customer: string): Promise<void> {
  const visit = { id: '0198bbbb-0000-7000-8000-000000000001', number: 1 };
  await store.append({
    site: site.key,
    received: AT,
    context: { origin: 'browser', userAgent: BROWSER, visitor: VISITOR, visit, customer },
    events: [
      { id: 'a', name: 'page_view', time: AT, url: 'https://shop.example/shoes' },
      { id: 'b', name: 'purchase', time: AT + 1, data: { transaction_id: 'T1', value: 10, currency: 'EUR' } },
    ],
  });
  // A shop's server that names the customer alone.
  await store.append({
    site: site.key,
    received: AT,
    context: { origin: 'server', customer },
    events: [{ id: 'c', name: 'login', time: AT + 2 }],
  });
  await store.importRows({
    ...{ site: site.key, dataset: 'cases', session: 's' },
    rows: [{ row: 1, fields: { case_id: 'C1', channel: 'chat', opened: AT, customer_id: customer } }],
  });
}

async function ask(method: string, id: string, role: Role = 'admin', of = 'shop') {
  const path = `/v1/persons/${encodeURIComponent(id)}?site=${of}`;
  const response = await test.asHolder(secrets.get(role) as string, method, path);
  return { status: response.status, body: JSON.parse(await response.text()) };
}

describe.each([
  ['käthe&home', 'käthe&home'],
  // An e-mail address is kept as a hash, and found by itself.
  ['käthe@home', expect.stringMatching(/^h_[\w-]{22}$/)],
])('/v1/persons/{id} of the customer %s', (customer, kept) => {
  beforeEach(() => meet(customer));

  it.each([
    [customer, ['a', 'b', 'c']],
    [VISITOR, ['a', 'b']],
  ])('tells all that is known of %s', async (id, events) => {
    const { status, body } = await ask('GET', id);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ site: 'shop', visitors: [VISITOR], customers: id === VISITOR ? [] : [kept] },
      visits: [{ visitor_id: VISITOR, page_views: 1 }],
      orders: [{ order_id: 'T1', value: '10.00', customer_id: kept }],
      support_cases: id === VISITOR ? [] : [{ case_id: 'C1', opened: '2026-01-10T11:00:00.000Z' }],
      ...{ survey_answers: [], subscriptions: [] },
    });
    expect(body.events.map((event: { id: string }) => event.id)).toEqual(events);
  });

  it.each([
    `${VISITOR}.1768042800000.0198bbbb-0000-7000-8000-000000000001.1.1768042800000.1768042800001`,
    `${VISITOR}.1768042800000.20463`,
  ])('knows a visitor by a whole cookie: %s', async (cookie) => {
    expect((await ask('GET', cookie)).body.visitors).toEqual([VISITOR]);
    expect((await ask('DELETE', cookie)).body).toMatchObject({ visitors: 1 });
  });

  it('erases a person, also where no browser was named, and then knows nobody', async () => {
    expect(await ask('DELETE', customer)).toEqual({
      status: 200,
      body: { visitors: 1, visits: 1, events: 2, orders: 1, records: 1, subscriptions: 0 },
    });
    for (const method of ['GET', 'DELETE'])
      for (const id of [customer, VISITOR])
        expect(await ask(method, id)).toMatchObject({
          status: 404,
          body: { error: { code: 'unknown_person' } },
        });
    const [[revenue] = []] = await store.query('SELECT SUM(value) FROM orders', []);
    expect(revenue).toBe(1000);
    expect(
      await store.query(
        "SELECT value FROM term WHERE value LIKE '%home' OR value LIKE '%shoes' OR value GLOB 'h_*'",
        [],
      ),
    ).toEqual([]);
  });

  it('is for admins of the site alone', async () => {
    expect((await ask('GET', VISITOR, 'reader')).status).toBe(403);
    expect((await ask('DELETE', VISITOR, 'reader')).status).toBe(403);
    expect((await ask('DELETE', VISITOR, 'admin', 'other')).status).toBe(403);
    expect((await ask('GET', `' OR 1=1 --`)).status).toBe(404);
    expect((await ask('GET', 'x'.repeat(5000))).status).toBe(400);
  });
});
