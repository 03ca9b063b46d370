import { createRoute, z } from '@hono/zod-openapi';
import { ApiError } from '../http/error.js';
import type { Store } from '../store/store.js';
import { type Api, errors, jsonAnswer } from './route.js';

const ok = z.object({ status: z.literal('ok') });

/** `/healthz`: the process answers. `/readyz`: it can also read its data. */
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
      summary: 'The collector can read its data',
      responses: { 200: jsonAnswer('It can', ok), ...errors(503) },
    }),
    async (c) => {
      try {
        await store.query('SELECT 1', []);
      } catch (cause) {
        throw new ApiError(503, 'not_ready', 'the store does not answer', {
          headers: { 'retry-after': '1' },
          cause,
        });
      }
      return c.json({ status: 'ok' as const }, 200);
    },
  );
}
