import { describe, expect, it } from 'vitest';
import { combineOrder, type LineWord, type OrderWord, RANK } from './order.js';

const NOTHING: Omit<OrderWord, 'rank' | 'time'> = {
  currency: null,
  value: null,
  tax: null,
  shipping: null,
  coupon: null,
  paymentType: null,
  shippingTier: null,
  customerId: null,
  visitor: null,
  visit: null,
  visitStated: false,
  lines: null,
  source: null,
  medium: null,
  campaign: null,
  country: null,
  bot: null,
  internal: false,
};
const browser = (word: Partial<OrderWord>): OrderWord => ({
  ...NOTHING,
  rank: RANK.browser,
  time: 1,
  ...word,
});
const server = (word: Partial<OrderWord>): OrderWord => ({ ...NOTHING, rank: RANK.server, time: 2, ...word });
const imported = (word: Partial<OrderWord>): OrderWord => ({
  ...NOTHING,
  rank: RANK.import,
  time: 3,
  ...word,
});
const line = (price: string | number, quantity: string | number): LineWord => ({
  item: 'A',
  name: null,
  category: null,
  brand: null,
  price,
  quantity,
  unitCost: null,
});

describe('an order', () => {
  it('is put together field by field: import over server over browser, whatever came first', () => {
    const words = [
      browser({ value: 10, coupon: 'B', paymentType: 'card', visitor: 7, visit: 70, visitStated: true }),
      server({ value: 20, coupon: 'S', customerId: 'ann' }),
      imported({ value: '30', currency: 'EUR', source: 'news' }),
    ];
    const order = combineOrder(words, 'EUR');
    expect(order).toMatchObject({
      ...{ rank: 3, time: 3, value: 3000, coupon: 'S', paymentType: 'card', customerId: 'ann' },
      ...{ visitor: 7, visit: 70, source: 'news' },
    });
    expect(combineOrder([...words].reverse(), 'EUR')).toEqual(order);
  });

  it('has value, tax, shipping and currency from one source', () => {
    const words = [
      browser({ value: 10, tax: 2, shipping: 5, currency: 'USD' }),
      server({ value: 20, currency: 'JPY' }),
    ];
    expect(combineOrder(words, 'EUR')).toMatchObject({
      value: 20,
      currency: 'JPY',
      tax: null,
      shipping: null,
    });
  });

  it('has the site’s currency where none is named, and any that is named before that', () => {
    expect(combineOrder([browser({ value: 1 })], 'KWD')).toMatchObject({ currency: 'KWD', value: 1000 });
    expect(combineOrder([browser({ currency: 'JPY' }), server({ value: 5 })], 'EUR').currency).toBe('JPY');
  });

  it('without a value is worth its lines, each rounded once; without lines its value is not known', () => {
    const lines = [line('0.335', 3), line(19.95, 2)];
    expect(combineOrder([browser({ lines })], 'EUR').value).toBe(100 + 3990);
    expect(combineOrder([browser({})], 'EUR')).toMatchObject({ value: null, lines: [] });
    expect(combineOrder([browser({ value: 0, lines })], 'EUR').value).toBe(0);
  });

  it('keeps prices in millionths and quantities in thousandths, half to even', () => {
    const [first] = combineOrder([browser({ lines: [line('0.0000015', '1.0005')] })], 'EUR').lines;
    expect(first).toMatchObject({ price: 2, quantity: 1000, revenue: 0 });
  });

  it('keeps the visit that the browser named, not the one a server’s word was placed in by time', () => {
    const words = [
      browser({ visitor: 7, visit: 70, visitStated: true }),
      server({ visitor: 7, visit: 71, visitStated: false }),
    ];
    expect(combineOrder(words, 'EUR').visit).toBe(70);
    expect(combineOrder([server({ visitor: 7, visit: 71 })], 'EUR').visit).toBe(71);
  });

  it('has no visit of another visitor than its own', () => {
    const words = [browser({ visitor: 7, visit: 70, visitStated: true }), server({ visitor: 8 })];
    expect(combineOrder(words, 'EUR')).toMatchObject({ visitor: 8, visit: null });
  });

  it('of a bot or of staff counts once a server or an import confirmed it', () => {
    const bot = browser({ bot: 'headless', internal: true });
    expect(combineOrder([bot], 'EUR')).toMatchObject({ bot: 'headless', internal: true });
    for (const word of [server({}), imported({})])
      expect(combineOrder([bot, word], 'EUR')).toMatchObject({ bot: null, internal: false });
  });
});
