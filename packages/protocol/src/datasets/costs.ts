import { z } from 'zod';
import { dataset } from './dataset.js';
import { count, currency, date, money, oneOf, optional, text } from './fields.js';

/** What advertising, other marketing and running the shop cost. */
export const costs = dataset({
  name: 'costs',
  about: 'One row a day, kind and campaign. Costs without a source are in totals only.',
  key: ['date', 'kind', 'source', 'medium', 'campaign'],
  row: () =>
    z.object({
      date,
      kind: oneOf(['ads', 'marketing', 'operating']),
      source: optional(text),
      medium: optional(text),
      campaign: optional(text),
      cost: money,
      currency,
      clicks: optional(count),
      impressions: optional(count),
    }),
});
