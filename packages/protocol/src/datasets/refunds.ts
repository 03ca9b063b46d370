import { z } from 'zod';
import { dataset } from './dataset.js';
import { currency, id, money, optional, quantity, text, time } from './fields.js';

/** Money given back. Imported refunds of an order replace its refund events. */
export const refunds = dataset({
  name: 'refunds',
  about:
    'One row a refund; `value` is what was given back, above zero. A refund may name its order and item.',
  key: ['refund_id'],
  row: (zone) =>
    z.object({
      refund_id: id,
      time: time(zone),
      currency,
      value: money,
      order_id: optional(id),
      item_id: optional(id),
      quantity: optional(quantity),
      reason: optional(text),
    }),
});
