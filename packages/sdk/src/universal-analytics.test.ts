import { expect, it } from 'vitest';
import { decimal } from './decimal.js';
import { telling } from './older-event.js';
import { type EnhancedEcommerce, fromUniversalAnalytics } from './universal-analytics.js';

const PRODUCT = { id: 'A', name: 'Boot', brand: 'B', category: 'Shoes/Boots', price: '19.95', quantity: 2 };
const ITEM = {
  item_id: 'A',
  item_name: 'Boot',
  item_brand: 'B',
  item_category: 'Shoes',
  item_category2: 'Boots',
  price: '19.95',
  quantity: 2,
};

const read = (entry: EnhancedEcommerce): [string, Record<string, unknown>][] => {
  const told: [string, Record<string, unknown>][] = [];
  const own = fromUniversalAnalytics(telling((...event) => told.push(event), decimal))(entry);
  expect(!!own).toBe(told.length > 0);
  return told;
};

it('reads an order, whose revenue is the grand total', () => {
  const [[name, data]] = read({
    ecommerce: {
      currencyCode: 'EUR',
      purchase: {
        actionField: { id: 'T1', revenue: '39,90', tax: '6.37', shipping: 4.9, coupon: 'TEN' },
        products: [PRODUCT],
      },
    },
  }) as [[string, Record<string, unknown>]];
  expect(name).toBe('purchase');
  expect(data).toMatchObject({
    transaction_id: 'T1',
    currency: 'EUR',
    tax: '6.37',
    shipping: 4.9,
    coupon: 'TEN',
    items: [expect.objectContaining(ITEM)],
  });
  expect(decimal(data.value)).toBe(28.63);
});

it.each([
  [{ detail: { products: [PRODUCT] } }, 'view_item'],
  [{ add: { products: [PRODUCT] } }, 'add_to_cart'],
  [{ remove: { products: [PRODUCT] } }, 'remove_from_cart'],
  [{ click: { actionField: { list: 'Search' }, products: [PRODUCT] } }, 'select_item'],
  [{ checkout: { actionField: { step: 1 }, products: [PRODUCT] } }, 'begin_checkout'],
  [{ checkout: { actionField: { step: '1' }, products: [PRODUCT] } }, 'begin_checkout'],
  [{ checkout: { products: [PRODUCT] } }, 'begin_checkout'],
  [{ refund: { actionField: { id: 'T1' }, products: [PRODUCT] } }, 'refund'],
  [{ impressions: [PRODUCT] }, 'view_item_list'],
])('reads %j as %s', (ecommerce, name) => {
  const events = read({ ecommerce });
  expect(events.map(([event]) => event)).toEqual([name]);
  expect(events[0]![1].items).toEqual([expect.objectContaining(ITEM)]);
});

it('reads the later steps of a checkout and what was chosen in them', () => {
  expect(read({ ecommerce: { checkout: { actionField: { step: 3, option: 'Visa' } } } })).toEqual([
    ['checkout_progress', expect.objectContaining({ checkout_step: 3, checkout_option: 'Visa' })],
  ]);
  expect(read({ ecommerce: { checkout_option: { actionField: { step: 2, option: 'FedEx' } } } })).toEqual([
    ['set_checkout_option', expect.objectContaining({ checkout_step: 2, checkout_option: 'FedEx' })],
  ]);
});

it('names the list of impressions, clicks and details', () => {
  const lists = [
    { impressions: [{ ...PRODUCT, list: 'Search' }] },
    { click: { actionField: { list: 'Search' }, products: [PRODUCT] } },
    { detail: { actionField: { list: 'Search' }, products: [PRODUCT] } },
  ].flatMap((ecommerce) => read({ ecommerce }).map(([, data]) => data.item_list_name));
  expect(lists).toEqual(['Search', 'Search', 'Search']);
});

it('reads promotions, and what else is said with them', () => {
  const promotion = { id: 'P', name: 'Sale', creative: 'banner', position: 'top' };
  const events = read({
    ecommerce: { promoView: { promotions: [promotion] }, detail: { products: [PRODUCT] } },
  });
  expect(new Map(events).get('view_promotion')).toMatchObject({
    promotion_id: 'P',
    promotion_name: 'Sale',
    creative_name: 'banner',
    creative_slot: 'top',
    items: [{ promotion_id: 'P' }],
  });
  expect(new Map(events).has('view_item')).toBe(true);
});

it.each([
  {},
  { ecommerce: null },
  { ecommerce: { items: [{ item_id: 'A' }] } },
  // Said to both: GA4's form is the one that counts.
  { ecommerce: { items: [{ item_id: 'A' }], add: { products: [PRODUCT] } } },
])('finds nothing in %j', (entry) => expect(read(entry)).toEqual([]));
