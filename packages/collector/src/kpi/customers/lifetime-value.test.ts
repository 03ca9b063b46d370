import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FactShop } from '../fact-shop.fixture.js';
import type { KpiAnswer } from '../index.js';
import { cdnow, cdnowOrders } from '../lifetime/cdnow.fixture.js';
import { lastDayOf } from './customer-table.js';

const eur = (value: number) => ({ value, currency: 'EUR', decimals: 2 });
const DAY = 86_400_000;

let shop: FactShop;
beforeEach(() => {
  shop = new FactShop();
});
afterEach(() => shop.close());

interface Given {
  customer: number;
  day: number;
  cents: number;
  fields?: Record<string, string | number | null>;
}

/** Orders at ten in the morning, numbered as the collector numbers them. */
function write(orders: readonly Given[]): void {
  const numbers = new Map<number, number>();
  const sorted = orders
    .map((order, index) => ({ ...order, index }))
    .sort((a, b) => a.day - b.day || a.index - b.index);
  shop.all(() => {
    for (const { customer, day, cents, fields, index } of sorted) {
      const number = (numbers.get(customer) ?? 0) + 1;
      numbers.set(customer, number);
      shop.order(`o${index}`, day * DAY + 10 * 3600_000, cents, {
        customer,
        customer_number: number,
        ...fields,
      });
    }
  });
}

const day = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY;

describe('the lifetime value of a few customers', () => {
  beforeEach(() => {
    write([
      { customer: 1, day: day('2026-01-05'), cents: 1000, fields: { country: 'DE' } },
      { customer: 1, day: day('2026-01-05'), cents: 500 },
      { customer: 1, day: day('2026-02-05'), cents: 2000, fields: { country: 'AT' } },
      { customer: 2, day: day('2026-02-07'), cents: 700, fields: { country: 'AT' } },
      { customer: 3, day: day('2026-04-07'), cents: 9999, fields: { country: 'DE' } },
    ]);
    shop.customer(1, 'c:ann');
    shop.customer(2, 'v:0198');
    shop.order('bot', '2026-01-06T00:00:00', 100, { bot: 'crawler' });
    shop.order('hidden', '2026-01-06T00:00:00', 100, { cookieless: 1 });
  });

  it('is what they have brought up to the end, and says why nothing is predicted', async () => {
    const answer = await shop.ask('customer_lifetime_value', { from: '2026-01-01', to: '2026-03-31' });
    expect(answer).toMatchObject({
      value: eur(2100),
      numerator: eur(4200),
      denominator: 2,
      n: 2,
      // Deviations of 1,400 either way: √(2 × 1400²) ÷ √2
      se: eur(1400),
      basis: 'revenue',
      predicted: null,
      lifetime: null,
      probability_alive: null,
      missing: null,
    });
    expect(answer.problems).toEqual([
      expect.stringContaining('1 customers have bought on a second day; at least 20 are needed'),
      expect.stringContaining('no value is predicted'),
    ]);
    expect(answer.models).toMatchObject({
      purchases: { converged: false, reason: 'too-few-repeat-customers' },
    });
  });

  it('is by customer, by cohort and by the first order', async () => {
    const asked = { from: '2026-03-01', to: '2026-03-31' } as const;
    const customers = await shop.ask('customer_lifetime_value', { ...asked, by: 'customer' });
    expect(customers.rows).toMatchObject([
      {
        customer: 'ann',
        value: eur(3500),
        orders: 3,
        order_days: 2,
        first_order: '2026-01-05',
        last_order: '2026-02-05',
      },
      { customer: '0198', value: eur(700), orders: 1, order_days: 1 },
    ]);
    const cohorts = await shop.ask('customer_lifetime_value', { ...asked, by: 'cohort,country' });
    expect(
      cohorts.rows?.map(({ cohort, country, value, customers: n }) => [cohort, country, value, n]),
    ).toEqual([
      ['2026-01', 'DE', eur(3500), 1],
      ['2026-02', 'AT', eur(700), 1],
    ]);
    for (const [filter, value] of [
      ['country==DE', 3500],
      ['cohort==2026-02', 700],
      ['cohort!=2026-02', 3500],
      ['customer==ann', 3500],
    ] as const)
      expect((await shop.ask('customer_lifetime_value', { ...asked, filter })).value).toEqual(eur(value));
  });

  it('is at the end of each piece, and of the period compared with', async () => {
    const answer = await shop.ask('customer_lifetime_value', {
      from: '2026-01-01',
      to: '2026-04-30',
      interval: 'month',
      compare: '2026-02-01..2026-02-28',
    });
    expect(answer.series?.map(({ start, value, customers }) => [start, value, customers])).toEqual([
      ['2026-01-01', eur(1500), 1],
      ['2026-02-01', eur(2100), 2],
      ['2026-03-01', eur(2100), 2],
      ['2026-04-01', eur(4733), 3],
    ]);
    expect(answer.compare).toMatchObject({
      value: eur(2100),
      change: expect.closeTo(14199 / 3 / 2100 - 1, 9),
    });
  });

  it('needs orders, is of no days by the hundred, and gives a customer one channel', async () => {
    expect(await shop.ask('customer_lifetime_value', { from: '2020-01-01', to: '2020-01-31' })).toMatchObject(
      { value: null, missing: { import: 'orders' } },
    );
    const year = { from: '2026-01-01', to: '2026-12-31' } as const;
    await expect(shop.ask('customer_lifetime_value', { ...year, interval: 'day' })).rejects.toMatchObject({
      code: 'invalid_interval',
    });
    await expect(
      shop.ask('customer_lifetime_value', { ...year, by: 'channel', attribution: 'linear' }),
    ).rejects.toMatchObject({ status: 400, hint: 'use last_non_direct, last or first' });
  });
});

describe('the last day of observation', () => {
  const end = Date.parse('2026-01-31T23:00:00Z');
  it('is the last of the period in the site’s time zone, or today before that', () => {
    expect(lastDayOf(end, Date.parse('2026-06-01T00:00:00Z'), 'Europe/Berlin')).toBe(day('2026-01-31'));
    expect(lastDayOf(end, Date.parse('2026-01-20T23:30:00Z'), 'Europe/Berlin')).toBe(day('2026-01-21'));
  });
});

describe.skipIf(!cdnow)('the lifetime value of the CDNOW sample', () => {
  const PERIOD = { from: '1997-01-01', to: '1997-09-30' } as const;
  let answer: KpiAnswer;
  beforeEach(async () => {
    write(
      cdnowOrders().map(({ customer, day: on, value }, index) => ({
        customer,
        day: on,
        cents: Math.round(value * 100),
        fields: { country: index % 3 === 0 ? 'US' : 'CA' },
      })),
    );
    shop.all(() => {
      for (const customer of new Set(cdnowOrders().map((order) => order.customer)))
        shop.customer(customer, `c:${customer}`);
    });
    answer = await shop.ask('customer_lifetime_value', PERIOD);
  });

  it('is by the parameters of the papers', () => {
    const { purchases, spend } = answer.models as Record<string, Record<string, number>>;
    expect(
      [purchases?.r, purchases?.alpha, purchases?.a, purchases?.b].map((one) => one?.toFixed(3)),
    ).toEqual(['0.243', '4.414', '0.793', '2.426']);
    expect(purchases?.log_likelihood).toBeCloseTo(-9582.4, 1);
    expect([spend?.p, spend?.q, spend?.v].map((one) => one?.toFixed(2))).toEqual(['6.25', '3.74', '15.44']);
    expect(spend?.customers).toBe(946);
    expect(answer).toMatchObject({ denominator: 2357, problems: [] });
  });

  it('has customers whose values sum to the whole, and rows that a filter agrees with', async () => {
    const all = await shop.ask('customer_lifetime_value', { ...PERIOD, by: 'customer', limit: 10_000 });
    expect(all.rows).toHaveLength(2357);
    const sum = (name: string) =>
      (all.rows ?? []).reduce((total, row) => total + (row[name] as { value: number }).value, 0);
    expect(sum('value')).toBe((answer.numerator as { value: number }).value);
    // Each customer is rounded to a cent by itself.
    expect(Math.abs(sum('predicted') - (answer.predicted_total as { value: number }).value)).toBeLessThan(
      600,
    );
    for (const row of all.rows ?? []) {
      expect(row.probability_alive).toBeGreaterThan(0);
      expect(row.probability_alive).toBeLessThanOrEqual(1);
    }
    const { rows = [] } = await shop.ask('customer_lifetime_value', { ...PERIOD, by: 'country' });
    expect(rows).toHaveLength(2);
    for (const { country, ...row } of rows) {
      const same = await shop.ask('customer_lifetime_value', { ...PERIOD, filter: `country==${country}` });
      expect(same).toMatchObject(row);
      expect(same.models).toEqual(answer.models);
    }
  });
});
