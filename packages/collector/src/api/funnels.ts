import { createRoute, z } from '@hono/zod-openapi';
import { siteOfKey } from '../http/key-check.js';
import { type FunnelAnswer, type FunnelBody, funnelAnswerSchema, funnelBody } from '../kpi/index.js';
import type { Store } from '../store/store.js';
import { formatQuery, textAnswers, textOf } from './answer-text.js';
import type { KpiEngine } from './kpi-engine.js';
import { named } from './named.js';
import { type Api, errors, jsonBody, limitedJson, needsRole, WITH_KEY } from './route.js';

const answer = named(funnelAnswerSchema, 'FunnelAnswer');
const body = named(funnelBody, 'Funnel');

/** Funnels of any events (role guest). */
export function funnelsApi(
  app: Api,
  { store, kpi, now }: { store: Store; kpi: KpiEngine; now: () => number },
): void {
  app.openapi(
    createRoute({
      tags: ['kpis'],
      security: WITH_KEY,
      method: 'post',
      path: '/v1/funnels',
      summary: 'How many reach each of some steps in order, how long it takes, and where the others go',
      middleware: [needsRole({ store, now }, 'guest'), limitedJson] as const,
      request: { body: jsonBody(body), query: z.strictObject({ format: formatQuery }) },
      responses: {
        200: textAnswers(
          'The funnel; as text the rows of a breakdown, else the series, else the steps',
          answer,
        ),
        ...errors(400, 401, 403, 404, 413, 415, 503),
      },
    }),
    async (c) => {
      const funnel: FunnelBody = c.req.valid('json');
      const site = siteOfKey(store, c.get('key'), funnel.site);
      const answered = await kpi.askFunnel({ store, site, now: now() }, funnel);
      const { format = 'json' } = c.req.valid('query');
      if (format === 'json') return c.json(answered, 200);
      return textOf(c, format, `funnel-${site.id}-${answered.from}-${answered.to}`, recordsOf(answered));
    },
  );
}

function recordsOf({ rows, series, steps }: FunnelAnswer): object[] {
  return rows ?? series ?? steps.map(({ next: _next, left: _left, ...step }) => step);
}
