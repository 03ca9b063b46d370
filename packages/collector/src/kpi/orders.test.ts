import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FactShop } from './fact-shop.fixture.js';

const eur = (value: number) => ({ value, currency: 'EUR', decimals: 2 });

let shop: FactShop;
beforeEach(() => {
  shop = new FactShop();
});
afterEach(() => shop.close());

describe('revenue and orders', () => {
  it('sums the orders of the period, and tells what was left out', async () => {
    shop.order('A', '2026-01-01T00:00:00', 1000);
    shop.order('B', '2026-01-31T23:59:59.999', 2500);
    shop.order('C', '2026-02-01T00:00:00', 9999);
    shop.order('D', '2025-12-31T23:59:59.999', 9999);
    shop.order('bot', '2026-01-05T00:00:00', 9999, { bot: 'crawler' });
    shop.order('staff', '2026-01-05T00:00:00', 9999, { internal: 1 });
    shop.order('no rate', '2026-01-05T00:00:00', 9999, { reporting: null, currency: 'XYZ' });

    const {
      revenue,
      orders,
      average_order_value: average,
    } = await shop.askAll(['revenue', 'orders', 'average_order_value']);
    expect(revenue).toMatchObject({
      kpi: 'revenue',
      unit: 'money',
      value: eur(3500),
      numerator: eur(3500),
      denominator: null,
      missing: null,
      excluded: { bots: 1, internal: 1, cookieless: 0, no_exchange_rate: 1 },
    });
    expect(orders?.value).toBe(3);
    expect(average).toMatchObject({ value: eur(1750), numerator: eur(3500), denominator: 2, n: 2 });
    // s = 1060.66, ÷ √2
    expect(average?.se).toEqual(eur(750));
  });

  it('answers 0 for a count and null for a mean where nothing was ordered', async () => {
    const answers = await shop.askAll([
      'revenue',
      'orders',
      'average_order_value',
      'units_per_order',
      'return_rate',
    ]);
    expect(answers.revenue?.value).toEqual(eur(0));
    expect(answers.orders?.value).toBe(0);
    for (const id of ['average_order_value', 'units_per_order', 'return_rate'])
      expect(answers[id]).toMatchObject({ value: null, denominator: 0, missing: null });
  });

  it('rounds a mean of money half to even', async () => {
    shop.order('A', '2026-01-02T00:00:00', 100);
    shop.order('B', '2026-01-02T00:00:00', 101);
    expect((await shop.ask('average_order_value')).value).toEqual(eur(100));
    shop.order('C', '2026-01-02T00:00:00', 102);
    shop.order('D', '2026-01-02T00:00:00', 103);
    expect((await shop.ask('average_order_value')).value).toEqual(eur(102));
  });

  it.each([
    ['JPY', 0],
    ['EUR', 2],
    ['KWD', 3],
  ])('answers money of %s with its %i decimals', async (currency, decimals) => {
    const other = new FactShop({ currency });
    other.order('A', '2026-01-02T00:00:00', 1234567);
    expect((await other.ask('revenue')).value).toEqual({ value: 1234567, currency, decimals });
    await other.close();
  });

  it('takes refunds from the net revenue on their own day, and leaves replaced ones and those of bots', async () => {
    const order = shop.order('A', '2026-01-02T00:00:00', 5000);
    const bot = shop.order('bot', '2026-01-02T00:00:00', 5000, { bot: 'crawler' });
    shop.refund('2026-01-10T00:00:00', 2000, { orders: order });
    shop.refund('2026-01-10T00:00:00', 700);
    shop.refund('2026-01-10T00:00:00', 300, { orders: order, replaced: 1, imported: 0 });
    shop.refund('2026-01-10T00:00:00', 400, { orders: bot });
    shop.refund('2026-02-10T00:00:00', 1000, { orders: order });
    const answer = await shop.ask('net_revenue', { interval: 'week' });
    expect(answer).toMatchObject({ value: eur(2300), revenue: eur(5000), refunds: eur(2700) });
    expect(answer.series?.map((piece) => [piece.start, piece.value])).toEqual([
      ['2026-01-01', eur(5000)],
      ['2026-01-05', eur(-2700)],
      ['2026-01-12', eur(0)],
      ['2026-01-19', eur(0)],
      ['2026-01-26', eur(0)],
    ]);
  });

  it('counts the units of orders', async () => {
    shop.order('A', '2026-01-02T00:00:00', 1000, { units: 3000 });
    shop.order('B', '2026-01-02T00:00:00', 1000, { units: 1500 });
    expect(await shop.ask('units_per_order')).toMatchObject({
      value: 2.25,
      numerator: 4.5,
      denominator: 2,
      n: 2,
      se: 0.75,
    });
  });
});

describe('customers', () => {
  beforeEach(() => {
    // Customer 1 buys for the first time in January, and again; 2 bought before; 3 buys once; one order has nobody.
    shop.order('1a', '2026-01-02T00:00:00', 1000, { customer: 1, customer_number: 1 });
    shop.order('1b', '2026-01-09T00:00:00', 2000, { customer: 1, customer_number: 2 });
    shop.order('2a', '2025-12-09T00:00:00', 3000, { customer: 2, customer_number: 1 });
    shop.order('2b', '2026-01-10T00:00:00', 4000, { customer: 2, customer_number: 2 });
    shop.order('3a', '2026-01-11T00:00:00', 5000, { customer: 3, customer_number: 1 });
    shop.order('3b', '2026-02-11T00:00:00', 5000, { customer: 3, customer_number: 2 });
    shop.order('none', '2026-01-12T00:00:00', 6000);
    shop.order('hidden', '2026-01-12T00:00:00', 6000, { cookieless: 1 });
  });

  it('tells first orders from later ones', async () => {
    const answers = await shop.askAll([
      'new_customer_orders',
      'returning_customer_orders',
      'new_customers',
      'repeat_purchase_rate',
      'repeat_order_ratio',
    ]);
    expect(answers.new_customer_orders).toMatchObject({
      value: 2,
      revenue: eur(6000),
      share: 0.5,
      revenue_share: 0.5,
      excluded: { cookieless: 1 },
    });
    expect(answers.returning_customer_orders).toMatchObject({ value: 2, revenue: eur(6000), share: 0.5 });
    expect(answers.new_customers?.value).toBe(2);
    expect(answers.repeat_purchase_rate).toMatchObject({ value: 2 / 3, numerator: 2, denominator: 3 });
    expect(answers.repeat_order_ratio).toMatchObject({ value: 0.5, numerator: 2, denominator: 4 });
  });

  it('asks for two orders by the end of each piece, in whichever way the other one came', async () => {
    // Customer 9 came by A first and by B then: of the customers by A, too, somebody has ordered twice.
    shop.order('9a', '2026-03-02T00:00:00', 100, { customer: 9, customer_number: 1, coupon: 'A' });
    shop.order('9b', '2026-03-20T00:00:00', 100, { customer: 9, customer_number: 2, coupon: 'B' });
    shop.order('8a', '2026-03-03T00:00:00', 100, { customer: 8, customer_number: 1, coupon: 'A' });
    shop.order('8b', '2026-04-03T00:00:00', 100, { customer: 8, customer_number: 2 });
    const march = { from: '2026-03-01', to: '2026-03-31' } as const;
    const answer = await shop.ask('repeat_purchase_rate', { ...march, by: 'coupon', interval: 'week' });
    expect(answer.rows).toMatchObject([
      { coupon: 'B', numerator: 1, denominator: 1 },
      { coupon: 'A', numerator: 1, denominator: 2 },
    ]);
    expect(answer.series?.map(({ numerator, denominator }) => [numerator, denominator])).toEqual([
      [0, 0],
      [0, 2],
      [0, 0],
      [1, 1],
      [0, 0],
      [0, 0],
    ]);
  });

  it('breaks orders down by new and returning customers', async () => {
    const { rows } = await shop.ask('orders', { by: 'customer_type' });
    expect(rows?.map((row) => [row.customer_type, row.value])).toEqual([
      ['(not set)', 2],
      ['new', 2],
      ['returning', 2],
    ]);
  });
});

describe('return rate', () => {
  it('counts refunded orders, units and values', async () => {
    const a = shop.order('A', '2026-01-02T00:00:00', 4000, { units: 4000, refunds: 1, lines: 2 });
    shop.line(a, 1, 'shirt', 3000, 3);
    shop.line(a, 2, 'hat', 1000, 1);
    const b = shop.order('B', '2026-01-03T00:00:00', 1000, { units: 1000, refunds: 1, lines: 1 });
    shop.line(b, 1, 'hat', 1000, 1);
    const c = shop.order('C', '2026-01-04T00:00:00', 5000, { units: 5000, lines: 1 });
    shop.line(c, 1, 'shirt', 5000, 5);
    // Of A two shirts came back a month later; B came back as a whole.
    shop.refund('2026-02-20T00:00:00', 2000, { orders: a, item: 'shirt', quantity: 2000 });
    shop.refund('2026-01-20T00:00:00', 1000, { orders: b, stated_value: null });
    const answer = await shop.ask('return_rate');
    expect(answer).toMatchObject({
      value: 2 / 3,
      numerator: 2,
      denominator: 3,
      by_units: 3 / 10,
      by_value: 1000 / 10_000,
    });
    const { rows } = await shop.ask('return_rate', { by: 'product' });
    expect(rows).toEqual([
      expect.objectContaining({ product: 'hat', numerator: 1, denominator: 2, by_units: 0.5, by_value: 0.5 }),
      expect.objectContaining({
        product: 'shirt',
        numerator: 1,
        denominator: 2,
        by_units: 0.25,
        by_value: 0,
      }),
    ]);
  });
});

describe('product performance', () => {
  it('joins what was seen, put into carts, bought and sent back', async () => {
    shop.product('shirt', { name: 'Blue shirt', category: 'Clothes' });
    const visit = shop.visit(1, '2026-01-02T00:00:00');
    const bot = shop.visit(2, '2026-01-02T00:00:00', { bot: 'crawler' });
    for (let i = 0; i < 4; i++) shop.item(visit, 'view_item', 'shirt', '2026-01-02T00:00:00');
    shop.item(bot, 'view_item', 'shirt', '2026-01-02T00:00:00');
    shop.item(visit, 'view_item', 'hat', '2026-01-02T00:00:00');
    shop.item(visit, 'add_to_cart', 'shirt', '2026-01-02T00:00:00', 3);
    const order = shop.order('A', '2026-01-02T00:00:00', 4000, { lines: 2, visit });
    shop.line(order, 1, 'shirt', 3000, 3);
    shop.line(order, 2, 'shirt', 1000, 1);
    const answer = await shop.ask('product_performance');
    expect(answer.rows).toEqual([
      {
        product: 'shirt',
        product_name: 'Blue shirt',
        revenue: eur(4000),
        units: 4,
        orders: 1,
        views: 4,
        carts: 1,
        cart_to_view_rate: 0.25,
        buy_to_view_rate: 0.25,
        return_rate: 0,
      },
      {
        product: 'hat',
        revenue: eur(0),
        units: 0,
        orders: 0,
        views: 1,
        carts: 0,
        cart_to_view_rate: 0,
        buy_to_view_rate: 0,
        return_rate: null,
      },
    ]);
    const clothes = await shop.ask('revenue', { filter: 'category==Clothes' });
    expect(clothes.value).toEqual(eur(4000));
  });
});
