import { createRoute, z } from '@hono/zod-openapi';
import { ApiError } from '../http/error.js';
import { type KeyHolders, opensSite, quoted, siteOfKey, visibleSites } from '../http/key-check.js';
import { say } from '../say.js';
import { changedSite, newSite, siteChange, siteDocument, siteInput } from '../settings/site.js';
import { type Api, errors, jsonAnswer, jsonBody, limitedJson, needsRole, WITH_KEY } from './route.js';

const site = z
  .object({
    id: z.string().openapi({ example: 'shop' }),
    name: z.string(),
    origins: z.array(z.string()).openapi({ example: ['https://shop.example'] }),
    timezone: z.string().openapi({ example: 'Europe/Berlin' }),
    currency: z.string().openapi({ example: 'EUR' }),
    visit_idle_minutes: z.number().int(),
    content_groups: z.array(z.object({ name: z.string(), pattern: z.string() })),
    internal_networks: z.array(z.string()),
    keep_events_days: z
      .number()
      .int()
      .nullable()
      .openapi({ description: 'days for which raw events are kept; null: for ever' }),
    created: z.number().int().openapi({ description: 'milliseconds since the epoch' }),
  })
  .openapi('Site');

const params = z.object({ id: z.string() });
const common = { tags: ['sites'], security: WITH_KEY };

/** Sites: list, add, look at, change, remove (role admin). */
export function sitesApi(app: Api, { store, now }: KeyHolders): void {
  const admin = needsRole({ store, now }, 'admin');

  app.openapi(
    createRoute({
      ...common,
      method: 'get',
      path: '/v1/sites',
      summary: 'The sites that the key is for',
      middleware: [admin] as const,
      responses: { 200: jsonAnswer('The sites', z.object({ sites: z.array(site) })), ...errors(401, 403) },
    }),
    (c) => c.json({ sites: visibleSites(store, c.get('key')).map(siteDocument) }, 200),
  );

  app.openapi(
    createRoute({
      ...common,
      method: 'post',
      path: '/v1/sites',
      summary: 'Add a site',
      middleware: [admin, limitedJson] as const,
      request: { body: jsonBody(siteInput) },
      responses: { 201: jsonAnswer('The site', site), ...errors(400, 401, 403, 409, 413, 415) },
    }),
    async (c) => {
      const input = c.req.valid('json');
      if (!opensSite(c.get('key'), input.id))
        throw new ApiError(
          403,
          'site_not_of_key',
          say('this key is bound to other sites than {{id}}', { id: quoted(input.id) }),
        );
      if (store.site(input.id) !== undefined) throw siteExists(input.id);
      try {
        return c.json(siteDocument(await store.addSite(newSite(input))), 201);
      } catch (error) {
        // Somebody else was quicker.
        throw store.site(input.id) === undefined ? error : siteExists(input.id);
      }
    },
  );

  app.openapi(
    createRoute({
      ...common,
      method: 'get',
      path: '/v1/sites/{id}',
      summary: 'One site',
      middleware: [admin] as const,
      request: { params },
      responses: { 200: jsonAnswer('The site', site), ...errors(401, 403, 404) },
    }),
    (c) => c.json(siteDocument(siteOfKey(store, c.get('key'), c.req.valid('param').id)), 200),
  );

  app.openapi(
    createRoute({
      ...common,
      method: 'patch',
      path: '/v1/sites/{id}',
      summary: 'Change what is named of a site',
      middleware: [admin, limitedJson] as const,
      request: { params, body: jsonBody(siteChange) },
      responses: { 200: jsonAnswer('The site', site), ...errors(400, 401, 403, 404, 413, 415) },
    }),
    async (c) => {
      const found = siteOfKey(store, c.get('key'), c.req.valid('param').id);
      const changed = await store.changeSite(found.id, changedSite(found, c.req.valid('json')));
      return c.json(siteDocument(changed), 200);
    },
  );

  app.openapi(
    createRoute({
      ...common,
      method: 'delete',
      path: '/v1/sites/{id}',
      summary: 'Remove a site with all of its data',
      middleware: [admin] as const,
      request: { params },
      responses: { 204: { description: 'It is gone' }, ...errors(401, 403, 404) },
    }),
    async (c) => {
      const found = siteOfKey(store, c.get('key'), c.req.valid('param').id);
      await store.removeSite(found.id);
      return c.body(null, 204);
    },
  );
}

function siteExists(id: string): ApiError {
  return new ApiError(409, 'site_exists', say('there is a site {{id}} already', { id: quoted(id) }), {
    hint: say('PATCH /v1/sites/{{id}} changes it', { id }),
  });
}
