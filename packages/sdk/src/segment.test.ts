import { expect, it } from 'vitest';
import { fromSegment } from './segment.js';

it('reads an order, without tax and shipping', () => {
  expect(
    fromSegment('Order Completed', {
      order_id: 'T1',
      total: 50,
      revenue: 39.9,
      tax: 6.1,
      shipping: 4,
      currency: 'EUR',
      products: [{ product_id: 'A', name: 'Boot', price: 19.95, quantity: 2 }],
    }),
  ).toEqual([
    'purchase',
    expect.objectContaining({
      transaction_id: 'T1',
      value: 39.9,
      tax: 6.1,
      shipping: 4,
      items: [expect.objectContaining({ item_id: 'A', item_name: 'Boot', price: 19.95, quantity: 2 })],
    }),
  ]);
});

it('reads a product that is given without a list', () => {
  expect(fromSegment('Product Added', { sku: 'A', name: 'Boot', price: 5 })).toEqual([
    'add_to_cart',
    expect.objectContaining({ items: [expect.objectContaining({ item_id: 'A', price: 5 })] }),
  ]);
});

it.each(['Order Teleported', 'constructor', 'purchase'])('does not know %s', (name) =>
  expect(fromSegment(name)).toBeUndefined(),
);
