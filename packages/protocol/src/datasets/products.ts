import { z } from 'zod';
import { dataset } from './dataset.js';
import { currency, id, optional, text, unitPrice } from './fields.js';

/** The catalogue of the shop: what products are called, sold at and cost. */
export const products = dataset({
  name: 'products',
  about:
    'One row a product. `price` and `unit_cost` are for one unit without tax, in `currency` or else in the currency of the site.',
  key: ['item_id'],
  row: () =>
    z.object({
      item_id: id,
      item_name: optional(text),
      item_category: optional(text),
      item_brand: optional(text),
      price: optional(unitPrice),
      unit_cost: optional(unitPrice),
      currency: optional(currency),
    }),
});
