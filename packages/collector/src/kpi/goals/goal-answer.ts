import { z } from 'zod';
import { decimalsOf } from '../../facts/money.js';
import type { Site, StoredGoal } from '../../store/store.js';
import type { KpiContext } from '../answer.js';
import type { Kpi } from '../definition.js';
import { findKpi } from '../find-kpi.js';
import { type Amount, moneySchema } from '../kpi-answer.js';
import { addDays, earlier, localDate } from './calendar.js';
import { courseOf, onlyGrows } from './course.js';
import { type GoalDays, type GoalQuestion, goalDays, type Taken, takeDays } from './goal-facts.js';
import { type Outlook, outlookOf } from './outlook.js';
import { daysToReach, plausibilityOf } from './plausibility.js';
import { chanceOf, intervalOf, type Prediction } from './projection.js';

const amount = z.union([z.number(), moneySchema]).nullable();

const GOAL_STATUSES = ['on_track', 'at_risk', 'missed', 'met'] as const;

/** A goal as it is answered: what is wanted, and how far it has come. */
export const goalAnswerSchema = z.object({
  id: z.string(),
  site: z.string(),
  name: z.string(),
  kpi: z.string(),
  unit: z.string(),
  direction: z.enum(['up', 'down']).describe('Which way the KPI is to go.'),
  filter: z.string(),
  baseline: z.object({
    from: z.string(),
    to: z.string(),
    value: amount.describe('Of the baseline itself.'),
    comparable: amount.describe('As if it had been over the days of the goal; what a change is relative to.'),
  }),
  from: z.string(),
  deadline: z.string(),
  target: z.object({ change: z.number().nullable(), value: amount }),
  days: z.number().int(),
  days_elapsed: z.number().int().describe('Full days of the goal that are over.'),
  through: z.string().nullable().describe('Last day that `value` counts; `null` before the first is over.'),
  value: amount.describe('So far.'),
  pace: amount.describe('Where it should be by now, weekdays considered.'),
  projection: z.object({
    value: amount.describe('At the deadline, if it goes on as in the last 28 days.'),
    interval: z.tuple([amount, amount]).nullable().describe('95 % prediction interval.'),
    probability: z.number().nullable().describe('That the target is reached.'),
  }),
  status: z.enum(GOAL_STATUSES).nullable(),
  warnings: z.array(z.object({ code: z.string(), message: z.string() })),
  missing: z.object({ import: z.string(), message: z.string() }).nullable(),
  created: z.string(),
});
export type GoalAnswer = z.infer<typeof goalAnswerSchema>;

/** A goal with its figures, in plain numbers. */
export interface Judged {
  kpi: Kpi;
  days: GoalDays;
  baseline: Taken;
  soFar: Taken | undefined;
  outlook: Outlook;
  target: number | null;
  direction: 'up' | 'down';
  question: GoalQuestion;
}

/** Computes a goal's figures. */
export async function judgeGoal(context: KpiContext, goal: StoredGoal): Promise<Judged> {
  const kpi = findKpi(goal.kpi);
  const question: GoalQuestion = { context, kpi, course: courseOf(kpi), filter: goal.filter };
  const days = goalDays(goal, context.now, context.site.timezone);
  const [baseline, soFar] = await Promise.all([
    takeDays(question, goal.baseline.from, goal.baseline.to),
    days.through === null ? undefined : takeDays(question, goal.from, days.through),
  ]);
  const outlook = await outlookOf(question, goal, days, baseline, soFar);
  const target = targetOf(goal, outlook.baseline, context.site);
  const rises = target === null || outlook.baseline === null || target >= outlook.baseline;
  return {
    kpi,
    days,
    baseline,
    soFar,
    outlook,
    target,
    question,
    direction: kpi.direction ?? (rises ? 'up' : 'down'),
  };
}

function targetOf({ target }: StoredGoal, baseline: number | null, site: Site): number | null {
  if ('change' in target) return baseline === null ? null : baseline * (1 + target.change);
  // An amount of another currency than the shop now reports in cannot be compared.
  return target.currency === undefined || target.currency === site.currency ? target.value : null;
}

/** Answers a goal. */
export async function answerGoal(context: KpiContext, goal: StoredGoal): Promise<GoalAnswer> {
  const judged = await judgeGoal(context, goal);
  const { kpi, days, baseline, soFar, outlook, target, direction } = judged;
  const { site } = context;
  const amountOf = (value: number | null): Amount => amountIn(kpi, value, site.currency);
  const projection = bounded(judged, outlook.projection);
  const value = soFar?.value ?? (days.elapsed === 0 && judged.question.course === 'sum' ? 0 : null);
  const interval = projection && clamped(judged, intervalOf(projection));
  return {
    id: goal.id,
    site: site.id,
    name: goal.name,
    kpi: kpi.id,
    unit: kpi.unit,
    direction,
    filter: goal.filter,
    baseline: {
      ...goal.baseline,
      value: amountOf(baseline.value),
      comparable: amountOf(outlook.baseline),
    },
    from: goal.from,
    deadline: goal.deadline,
    target: { change: 'change' in goal.target ? goal.target.change : null, value: amountOf(target) },
    days: days.total,
    days_elapsed: days.elapsed,
    through: days.through,
    value: amountOf(value),
    pace: amountOf(target === null ? null : outlook.pace(target)),
    projection: {
      value: amountOf(projection?.mean ?? null),
      interval: interval && [amountOf(interval[0]), amountOf(interval[1])],
      probability: projection && target !== null ? chanceOf(projection, target, direction) : null,
    },
    status: statusOf(judged, value, projection),
    warnings: await warningsOf(judged, goal, site),
    missing: soFar?.missing ?? baseline.missing,
    created: new Date(goal.created).toISOString(),
  };
}

// A rate ends between 0 and 1, and what only grows ends where it is or above.
function clamped({ kpi, soFar }: Judged, interval: [number, number] | null): [number, number] | null {
  if (!interval) return null;
  const least =
    kpi.unit === 'proportion' ? 0 : onlyGrows(kpi) ? (soFar?.value ?? 0) : Number.NEGATIVE_INFINITY;
  const most = kpi.unit === 'proportion' ? 1 : Number.POSITIVE_INFINITY;
  return [Math.min(most, Math.max(least, interval[0])), Math.min(most, Math.max(least, interval[1]))];
}

function bounded(judged: Judged, projection: Prediction | null): Prediction | null {
  if (!projection) return null;
  const [mean] = clamped(judged, [projection.mean, projection.mean]) as [number, number];
  return { ...projection, mean };
}

function statusOf(
  { days, target, direction, kpi }: Judged,
  value: number | null,
  projection: Prediction | null,
): GoalAnswer['status'] {
  if (target === null) return null;
  const reaches = (number: number) => (direction === 'up' ? number >= target : number <= target);
  if (days.left === 0) return value !== null && reaches(value) ? 'met' : 'missed';
  // What only grows has reached its target, or broken its limit, before the deadline.
  if (onlyGrows(kpi) && value !== null) {
    if (direction === 'up' && reaches(value)) return 'met';
    if (direction === 'down' && !reaches(value)) return 'missed';
  }
  return projection && reaches(projection.mean) ? 'on_track' : 'at_risk';
}

/** What speaks against a goal, without forbidding it. */
async function warningsOf(
  { kpi, days, outlook, target, direction, question, baseline }: Judged,
  goal: StoredGoal,
  site: Site,
): Promise<GoalAnswer['warnings']> {
  if (target === null)
    return 'value' in goal.target &&
      goal.target.currency !== undefined &&
      goal.target.currency !== site.currency
      ? [
          {
            code: 'other_currency',
            message: `the target is in ${goal.target.currency}, and the shop now reports in ${site.currency}: give it anew`,
          },
        ]
      : [];
  const text = (value: number) => textOf(kpi, value, site.currency);
  const { baseline: before } = outlook;
  if (before !== null && (direction === 'up' ? target <= before : target >= before))
    return [
      {
        code: 'already_reached',
        message: `the baseline is there already: ${text(before)} against a target of ${text(target)}, and ${direction === 'up' ? 'more' : 'less'} is better`,
      },
    ];
  const made = addDays(localDate(goal.created, site.timezone), -1);
  const end = earlier(addDays(goal.from, -1), made);
  const plausible = await plausibilityOf(question, {
    target,
    current: question.course === 'stock' ? baseline.value : before,
    days: question.course === 'stock' ? daysToReach(end, goal.deadline) : days.total,
    end,
  });
  if (!plausible) return [];
  const { needed, range, weeks } = plausible;
  if (direction === 'up' ? needed <= range[1] : needed >= range[0]) return [];
  return [
    {
      code: 'hardly_achievable',
      message: `each week would have to be ${text(needed)}; the ${weeks} weeks before make ${text(range[0])} to ${text(range[1])} plausible`,
    },
  ];
}

function amountIn(kpi: Kpi, value: number | null, currency: string): Amount {
  if (value === null) return null;
  return kpi.unit === 'money'
    ? { value: Math.round(value), currency, decimals: decimalsOf(currency) }
    : value;
}

function textOf(kpi: Kpi, value: number, currency: string): string {
  if (kpi.unit === 'money') {
    const decimals = decimalsOf(currency);
    return `${(value / 10 ** decimals).toFixed(decimals)} ${currency}`;
  }
  return kpi.unit === 'proportion' || kpi.unit === 'rate'
    ? `${(100 * value).toFixed(2)} %`
    : String(Number(value.toPrecision(4)));
}
