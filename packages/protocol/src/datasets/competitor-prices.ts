import { z } from 'zod';
import { dataset } from './dataset.js';
import { currency, date, id, keyText, unitPrice } from './fields.js';

/** What others ask for the products of the shop. */
export const competitorPrices = dataset({
  name: 'competitor_prices',
  about: 'One row a product, competitor and day. A price holds until the next of the same competitor.',
  key: ['item_id', 'competitor', 'date'],
  row: () => z.object({ item_id: id, competitor: keyText, date, price: unitPrice, currency }),
});
