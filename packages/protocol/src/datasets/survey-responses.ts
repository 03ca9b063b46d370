import { z } from 'zod';
import { dataset } from './dataset.js';
import { id, oneOf, optional, score, time } from './fields.js';

/** Answers to surveys of satisfaction. */
export const surveyResponses = dataset({
  name: 'survey_responses',
  about:
    'One row an answer: `csat` from 1 to 5, `nps` (would you recommend us) from 0 to 10. An answer that came as an event of the same `response_id` is replaced.',
  key: ['response_id'],
  pseudonyms: ['customer_id'],
  row: (zone) =>
    z
      .object({
        response_id: id,
        time: time(zone),
        kind: oneOf(['csat', 'nps']),
        score,
        customer_id: optional(id),
      })
      .refine(({ kind, score }) => kind === 'nps' || (score >= 1 && score <= 5), {
        path: ['score'],
        error: 'csat is from 1 to 5',
      }),
});
