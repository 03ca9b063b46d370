import type { StoredGoal } from '../../store/store.js';
import { answerKpi, type KpiContext } from '../answer.js';
import type { Kpi } from '../definition.js';
import type { Amount, KpiAnswer } from '../kpi-answer.js';
import type { KpiParameters } from '../parameters.js';
import { addDays, daysFrom, earlier, localDate } from './calendar.js';
import type { Course } from './course.js';
import type { Day } from './season.js';

/** A KPI over a stretch of days, in plain numbers: money in minor units. */
export interface Taken {
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  /** Day by day; empty where the course of the KPI does not need them. */
  days: Day[];
  missing: KpiAnswer['missing'];
}

/** What is asked of the KPI engine for a goal. */
export interface GoalQuestion {
  context: KpiContext;
  kpi: Kpi;
  course: Course;
  filter: string;
}

/** Where a goal stands in time. Only full days are counted: today is not over. */
export interface GoalDays {
  /** Days of the goal, those that are over, and those to come. */
  total: number;
  elapsed: number;
  left: number;
  /** The last full day of the goal that is counted; `null` before its first is over. */
  through: string | null;
  yesterday: string;
}

/** Where a goal stands in time. */
export function goalDays(
  { from, deadline }: Pick<StoredGoal, 'from' | 'deadline'>,
  now: number,
  timezone: string,
): GoalDays {
  const yesterday = addDays(localDate(now, timezone), -1);
  const through = earlier(deadline, yesterday);
  const total = daysFrom(from, deadline);
  const elapsed = Math.max(0, daysFrom(from, through));
  return { total, elapsed, left: total - elapsed, through: elapsed > 0 ? through : null, yesterday };
}

/** Asks for the KPI over a stretch of days. */
export async function takeDays(
  { context, kpi, course, filter }: GoalQuestion,
  from: string,
  to: string,
  daily = course !== 'level',
): Promise<Taken> {
  const parameters: KpiParameters = {
    from,
    to,
    ...(filter === '' ? {} : { filter }),
    ...(daily ? { interval: 'day' as const } : {}),
  };
  const {
    value,
    numerator,
    denominator,
    series = [],
    missing,
  } = await answerKpi(context, kpi.id, parameters);
  return {
    value: numberOf(value),
    numerator: numberOf(numerator),
    denominator: numberOf(denominator),
    days: series.map((day) => ({
      date: day.start,
      value: numberOf(day.value ?? null) ?? 0,
      numerator: numberOf(day.numerator ?? null) ?? 0,
      denominator: numberOf(day.denominator ?? null) ?? 0,
    })),
    missing,
  };
}

const numberOf = (amount: Amount): number | null =>
  amount !== null && typeof amount === 'object' ? amount.value : amount;
