import { createRoute, z } from '@hono/zod-openapi';
import { type KeyHolders, siteOfKey } from '../http/key-check.js';
import type { ImportRunRecord } from '../store/store.js';
import { type Api, errors, jsonAnswer, needsRole, WITH_KEY } from './route.js';

/** Runs that are answered where no limit is asked for, and at most. */
const RUNS = { usual: 50, most: 1000 };

const run = z
  .object({
    id: z.string(),
    dataset: z.string().openapi({ example: 'orders' }),
    exporter: z.string().nullable(),
    file: z
      .string()
      .nullable()
      .openapi({ description: 'its name, where it is known', example: 'orders.csv' }),
    source: z
      .enum(['api', 'cli', 'watch'])
      .openapi({ description: 'request, command line, or watched folder' }),
    key: z.string().nullable().openapi({ description: 'id of the key, of a request' }),
    started: z.string().openapi({ example: '2026-01-31T18:30:00.000Z' }),
    ended: z.string().nullable(),
    state: z.enum(['running', 'done', 'failed']),
    rows: z.number().int(),
    inserted: z.number().int(),
    updated: z.number().int(),
    refused: z.number().int(),
    datasets: z
      .record(z.string(), z.record(z.string(), z.number().int()))
      .nullable()
      .openapi({ description: 'counts by dataset, where one file gave rows of several' }),
    error: z.string().nullable().openapi({ description: 'code of what ended it' }),
  })
  .openapi('ImportRun');

/** `GET /v1/imports` (roles writer and admin): what was brought in, when and by whom. */
export function importRunsApi(app: Api, { store, now }: KeyHolders): void {
  const route = createRoute({
    method: 'get',
    path: '/v1/imports',
    tags: ['import'],
    summary: 'What was brought in, when and by whom; the newest first',
    security: WITH_KEY,
    request: {
      query: z.strictObject({
        site: z.string().min(1).max(128).openapi({ example: 'shop' }),
        limit: z.coerce.number().int().min(1).max(RUNS.most).default(RUNS.usual),
      }),
    },
    responses: {
      200: jsonAnswer('The imports of the site', z.object({ imports: z.array(run) })),
      ...errors(400, 401, 403, 404, 503),
    },
  });

  app.openapi({ ...route, middleware: [needsRole({ store, now }, 'writer')] as const }, async (c) => {
    const { site: id, limit } = c.req.valid('query');
    const site = siteOfKey(store, c.get('key'), id);
    const runs = await store.importRuns(site.key, limit);
    return c.json({ imports: runs.map(shown) }, 200);
  });
}

const iso = (time: number) => new Date(time).toISOString();

function shown({ site, apiKey, started, ended, ...rest }: ImportRunRecord) {
  return { ...rest, key: apiKey, started: iso(started), ended: ended === null ? null : iso(ended) };
}
