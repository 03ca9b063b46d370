import { z } from 'zod';
import { dataset } from './dataset.js';
import { count, happened, id, optional, time, word } from './fields.js';

/** Cases of customer care. */
export const cases = dataset({
  name: 'cases',
  about:
    'One row a case. `channel` is email, chat, phone or whatever else the shop is reached by; `first_reply` and `solved` stay empty until they happen, `escalated` is yes or no, or a time.',
  key: ['case_id'],
  pseudonyms: ['customer_id'],
  row: (zone) =>
    z
      .object({
        case_id: id,
        channel: word,
        opened: time(zone),
        first_reply: optional(time(zone)),
        solved: optional(time(zone)),
        escalated: optional(happened(zone)),
        messages: optional(count),
        customer_id: optional(id),
      })
      .refine(({ opened, first_reply }) => first_reply === null || first_reply >= opened, {
        path: ['first_reply'],
        error: 'before it was opened',
      })
      .refine(({ opened, solved }) => solved === null || solved >= opened, {
        path: ['solved'],
        error: 'before it was opened',
      }),
});
