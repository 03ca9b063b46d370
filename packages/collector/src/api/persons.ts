import { LIMITS } from '@footfall/protocol';
import { createRoute, z } from '@hono/zod-openapi';
import { ApiError } from '../http/error.js';
import { type KeyHolders, quoted, siteOfKey } from '../http/key-check.js';
import { SERVER_LIMITS } from '../limits.js';
import { say } from '../say.js';
import type { ExportKind } from '../store/exported.js';
import type { Person } from '../store/person.js';
import type { FilterClause } from '../store/scan.js';
import type { Site, Store } from '../store/store.js';
import { type Api, errors, jsonAnswer, needsRole, WITH_KEY } from './route.js';
import { textBody } from './text-body.js';

/** Conditions that one statement takes: a customer may have been seen in hundreds of browsers. */
const NAMES = 200;
const ALWAYS = { from: 0, to: 8_640_000_000_000_000 };

const request = {
  params: z.object({
    id: z
      .string()
      .min(1)
      .max(LIMITS.idLength)
      .openapi({ description: 'visitor id (or the whole value of its cookie) or customer id' }),
  }),
  query: z.strictObject({ site: z.string().min(1).max(LIMITS.idLength).openapi({ example: 'shop' }) }),
};

const row = z.record(z.string(), z.unknown());
const person = z
  .object({
    site: z.string(),
    visitors: z
      .array(z.string())
      .openapi({ description: 'browsers that are the person, by their visitor id' }),
    customers: z
      .array(z.string())
      .openapi({ description: 'customer ids; of an e-mail address the one it is kept as' }),
    visits: z.array(row),
    orders: z.array(row),
    events: z.array(row),
    support_cases: z.array(row),
    survey_answers: z.array(row),
    subscriptions: z.array(row),
  })
  .openapi('Person');

const erasure = z
  .object({
    visitors: z.number().int(),
    visits: z.number().int(),
    events: z.number().int().openapi({ description: 'events that are gone' }),
    orders: z.number().int().openapi({ description: 'orders that stay with their amounts, of nobody' }),
    records: z
      .number()
      .int()
      .openapi({ description: 'support cases and imported answers that stay, of nobody' }),
    subscriptions: z.number().int().openapi({ description: 'changes of newsletter lists that are gone' }),
  })
  .openapi('Erasure');

/** `GET|DELETE /v1/persons/{id}` (role admin): what is known of a person, and its end. */
export function personsApi(app: Api, { store, now }: KeyHolders): void {
  const admin = needsRole({ store, now }, 'admin');
  const common = { path: '/v1/persons/{id}', tags: ['persons'], security: WITH_KEY, request };

  app.openapi(
    createRoute({
      ...common,
      method: 'get',
      summary: 'All that is known of a visitor, or of a customer and every browser that it was seen with',
      middleware: [admin] as const,
      responses: {
        200: jsonAnswer('One JSON document, streamed', person),
        ...errors(400, 401, 403, 404, 503),
      },
    }),
    async (c) => {
      const site = siteOfKey(store, c.get('key'), c.req.valid('query').site);
      const id = personId(c.req.valid('param').id);
      const found = await store.person(site, id);
      if (found.visitors.length + found.customers.length === 0) throw unknownPerson(id);
      const body = await textBody(documentOf(store, site, found), SERVER_LIMITS.exportSilence);
      return c.body(body, 200, {
        'content-type': 'application/json',
        'content-disposition': `attachment; filename="${site.id}-person.json"`,
      }) as never;
    },
  );

  app.openapi(
    createRoute({
      ...common,
      method: 'delete',
      summary: 'Erase a person: events and visits are gone, orders stay with their amounts, of nobody',
      middleware: [admin] as const,
      responses: { 200: jsonAnswer('What was erased', erasure), ...errors(400, 401, 403, 404, 503) },
    }),
    async (c) => {
      const site = siteOfKey(store, c.get('key'), c.req.valid('query').site);
      const id = personId(c.req.valid('param').id);
      const erased = await store.erasePerson(site, id);
      if (erased === undefined) throw unknownPerson(id);
      return c.json(erased, 200);
    },
  );
}

/** What a person finds in the browser is a whole cookie, `footfall` or `footfall_id`: the visitor's id stands first in both. */
function personId(written: string): string {
  return /^([\w-]{36})\.\d+\./.exec(written)?.[1] ?? written;
}

function unknownPerson(id: string): ApiError {
  return new ApiError(404, 'unknown_person', say('nobody is known here as {{id}}', { id: quoted(id) }), {
    hint: say(
      'a visitor is found by the cookie footfall or footfall_id of the browser, a customer by the id that the shop sends',
    ),
  });
}

async function* documentOf(
  store: Store,
  site: Site,
  { visitors, customers }: Person,
): AsyncGenerator<string> {
  yield JSON.stringify({ site: site.id, visitors, customers }).slice(0, -1);
  for (const kind of ['visits', 'orders', 'events'] as const) {
    yield `,"${kind}":[`;
    let first = true;
    for await (const rows of rowsOf(store, kind, site, { visitors, customers })) {
      if (rows.length === 0) continue;
      yield (first ? '' : ',') + rows.map((one) => JSON.stringify(one)).join(',');
      first = false;
    }
    yield ']';
  }
  const records = JSON.stringify(await store.personRecords(site, { visitors, customers }));
  yield `,${records.slice(1)}`;
}

async function* rowsOf(store: Store, kind: ExportKind, site: Site, { visitors, customers }: Person) {
  const terms = [
    ...visitors.map((value) => ({ dimension: 'visitor_id', operator: '==' as const, value })),
    // A visit has no customer of its own: its browser has.
    ...(kind === 'visits' ? [] : customers).map((value) => ({
      ...{ dimension: 'customer_id', operator: '==' as const, value },
    })),
  ];
  const seen = new Set<unknown>();
  for (let at = 0; at < terms.length; at += NAMES) {
    const clause: FilterClause = terms.slice(at, at + NAMES);
    // An order may be found by its browser and, in the next statement, by its customer.
    for await (const rows of store.exportRows(kind, site, ALWAYS, [clause]))
      yield rows.filter((one) => terms.length <= NAMES || isNew(seen, one[IDS[kind]]));
  }
}

const IDS: Record<ExportKind, string> = { events: 'id', visits: 'visit_id', orders: 'order_id' };

function isNew(seen: Set<unknown>, id: unknown): boolean {
  if (seen.has(id)) return false;
  seen.add(id);
  return true;
}
