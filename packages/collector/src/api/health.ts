import { createRoute, z } from '@hono/zod-openapi';
import { ApiError } from '../http/error.js';
import type { Store } from '../store/store.js';
import { type Api, errors, jsonAnswer } from './route.js';

const ok = z.object({ status: z.literal('ok') });

const ready = ok.extend({
  store: z
    .object({ journal_mode: z.string(), synchronous: z.enum(['off', 'normal', 'full', 'extra']) })
    .openapi({ description: 'how the connection that writes makes a commit safe, as it says itself' }),
});

/** `/healthz`: the process answers. `/readyz`: it can also read its data, and its writer is at work. */
export function healthApi(app: Api, { store }: { store: Store }): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/healthz',
      tags: ['operation'],
      summary: 'The process answers',
      responses: { 200: jsonAnswer('It does', ok) },
    }),
    (c) => c.json({ status: 'ok' as const }, 200),
  );

  app.openapi(
    createRoute({
      method: 'get',
      path: '/readyz',
      tags: ['operation'],
      summary: 'The collector can read its data, and its writer is at work',
      responses: { 200: jsonAnswer('It can', ready), ...errors(503) },
    }),
    async (c) => {
      try {
        const [durability] = await Promise.all([store.durability(), store.query('SELECT 1', [])]);
        return c.json({ status: 'ok' as const, store: durability }, 200);
      } catch (cause) {
        throw new ApiError(503, 'not_ready', 'the store does not answer', {
          headers: { 'retry-after': '1' },
          cause,
        });
      }
    },
  );
}
