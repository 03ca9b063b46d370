import { randomBytes } from 'node:crypto';
import { LIMITS } from '@footfall/protocol';
import { decimalsOf } from '../../facts/money.js';
import { type Sentence, say } from '../../say.js';
import type { Site, StoredGoal } from '../../store/store.js';
import type { KpiContext } from '../answer.js';
import type { Kpi } from '../definition.js';
import { findKpi } from '../find-kpi.js';
import { KpiError, listed, withHint } from '../kpi-error.js';
import { periodOf } from '../period.js';
import { checkRequest, readRequest } from '../request.js';
import { addDays, daysFrom, earlier, localDate } from './calendar.js';
import { judgeGoal } from './goal-answer.js';
import type { GoalChange, GoalInput } from './goal-input.js';

/** What a goal is made of, before it is known to be one. */
type Wanted = Omit<GoalInput, 'site'>;

interface Wrong {
  field: string;
  message: Sentence;
}

/**
 * Makes a goal, or refuses to: it must be specific (one KPI with one number), measurable (its data is there) and
 * time-bound.
 *
 * @throws {KpiError} `invalid_request` that names each field that does not fit, with the reason.
 */
export async function makeGoal(
  context: KpiContext,
  { site: _site, ...wanted }: GoalInput,
): Promise<StoredGoal> {
  const id = `goal_${randomBytes(6).toString('hex')}`;
  return checked(context, wanted, id, context.now, true);
}

/** Changes what is named of a goal, or refuses to, as {@link makeGoal} does. */
export async function changeGoal(
  context: KpiContext,
  goal: StoredGoal,
  change: GoalChange,
): Promise<StoredGoal> {
  const wanted: Wanted = {
    name: change.name ?? goal.name,
    kpi: goal.kpi,
    filter: change.filter ?? goal.filter,
    baseline: change.baseline ?? goal.baseline,
    from: change.from ?? goal.from,
    deadline: change.deadline ?? goal.deadline,
    target: change.target ?? statedTarget(goal),
  };
  return checked(context, wanted, goal.id, goal.created, change.deadline !== undefined);
}

function statedTarget({ target }: StoredGoal): GoalInput['target'] {
  if ('change' in target) return { change: target.change };
  const decimals = target.currency === undefined ? 0 : decimalsOf(target.currency);
  return { value: target.value / 10 ** decimals };
}

async function checked(
  context: KpiContext,
  wanted: Wanted,
  id: string,
  created: number,
  mustLieAhead: boolean,
): Promise<StoredGoal> {
  const { site, now } = context;
  const today = localDate(now, site.timezone);
  const wrong: Wrong[] = [];
  const kpi = kpiOf(wanted.kpi, wrong);
  const from = wanted.from ?? today;
  const span = spanOf(from, wanted.deadline, site.timezone, today, mustLieAhead, wrong);
  const baseline = span && baselineOf(wanted.baseline, from, span, today, site.timezone, wrong);
  if (kpi) {
    checkFilter(kpi, wanted.filter ?? '', site.timezone, wrong);
    checkTarget(kpi, wanted.target, wrong);
  }
  if (wrong.length > 0 || !kpi || !baseline) throw refused(wrong);
  const goal: StoredGoal = {
    id,
    site: site.key,
    name: wanted.name ?? kpi.title,
    kpi: kpi.id,
    filter: wanted.filter ?? '',
    baseline,
    from,
    deadline: wanted.deadline,
    target: storedTarget(kpi, wanted.target, site),
    created,
  };
  await checkMeasurable(context, goal);
  return goal;
}

function kpiOf(id: string, wrong: Wrong[]): Kpi | undefined {
  try {
    const kpi = findKpi(id);
    if (kpi.unit !== 'table') return kpi;
    wrong.push({
      field: 'kpi',
      message: say(
        'not specific: {{kpi}} answers a table; a goal is about one number, such as conversion_rate',
        { kpi: id },
      ),
    });
  } catch (error) {
    if (!(error instanceof KpiError)) throw error;
    wrong.push({ field: 'kpi', message: say('not specific: {{reason}}', { reason: withHint(error) }) });
  }
  return undefined;
}

function spanOf(
  from: string,
  deadline: string,
  timezone: string,
  today: string,
  mustLieAhead: boolean,
  wrong: Wrong[],
): number | undefined {
  const reject = (message: Sentence) => {
    wrong.push({ field: 'deadline', message });
    return undefined;
  };
  if (!isDate(from, timezone)) {
    wrong.push({ field: 'from', message: say('there is no day {{day}}', { day: from }) });
    return undefined;
  }
  if (!isDate(deadline, timezone))
    return reject(say('not time-bound: there is no day {{day}}', { day: deadline }));
  if (deadline < from)
    return reject(
      say('not time-bound: the deadline {{deadline}} lies before the first day, {{from}}', {
        deadline,
        from,
      }),
    );
  if (mustLieAhead && deadline < today)
    return reject(say('not time-bound: the deadline {{deadline}} is over', { deadline }));
  const days = daysFrom(from, deadline);
  return days > LIMITS.periodDays
    ? reject(say('not time-bound: a goal has {{limit}} days at most', { limit: LIMITS.periodDays }))
    : days;
}

function isDate(date: string, timezone: string): boolean {
  try {
    periodOf(date, date, timezone);
    return true;
  } catch (error) {
    if (error instanceof KpiError) return false;
    throw error;
  }
}

function baselineOf(
  stated: Wanted['baseline'],
  from: string,
  days: number,
  today: string,
  timezone: string,
  wrong: Wrong[],
): StoredGoal['baseline'] | undefined {
  if (!stated) {
    const to = addDays(earlier(from, today), -1);
    return { from: addDays(to, 1 - days), to };
  }
  try {
    periodOf(stated.from, stated.to, timezone);
    if (stated.to < today) return stated;
    wrong.push({
      field: 'baseline.to',
      message: say('the baseline is not over: its last day is before today, {{today}}', { today }),
    });
  } catch (error) {
    if (!(error instanceof KpiError)) throw error;
    wrong.push({ field: 'baseline', message: error.message });
  }
  return undefined;
}

function checkFilter(kpi: Kpi, filter: string, timezone: string, wrong: Wrong[]): void {
  try {
    checkRequest(kpi, readRequest({ from: '2026-01-01', to: '2026-01-01', filter }, timezone));
  } catch (error) {
    if (!(error instanceof KpiError)) throw error;
    wrong.push({ field: 'filter', message: withHint(error) });
  }
}

function checkTarget(kpi: Kpi, { change, value }: Wanted['target'], wrong: Wrong[]): void {
  if (change === 0)
    wrong.push({ field: 'target.change', message: say('not measurable: a change of 0 is no change') });
  if (change !== undefined && change <= -1)
    wrong.push({
      field: 'target.change',
      message: say('a change is above −1: nothing can fall by more than all of it'),
    });
  if (change !== undefined && change > 1000)
    wrong.push({ field: 'target.change', message: say('a change is 1000 at most; 0.1 is 10 %') });
  if (value === undefined) return;
  if (kpi.unit === 'proportion' && (value < 0 || value > 1))
    wrong.push({
      field: 'target.value',
      message: say('{{kpi}} lies between 0 and 1; 3 % is 0.03', { kpi: kpi.id }),
    });
  if (Math.abs(value) > LIMITS.amount)
    wrong.push({
      field: 'target.value',
      message: say('a target is {{limit}} at most', { limit: LIMITS.amount }),
    });
}

function storedTarget(kpi: Kpi, { change, value = 0 }: Wanted['target'], site: Site): StoredGoal['target'] {
  if (change !== undefined) return { change };
  if (kpi.unit !== 'money') return { value };
  return { value: Math.round(value * 10 ** decimalsOf(site.currency)), currency: site.currency };
}

async function checkMeasurable(context: KpiContext, goal: StoredGoal): Promise<void> {
  const { baseline, outlook, target } = await judgeGoal(context, goal);
  const about = { kpi: goal.kpi, ...goal.baseline };
  const reason = baseline.missing
    ? baseline.missing.message
    : baseline.value === null
      ? say('{{kpi}} has no value from {{from}} to {{to}}', about)
      : 'change' in goal.target && (outlook.baseline === 0 || target === null)
        ? say('{{kpi}} is 0 from {{from}} to {{to}}, and a change of 0 is 0: give a value', about)
        : undefined;
  if (reason === undefined) return;
  const field = baseline.missing ? 'kpi' : 'baseline';
  throw refused([{ field, message: say('not measurable: {{reason}}', { reason }) }]);
}

function refused(wrong: readonly Wrong[]): KpiError {
  return new KpiError('invalid_request', 400, listed(wrong), undefined, [...wrong]);
}
