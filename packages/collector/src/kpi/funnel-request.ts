import { EVENT_NAME, LIMITS } from '@footfall/protocol';
import { z } from 'zod';
import { type Sentence, say } from '../say.js';
import type { FunnelStep } from '../store/scan.js';
import { DIMENSIONS, OF_LINES } from './dimension.js';
import { parseFilter } from './filter.js';
import type { FunnelShape } from './funnel.js';
import { KpiError, listed, withHint } from './kpi-error.js';
import { queryBody } from './parameters.js';
import { type Request, readRequest } from './request.js';

const step = z.strictObject({
  event: z
    .string()
    .regex(EVENT_NAME, { error: say('an event’s name is a letter and then up to 39 of a-z, 0-9 and "_"') })
    .describe('`purchase` is an order, also one that only a server or an import told of.'),
  name: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe('What the step is called; the event by itself.'),
  filter: z
    .string()
    .max(LIMITS.filterLength)
    .optional()
    .describe(
      'Conditions on the event such as page=~/shoes;data.method==card: its page, content_group, product, category, brand, a field of its data as data.NAME, and the dimensions of its visit.',
    ),
});

const { kpis: _kpis, attribution: _attribution, ...shared } = queryBody.shape;

/** The body of `POST /v1/funnels`. */
export const funnelBody = z.strictObject({
  ...shared,
  steps: z.array(step).min(2).max(LIMITS.funnelSteps),
  order: z
    .enum(['loose', 'strict'])
    .default('loose')
    .describe(
      'loose: anything may lie between two steps; strict: no other event that bears the name of one of the steps.',
    ),
  within: z
    .enum(['visit', 'visitor'])
    .default('visit')
    .describe(
      'visit: all steps in one visit of the period; visitor: the first step in a visit of the period, the others there or in later visits of the same visitor.',
    ),
  time_limit_minutes: z
    .number()
    .int()
    .min(1)
    .max(LIMITS.funnelVisitorMinutes)
    .optional()
    .describe(
      `Longest time from the first step to any other. Within a visit at most ${LIMITS.funnelVisitMinutes}, and none by itself; across visits at most ${LIMITS.funnelVisitorMinutes}, and 10080 (7 days) by itself.`,
    ),
});
export type FunnelBody = z.output<typeof funnelBody>;

const WEEK_MINUTES = 7 * 1440;

/** Dimensions that a step can be filtered by, beside `data.…`. */
const STEP_DIMENSIONS: readonly string[] = [...DIMENSIONS.hit, ...OF_LINES];

/**
 * Reads what a funnel was asked for.
 *
 * @throws {KpiError} `invalid_request` that names each field that does not fit.
 */
export function readFunnel(
  { site: _site, steps, order, within, time_limit_minutes: minutes, ...parameters }: FunnelBody,
  timezone: string,
): { request: Request; shape: FunnelShape } {
  const wrong: { field: string; message: Sentence }[] = [];
  const check = <T>(field: string, read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof KpiError)) throw error;
      wrong.push({ field, message: withHint(error) });
      return undefined;
    }
  };
  const { from, to, filter, by, ...others } = parameters;
  const given = <T extends object>(all: T) =>
    Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as T;
  check('filter', () => known(parseFilter(filter ?? ''), DIMENSIONS.visit));
  check('by', () => {
    const request = readRequest(given({ from: '2026-01-01', to: '2026-01-01', by }), timezone);
    for (const name of request.by) refuseUnknown(name, DIMENSIONS.visit);
  });
  const period = check('from', () => readRequest({ from, to }, timezone));
  if (period && others.interval)
    check('interval', () => readRequest({ from, to, interval: others.interval }, timezone));
  if (period && others.compare)
    check('compare', () => readRequest(given({ from, to, compare: others.compare }), timezone));
  const read = steps.map(({ event, filter: condition }, index): FunnelStep => {
    const clauses = check(`steps.${index}.filter`, () => {
      const parsed = parseFilter(condition ?? '', 'event');
      return known(parsed, STEP_DIMENSIONS);
    });
    return { event, filter: clauses ?? [] };
  });
  if (within === 'visit' && minutes !== undefined && minutes > LIMITS.funnelVisitMinutes)
    wrong.push({
      field: 'time_limit_minutes',
      message: say('a visit lasts {{limit}} minutes at most; within=visitor takes up to {{visitorLimit}}', {
        limit: LIMITS.funnelVisitMinutes,
        visitorLimit: LIMITS.funnelVisitorMinutes,
      }),
    });
  if (wrong.length > 0) throw new KpiError('invalid_request', 400, listed(wrong), undefined, wrong);
  const limit = minutes ?? (within === 'visitor' ? WEEK_MINUTES : undefined);
  return {
    request: readRequest(given(parameters), timezone),
    shape: { steps: read, order, within, limitMs: limit === undefined ? null : limit * 60_000 },
  };
}

function known(filter: ReturnType<typeof parseFilter>, names: readonly string[]) {
  for (const { dimension } of filter.flat()) refuseUnknown(dimension, names);
  return filter;
}

function refuseUnknown(name: string, names: readonly string[]): void {
  if (names.includes(name) || (names === STEP_DIMENSIONS && name.startsWith('data.'))) return;
  throw new KpiError(
    'unknown_dimension',
    400,
    say('there is no dimension "{{name}}" here', { name: name.slice(0, 40) }),
    say('there are {{names}}', {
      names: `${names.join(', ')}${names === STEP_DIMENSIONS ? ', data.NAME' : ''}`,
    }),
  );
}
