import { LIMITS } from '@footfall/protocol';
import { createRoute, z } from '@hono/zod-openapi';
import { type KeyHolders, siteOfKey } from '../http/key-check.js';
import { formatQuery, textAnswers, textOf } from './answer-text.js';
import { type Api, errors, needsRole, WITH_KEY } from './route.js';

/** Who did nothing for so long is gone: nothing tells of somebody who reads on. */
const WINDOW_MS = 5 * 60_000;

const name = z.string().nullable();
const counts = z.array(z.object({ name, visitors: z.number().int() }));

const live = z
  .object({
    site: z.string(),
    now: z.number().int().openapi({ description: 'milliseconds since the epoch' }),
    window_ms: z.number().int().openapi({ description: 'who did something within it is there now' }),
    visitors: z.number().int(),
    pages: counts.openapi({ description: 'the page that each of them saw last' }),
    countries: counts,
    channels: counts,
    events: z
      .array(
        z.object({
          ...{ time: z.number().int(), name: z.string(), page: name, country: name, channel: name },
          ...{ device: name, bot: name, internal: z.boolean() },
        }),
      )
      .openapi({ description: 'the newest first; bots and staff too, and they say so' }),
  })
  .openapi('Live');

/** `GET /v1/live` (role guest): who is in the shop now, and what came in last. */
export function liveApi(app: Api, { store, now }: KeyHolders): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/live',
      tags: ['kpis'],
      summary: 'Visitors of the last five minutes, and the last events',
      security: WITH_KEY,
      middleware: [needsRole({ store, now }, 'guest')] as const,
      request: {
        query: z.strictObject({
          site: z.string().min(1).max(LIMITS.idLength).openapi({ example: 'shop' }),
          format: formatQuery,
          limit: z.coerce
            .number()
            .int()
            .min(1)
            .max(200)
            .optional()
            .openapi({ description: 'most events, and most rows of each list; 20 if left out' }),
        }),
      },
      responses: {
        200: textAnswers('What happens now; as text the last events', live),
        ...errors(400, 401, 403, 404, 503),
      },
    }),
    async (c) => {
      const { site: id, limit = 20, format = 'json' } = c.req.valid('query');
      const site = siteOfKey(store, c.get('key'), id);
      const at = now();
      const answer = await store.live({ site: site.key, now: at, windowMs: WINDOW_MS, limit });
      if (format !== 'json') return textOf(c, format, `live-${site.id}`, answer.events);
      return c.json({ site: site.id, now: at, window_ms: WINDOW_MS, ...answer }, 200);
    },
  );
}
