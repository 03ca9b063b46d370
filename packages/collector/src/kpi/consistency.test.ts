import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FactShop } from './fact-shop.fixture.js';
import type { KpiAnswer, KpiParameters } from './index.js';

const FROM = Date.parse('2026-02-20T00:00:00Z');
const HOURS = 24 * 45;
const PERIOD = { from: '2026-03-01', to: '2026-03-31' };

// Additive: the pieces of any cut sum to the whole.
const ADDITIVE = [
  'revenue',
  'orders',
  'net_revenue',
  'new_customer_orders',
  'visits',
  'page_views',
  'abandoned_orders',
  'ppc_conversions',
  'abandoned_carts',
  'abandoned_cart_value',
  'social_shares',
];
const BROKEN_DOWN: Record<string, readonly string[]> = {
  revenue: ['channel', 'country', 'currency', 'source', 'product'],
  orders: ['channel', 'device', 'customer_type'],
  net_revenue: ['source', 'country', 'product'],
  visits: ['channel', 'country', 'visitor_type'],
  page_views: ['page', 'source'],
  abandoned_orders: ['channel', 'step'],
  abandoned_carts: ['device', 'page'],
};

const pick = <const T>(...values: T[]) => fc.constantFrom(...values);
const shopArbitrary = fc.record({
  timezone: pick('Asia/Kathmandu', 'America/New_York', 'Asia/Tokyo', 'UTC'),
  visits: fc.array(
    fc.record({
      visitor: fc.integer({ min: 1, max: 5 }),
      hour: fc.integer({ min: 0, max: HOURS }),
      source: pick('google', 'news', '(direct)'),
      country: pick('DE', 'NP', null),
      device: pick('mobile', 'desktop'),
      bot: pick(null, null, null, 'crawler'),
      steps: pick(0, 1, 8, 24),
      order: fc.option(
        fc.record({
          value: fc.integer({ min: 0, max: 100_000 }),
          currency: pick('EUR', 'JPY'),
          rate: pick(true, true, false),
          refund: pick(0, 0, 0.5, 1),
          lines: fc.integer({ min: 0, max: 3 }),
        }),
      ),
      views: fc.integer({ min: 0, max: 3 }),
    }),
    { minLength: 1, maxLength: 25 },
  ),
});

type Made = typeof shopArbitrary extends fc.Arbitrary<infer T> ? T : never;

const CHANNELS: Record<string, string> = { google: 'Paid Search', news: 'Email', '(direct)': 'Direct' };

function fill(shop: FactShop, { visits }: Made): void {
  visits.forEach((made, index) => {
    const time = FROM + made.hour * 3600_000 + index;
    const { source, country, device, bot, steps } = made;
    const visit = shop.visit(made.visitor, time, {
      source,
      channel: CHANNELS[source] as string,
      country,
      device,
      bot,
      steps,
      number: (index % 3) + 1,
      orders: made.order ? 1 : 0,
    });
    for (let view = 0; view < made.views; view++)
      shop.hit(visit, 'page_view', time + view * 600_000, { page: `/${view}` });
    if (index % 4 === 0)
      shop.cart(made.visitor, time, { opened_visit: visit, last_page: '/cart', value: 5, reporting: 5 });
    if (index % 5 === 0) shop.hit(visit, 'share', time, { label: 'x' });
    if (!made.order) return;
    const { value, currency, rate, refund, lines } = made.order;
    const reporting = rate ? value : null;
    const order = shop.order(`o${index}`, time + 1000, value, {
      visitor: made.visitor,
      visit,
      currency,
      reporting,
      lines,
      bot,
      customer: made.visitor,
      customer_number: index + 1,
    });
    for (let line = 0; line < lines; line++) {
      const share = line === 0 ? value - (lines - 1) * Math.floor(value / lines) : Math.floor(value / lines);
      if (rate) shop.line(order, line, `item-${line}`, share);
    }
    if (refund > 0 && rate)
      shop.refund(time + 86_400_000, Math.round(value * refund), {
        orders: order,
        stated_value: refund === 1 ? null : Math.round(value * refund),
      });
  });
}

const number = (value: unknown): number =>
  typeof value === 'number'
    ? value
    : value && typeof value === 'object'
      ? (value as { value: number }).value
      : 0;
const total = (rows: KpiAnswer['rows'] = []) => rows.reduce((sum, row) => sum + number(row.value), 0);

async function withShop(made: Made, check: (shop: FactShop) => Promise<void>): Promise<void> {
  const shop = new FactShop({ timezone: made.timezone });
  try {
    shop.all(() => fill(shop, made));
    await check(shop);
  } finally {
    await shop.close();
  }
}

// Hundreds of shops take longer than a test is given by itself.
const TIMEOUT = 120_000;
const runs = { numRuns: process.env.FOOTFALL_TEST_FULL ? 200 : 20 };

describe('answers agree with each other', { timeout: TIMEOUT }, () => {
  it('pieces of every interval sum to the whole', async () => {
    await fc.assert(
      fc.asyncProperty(
        shopArbitrary,
        pick('hour', 'day', 'week', 'month', 'quarter', 'year'),
        (made, interval) =>
          withShop(made, async (shop) => {
            const answers = await shop.askAll(ADDITIVE, { ...PERIOD, interval });
            for (const [id, answer] of Object.entries(answers))
              expect([id, total(answer.series)]).toEqual([id, number(answer.value)]);
          }),
      ),
      runs,
    );
  });

  it('rows of every breakdown sum to the whole, and a filter by each row gives the row', async () => {
    await fc.assert(
      fc.asyncProperty(
        shopArbitrary,
        pick(
          ...Object.entries(BROKEN_DOWN).flatMap(([id, names]) => names.map((name) => [id, name] as const)),
        ),
        pick('last_non_direct', 'first', 'linear', 'time_decay'),
        (made, [id, by], attribution) =>
          withShop(made, async (shop) => {
            const asked: Partial<KpiParameters> = { ...PERIOD, attribution };
            const answer = await shop.ask(id, { ...asked, by });
            expect(total(answer.rows)).toBeCloseTo(number(answer.value), 6);
            for (const row of answer.rows ?? []) {
              const same = await shop.ask(id, { ...asked, filter: `${by}==${row[by]}` });
              expect(same.value).toEqual(row.value);
              const others = await shop.ask(id, { ...asked, filter: `${by}!=${row[by]}` });
              expect(number(others.value) + number(row.value)).toBeCloseTo(number(answer.value), 6);
            }
          }),
      ),
      runs,
    );
  });

  it('asked for together or alone gives the same', async () => {
    const ids = [
      ...ADDITIVE,
      'conversion_rate',
      'average_order_value',
      'visitors',
      'time_on_site',
      'visits_per_visitor',
    ];
    await fc.assert(
      fc.asyncProperty(shopArbitrary, (made) =>
        withShop(made, async (shop) => {
          const asked = {
            ...PERIOD,
            interval: 'week',
            by: 'channel',
            compare: 'previous',
            filter: 'channel!=Email',
          } as const;
          const together = await shop.askAll(ids, asked);
          for (const id of ids) expect(together[id]).toEqual(await shop.ask(id, asked));
        }),
      ),
      { numRuns: 5 },
    );
  });
});
