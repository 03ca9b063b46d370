import { z } from 'zod';
import { dataset } from './dataset.js';
import { id, optional, rating, text, time } from './fields.js';

/** What customers say of products and of the shop. */
export const reviews = dataset({
  name: 'reviews',
  about:
    'One row a review. `place` is the market place or portal where it was written; left out, it is the shop itself.',
  key: ['review_id'],
  row: (zone) =>
    z.object({ review_id: id, time: time(zone), rating, item_id: optional(id), place: optional(text) }),
});
