import { z } from 'zod';
import { dataset } from './dataset.js';
import { currency, date, rate } from './fields.js';

/** Rates at which orders and costs of other currencies are counted in the site's own. */
export const exchangeRates = dataset({
  name: 'exchange_rates',
  about:
    'One row a day and pair: one unit of `base` is `rate` units of `quote`. A rate holds until the next.',
  key: ['date', 'base', 'quote'],
  row: () =>
    z
      .object({ date, base: currency, quote: currency, rate })
      .refine((row) => row.base !== row.quote, { path: ['quote'], error: 'the same currency twice' }),
});
