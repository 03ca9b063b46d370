import { createRoute, z } from '@hono/zod-openapi';
import { ApiError } from '../http/error.js';
import { type KeyHolders, quoted, siteOfKey } from '../http/key-check.js';
import { say } from '../say.js';
import { keyDocument, keyInput, mintKey, ROLES } from '../settings/key.js';
import type { ApiKey, Store } from '../store/store.js';
import { type Api, errors, jsonAnswer, jsonBody, limitedJson, needsRole, WITH_KEY } from './route.js';

const key = z
  .object({
    id: z.string(),
    role: z.enum(ROLES),
    sites: z.array(z.string()).nullable().openapi({ description: 'null: all sites' }),
    created: z.number().int().openapi({ description: 'milliseconds since the epoch' }),
    expires: z.number().int().nullable().openapi({ description: 'the same; null: it does not end' }),
  })
  .openapi('Key');

const newKey = key
  .extend({ key: z.string().openapi({ description: 'shown this once; only its hash is kept' }) })
  .openapi('NewKey');

const common = { tags: ['keys'], security: WITH_KEY };

/** Keys: list, make, revoke (role admin). */
export function keysApi(app: Api, { store, now }: KeyHolders): void {
  const admin = needsRole({ store, now }, 'admin');

  app.openapi(
    createRoute({
      ...common,
      method: 'get',
      path: '/v1/keys',
      summary: 'The keys, without their secrets',
      middleware: [admin] as const,
      responses: { 200: jsonAnswer('The keys', z.object({ keys: z.array(key) })), ...errors(401, 403) },
    }),
    (c) => c.json({ keys: manageable(store, c.get('key')).map(keyDocument) }, 200),
  );

  app.openapi(
    createRoute({
      ...common,
      method: 'post',
      path: '/v1/keys',
      summary: 'Make a key',
      middleware: [admin, limitedJson] as const,
      request: { body: jsonBody(keyInput) },
      responses: {
        201: jsonAnswer('The key, with its secret', newKey),
        ...errors(400, 401, 403, 404, 413, 415),
      },
    }),
    async (c) => {
      const own = c.get('key');
      const { role, sites, expires } = c.req.valid('json');
      if (expires !== null && expires <= now())
        throw new ApiError(400, 'invalid_request', say('"expires" is in the past'), {
          fields: [{ field: 'expires', message: say('name a moment to come') }],
        });
      if (sites === null && own.sites !== null)
        throw new ApiError(403, 'site_not_of_key', say('this key cannot make one for all sites'), {
          hint: say('name some of "sites": {{sites}}', { sites: JSON.stringify(own.sites) }),
        });
      for (const site of sites ?? []) siteOfKey(store, own, site);
      const minted = mintKey();
      const kept = await store.addKey({ id: minted.id, role, sites, expires }, minted.hash);
      return c.json({ ...keyDocument(kept), key: minted.secret }, 201);
    },
  );

  app.openapi(
    createRoute({
      ...common,
      method: 'delete',
      path: '/v1/keys/{id}',
      summary: 'Revoke a key, at once',
      middleware: [admin] as const,
      request: { params: z.object({ id: z.string() }) },
      responses: { 204: { description: 'It is gone' }, ...errors(401, 403, 404, 409) },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const own = c.get('key');
      const found = manageable(store, own).find((candidate) => candidate.id === id);
      if (found === undefined) throw unknownKeyId(id);
      if (isMaster(found) && store.keys().filter(isMaster).length === 1)
        throw new ApiError(409, 'last_admin_key', say('this is the last admin key for all sites'), {
          hint: say('make another one first: POST /v1/keys {"role":"admin"}'),
        });
      if (!(await store.removeKey(id))) throw unknownKeyId(id);
      return c.body(null, 204);
    },
  );
}

function unknownKeyId(id: string): ApiError {
  return new ApiError(404, 'unknown_key_id', say('there is no key with the id {{id}}', { id: quoted(id) }), {
    hint: say('GET /v1/keys lists them'),
  });
}

function isMaster(key: ApiKey): boolean {
  return key.role === 'admin' && key.sites === null && key.expires === null;
}

/** The keys that open nothing but what this one opens. */
function manageable(store: Store, own: ApiKey): ApiKey[] {
  const { sites } = own;
  if (sites === null) return [...store.keys()];
  return store.keys().filter((key) => key.sites?.every((site) => sites.includes(site)) ?? false);
}
