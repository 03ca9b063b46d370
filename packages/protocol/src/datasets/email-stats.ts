import { z } from 'zod';
import { dataset } from './dataset.js';
import { count, date, keyText, optional } from './fields.js';

/** What became of the e-mails that were sent. */
export const emailStats = dataset({
  name: 'email_stats',
  about: 'One row a day and campaign. `opened` and `clicked` count each recipient once.',
  key: ['date', 'campaign'],
  row: () =>
    z.object({
      date,
      campaign: keyText,
      delivered: count,
      opened: count,
      clicked: count,
      unsubscribed: count,
      bounced: optional(count),
    }),
});
