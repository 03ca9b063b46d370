import { LIMITS } from '@footfall/protocol';
import { z } from 'zod';
import type { FunnelLoss, FunnelRow } from '../store/scan.js';
import type { KpiContext } from './answer.js';
import { countOf, type FunnelFacts, funnelScan, partOf, takeFunnel, wordsOf } from './funnel.js';
import { type FunnelBody, readFunnel } from './funnel-request.js';
import { count } from './measure.js';
import { measure } from './plan.js';
import type { Request } from './request.js';
import { type Setting, settingOf } from './setting.js';
import { SIGNIFICANCE, twoProportionP, wilsonInterval } from './statistics.js';

const proportion = z.number().nullable();
const interval = z.tuple([z.number(), z.number()]).nullable().describe('95 % Wilson interval.');

const countedStep = z.object({
  step: z.number().int().describe('Number of the step from 1.'),
  name: z.string(),
  count: z.number().int().describe('Visits, or visitors, that reached it.'),
  of_first: proportion.describe('Part of those that reached the first step.'),
  of_previous: proportion.describe('Part of those that reached the step before.'),
  median_ms: z.number().nullable().describe('Median time since the step before.'),
});

const went = {
  page: z.string().nullable(),
  count: z.number().int(),
};

/** The answer of `POST /v1/funnels`. */
export const funnelAnswerSchema = z.object({
  site: z.string(),
  from: z.string(),
  to: z.string(),
  timezone: z.string(),
  order: z.enum(['loose', 'strict']),
  within: z.enum(['visit', 'visitor']),
  time_limit_minutes: z.number().int().nullable(),
  value: proportion.describe('Part of those that reached the first step that also reached the last.'),
  numerator: z.number().int(),
  denominator: z.number().int(),
  confidence: interval,
  steps: z.array(
    countedStep.extend({
      event: z.string(),
      filter: z.string().nullable(),
      confidence: interval.describe('95 % Wilson interval of `of_previous`.'),
      lost: z.number().int().nullable().describe('Reached it and none after it; `null` for the last.'),
      next: z
        .array(z.object({ ...went, event: z.string().nullable() }))
        .describe(
          'What the lost ones did next in that visit: the next page and the next event; `null`: nothing more.',
        ),
      left: z.array(z.object(went)).describe('The pages on which the lost ones ended that visit.'),
    }),
  ),
  rows: z
    .array(countedStep.catchall(z.unknown()))
    .optional()
    .describe('The steps of each value of the dimensions that `by` names.'),
  rows_left_out: z.number().int().optional().describe('Groups beyond the limit.'),
  series: z
    .array(z.object({ start: z.string(), value: proportion, steps: z.array(z.number().int()) }))
    .optional()
    .describe('By the start of the visit of the first step.'),
  compare: z
    .object({
      from: z.string(),
      to: z.string(),
      value: proportion,
      numerator: z.number().int(),
      denominator: z.number().int(),
      confidence: interval,
      change: z.number().nullable(),
      p: z.number().nullable().describe('Two-proportion z-test.'),
      significant: z.boolean().nullable(),
      steps: z.array(countedStep),
    })
    .optional(),
  excluded: z.object({ bots: z.number(), internal: z.number(), cookieless: z.number() }),
  recomputing: z.literal(true).optional(),
});
export type FunnelAnswer = z.infer<typeof funnelAnswerSchema>;

/**
 * Answers a funnel of any events.
 *
 * @throws {KpiError} `invalid_request` that names each field that does not fit.
 */
export async function askFunnel(context: KpiContext, body: FunnelBody): Promise<FunnelAnswer> {
  const { store, site } = context;
  const { request, shape } = readFunnel(body, site.timezone);
  const setting = settingOf(context, request);
  // First those who were lost: who finds them has found the funnel too.
  const [losses, facts, excluded] = await Promise.all([
    store.funnelLosses(funnelScan(setting, request, shape), LIMITS.funnelLosses),
    takeFunnel(setting, request, shape),
    excludedOf(setting, request, shape.within === 'visitor'),
  ]);
  const counted = stepsOf(body, facts.whole);
  const answer: FunnelAnswer = {
    site: site.id,
    from: request.period.fromDate,
    to: request.period.toDate,
    timezone: site.timezone,
    order: shape.order,
    within: shape.within,
    time_limit_minutes: shape.limitMs === null ? null : shape.limitMs / 60_000,
    ...conversionOf(counted),
    steps: counted.map((step, index) => ({
      ...step,
      event: body.steps[index]?.event ?? '',
      filter: body.steps[index]?.filter ?? null,
      confidence: index === 0 ? null : wilsonInterval(step.count, (counted[index - 1] as typeof step).count),
      lost: counted[index + 1] ? step.count - (counted[index + 1] as typeof step).count : null,
      next: lossesOf(losses, index, 'next').map(({ page, event, count }) => ({ page, event, count })),
      left: lossesOf(losses, index, 'left').map(({ page, count }) => ({ page, count })),
    })),
    ...brokenDown(body, request, facts),
    excluded,
  };
  if (store.recomputing?.(site.key)) answer.recomputing = true;
  return answer;
}

const lossesOf = (losses: readonly FunnelLoss[], step: number, kind: FunnelLoss['kind']) =>
  losses.filter((loss) => loss.step === step && loss.kind === kind);

const nameOf = (body: FunnelBody, index: number): string =>
  body.steps[index]?.name ?? body.steps[index]?.event ?? '';

function stepsOf(body: FunnelBody, row: FunnelRow | undefined): z.infer<typeof countedStep>[] {
  return body.steps.map((_, index) => ({
    step: index + 1,
    name: nameOf(body, index),
    count: countOf(row, index),
    of_first: partOf(countOf(row, index), countOf(row, 0)),
    of_previous: partOf(countOf(row, index), countOf(row, Math.max(0, index - 1))),
    median_ms: row?.steps[index]?.medianMs ?? null,
  }));
}

function conversionOf(steps: readonly { count: number }[]) {
  const numerator = steps.at(-1)?.count ?? 0;
  const denominator = steps[0]?.count ?? 0;
  return {
    value: partOf(numerator, denominator),
    numerator,
    denominator,
    confidence: wilsonInterval(numerator, denominator),
  };
}

function brokenDown(body: FunnelBody, request: Request, facts: FunnelFacts): Partial<FunnelAnswer> {
  const answer: Partial<FunnelAnswer> = {};
  if (facts.rows) {
    answer.rows = facts.rows
      .slice(0, request.limit)
      .flatMap((row) => stepsOf(body, row).map((step) => ({ ...wordsOf(request.by, row), ...step })));
    if (facts.rows.length > request.limit) answer.rows_left_out = facts.rows.length - request.limit;
  }
  if (request.cut && facts.series) {
    const { series } = facts;
    answer.series = request.cut.starts.map((start, index) => {
      const steps = body.steps.map((_, step) => countOf(series.get(index), step));
      return { start, value: partOf(steps.at(-1) ?? 0, steps[0] ?? 0), steps };
    });
  }
  if (request.compared) {
    const steps = stepsOf(body, facts.compared);
    const then = conversionOf(steps);
    const now = conversionOf(stepsOf(body, facts.whole));
    const p = twoProportionP(now.numerator, now.denominator, then.numerator, then.denominator);
    answer.compare = {
      from: request.compared.fromDate,
      to: request.compared.toDate,
      ...then,
      change: now.value === null || !then.value ? null : (now.value - then.value) / then.value,
      p,
      significant: p === null ? null : p < SIGNIFICANCE,
      steps,
    };
  }
  return answer;
}

async function excludedOf(setting: Setting, request: Request, acrossVisits: boolean) {
  const bots = count('visit', [], { who: 'bots' });
  const internal = count('visit', [], { who: 'internal' });
  const cookieless = count('visit', [{ field: 'cookieless', is: '=', value: 1 }]);
  const groups = await measure(setting, { period: request.period, by: [] }, [bots, internal, cookieless]);
  const whole = groups.bucket(0);
  return {
    bots: whole.get(bots) ?? 0,
    internal: whole.get(internal) ?? 0,
    // Without a cookie nobody is known again in another visit.
    cookieless: acrossVisits ? (whole.get(cookieless) ?? 0) : 0,
  };
}
