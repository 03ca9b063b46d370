import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FactShop } from './fact-shop.fixture.js';

const eur = (value: number) => ({ value, currency: 'EUR', decimals: 2 });

let shop: FactShop;
beforeEach(() => {
  shop = new FactShop();
});
afterEach(() => shop.close());

/** 100.00 of pans whose cost the order says, 60.00 of pots whose cost the list says, 40.00 that nobody knows. */
function twoOrders(): void {
  const a = shop.order('A', '2026-01-10T12:00:00', 16_000, { lines: 2, coupon: 'X' });
  shop.line(a, 1, 'pan', 10_000, 4, { unit_cost: 15_000_000, cost: 6000 });
  shop.line(a, 2, 'pot', 6000, 3);
  const b = shop.order('B', '2026-02-10T12:00:00', 4000, { lines: 1, coupon: 'Y' });
  shop.line(b, 1, 'lid', 4000, 1);
  shop.listed('pot', 20, 7.005);
  const bot = shop.order('bot', '2026-01-10T12:00:00', 9999, { bot: 'crawler', lines: 1 });
  shop.line(bot, 1, 'pot', 9999, 1);
}
const PERIOD = { from: '2026-01-01', to: '2026-02-28' } as const;

describe('average margin', () => {
  it('is of the goods whose cost is known, with the share of the revenue that they are', async () => {
    twoOrders();
    // 3 × 7.005 = 21.015, half to even 21.02: costs of 81.02 on 160.00, of 200.00 in all.
    expect(await shop.ask('average_margin', PERIOD)).toMatchObject({
      value: (16_000 - 8102) / 16_000,
      numerator: eur(7898),
      denominator: eur(16_000),
      unit: 'rate',
      covered: 0.8,
      cost_of_goods: eur(8102),
      missing: null,
      excluded: { bots: 1, internal: 0, cookieless: 0, no_exchange_rate: 0 },
    });
  });

  it('is by product, by piece and against another period', async () => {
    twoOrders();
    const answer = await shop.ask('average_margin', {
      ...PERIOD,
      by: 'product',
      interval: 'month',
      compare: 'previous',
    });
    expect(answer.rows?.map(({ product, value, covered }) => [product, value, covered])).toEqual([
      ['pot', (6000 - 2102) / 6000, 1],
      ['pan', 0.4, 1],
    ]);
    expect(answer.series?.map(({ value, covered }) => [value, covered])).toEqual([
      [7898 / 16_000, 1],
      [null, 0],
    ]);
    expect(answer.compare).toMatchObject({ value: null });
    for (const row of answer.rows ?? []) {
      const same = await shop.ask('average_margin', { ...PERIOD, filter: `product==${row.product}` });
      expect(same).toMatchObject({ value: row.value, numerator: row.numerator });
    }
    const totals = (answer.rows ?? []).reduce(
      (sum, row) => sum + (row.numerator as { value: number }).value,
      0,
    );
    expect(totals).toBe(7898);
  });

  it('is missing, and never 0, where nobody knows what goods cost', async () => {
    const b = shop.order('B', '2026-02-10T12:00:00', 4000, { lines: 1 });
    shop.line(b, 1, 'lid', 4000, 1);
    expect(await shop.ask('average_margin', PERIOD)).toMatchObject({
      value: null,
      missing: { import: 'products', message: expect.stringContaining('order_items') },
    });
  });

  it('is null of a revenue of 0', async () => {
    const a = shop.order('A', '2026-01-10T12:00:00', 0, { lines: 1 });
    shop.line(a, 1, 'pan', 0, 1, { unit_cost: 1_000_000, cost: 100 });
    expect(await shop.ask('average_margin', PERIOD)).toMatchObject({ value: null, missing: null });
  });

  it('leaves out goods whose money has no rate', async () => {
    const a = shop.order('Z', '2026-01-10T12:00:00', 100, { reporting: null, currency: 'XYZ', lines: 1 });
    shop.line(a, 1, 'pan', 100, 1, { reporting: null, unit_cost: 1_000_000, cost: null });
    twoOrders();
    expect(await shop.ask('average_margin', PERIOD)).toMatchObject({
      value: 7898 / 16_000,
      excluded: { no_exchange_rate: 1 },
    });
  });
});

describe('operating margin', () => {
  beforeEach(() => {
    twoOrders();
    shop.refund('2026-02-11T12:00:00', 1000);
    shop.cost('2026-01-01', 'operating', 2000);
    shop.cost('2026-01-15', 'ads', 500, { source: 'google', medium: 'cpc' });
    shop.cost('2026-01-16', 'marketing', 300);
    shop.cost('2026-03-01', 'operating', 9999);
  });

  it('is what goods, operation and marketing leave of the net revenue', async () => {
    shop.cost('2026-02-28', 'operating', 1000);
    // 190.00 − 81.02 − (20 + 5 + 3 + 10) = 70.98
    expect(await shop.ask('operating_margin', PERIOD)).toMatchObject({
      value: 7098 / 19_000,
      numerator: eur(7098),
      denominator: eur(19_000),
      covered: 0.8,
      net_revenue: eur(19_000),
      cost_of_goods: eur(8102),
      operating_costs: eur(3800),
      missing: null,
    });
  });

  it('is null where a month of the period has no operating costs, of a piece too', async () => {
    const answer = await shop.ask('operating_margin', { ...PERIOD, interval: 'month' });
    expect(answer).toMatchObject({ value: null, denominator: null, operating_costs: eur(2800) });
    // January: 160.00 − 81.02 − 28.00
    expect(answer.series?.map(({ value }) => value)).toEqual([5098 / 16_000, null]);
  });

  it('is missing without operating costs or without unit costs', async () => {
    expect(await shop.ask('operating_margin', { from: '2026-02-01', to: '2026-02-28' })).toMatchObject({
      value: null,
      missing: { import: 'costs' },
    });
    expect(await shop.ask('operating_margin', { from: '2026-03-01', to: '2026-03-31' })).toMatchObject({
      value: null,
      missing: { import: 'products' },
    });
  });

  it('is of the whole shop', async () => {
    await expect(shop.ask('operating_margin', { ...PERIOD, by: 'channel' })).rejects.toMatchObject({
      code: 'unknown_dimension',
      hint: 'it is of the whole shop, and has no dimensions',
    });
    await expect(shop.ask('operating_margin', { ...PERIOD, interval: 'hour' })).rejects.toMatchObject({
      code: 'invalid_interval',
    });
  });
});
