import { LIMITS } from '@footfall/protocol';
import { z } from 'zod';
import { type Sentence, say } from '../../say.js';

const stated = (what: Sentence, missing: Sentence) => (issue: { input?: unknown }) =>
  issue.input === undefined ? missing : what;

const date = (name: string, missing = say('{{name}} is missing', { name })) =>
  z
    .string({ error: stated(say('{{name}} is a date such as 2026-03-31', { name }), missing) })
    .regex(/^\d{4}-\d{2}-\d{2}$/, { error: say('{{name}} is a date such as 2026-03-31', { name }) });

const period = z.strictObject({ from: date('from'), to: date('to') });

const number = z.number({ error: say('a number') });

const target = z
  .strictObject(
    {
      change: number
        .optional()
        .describe(
          'Relative to the baseline: 0.1 is 10 % more, −0.1 is 10 % less. Of sums, over as many days.',
        ),
      value: number
        .optional()
        .describe(
          'In the KPI’s own unit: money in whole units of the site’s currency, a proportion as 0.03, a duration in ms.',
        ),
    },
    {
      error: stated(
        say('a target is { "change": 0.1 } or { "value": 50000 }'),
        say(
          'not measurable: a goal needs a target, { "change": 0.1 } against the baseline or { "value": 50000 }',
        ),
      ),
    },
  )
  .refine(({ change, value }) => (change === undefined) !== (value === undefined), {
    error: say('not measurable: a target is either a change against the baseline or a value'),
  });

const shape = {
  name: z.string().trim().min(1).max(200).describe('For people; the KPI’s title where it is left out.'),
  kpi: z
    .string({
      error: stated(
        say('not specific: a goal is about one KPI'),
        say('not specific: a goal names the KPI that it is about'),
      ),
    })
    .min(1)
    .max(100),
  filter: z.string().max(LIMITS.filterLength).describe('As for a KPI: country==DE;device!=mobile.'),
  baseline: period.describe(
    'What the goal is measured against; where it is left out as many days as the goal has, the last before it (or before today).',
  ),
  from: date('from').describe('First local day that counts; today where it is left out.'),
  deadline: date(
    'deadline',
    say('not time-bound: a goal needs a deadline, the last local day that counts, such as 2026-03-31'),
  ).describe('Last local day that counts.'),
  target,
} as const;

/** The body of `POST /v1/goals`. */
export const goalInput = z.strictObject({
  site: z.string().min(1).max(LIMITS.idLength),
  kpi: shape.kpi,
  name: shape.name.optional(),
  filter: shape.filter.optional(),
  baseline: shape.baseline.optional(),
  from: shape.from.optional(),
  deadline: shape.deadline,
  target: shape.target,
});
export type GoalInput = z.output<typeof goalInput>;

/** The body of `PATCH /v1/goals/{id}`: only what is to change. Another KPI is another goal. */
export const goalChange = z
  .strictObject({
    name: shape.name,
    filter: shape.filter,
    baseline: shape.baseline,
    from: shape.from,
    deadline: shape.deadline,
    target: shape.target,
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, { error: say('nothing to change') });
export type GoalChange = z.output<typeof goalChange>;

/** The body of `POST /v1/goals/sets/{id}`. */
export const goalSetInput = z.strictObject({
  site: z.string().min(1).max(LIMITS.idLength),
  deadline: shape.deadline,
  from: shape.from.optional(),
  baseline: shape.baseline.optional(),
  filter: shape.filter.optional(),
  changes: z
    .record(z.string().max(100), number)
    .optional()
    .describe('Other targets than those of the set, by KPI: { "revenue": 0.2 }.'),
});
export type GoalSetInput = z.output<typeof goalSetInput>;
