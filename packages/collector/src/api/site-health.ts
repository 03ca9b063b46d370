import { LIMITS } from '@footfall/protocol';
import { createRoute, z } from '@hono/zod-openapi';
import { type KeyHolders, siteOfKey } from '../http/key-check.js';
import { type Api, errors, jsonAnswer, needsRole, WITH_KEY } from './route.js';

const DAY_MS = 24 * 3600_000;
const DAYS = { usual: 30, most: 400 };

const counts = z.array(z.object({ reason: z.string(), count: z.number().int() }));
const time = z.number().int().openapi({ description: 'milliseconds since the epoch' });

const health = z
  .object({
    site: z.string(),
    now: time,
    days: z
      .number()
      .int()
      .openapi({ description: 'over which refusals and what was kept apart are counted' }),
    last_event: time.nullable().openapi({ description: 'arrival of the last event; `null`: none yet' }),
    lag: z
      .object({ events: z.number().int(), median_ms: z.number(), p95_ms: z.number() })
      .nullable()
      .openapi({ description: 'from an event to its arrival, of the last 1,000 that are no history' }),
    refused: counts.openapi({ description: 'events that were refused, by the reason' }),
    apart: z
      .object({ bots: counts, internal: z.number().int() })
      .openapi({ description: 'visits in no figure: of bots by the reason, and of staff' }),
    recomputing: z.boolean().openapi({ description: 'facts still follow a change of settings or rates' }),
    disk: z
      .object({ bytes: z.number(), free_bytes: z.number().nullable() })
      .openapi({ description: 'of all sites together' }),
  })
  .openapi('SiteHealth');

/** `GET /v1/health` (role admin): whether the data of a site can be trusted. */
export function siteHealthApi(app: Api, { store, now }: KeyHolders): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/health',
      tags: ['operation'],
      summary: 'Last event, its lag, what was refused or kept apart and why, and the disk',
      security: WITH_KEY,
      middleware: [needsRole({ store, now }, 'admin')] as const,
      request: {
        query: z.strictObject({
          site: z.string().min(1).max(LIMITS.idLength).openapi({ example: 'shop' }),
          days: z.coerce.number().int().min(1).max(DAYS.most).default(DAYS.usual),
        }),
      },
      responses: { 200: jsonAnswer('The health of its data', health), ...errors(400, 401, 403, 404, 503) },
    }),
    async (c) => {
      const { site: id, days } = c.req.valid('query');
      const site = siteOfKey(store, c.get('key'), id);
      const at = now();
      const { lastEvent, lag, refused, apart, disk } = await store.siteHealth({
        site: site.key,
        since: at - days * DAY_MS,
      });
      return c.json(
        {
          ...{ site: site.id, now: at, days, last_event: lastEvent, refused, apart },
          lag: lag && { events: lag.events, median_ms: lag.medianMs, p95_ms: lag.p95Ms },
          recomputing: store.recomputing(site.key),
          disk: { bytes: disk.bytes, free_bytes: disk.freeBytes },
        },
        200,
      );
    },
  );
}
