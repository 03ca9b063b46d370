import { LIMITS } from '@footfall/protocol';
import { createRoute, z } from '@hono/zod-openapi';
import { ApiError } from '../http/error.js';
import { opensSite, quoted, siteOfKey } from '../http/key-check.js';
import { suggest } from '../http/suggest.js';
import {
  GOAL_SETS,
  type GoalAnswer,
  goalAnswerSchema,
  goalChange,
  goalInput,
  goalSetInput,
  KpiError,
} from '../kpi/index.js';
import { say } from '../say.js';
import type { ApiKey, Site, Store, StoredGoal } from '../store/store.js';
import { formatQuery, textAnswers, textOf } from './answer-text.js';
import type { KpiEngine } from './kpi-engine.js';
import { named } from './named.js';
import { type Api, errors, jsonAnswer, jsonBody, limitedJson, needsRole, WITH_KEY } from './route.js';

const answer = named(goalAnswerSchema, 'Goal');
const site = z.string().min(1).max(LIMITS.idLength).openapi({ example: 'shop' });
const params = z.object({ id: z.string().min(1).max(100).openapi({ example: 'goal_0123456789ab' }) });
const common = { tags: ['goals'], security: WITH_KEY };

const set = z
  .object({
    id: z.string().openapi({ example: 'more_sales' }),
    title: z.string(),
    sentence: z.string(),
    goals: z.array(z.object({ kpi: z.string(), name: z.string(), change: z.number() })),
  })
  .openapi('GoalSet');

const madeSet = z.object({
  goals: z.array(answer),
  refused: z.array(z.object({ kpi: z.string(), message: z.string() })).openapi({
    description: 'Goals of the set that cannot be, and why; the others are made',
  }),
});

/** Goals: what a shop wants of a KPI by a day, and how far it has come (role guest; to change one, reader). */
export function goalsApi(
  app: Api,
  { store, kpi, now }: { store: Store; kpi: KpiEngine; now: () => number },
): void {
  const guest = needsRole({ store, now }, 'guest');
  const reader = needsRole({ store, now }, 'reader');
  const contextOf = (site: Site) => ({ store, site, now: now() });

  app.openapi(
    createRoute({
      ...common,
      method: 'get',
      path: '/v1/goals/sets',
      summary: 'Ready sets of goals to start from',
      middleware: [guest] as const,
      responses: { 200: jsonAnswer('The sets', z.object({ sets: z.array(set) })), ...errors(401, 403) },
    }),
    (c) =>
      c.json(
        { sets: GOAL_SETS.map((one) => ({ ...one, goals: one.goals.map((goal) => ({ ...goal })) })) },
        200,
      ),
  );

  app.openapi(
    createRoute({
      ...common,
      method: 'post',
      path: '/v1/goals/sets/{id}',
      summary: 'Make the goals of a ready set in one call',
      middleware: [reader, limitedJson] as const,
      request: { params, body: jsonBody(named(goalSetInput, 'GoalSetInput')) },
      responses: {
        201: jsonAnswer('The goals that were made, and those that could not be', madeSet),
        ...errors(400, 401, 403, 404, 413, 415, 503),
      },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const found = GOAL_SETS.find((one) => one.id === id);
      if (!found) {
        const ids = GOAL_SETS.map((one) => one.id);
        throw new ApiError(404, 'unknown_goal_set', `there is no set of goals ${quoted(id)}`, {
          hint: suggest(id, ids) ?? `there are ${ids.join(', ')}`,
        });
      }
      const { site: siteId, changes = {}, ...shared } = c.req.valid('json');
      const context = contextOf(siteOfKey(store, c.get('key'), siteId));
      refuseOthers(changes, found.goals.map((goal) => goal.kpi)); // biome-ignore format: one thought
      await refuseTooMany(store, context.site, found.goals.length);
      const goals: GoalAnswer[] = [];
      const refused: { kpi: string; message: string }[] = [];
      let refusal: KpiError | undefined;
      for (const { kpi: of, name, change } of found.goals) {
        try {
          const target = { change: changes[of] ?? change };
          const goal = await kpi.makeGoal(context, { ...shared, site: siteId, kpi: of, name, target });
          await store.putGoal(goal);
          goals.push(await kpi.answerGoal(context, goal));
        } catch (error) {
          if (!(error instanceof KpiError)) throw error;
          refusal = error;
          refused.push({ kpi: of, message: error.message });
        }
      }
      if (goals.length === 0 && refusal) throw refusal;
      return c.json({ goals, refused }, 201);
    },
  );

  app.openapi(
    createRoute({
      ...common,
      method: 'get',
      path: '/v1/goals',
      summary: 'The goals of a site, with how far they have come',
      middleware: [guest] as const,
      request: { query: z.strictObject({ site, format: formatQuery }) },
      responses: {
        200: textAnswers('The goals, the oldest first', z.object({ goals: z.array(answer) })),
        ...errors(400, 401, 403, 404, 503),
      },
    }),
    async (c) => {
      const { site: id, format = 'json' } = c.req.valid('query');
      const context = contextOf(siteOfKey(store, c.get('key'), id));
      const goals: GoalAnswer[] = [];
      // One after the other: each asks for several figures, and others want the readers too.
      for (const goal of await store.goals(context.site.key)) goals.push(await kpi.answerGoal(context, goal));
      return format === 'json' ? c.json({ goals }, 200) : textOf(c, format, `goals-${id}`, goals);
    },
  );

  app.openapi(
    createRoute({
      ...common,
      method: 'post',
      path: '/v1/goals',
      summary: 'Make a goal; refused unless it is specific, measurable and time-bound',
      middleware: [reader, limitedJson] as const,
      request: { body: jsonBody(named(goalInput, 'GoalInput')) },
      responses: { 201: jsonAnswer('The goal', answer), ...errors(400, 401, 403, 404, 413, 415, 503) },
    }),
    async (c) => {
      const input = c.req.valid('json');
      const context = contextOf(siteOfKey(store, c.get('key'), input.site));
      await refuseTooMany(store, context.site, 1);
      const goal = await kpi.makeGoal(context, input);
      await store.putGoal(goal);
      return c.json(await kpi.answerGoal(context, goal), 201);
    },
  );

  app.openapi(
    createRoute({
      ...common,
      method: 'get',
      path: '/v1/goals/{id}',
      summary: 'One goal, with how far it has come',
      middleware: [guest] as const,
      request: { params, query: z.strictObject({ format: formatQuery }) },
      responses: { 200: textAnswers('The goal', answer), ...errors(400, 401, 403, 404, 503) },
    }),
    async (c) => {
      const { goal, site } = await goalOfKey(store, c.get('key'), c.req.valid('param').id);
      const answered = await kpi.answerGoal(contextOf(site), goal);
      const { format = 'json' } = c.req.valid('query');
      return format === 'json' ? c.json(answered, 200) : textOf(c, format, goal.id, [answered]);
    },
  );

  app.openapi(
    createRoute({
      ...common,
      method: 'patch',
      path: '/v1/goals/{id}',
      summary: 'Change what is named of a goal',
      middleware: [reader, limitedJson] as const,
      request: { params, body: jsonBody(named(goalChange, 'GoalChange')) },
      responses: { 200: jsonAnswer('The goal', answer), ...errors(400, 401, 403, 404, 413, 415, 503) },
    }),
    async (c) => {
      const { goal, site } = await goalOfKey(store, c.get('key'), c.req.valid('param').id);
      const changed = await kpi.changeGoal(contextOf(site), goal, c.req.valid('json'));
      await store.putGoal(changed);
      return c.json(await kpi.answerGoal(contextOf(site), changed), 200);
    },
  );

  app.openapi(
    createRoute({
      ...common,
      method: 'delete',
      path: '/v1/goals/{id}',
      summary: 'Give a goal up',
      middleware: [reader] as const,
      request: { params },
      responses: { 204: { description: 'It is gone' }, ...errors(401, 403, 404, 503) },
    }),
    async (c) => {
      const { goal } = await goalOfKey(store, c.get('key'), c.req.valid('param').id);
      await store.removeGoal(goal.id);
      return c.body(null, 204);
    },
  );
}

// A key does not find out about the goals of other sites.
async function goalOfKey(store: Store, key: ApiKey, id: string): Promise<{ goal: StoredGoal; site: Site }> {
  const goal = await store.goal(id);
  const site = goal && store.sites().find((one) => one.key === goal.site);
  if (!goal || !site || !opensSite(key, site.id))
    throw new ApiError(404, 'unknown_goal', say('there is no goal {{id}}', { id: quoted(id) }), {
      hint: say('GET /v1/goals?site=… lists them'),
    });
  return { goal, site };
}

async function refuseTooMany(store: Store, site: Site, more: number): Promise<void> {
  const { length } = await store.goals(site.key);
  if (length + more > LIMITS.goals)
    throw new ApiError(
      400,
      'too_many_goals',
      say('a site has {{limit}} goals at most', { limit: LIMITS.goals }),
      {
        hint: say('DELETE /v1/goals/{id} gives one up'),
      },
    );
}

function refuseOthers(changes: Record<string, number>, kpis: readonly string[]): void {
  const fields = Object.keys(changes)
    .filter((id) => !kpis.includes(id))
    .map((id) => ({
      field: `changes.${id}`,
      message: say('this set has {{kpis}}', { kpis: kpis.join(', ') }),
    }));
  if (fields.length > 0)
    throw new ApiError(
      400,
      'invalid_request',
      fields.map(({ field, message }) => `${field}: ${message}`).join('; '),
      {
        fields,
      },
    );
}
