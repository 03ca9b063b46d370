import { expect, it } from 'vitest';
import { fromUniversalAnalytics } from './universal-analytics.js';

const PRODUCT = { id: 'A', name: 'Boot', brand: 'B', category: 'Shoes/Boots', price: '19.95', quantity: 2 };
const ITEM = {
  item_id: 'A',
  item_name: 'Boot',
  item_brand: 'B',
  item_category: 'Shoes/Boots',
  price: '19.95',
  quantity: 2,
};

it('reads an order, whose revenue is the grand total', () => {
  expect(
    fromUniversalAnalytics({
      ecommerce: {
        currencyCode: 'EUR',
        purchase: {
          actionField: { id: 'T1', revenue: '39,90', tax: '6.37', shipping: 4.9, coupon: 'TEN' },
          products: [PRODUCT],
        },
      },
    }),
  ).toEqual([
    [
      'purchase',
      expect.objectContaining({
        transaction_id: 'T1',
        currency: 'EUR',
        value: '28.63',
        tax: '6.37',
        shipping: 4.9,
        coupon: 'TEN',
        items: [expect.objectContaining(ITEM)],
      }),
    ],
  ]);
});

it.each([
  [{ detail: { products: [PRODUCT] } }, 'view_item'],
  [{ add: { products: [PRODUCT] } }, 'add_to_cart'],
  [{ remove: { products: [PRODUCT] } }, 'remove_from_cart'],
  [{ click: { actionField: { list: 'Search' }, products: [PRODUCT] } }, 'select_item'],
  [{ checkout: { actionField: { step: 1 }, products: [PRODUCT] } }, 'begin_checkout'],
  [{ impressions: [PRODUCT] }, 'view_item_list'],
])('reads %j as %s', (ecommerce, name) => {
  const events = fromUniversalAnalytics({ ecommerce });
  expect(events.map(([event]) => event)).toEqual([name]);
  expect(events[0]![1].items).toEqual([expect.objectContaining(ITEM)]);
});

it('reads promotions', () => {
  const promotion = { id: 'P', name: 'Sale', creative: 'banner', position: 'top' };
  expect(fromUniversalAnalytics({ ecommerce: { promoView: { promotions: [promotion] } } })).toEqual([
    ['view_promotion', expect.objectContaining({ promotion_id: 'P', creative_slot: 'top' })],
  ]);
});

it.each([
  {},
  { ecommerce: null },
  { ecommerce: { items: [{ item_id: 'A' }] } },
  { ecommerce: { checkout: { actionField: { step: 2 } } } },
])('finds nothing in %j', (entry) => expect(fromUniversalAnalytics(entry)).toEqual([]));
