import { beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { ApiError, invalidRequest } from './error.js';
import { sayIssuesPlainly } from './issue-words.js';

beforeAll(sayIssuesPlainly);

const schema = z.strictObject({
  site: z.string().min(1).max(3),
  interval: z.enum(['hour', 'day', 'week']).optional(),
  limit: z.coerce.number().int().min(1).max(10).optional(),
  share: z.number().gt(0).optional(),
  kpis: z.array(z.string()).min(1).max(2).optional(),
  exact: z.boolean().optional(),
  mode: z.literal('fast').optional(),
  own: z.string().regex(/^a/, 'begins with an a').optional(),
});

function refusal(given: unknown): string {
  const { error } = schema.safeParse(given);
  const refused = invalidRequest(error!);
  expect(refused).toBeInstanceOf(ApiError);
  return refused.message;
}

it.each([
  [{}, 'site: is missing'],
  [{ site: 5 }, 'site: must be a text'],
  [{ site: ['a', 'b'] }, 'site: must be one text, given once'],
  [{ site: '' }, 'site: must not be empty'],
  [{ site: 'shop' }, 'site: must have at most 3 characters'],
  [{ site: 'a', interval: 'dya' }, 'interval: must be one of hour, day, week; did you mean day?'],
  [{ site: 'a', interval: 'fortnight' }, 'interval: must be one of hour, day, week'],
  [{ site: 'a', limit: 'ten' }, 'limit: must be a number'],
  [{ site: 'a', limit: 1.5 }, 'limit: must be a whole number'],
  [{ site: 'a', limit: 0 }, 'limit: must be at least 1'],
  [{ site: 'a', limit: 11 }, 'limit: must be at most 10'],
  [{ site: 'a', share: 0 }, 'share: must be more than 0'],
  [{ site: 'a', kpis: 5 }, 'kpis: must be a list'],
  [{ site: 'a', kpis: [] }, 'kpis: must not be empty'],
  [{ site: 'a', kpis: ['a', 'b', 'c'] }, 'kpis: must have at most 2 entries'],
  [{ site: 'a', exact: 'yes' }, 'exact: must be true or false'],
  [{ site: 'a', mode: 'slow' }, 'mode: must be fast'],
  [{ site: 'a', own: 'b' }, 'own: begins with an a'],
  [{ site: 'a', intervall: 'day' }, 'intervall: no such field; did you mean interval?'],
  [
    { site: 'a', foo: 1, bar: 2 },
    'foo: no such field; there are site, interval, limit, share, kpis, exact, mode, own; bar: no such field; there are site, interval, limit, share, kpis, exact, mode, own',
  ],
  [null, 'must be an object'],
])('%j: %s', (given, words) => expect(refusal(given)).toBe(words));
