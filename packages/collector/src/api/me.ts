import { createRoute, z } from '@hono/zod-openapi';
import { type KeyHolders, visibleSites } from '../http/key-check.js';
import { ROLES } from '../settings/key.js';
import { type Api, errors, jsonAnswer, needsRole, WITH_KEY } from './route.js';

const me = z.object({
  role: z.enum(ROLES),
  sites: z.array(z.object({ id: z.string(), name: z.string(), timezone: z.string(), currency: z.string() })),
});

/** `GET /v1/me`: what the key of who may look opens. A page that was given a key learns from it which sites to offer. */
export function meApi(app: Api, { store, now }: KeyHolders): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/me',
      tags: ['keys'],
      summary: 'The role and the sites of the key that asks',
      security: WITH_KEY,
      middleware: [needsRole({ store, now }, 'guest')] as const,
      responses: { 200: jsonAnswer('Role and sites', me), ...errors(401, 403) },
    }),
    (c) => {
      const key = c.get('key');
      const sites = visibleSites(store, key).map(({ id, name, timezone, currency }) => ({
        id,
        name,
        timezone,
        currency,
      }));
      return c.json({ role: key.role, sites }, 200);
    },
  );
}
