import { z } from 'zod';
import { dataset } from './dataset.js';
import { id, oneOf, optional, text, time } from './fields.js';

/** Who came to the newsletter and who left it. */
export const subscribers = dataset({
  name: 'subscribers',
  about:
    'One row each time that somebody subscribes or unsubscribes. `subscriber_id` is any id; an e-mail address is hashed on arrival and never kept. An unsubscribe without `list` leaves all lists.',
  key: ['subscriber_id', 'time', 'action'],
  pseudonyms: ['subscriber_id'],
  row: (zone) =>
    z.object({
      subscriber_id: id,
      time: time(zone),
      action: oneOf(['subscribe', 'unsubscribe']),
      list: optional(text),
    }),
});
