import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, NOW, type TestApp } from '../app.fixture.js';
import { FactShop } from '../kpi/fact-shop.fixture.js';
import * as kpi from '../kpi/index.js';

const DAY = 86_400_000;
const GOAL = {
  site: 'shop',
  kpi: 'revenue',
  from: '2026-01-12',
  deadline: '2026-01-25',
  target: { change: 0.1 },
};

let shop: FactShop;
let test: TestApp;
let reader: string;
beforeEach(async () => {
  shop = new FactShop();
  shop.now = NOW;
  // 5 to 14 January: ten visits and an order of 10 € each day.
  for (let day = 0; day < 10; day++) {
    const time = Date.UTC(2026, 0, 5, 10) + day * DAY;
    for (let visit = 0; visit < 10; visit++)
      shop.visit(day * 10 + visit, time, { orders: visit === 0 ? 1 : 0, steps: visit < 2 ? 8 : 0 });
    shop.order(`o${day}`, time, 1000);
  }
  const facts = (context: kpi.KpiContext): kpi.KpiContext => ({
    ...shop.context,
    site: { ...context.site, timezone: 'UTC' },
  });
  test = await createTestApp({
    kpi: {
      ...kpi,
      makeGoal: (context, input) => kpi.makeGoal(facts(context), input),
      changeGoal: (context, goal, change) => kpi.changeGoal(facts(context), goal, change),
      answerGoal: (context, goal) => kpi.answerGoal(facts(context), goal),
    },
  });
  reader = await test.key('reader', ['shop']);
});
afterEach(() => shop.close());

async function call(method: string, path: string, body?: object, secret = reader) {
  const response = await test.asHolder(secret, method, path, body);
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) };
}

describe('/v1/goals', () => {
  it('makes, lists, changes and gives up a goal', async () => {
    const made = await call('POST', '/v1/goals', GOAL);
    expect(made).toMatchObject({
      status: 201,
      body: { kpi: 'revenue', value: { value: 3000, currency: 'EUR' }, target: { change: 0.1 } },
    });
    const { id } = made.body;
    expect(await call('GET', '/v1/goals?site=shop')).toEqual({ status: 200, body: { goals: [made.body] } });
    expect((await call('GET', `/v1/goals/${id}`)).body).toEqual(made.body);
    expect(await call('PATCH', `/v1/goals/${id}`, { name: 'More', target: { value: 20.5 } })).toMatchObject({
      status: 200,
      body: { id, name: 'More', target: { change: null, value: { value: 2050 } }, status: 'met' },
    });
    expect((await call('DELETE', `/v1/goals/${id}`)).status).toBe(204);
    expect((await call('GET', `/v1/goals/${id}`)).body.error).toMatchObject({ code: 'unknown_goal' });
    expect((await call('GET', '/v1/goals?site=shop')).body).toEqual({ goals: [] });
  });

  it('says why it refuses one, field by field', async () => {
    expect(await call('POST', '/v1/goals', { site: 'shop', kpi: 'visits' })).toMatchObject({
      status: 400,
      body: {
        error: {
          code: 'invalid_request',
          fields: [
            { field: 'deadline', message: expect.stringContaining('not time-bound') },
            { field: 'target', message: expect.stringContaining('not measurable') },
          ],
        },
      },
    });
    expect(await call('POST', '/v1/goals', { ...GOAL, kpi: 'top_pages' })).toMatchObject({
      status: 400,
      body: { error: { fields: [{ field: 'kpi', message: expect.stringContaining('not specific') }] } },
    });
  });

  it('keeps the goals of other sites to themselves', async () => {
    const { body } = await call('POST', '/v1/goals', GOAL);
    const stranger = await test.key('reader', ['other']);
    for (const [method, change] of [['GET'], ['PATCH', { name: 'x' }], ['DELETE']] as [string, object?][])
      expect((await call(method, `/v1/goals/${body.id}`, change, stranger)).status).toBe(404);
    expect((await call('GET', '/v1/goals?site=shop', undefined, stranger)).status).toBe(403);
    expect((await call('POST', '/v1/goals', GOAL, await test.key('writer'))).status).toBe(403);
    expect((await call('GET', '/v1/goals?site=shop')).body.goals).toHaveLength(1);
  });

  it('shows goals to a guest, and lets it change none of them', async () => {
    const { body } = await call('POST', '/v1/goals', GOAL);
    const guest = await test.key('guest', ['shop']);
    for (const path of ['/v1/goals?site=shop', `/v1/goals/${body.id}`, '/v1/goals/sets'])
      expect((await call('GET', path, undefined, guest)).status).toBe(200);
    const { site, deadline, from } = GOAL;
    for (const [method, path, change] of [
      ['POST', '/v1/goals', GOAL],
      ['POST', '/v1/goals/sets/more_sales', { site, deadline, from }],
      ['PATCH', `/v1/goals/${body.id}`, { name: 'x' }],
      ['DELETE', `/v1/goals/${body.id}`],
    ] as [string, string, object?][])
      expect(await call(method, path, change, guest)).toMatchObject({
        status: 403,
        body: { error: { code: 'role_missing' } },
      });
    expect((await call('GET', '/v1/goals?site=shop')).body.goals).toEqual([body]);
  });

  it('answers CSV with money in whole units', async () => {
    await call('POST', '/v1/goals', { ...GOAL, name: '=cmd' });
    const response = await test.asHolder(reader, 'GET', '/v1/goals?site=shop&format=csv');
    const [head = '', line = ''] = (await response.text()).split('\r\n');
    const cells = Object.fromEntries(head.split(',').map((name, index) => [name, line.split(',')[index]]));
    expect(cells).toMatchObject({ name: "'=cmd", value: '30', value_currency: 'EUR', target_change: '0.1' });
  });

  it('takes so many and no more', async () => {
    const goal = { ...(await kpi.makeGoal({ ...shop.context }, kpi.goalInput.parse(GOAL))), site: 1 };
    for (let number = 0; number < 200; number++) await test.store.putGoal({ ...goal, id: `goal_${number}` });
    expect((await call('POST', '/v1/goals', GOAL)).body.error).toMatchObject({ code: 'too_many_goals' });
  });
});

describe('/v1/goals/sets', () => {
  it('lists the three to start from', async () => {
    const { body } = await call('GET', '/v1/goals/sets');
    expect(
      body.sets.map(({ id, goals }: { id: string; goals: { kpi: string }[] }) => [
        id,
        goals.map((goal) => goal.kpi),
      ]),
    ).toEqual([
      ['more_sales', ['revenue', 'conversion_rate', 'visits']],
      ['better_conversion', ['conversion_rate', 'checkout_abandonment_rate', 'price_index']],
      ['more_traffic', ['visits', 'promotion_clicks', 'social_shares', 'bounce_rate']],
    ]);
  });

  it('makes one in a single call, and says which of its goals cannot be', async () => {
    const { site, deadline, from } = GOAL;
    const sales = await call('POST', '/v1/goals/sets/more_sales', {
      site,
      deadline,
      from,
      changes: { visits: 0.5 },
    });
    expect(sales).toMatchObject({
      status: 201,
      body: {
        goals: [{ kpi: 'revenue' }, { kpi: 'conversion_rate' }, { kpi: 'visits', target: { change: 0.5 } }],
        refused: [],
      },
    });
    const better = await call('POST', '/v1/goals/sets/better_conversion', { site, deadline, from });
    expect(better.body).toMatchObject({
      goals: [{ kpi: 'conversion_rate' }, { kpi: 'checkout_abandonment_rate', direction: 'down' }],
      refused: [{ kpi: 'price_index', message: expect.stringContaining('not measurable') }],
    });
    expect((await call('GET', '/v1/goals?site=shop')).body.goals).toHaveLength(5);
  });

  it('refuses what is no set, a goal that is not in it, and one of which no goal can be', async () => {
    const body = { site: 'shop', deadline: '2026-01-25' };
    expect((await call('POST', '/v1/goals/sets/more_sale', body)).body.error.hint).toBe(
      'did you mean more_sales?',
    );
    expect(
      (await call('POST', '/v1/goals/sets/more_sales', { ...body, changes: { orders: 1 } })).body.error
        .fields,
    ).toMatchObject([{ field: 'changes.orders' }]);
    expect(
      (await call('POST', '/v1/goals/sets/more_sales', { ...body, deadline: '2025-01-01' })).status,
    ).toBe(400);
  });
});
