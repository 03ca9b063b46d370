import { describe, expect, it } from 'vitest';
import { DAY, NOON, ShopWriter } from './shop-writer.fixture.js';

const order = (order_id: string, more: object = {}) => ({
  ...{ order_id, time: NOON, currency: 'USD', value: '15' },
  ...more,
});
const rate = (date: string, base: string, quote: string, value: string) => ({
  date,
  base,
  quote,
  rate: value,
});

/** What 15.00 USD, of noon on 10 January in Berlin, is in euro when these rates are known. */
function reportingBy(...rates: ReturnType<typeof rate>[]): unknown {
  const shop = new ShopWriter();
  shop.import('exchange_rates', ...rates);
  shop.import('orders', order('T1'));
  return shop.settle().order('T1')?.reporting;
}

describe('money in the currency of the site', () => {
  it('is at the rate of its day: direct, inverse or over a base', () => {
    expect(reportingBy(rate('2026-01-10', 'USD', 'EUR', '0.8'))).toBe(1200);
    expect(reportingBy(rate('2026-01-10', 'EUR', 'USD', '1.25'))).toBe(1200);
    const [usd, eur] = [rate('2026-01-10', 'GBP', 'USD', '1.5'), rate('2026-01-10', 'GBP', 'EUR', '1.2')];
    expect(reportingBy(usd, eur)).toBe(1200);
  });

  it('is at the newest rate that is not after the day, by the clock of the site', () => {
    const rates = [rate('2026-01-01', 'USD', 'EUR', '0.5'), rate('2026-01-09', 'USD', 'EUR', '0.8')];
    expect(reportingBy(...rates, rate('2026-01-11', 'USD', 'EUR', '9'))).toBe(1200);
    const shop = new ShopWriter();
    shop.import('exchange_rates', ...rates, rate('2026-01-11', 'USD', 'EUR', '1'));
    // Half past eleven in the evening by UTC is the next day in Berlin.
    shop.import('orders', order('T1', { time: Date.UTC(2026, 0, 10, 23, 30) }));
    expect(shop.order('T1')?.reporting).toBe(1500);
  });

  it('is at the newest, however that is said', () => {
    const old = rate('2020-01-01', 'USD', 'EUR', '5');
    expect(reportingBy(old, rate('2026-01-09', 'EUR', 'USD', '1.25'))).toBe(1200);
    const [usd, eur] = [rate('2026-01-09', 'GBP', 'USD', '1.5'), rate('2026-01-08', 'GBP', 'EUR', '1.2')];
    expect(reportingBy(old, usd, eur)).toBe(1200);
    expect(reportingBy(rate('2026-01-09', 'USD', 'EUR', '1'), usd, eur)).toBe(1500);
  });

  it('is not known without a rate, and the order counts all the same', () => {
    expect(reportingBy()).toBeNull();
    expect(reportingBy(rate('2026-01-11', 'USD', 'EUR', '1'))).toBeNull();
    expect(reportingBy(rate('2026-01-01', 'GBP', 'USD', '1'))).toBeNull();
  });

  it('follows a rate that comes late, for orders, lines, refunds, carts and costs', () => {
    const shop = new ShopWriter();
    const items = [{ item_id: 'A', price: 15, quantity: 1 }];
    shop.import('orders', order('T1'));
    shop.import('order_items', { order_id: 'T1', line: '1', item_id: 'A', price: '15', quantity: '1' });
    shop.import('refunds', { refund_id: 'R', time: NOON, currency: 'USD', value: '5' });
    shop.import('costs', { date: '2026-01-10', kind: 'ads', cost: '10', currency: 'USD' });
    shop.browser('v1', 'v1-1', 'add_to_cart', 0, { data: { currency: 'USD', items } });
    const reporting = () =>
      ['orders', 'order_line', 'refund', 'cart', 'cost'].map((table) => shop.rows(table)[0]?.reporting);
    expect(reporting()).toEqual([null, null, null, null, null]);
    shop.import('exchange_rates', rate('2026-01-01', 'EUR', 'USD', '1.25'));
    expect(shop.writer.settings().recomputing).toEqual([1]);
    shop.settle();
    expect(reporting()).toEqual([1200, 1200, 400, 1200, 800]);
    expect(shop.writer.settings().recomputing).toEqual([]);
  });

  it('is not known where a wrong rate makes more of it than can be kept', () => {
    expect(reportingBy(rate('2026-01-10', 'USD', 'EUR', '99999999999'))).toBeNull();
  });
});

describe('an import', () => {
  it('refuses a key that comes twice, also in a later chunk of the same file', () => {
    const shop = new ShopWriter();
    expect(shop.importAs('s', 'orders', order('T1'), order('T2'), order('T1', { value: '99' }))).toEqual({
      ...{ inserted: 2, updated: 0, refused: [{ row: 3, reason: 'duplicate_key' }] },
    });
    expect(shop.importAs('s', 'orders', order('T2', { value: '99' }))).toMatchObject({
      refused: [{ row: 1, reason: 'duplicate_key' }],
    });
    expect(shop.rows('orders').map((row) => row.value)).toEqual([1500, 1500]);
  });

  it('of the same file again changes no fact; of another, its rows win', () => {
    const shop = new ShopWriter();
    const rows = [order('T1', { customer_id: 'ann', visitor_id: 'v1' }), order('T2')];
    const items = { order_id: 'T1', line: '1', item_id: 'A', price: '15', quantity: '1', unit_cost: '7' };
    shop.import('orders', ...rows);
    shop.import('order_items', items);
    const facts = shop.facts();
    expect(shop.import('orders', ...rows)).toEqual({ inserted: 0, updated: 2, refused: [] });
    expect(shop.import('order_items', items)).toEqual({ inserted: 0, updated: 1, refused: [] });
    expect(shop.facts()).toEqual(facts);
    shop.import('orders', order('T1', { value: '30', customer_id: 'bob' }));
    expect(shop.order('T1')).toMatchObject({ value: 3000, customer: 'c:bob', visitor: null });
    expect(shop.rows('customer')).toMatchObject([{ id: 'c:bob' }]);
  });

  it('refuses alone what cannot be stored exactly', () => {
    const shop = new ShopWriter();
    const refused = (dataset: string, good: object, ...bad: object[]) => {
      const result = shop.import(
        dataset,
        { ...good },
        ...bad.map((fields, i) => ({ ...good, ...fields, ...key(i) })),
      );
      expect(result.inserted, dataset).toBe(1);
      expect(result.refused).toEqual(bad.map((_, i) => ({ row: i + 2, reason: 'invalid_value' })));
    };
    const key = (i: number) => ({ order_id: `X${i}`, refund_id: `X${i}`, date: `2026-02-0${i + 1}` });
    const amounts = ['100000000001', '1e30', '-1', 'x', '', '9'.repeat(65), null];
    refused(
      'orders',
      order('T1'),
      ...amounts.map((value) => ({ value })),
      { tax: '1e12' },
      { shipping: '-1' },
    );
    const line = { order_id: 'T1', line: '1', item_id: 'A', price: '2', quantity: '3', unit_cost: '1' };
    refused(
      'order_items',
      line,
      ...[{ price: '1000000001' }, { quantity: '1000001' }, { price: '1000000000', quantity: '101' }],
      ...[{ unit_cost: '1000000000', quantity: '101' }, { price: '-1' }, { quantity: 'NaN' }],
    );
    const refund = { refund_id: 'R', time: NOON, currency: 'EUR', value: '1', quantity: '1' };
    refused('refunds', refund, { value: '1e12' }, { quantity: '-1' });
    refused(
      'costs',
      { date: '2026-01-01', kind: 'ads', cost: '1', currency: 'EUR' },
      { cost: '1e12' },
      { clicks: -1 },
    );
    const one = rate('2026-01-01', 'USD', 'EUR', '1');
    refused('exchange_rates', one, { rate: '0' }, { rate: '-1' }, { rate: '1e-7' }, { rate: '1e13' });
    expect(shop.order('T1')).toMatchObject({ value: 1500, units: 3000 });
  });

  it('takes the largest amounts there are', () => {
    const shop = new ShopWriter();
    shop.import('orders', order('T1', { currency: 'CLF', value: '100000000000' }));
    shop.import('order_items', {
      ...{ order_id: 'T1', line: '1', item_id: 'A', price: '1000000000', quantity: '100' },
    });
    expect(shop.order('T1')).toMatchObject({ value: 1e15 });
    expect(shop.rows('order_line')).toMatchObject([{ revenue: 1e15, price: 1e15 }]);
  });
});

describe('products', () => {
  it('are called by the last word of any event', () => {
    const shop = new ShopWriter();
    const view = (at: number, item_name: string) =>
      shop.browser('v1', 'v1-1', 'view_item', at, { data: { items: [{ item_id: 'A', item_name }] } });
    view(DAY, 'New name');
    view(0, 'Old name');
    expect(shop.rows('product')).toMatchObject([{ item: 'A', name: 'New name' }]);
  });
});

describe('a dry run', () => {
  it('says what stood in its way also where SQLite has taken it back by itself, and the next one works', () => {
    const shop = new ShopWriter();
    const { writer } = shop;
    // What a full or failing disk does: the whole transaction is gone before anybody is told.
    writer.db.exec(`CREATE TEMP TRIGGER full BEFORE INSERT ON import_order BEGIN
      SELECT RAISE(ROLLBACK, 'the disk is full'); END`);
    const look = () =>
      writer.importRows({
        ...{ site: 1, dataset: 'orders', session: 's', dryRun: true },
        rows: [{ row: 1, fields: order('T1') }],
      });
    expect(look).toThrowError('the disk is full');
    writer.db.exec('DROP TRIGGER full');
    expect(look().inserted).toBe(1);
    expect(shop.rows('orders')).toEqual([]);
  });
});
