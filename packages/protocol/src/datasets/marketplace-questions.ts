import { z } from 'zod';
import { dataset } from './dataset.js';
import { id, keyText, optional, time } from './fields.js';

/** Questions that people ask on market places. */
export const marketplaceQuestions = dataset({
  name: 'marketplace_questions',
  about: 'One row a question; `answered` stays empty until it is.',
  key: ['question_id'],
  row: (zone) =>
    z
      .object({ question_id: id, place: keyText, asked: time(zone), answered: optional(time(zone)) })
      .refine(({ asked, answered }) => answered === null || answered >= asked, {
        path: ['answered'],
        error: 'before it was asked',
      }),
});
