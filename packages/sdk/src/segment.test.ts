import { expect, it } from 'vitest';
import { decimal } from './decimal.js';
import { telling } from './older-event.js';
import { fromSegment } from './segment.js';

type Fields = Record<string, unknown>;

const read = (name: string, given?: Fields | null): [string, Fields] | undefined => {
  let told: [string, Fields] | undefined;
  const known = fromSegment(
    telling((...event) => {
      told = event;
    }, decimal),
  )(name, given);
  expect(known).toBe(!!told);
  return told;
};

it('reads an order, without tax and shipping', () => {
  expect(
    read('Order Completed', {
      order_id: 'T1',
      total: 50,
      revenue: 39.9,
      tax: 6.1,
      shipping: 4,
      currency: 'EUR',
      products: [{ product_id: 'A', sku: 'S', name: 'Boot', category: 'Shoes', price: 19.95, quantity: 2 }],
    }),
  ).toEqual([
    'purchase',
    expect.objectContaining({
      transaction_id: 'T1',
      value: 39.9,
      tax: 6.1,
      shipping: 4,
      items: [
        expect.objectContaining({
          item_id: 'A',
          item_name: 'Boot',
          item_category: 'Shoes',
          price: 19.95,
          quantity: 2,
        }),
      ],
    }),
  ]);
});

it('takes tax and shipping off where only the total is said', () => {
  const [, order] = read('Order Completed', { order_id: 'T1', total: '50,00', tax: 6.1, shipping: 4 })!;
  expect(decimal(order.value)).toBe(39.9);
});

it('reads a product that is given without a list, and a promotion', () => {
  expect(read('Product Added', { product_id: 'A', name: 'Boot', price: 5 })).toEqual([
    'add_to_cart',
    expect.objectContaining({ items: [expect.objectContaining({ item_id: 'A', price: 5 })] }),
  ]);
  expect(read('Promotion Clicked', { promotion_id: 'P', name: 'Sale', position: 'top' })).toEqual([
    'select_promotion',
    expect.objectContaining({ promotion_id: 'P', promotion_name: 'Sale', creative_slot: 'top' }),
  ]);
});

it.each([
  ['Products Searched', 'search'],
  ['Product List Viewed', 'view_item_list'],
  ['Product List Filtered', 'view_item_list'],
  ['Product Clicked', 'select_item'],
  ['Product Viewed', 'view_item'],
  ['Product Removed', 'remove_from_cart'],
  ['Product Added to Wishlist', 'add_to_wishlist'],
  ['Wishlist Product Added to Cart', 'add_to_cart'],
  ['Product Shared', 'share'],
  ['Cart Shared', 'share'],
  ['Cart Viewed', 'view_cart'],
  ['Checkout Started', 'begin_checkout'],
  ['Payment Info Entered', 'add_payment_info'],
  ['Order Refunded', 'refund'],
  ['Promotion Viewed', 'view_promotion'],
])('reads %s as %s, with a cart that is not said left out', (theirs, ours) => {
  const [name, data] = read(theirs, null)!;
  expect(name).toBe(ours);
  expect(data.items).toBeUndefined();
});

it('reads the way of sharing as the method', () => {
  expect(read('Product Shared', { share_via: 'email', product_id: 'A' })![1]).toMatchObject({
    method: 'email',
  });
});

it.each(['Order Teleported', 'constructor', 'purchase', 'click', undefined as never, ''])(
  'does not know %s',
  (name) => expect(read(name, {})).toBeUndefined(),
);
