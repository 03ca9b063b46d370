import { z } from 'zod';
import { dataset } from './dataset.js';
import { id, optional, quantity, text, unitPrice } from './fields.js';

/** The lines of orders. */
export const orderItems = dataset({
  name: 'order_items',
  about: 'One row a line of an order. `line` tells the lines of an order apart; `price` is for one unit.',
  key: ['order_id', 'line'],
  row: () =>
    z.object({
      order_id: id,
      line: id,
      item_id: id,
      item_name: optional(text),
      item_category: optional(text),
      item_brand: optional(text),
      price: unitPrice,
      quantity,
      unit_cost: optional(unitPrice),
    }),
});
