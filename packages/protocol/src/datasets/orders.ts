import { z } from 'zod';
import { dataset } from './dataset.js';
import { country, currency, id, money, optional, text, time } from './fields.js';

/** Orders as the shop's books know them. They win over what browsers and servers said of the same order. */
export const orders = dataset({
  name: 'orders',
  about: 'One row an order. `value` is the items after discounts, without tax and shipping.',
  key: ['order_id'],
  pseudonyms: ['customer_id'],
  row: (zone) =>
    z.object({
      order_id: id,
      time: time(zone),
      currency,
      value: money,
      customer_id: optional(id),
      visitor_id: optional(id),
      visit_id: optional(id),
      tax: optional(money),
      shipping: optional(money),
      coupon: optional(text),
      payment_type: optional(text),
      shipping_tier: optional(text),
      source: optional(text),
      medium: optional(text),
      campaign: optional(text),
      country: optional(country),
    }),
});
