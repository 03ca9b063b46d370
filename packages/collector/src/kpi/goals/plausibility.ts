import { addDays, daysFrom } from './calendar.js';
import { type GoalQuestion, takeDays } from './goal-facts.js';
import { sinceFirst } from './outlook.js';
import { plausibleRange } from './projection.js';
import type { Day } from './season.js';

/** Weeks of history that are looked at. */
const WEEKS = 52;

/** What every week of a goal must bring, and what a week can be expected to, from the weeks before. */
export interface Plausibility {
  needed: number;
  range: [number, number];
  weeks: number;
}

/**
 * Whether the KPI's own history makes a target plausible: what each week of the goal must be against the range in which
 * a further week of the same kind lies with 95 %.
 *
 * @param end last day of the history. @returns `null` where fewer than four weeks are known, or days say nothing.
 */
export async function plausibilityOf(
  question: GoalQuestion,
  { target, current, days, end }: { target: number; current: number | null; days: number; end: string },
): Promise<Plausibility | null> {
  const { course } = question;
  if (course === 'level') return null;
  const first = addDays(end, 1 - 7 * WEEKS);
  const history = await takeDays(question, first, end);
  const known = sinceFirst(history.days);
  const weeks = weeksOf(known);
  const values = weeks.flatMap((week): number[] => {
    const sum = (of: (day: Day) => number) => week.reduce((total, day) => total + of(day), 0);
    if (course === 'sum' || course === 'unique') return [sum((day) => day.value)];
    if (course === 'ratio') {
      const denominator = sum((day) => day.denominator);
      return denominator === 0 ? [] : [sum((day) => day.numerator) / denominator];
    }
    return [];
  });
  if (course === 'stock') values.push(...changesOf(weeks, history.days));
  const range = plausibleRange(values);
  if (!range) return null;
  const needed = neededOf(course, target, current, days, values);
  return needed === null ? null : { needed, range, weeks: values.length };
}

function neededOf(
  course: GoalQuestion['course'],
  target: number,
  current: number | null,
  days: number,
  values: readonly number[],
): number | null {
  switch (course) {
    case 'sum':
      return (target * 7) / days;
    case 'stock':
      return current === null ? null : ((target - current) * 7) / days;
    case 'unique':
      // In proportion: so many more in all, so many more each week.
      return current === null || current === 0
        ? null
        : (target / current) * (values.reduce((sum, value) => sum + value, 0) / values.length);
    default:
      return target;
  }
}

/** Whole weeks, the last of which ends with the last day. */
function weeksOf(days: readonly Day[]): Day[][] {
  const count = Math.floor(days.length / 7);
  const start = days.length - 7 * count;
  return Array.from({ length: count }, (_, week) => days.slice(start + 7 * week, start + 7 * (week + 1)));
}

function changesOf(weeks: readonly Day[][], history: readonly Day[]): number[] {
  const ends = weeks.map((week) => (week.at(-1) as Day).value);
  const eve = history.at(-7 * weeks.length - 1);
  if (eve && weeks.length > 0) ends.unshift(eve.value);
  return ends.slice(1).map((end, index) => end - (ends[index] as number));
}

/** Number of days that a stock has to reach its target in. */
export const daysToReach = (end: string, deadline: string): number => daysFrom(addDays(end, 1), deadline);
