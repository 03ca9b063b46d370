import { describe, expect, it } from 'vitest';
import { DAY, NOON, ShopWriter } from './shop-writer.fixture.js';

const buys = (transaction_id: string, data: object = {}) => ({
  data: { transaction_id, value: 10, ...data },
});
const item = (item_id: string, price: number, quantity = 1) => ({ item_id, price, quantity });

describe('refunds', () => {
  const refund = (data: object) => ({ data: { transaction_id: 'T1', ...data } });
  const sold = () => {
    const shop = new ShopWriter();
    const items = [item('A', 10, 3), item('B', 30)];
    shop.browser('v1', 'v1-1', 'purchase', 0, buys('T1', { value: 54, items }));
    return shop;
  };
  const values = (shop: ShopWriter) => shop.rows('refund').map((row) => [row.id, row.value, row.replaced]);

  it('without value and items give back the whole order', () => {
    const shop = sold();
    shop.server(undefined, 'refund', DAY, refund({}));
    expect(values(shop)).toEqual([['e0002/0', 5400, 0]]);
    expect(shop.order('T1')).toMatchObject({ refunds: 1, value: 5400 });
  });

  it('of items without a value give back what those were worth, and no more than was bought', () => {
    const shop = sold();
    // A: 30 of 60 listed, so 27 of 54 paid for three.
    shop.server(
      undefined,
      'refund',
      DAY,
      refund({ items: [{ item_id: 'A', quantity: 1 }, { item_id: 'B' }] }),
    );
    shop.server(
      undefined,
      'refund',
      DAY,
      refund({ items: [{ item_id: 'A', quantity: 9 }, { item_id: 'Z' }] }),
    );
    expect(values(shop)).toEqual([
      ['e0002/0', 900, 0],
      ['e0002/1', 2700, 0],
      ['e0003/0', 2700, 0],
      ['e0003/1', null, 0],
    ]);
  });

  it('divide a stated value over their items exactly', () => {
    const shop = sold();
    const items = [item('A', 10), item('B', 10), item('C', 10)];
    shop.server(undefined, 'refund', DAY, refund({ value: 10, items }));
    expect(shop.rows('refund').map((row) => row.value)).toEqual([334, 333, 333]);
  });

  it('that come before their order find it', () => {
    const shop = new ShopWriter();
    shop.server(undefined, 'refund', DAY, refund({}));
    expect(shop.rows('refund')).toMatchObject([{ value: null, orders: null }]);
    shop.browser('v1', 'v1-1', 'purchase', 0, buys('T1', { currency: 'JPY', value: 500 }));
    expect(shop.rows('refund')).toMatchObject([
      { value: 500, currency: 'JPY', reporting: null, orders: 'T1' },
    ]);
  });

  it('that were imported replace an order’s refund events, whichever come first', () => {
    const shop = sold();
    shop.server(undefined, 'refund', DAY, refund({ value: 3 }));
    const row = { time: NOON, currency: 'EUR', value: '7.5', order_id: 'T1' };
    shop.import('refunds', { ...row, refund_id: 'R1' }, { ...row, refund_id: 'R2' });
    shop.server(undefined, 'refund', 2 * DAY, refund({ value: 4 }));
    expect(values(shop)).toEqual([
      ['R1', 750, 0],
      ['R2', 750, 0],
      ['e0002/0', 300, 1],
      ['e0003/0', 400, 1],
    ]);
    expect(shop.order('T1')).toMatchObject({ refunds: 2 });
    // Moved to another order by a later import: the events count again.
    shop.import(
      'refunds',
      { ...row, refund_id: 'R1', order_id: 'T2' },
      { ...row, refund_id: 'R2', order_id: 'T2' },
    );
    expect(values(shop).map(([, , replaced]) => replaced)).toEqual([0, 0, 0, 0]);
    expect(shop.order('T1')).toMatchObject({ refunds: 2 });
  });

  it('without an order count by their value', () => {
    const shop = new ShopWriter();
    shop.server(undefined, 'refund', 0, { data: { value: 5, currency: 'EUR' } });
    shop.import('refunds', { refund_id: 'R', time: NOON, currency: 'EUR', value: '1' });
    expect(shop.rows('refund').map((row) => row.reporting)).toEqual([100, 500]);
  });
});
