import { createRoute, z } from '@hono/zod-openapi';
import { siteOfKey } from '../http/key-check.js';
import {
  explanationSchema,
  type KpiParameters,
  kpiAnswerSchema,
  kpiParameters,
  queryBody,
  THEMES,
  UNITS,
} from '../kpi/index.js';
import type { Store } from '../store/store.js';
import { formatQuery, recordsOfKpi, textAnswers, textOf } from './answer-text.js';
import type { KpiEngine } from './kpi-engine.js';
import { named } from './named.js';
import { type Api, errors, jsonAnswer, jsonBody, limitedJson, needsRole, WITH_KEY } from './route.js';

const definition = z
  .object({
    id: z.string().openapi({ example: 'conversion_rate' }),
    theme: z.enum(THEMES),
    title: z.string(),
    sentence: z.string(),
    formula: z.string().openapi({ description: 'how it is computed, in words' }),
    unit: z.enum(UNITS),
    direction: z.enum(['up', 'down']).nullable().openapi({ description: 'which way is good' }),
    dimensions: z.array(z.string()),
    parameters: z.array(z.string()).openapi({ description: 'parameters that only some KPIs have' }),
    figures: z.array(z.string()).openapi({ description: 'figures that stand beside the value' }),
    columns: z.record(z.string(), z.enum(UNITS)),
    import: z.string().nullable().openapi({ description: 'the import that it cannot do without' }),
  })
  .openapi('KpiDefinition');

const answer = named(kpiAnswerSchema, 'KpiAnswer');
const explanation = named(explanationSchema.extend({ answer }), 'KpiExplanation');
const site = z.string().min(1).max(128).openapi({ example: 'shop' });
const common = { tags: ['kpis'], security: WITH_KEY };

/** KPIs: the catalogue, one of them, several at once (role guest). */
export function kpisApi(
  app: Api,
  { store, kpi, now }: { store: Store; kpi: KpiEngine; now: () => number },
): void {
  const guest = needsRole({ store, now }, 'guest');

  app.openapi(
    createRoute({
      ...common,
      method: 'get',
      path: '/v1/kpis',
      summary: 'The definitions of all KPIs',
      middleware: [guest] as const,
      request: { query: z.strictObject({ format: formatQuery }) },
      responses: {
        200: textAnswers('The definitions', z.object({ kpis: z.array(definition) })),
        ...errors(400, 401, 403),
      },
    }),
    (c) => {
      const { format = 'json' } = c.req.valid('query');
      const kpis = kpi.listKpis();
      return format === 'json' ? c.json({ kpis }, 200) : textOf(c, format, 'kpis', kpis);
    },
  );

  app.openapi(
    createRoute({
      ...common,
      method: 'get',
      path: '/v1/kpis/{id}',
      summary: 'One KPI of a period',
      middleware: [guest] as const,
      request: {
        params: z.object({ id: z.string() }),
        query: kpiParameters.extend({ site, format: formatQuery }),
      },
      responses: {
        200: textAnswers('The KPI; as text its rows, else its series, else its value', answer),
        ...errors(400, 401, 403, 404, 503),
      },
    }),
    async (c) => {
      const { site, format, ...parameters } = c.req.valid('query');
      const context = { store, site: siteOfKey(store, c.get('key'), site), now: now() };
      const answered = await kpi.answerKpi(context, c.req.valid('param').id, given(parameters));
      if (format === undefined || format === 'json') return c.json(answered, 200);
      const { kpi: id, from, to } = answered;
      return textOf(c, format, `${id}-${context.site.id}-${from}-${to}`, recordsOfKpi(answered));
    },
  );

  app.openapi(
    createRoute({
      ...common,
      method: 'get',
      path: '/v1/kpis/{id}/explain',
      summary: 'How a figure came about: formula with its numbers, rows left out and why, the SQL that ran',
      middleware: [guest] as const,
      request: {
        params: z.object({ id: z.string() }),
        query: kpiParameters.extend({ site }),
      },
      responses: { 200: jsonAnswer('The explanation', explanation), ...errors(400, 401, 403, 404, 503) },
    }),
    async (c) => {
      const { site, ...parameters } = c.req.valid('query');
      const context = { store, site: siteOfKey(store, c.get('key'), site), now: now() };
      return c.json(await kpi.explainKpi(context, c.req.valid('param').id, given(parameters)), 200);
    },
  );

  app.openapi(
    createRoute({
      ...common,
      method: 'post',
      path: '/v1/query',
      summary: 'Several KPIs of one period, answered from as few scans as they can share',
      middleware: [guest, limitedJson] as const,
      request: { body: jsonBody(queryBody), query: z.strictObject({ format: formatQuery }) },
      responses: {
        200: textAnswers(
          'The KPIs by their ids; as text the records of all of them, each with the id of its KPI',
          z.object({
            site: z.string(),
            from: z.string(),
            to: z.string(),
            timezone: z.string(),
            kpis: z.record(z.string(), answer),
          }),
        ),
        ...errors(400, 401, 403, 404, 413, 415, 503),
      },
    }),
    async (c) => {
      const { site: id, kpis: ids, ...parameters } = c.req.valid('json');
      const site = siteOfKey(store, c.get('key'), id);
      const kpis = await kpi.answerKpis({ store, site, now: now() }, ids, given(parameters));
      const { from, to } = parameters;
      const { format = 'json' } = c.req.valid('query');
      if (format !== 'json') {
        const records = Object.values(kpis).flatMap((answered) =>
          recordsOfKpi(answered).map((record) => ({ kpi: answered.kpi, ...record })),
        );
        return textOf(c, format, `kpis-${site.id}-${from}-${to}`, records);
      }
      return c.json({ site: site.id, from, to, timezone: site.timezone, kpis }, 200);
    },
  );
}

/** Leaves out what was not asked for: `undefined` and left out are two things to the engine's types. */
function given(parameters: KpiParameters | Record<string, unknown>): KpiParameters {
  return Object.fromEntries(
    Object.entries(parameters).filter(([, value]) => value !== undefined),
  ) as unknown as KpiParameters;
}
