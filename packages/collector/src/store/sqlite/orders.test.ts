import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, NOON, ShopWriter } from './shop-writer.fixture.js';

const buys = (transaction_id: string, data: object = {}) => ({
  data: { transaction_id, value: 10, ...data },
});
const item = (item_id: string, price: number, quantity = 1) => ({ item_id, price, quantity });

describe('an order', () => {
  it('is taken from import before server before browser, field by field', () => {
    const shop = new ShopWriter();
    const items = [item('A', 5), item('B', 7.5, 2)];
    shop.browser('v1', 'v1-1', 'purchase', 0, buys('T1', { items, currency: 'USD', coupon: 'X', tax: 1 }));
    shop.server('v1', 'purchase', MINUTE, buys('T1', { value: 20, payment_type: 'card', coupon: 'Y' }));
    shop.import('orders', {
      order_id: 'T1',
      time: NOON + HOUR,
      currency: 'EUR',
      value: '40',
      source: 'News',
    });
    expect(shop.order('T1')).toMatchObject({
      ...{
        rank: 3,
        time: NOON + HOUR,
        currency: 'EUR',
        value: 4000,
        reporting: 4000,
        tax: null,
        coupon: 'Y',
      },
      ...{ payment_type: 'card', visitor: 'v1', visit: 'v1-1', source: 'News', units: 3000, lines: 2 },
    });
    expect(shop.rows('orders')).toHaveLength(1);
  });

  it('is the same order again from a reload, a second tab or a retry', () => {
    const shop = new ShopWriter();
    shop.browser('v1', 'v1-1', 'purchase', 0, buys('T1'));
    shop.browser('v1', 'v1-2', 'purchase', DAY, buys('T1'));
    shop.browser('v2', 'v2-1', 'purchase', 2 * DAY, buys('T1', { value: 99 }));
    expect(shop.rows('orders')).toMatchObject([{ time: NOON, value: 1000, visitor: 'v1', visit: 'v1-1' }]);
    expect(shop.visit('v1-1')).toMatchObject({ orders: 1 });
    expect(shop.visit('v1-2')).toMatchObject({ orders: 0 });
  });

  it('has its lines scaled to its value where a discount is on the order, to the cent', () => {
    const shop = new ShopWriter();
    const items = [item('A', 10), item('B', 10), item('C', 10)];
    shop.browser('v1', 'v1-1', 'purchase', 0, buys('T1', { value: 20, items }));
    shop.browser('v1', 'v1-1', 'purchase', 1, buys('T2', { value: 33, items }));
    const revenue = (order: string) =>
      shop.rows('order_line').flatMap((line) => (line.orders === order ? [line.revenue] : []));
    expect(revenue('T1')).toEqual([667, 667, 666]);
    // More than its lines: shipping or a gift wrap, which is no product's revenue.
    expect(revenue('T2')).toEqual([1000, 1000, 1000]);
  });

  it('without items counts, and an empty list of a server does not take the browser’s lines away', () => {
    const shop = new ShopWriter();
    shop.browser('v1', 'v1-1', 'purchase', 0, { data: { transaction_id: 'T1' } });
    expect(shop.order('T1')).toMatchObject({ value: null, reporting: null, lines: 0 });
    shop.browser('v1', 'v1-1', 'purchase', 0, buys('T2', { items: [item('A', 10)] }));
    shop.server('v1', 'purchase', 0, buys('T2', { items: [] }));
    expect(shop.order('T2')).toMatchObject({ lines: 1, value: 1000 });
  });

  it('of a bot does not count until a server confirms it', () => {
    const shop = new ShopWriter();
    const bot = { userAgent: 'curl/8.0' };
    shop.browser('v1', 'v1-1', 'purchase', 0, buys('T1'), bot);
    expect(shop.order('T1')).toMatchObject({ bot: 'library', customer: null });
    shop.server(undefined, 'purchase', 1, buys('T1'));
    expect(shop.order('T1')).toMatchObject({ bot: null, customer: 'v:v1', visit: 'v1-1' });
  });

  it('cannot be taken away by a bot that guesses its number', () => {
    const shop = new ShopWriter();
    shop.browser('bad', 'bad-1', 'purchase', 0, buys('T1', { value: 9999 }), { userAgent: 'curl/8.0' });
    shop.browser('v1', 'v1-1', 'purchase', HOUR, buys('T1'));
    expect(shop.order('T1')).toMatchObject({ visitor: 'v1', value: 1000, bot: null });
  });

  it('takes the way of payment and shipping from the steps before it', () => {
    const shop = new ShopWriter();
    shop.browser('v1', 'v1-1', 'purchase', 9, buys('T1'));
    shop.browser('v1', 'v1-1', 'add_payment_info', 1, { data: { payment_type: 'card' } });
    shop.browser('v1', 'v1-1', 'add_payment_info', 2, { data: { payment_type: 'paypal' } });
    shop.browser('v1', 'v1-1', 'add_shipping_info', 3, { data: { shipping_tier: 'express' } });
    shop.browser('v1', 'v1-1', 'add_payment_info', 10, { data: { payment_type: 'late' } });
    expect(shop.order('T1')).toMatchObject({ payment_type: 'paypal', shipping_tier: 'express' });
  });
});

describe('the visit of a server’s purchase', () => {
  it('is the browser’s within 30 minutes', () => {
    const shop = new ShopWriter();
    shop.browser('v1', 'v1-1', 'page_view', 0);
    shop.server('v1', 'purchase', 29 * MINUTE, buys('T1'));
    expect(shop.order('T1')).toMatchObject({ visit: 'v1-1' });
    expect(shop.visit('v1-1')).toMatchObject({ orders: 1, ended: NOON, steps: 64 });
  });

  it('else the visitor’s last within 24 hours', () => {
    const shop = new ShopWriter();
    shop.browser('v1', 'v1-1', 'page_view', 0);
    shop.browser('v1', 'v1-2', 'page_view', 5 * HOUR);
    shop.server('v1', 'purchase', 5 * HOUR + DAY, buys('T1'));
    expect(shop.order('T1')).toMatchObject({ visit: 'v1-2' });
  });

  it('else none: it opens no visit', () => {
    const shop = new ShopWriter();
    shop.browser('v1', 'v1-1', 'page_view', 0);
    shop.server('v1', 'purchase', DAY + 1, buys('T1'));
    shop.server('v2', 'purchase', 0, buys('T2'));
    shop.server(undefined, 'purchase', 0, buys('T3'));
    expect(shop.rows('orders').map((order) => order.visit)).toEqual([null, null, null]);
    expect(shop.rows('visit')).toHaveLength(1);
    expect(shop.order('T3')).toMatchObject({ customer: null, customer_number: null });
  });

  it('follows a browser’s visit that arrives later', () => {
    const shop = new ShopWriter();
    shop.server('v1', 'purchase', HOUR, buys('T1'));
    shop.browser('v1', 'v1-1', 'page_view', 0);
    expect(shop.order('T1')).toMatchObject({ visit: 'v1-1' });
    shop.browser('v1', 'v1-2', 'page_view', HOUR + MINUTE);
    expect(shop.order('T1')).toMatchObject({ visit: 'v1-2' });
    expect([shop.visit('v1-1'), shop.visit('v1-2')]).toMatchObject([{ orders: 0 }, { orders: 1 }]);
  });

  it('does not take the place of the visit that the browser named', () => {
    const shop = new ShopWriter();
    shop.browser('v1', 'v1-1', 'purchase', 0, buys('T1'));
    shop.browser('v1', 'v1-2', 'page_view', 2 * HOUR);
    shop.server('v1', 'purchase', 2 * HOUR, buys('T1'));
    expect(shop.order('T1')).toMatchObject({ rank: 2, visit: 'v1-1' });
  });

  it('is the one that an import names, also when its beacons come later', () => {
    const shop = new ShopWriter();
    const row = { time: NOON, currency: 'EUR', value: '10' };
    shop.import('orders', { ...row, order_id: 'T1', visit_id: 'v1-1' });
    shop.import('orders', { ...row, order_id: 'T2', visit_id: 'v1-1', visitor_id: 'v2' });
    shop.browser('v1', 'v1-1', 'page_view', -3 * DAY);
    expect(shop.order('T1')).toMatchObject({ visit: 'v1-1', visitor: 'v1', customer: 'v:v1' });
    // The visit of another visitor would join two people.
    expect(shop.order('T2')).toMatchObject({ visit: null, visitor: 'v2' });
  });
});

describe('the customer of an order', () => {
  it('is the one known before of its visitor, when it names none', () => {
    const shop = new ShopWriter();
    shop.browser('v1', 'v1-1', 'purchase', 0, buys('T0'));
    shop.browser('v1', 'v1-1', 'login', HOUR, {}, { customer: 'ann' });
    shop.browser('v1', 'v1-2', 'purchase', 2 * DAY, buys('T1'));
    expect([shop.order('T0'), shop.order('T1')]).toMatchObject([{ customer: 'v:v1' }, { customer: 'c:ann' }]);
  });

  it('is known also when that arrives later than the order', () => {
    const shop = new ShopWriter();
    shop.browser('v1', 'v1-2', 'purchase', 2 * DAY, buys('T1'));
    expect(shop.order('T1')).toMatchObject({ customer: 'v:v1', customer_number: 1 });
    shop.browser('v1', 'v1-1', 'login', 0, {}, { customer: 'ann' });
    expect(shop.order('T1')).toMatchObject({ customer: 'c:ann' });
    expect(shop.rows('customer')).toMatchObject([{ id: 'c:ann' }]);
  });

  it('of two on one visitor is never the other', () => {
    const shop = new ShopWriter();
    shop.browser('v1', 'v1-1', 'purchase', 0, buys('T1'), { customer: 'ann' });
    shop.browser('v1', 'v1-2', 'purchase', 2 * DAY, buys('T2'), { customer: 'bob' });
    shop.browser('v1', 'v1-3', 'purchase', 4 * DAY, buys('T3'));
    shop.browser('v1', 'v1-1', 'purchase', DAY, buys('T4'));
    expect(['T1', 'T2', 'T3', 'T4'].map((id) => shop.order(id)?.customer)).toEqual([
      ...['c:ann', 'c:bob', 'c:bob', 'c:ann'],
    ]);
    expect(['T1', 'T2', 'T3', 'T4'].map((id) => shop.order(id)?.customer_number)).toEqual([1, 1, 2, 2]);
  });

  it('on two devices has one count of orders over both, by (time, order id)', () => {
    const shop = new ShopWriter();
    const ann = { customer: 'ann' };
    shop.browser('phone', 'p-1', 'purchase', 2 * DAY, buys('T3'), ann);
    shop.browser('laptop', 'l-1', 'purchase', DAY, buys('T2'), ann);
    shop.browser('phone', 'p-2', 'purchase', DAY, buys('T1'), ann);
    expect(['T1', 'T2', 'T3'].map((id) => shop.order(id)?.customer_number)).toEqual([1, 2, 3]);
    shop.import('orders', { order_id: 'T0', time: NOON, currency: 'EUR', value: '1', customer_id: 'ann' });
    expect(['T0', 'T1', 'T2', 'T3'].map((id) => shop.order(id)?.customer_number)).toEqual([1, 2, 3, 4]);
  });

  it('is known by an import of another order of the visitor', () => {
    const shop = new ShopWriter();
    shop.browser('v1', 'v1-1', 'purchase', DAY, buys('T2'));
    shop.import('orders', {
      ...{ order_id: 'T1', time: NOON, currency: 'EUR', value: '1', customer_id: 'ann', visitor_id: 'v1' },
    });
    expect(shop.order('T2')).toMatchObject({ customer: 'c:ann', customer_number: 2 });
  });

  it('is nobody for a cookie-less visitor, unless it says who it is', () => {
    const shop = new ShopWriter();
    shop.cookieless('h1', 'page_view', 0);
    shop.cookieless('h1', 'purchase', 1, buys('T1'));
    shop.cookieless('h2', 'purchase', 1, buys('T2'), { customer: 'ann' });
    expect([shop.order('T1'), shop.order('T2')]).toMatchObject([
      { customer: null, cookieless: 1, visit: 'e0001' },
      { customer: 'c:ann', cookieless: 1 },
    ]);
  });
});

describe('the customer of a guest order', () => {
  const customer = (shop: ShopWriter, id: string) => shop.order(id)?.customer;

  it('is who was seen last before it, also on a day on which several were seen', () => {
    const shop = new ShopWriter();
    shop.browser('v1', 'v1-1', 'page_view', 0, {}, { customer: 'ann' });
    shop.browser('v1', 'v1-1', 'page_view', 2 * MINUTE, {}, { customer: 'bob' });
    shop.browser('v1', 'v1-1', 'purchase', 3 * MINUTE, buys('T1'));
    shop.browser('v1', 'v1-1', 'page_view', 5 * MINUTE, {}, { customer: 'ann' });
    shop.browser('v1', 'v1-1', 'purchase', 6 * MINUTE, buys('T2'));
    expect(customer(shop, 'T1')).toBe('c:bob');
    expect(customer(shop, 'T2')).toBe('c:ann');
    // A late beacon tells that Ann was there in between.
    shop.browser('v1', 'v1-1', 'page_view', 2.5 * MINUTE, {}, { customer: 'ann' });
    expect(customer(shop, 'T1')).toBe('c:ann');
  });

  it('is who an import named with an earlier order of the same browser', () => {
    const shop = new ShopWriter();
    shop.browser('v1', 'v1-1', 'purchase', 0, buys('T1'));
    shop.browser('v1', 'v1-1', 'purchase', HOUR, buys('T2'));
    shop.browser('v1', 'v1-1', 'purchase', -HOUR, buys('T0'));
    expect(customer(shop, 'T2')).toBe('v:v1');
    const imported = { order_id: 'T1', time: NOON, currency: 'EUR', value: '10' };
    shop.import('orders', { ...imported, customer_id: 'ann' });
    expect([customer(shop, 'T0'), customer(shop, 'T1'), customer(shop, 'T2')]).toEqual([
      'v:v1',
      'c:ann',
      'c:ann',
    ]);
    expect(shop.order('T2')).toMatchObject({ customer_number: 2 });
    // And no longer when the shop takes that back.
    shop.import('orders', { ...imported, customer_id: null });
    expect([customer(shop, 'T1'), customer(shop, 'T2')]).toEqual(['v:v1', 'v:v1']);
  });

  it('is who a server named with an earlier order of the same browser', () => {
    const shop = new ShopWriter();
    shop.browser('v1', 'v1-1', 'purchase', HOUR, buys('T2'));
    shop.server(undefined, 'purchase', MINUTE, buys('T1'), { customer: 'ann' });
    expect(customer(shop, 'T2')).toBe('v:v1');
    shop.browser('v1', 'v1-1', 'purchase', 0, buys('T1'));
    expect(customer(shop, 'T2')).toBe('c:ann');
  });
});

describe('the cost of a line', () => {
  it('is in the site’s currency at the rate of the day, rounded once half to even', () => {
    const shop = new ShopWriter();
    const order = { order_id: 'T1', time: NOON, currency: 'USD', value: '30' };
    shop.import('exchange_rates', { date: '2026-01-01', base: 'EUR', quote: 'USD', rate: '1.25' });
    shop.import('orders', order, { ...order, order_id: 'T2', currency: 'EUR' });
    const line = { item_id: 'A', price: '10', quantity: '3' };
    shop.import(
      'order_items',
      { ...line, order_id: 'T1', line: '1', unit_cost: '4.1' },
      { ...line, order_id: 'T1', line: '2' },
      { ...line, order_id: 'T2', line: '1', quantity: '1', unit_cost: '0.125' },
    );
    shop.settle();
    expect(shop.rows('order_line').map(({ orders, cost }) => [orders, cost])).toEqual(
      expect.arrayContaining([
        ['T1', 984],
        ['T1', null],
        ['T2', 12],
      ]),
    );
  });
});
