import { addDays, daysFrom } from './calendar.js';
import { type GoalDays, type GoalQuestion, type Taken, takeDays } from './goal-facts.js';
import { type Prediction, predictSum, type SeenDay } from './projection.js';
import { type Day, seasonOf, type Weekdays, weekdayOf, weekdaysOf } from './season.js';

/** Full days that the present level is judged by. */
const RECENT_DAYS = 28;

/** What a goal’s figures are put together from. */
export interface Outlook {
  /** The baseline's value, as if it had been over the days of the goal. */
  baseline: number | null;
  /** Where it should be by now, with this target. */
  pace: (target: number) => number | null;
  /** At the deadline, as it goes at present; `null` where nothing is known of the present. */
  projection: Prediction | null;
}

interface Goal {
  from: string;
  baseline: { from: string; to: string };
}

const certain = (mean: number | null): Prediction | null =>
  mean === null ? null : { mean, error: 0, freedom: 1 };

const guess = (mean: number | null): Prediction | null =>
  mean === null ? null : { mean, error: null, freedom: 1 };

/** Looks ahead, in the way that the KPI comes to its value. */
export async function outlookOf(
  question: GoalQuestion,
  goal: Goal,
  days: GoalDays,
  baseline: Taken,
  soFar: Taken | undefined,
): Promise<Outlook> {
  const known = soFar?.value ?? null;
  const over = days.left === 0 ? certain(known) : undefined;
  switch (question.course) {
    case 'sum':
      return sumOutlook(goal, days, baseline, soFar, over, await recentDays(question, days));
    case 'ratio':
      return ratioOutlook(goal, days, baseline, soFar, over, await recentDays(question, days));
    case 'unique':
      return uniqueOutlook(question, goal, days, baseline, soFar, over);
    case 'stock':
      return stockOutlook(question, goal, days, baseline, over);
    case 'level':
      return {
        baseline: baseline.value,
        pace: (target) => target,
        // A model's result has no days: it is taken to stay as it is.
        projection: over === undefined ? guess(known ?? baseline.value) : over,
      };
  }
}

async function recentDays(question: GoalQuestion, { yesterday, left }: GoalDays): Promise<Day[]> {
  if (left === 0) return [];
  const { days } = await takeDays(question, addDays(yesterday, 1 - RECENT_DAYS), yesterday);
  return sinceFirst(days);
}

/** Without the days before the shop had any of it. */
export function sinceFirst(days: readonly Day[]): Day[] {
  const first = days.findIndex((day) => day.value !== 0 || day.numerator !== 0 || day.denominator !== 0);
  return first === -1 ? [] : days.slice(first);
}

const seenDays = (days: readonly Day[], weekdays: Weekdays, of: (day: Day) => number): SeenDay[] =>
  days.map((day) => ({ value: of(day), season: weekdays[weekdayOf(day.date)] as number }));

const seasonsOf = (baseline: readonly Day[], recent: readonly Day[], of: (day: Day) => number): Weekdays => {
  const days = baseline.length >= 14 ? baseline : recent;
  return weekdaysOf(days, (index) => of(days[index] as Day));
};

const ahead = ({ from }: Goal, { elapsed }: GoalDays): string => addDays(from, elapsed);

function sumOutlook(
  goal: Goal,
  days: GoalDays,
  baseline: Taken,
  soFar: Taken | undefined,
  over: Prediction | null | undefined,
  recent: readonly Day[],
): Outlook {
  const value = (day: Day) => day.value;
  const weekdays = seasonsOf(baseline.days, recent, value);
  const whole = seasonOf(weekdays, goal.from, days.total);
  const still = seasonOf(weekdays, ahead(goal, days), days.left);
  const next = predictSum(seenDays(recent, weekdays, value), still);
  const expected = predictSum(seenDays(baseline.days, weekdays, value), whole);
  return {
    baseline: baseline.value === null ? null : expected.mean,
    pace: (target) => (whole === 0 ? target : (target * (whole - still)) / whole),
    projection:
      over === undefined
        ? recent.length === 0
          ? null
          : { ...next, mean: (soFar?.value ?? 0) + next.mean }
        : over,
  };
}

function ratioOutlook(
  goal: Goal,
  days: GoalDays,
  baseline: Taken,
  soFar: Taken | undefined,
  over: Prediction | null | undefined,
  recent: readonly Day[],
): Outlook {
  const above = seasonsOf(baseline.days, recent, (day) => day.numerator);
  const below = seasonsOf(baseline.days, recent, (day) => day.denominator);
  const mix = (from: string, count: number) => seasonOf(above, from, count) / seasonOf(below, from, count);
  const usual = mix(goal.from, days.total);
  const elapsed = days.elapsed === 0 ? usual : mix(goal.from, days.elapsed);
  const outlook = {
    baseline: baseline.value,
    // A goal that has only seen a week-end should not yet be where the whole week will be.
    pace: (target: number) =>
      usual > 0 && Number.isFinite(elapsed / usual) ? (target * elapsed) / usual : target,
  };
  if (over !== undefined) return { ...outlook, projection: over };
  const start = ahead(goal, days);
  const still = seasonOf(below, start, days.left);
  const numerator = predictSum(
    seenDays(recent, above, (day) => day.numerator),
    seasonOf(above, start, days.left),
  );
  const denominator = predictSum(
    seenDays(recent, below, (day) => day.denominator),
    still,
  );
  const counted = (soFar?.days ?? []).reduce((sum, day) => sum + day.denominator, 0);
  const whole = counted + denominator.mean;
  if (whole <= 0) return { ...outlook, projection: null };
  const mean = ((soFar?.value ?? 0) * counted + numerator.mean) / whole;
  // The error of a ratio is that of numerator − ratio × denominator, over the denominator (Cochran 1977, §6.4).
  const rest = predictSum(
    seenDays(recent, below, (day) => day.numerator - mean * day.denominator),
    still,
  );
  const error = rest.error === null ? null : rest.error / whole;
  return { ...outlook, projection: { mean, error, freedom: rest.freedom } };
}

/** Each counts once: how fast the number grows is seen from the same weekdays just before the goal. */
async function uniqueOutlook(
  question: GoalQuestion,
  goal: Goal,
  days: GoalDays,
  baseline: Taken,
  soFar: Taken | undefined,
  over: Prediction | null | undefined,
): Promise<Outlook> {
  const lastStart =
    days.elapsed > 0
      ? addDays(goal.from, -7 * Math.ceil(days.total / 7))
      : addDays(days.yesterday, 1 - days.total);
  const take = async (count: number) =>
    count === 0
      ? 0
      : ((await takeDays(question, lastStart, addDays(lastStart, count - 1), false)).value ?? 0);
  const [part, whole] = await Promise.all([take(days.elapsed), take(days.total)]);
  const share = part > 0 && whole > 0 ? part / whole : days.elapsed / days.total;
  const length = Math.max(1, baseline.days.length);
  const outlook: Omit<Outlook, 'projection'> = {
    baseline: baseline.value === null ? null : (baseline.value * days.total) / length,
    pace: (target) => target * Math.min(1, share),
  };
  if (over !== undefined) return { ...outlook, projection: over };
  const known = soFar?.value ?? 0;
  if (days.elapsed === 0 || share === 0) return { ...outlook, projection: guess(whole > 0 ? whole : null) };
  const mean = Math.max(known, known / share);
  const recent = await recentDays(question, days);
  const weekdays = seasonsOf(baseline.days, recent, (day) => day.value);
  const next = predictSum(
    seenDays(recent, weekdays, (day) => day.value),
    seasonOf(weekdays, ahead(goal, days), days.left),
  );
  // What is to come varies as the days vary.
  const error = next.error === null || next.mean <= 0 ? null : ((mean - known) * next.error) / next.mean;
  return { ...outlook, projection: { mean, error, freedom: next.freedom } };
}

/** What there is at the end: it moves by its changes from day to day. */
async function stockOutlook(
  question: GoalQuestion,
  goal: Goal,
  days: GoalDays,
  baseline: Taken,
  over: Prediction | null | undefined,
): Promise<Outlook> {
  const last = await takeDays(question, addDays(days.yesterday, -RECENT_DAYS), days.yesterday);
  const eve = addDays(goal.from, -1);
  const start = days.elapsed > 0 ? (await takeDays(question, eve, eve, false)).value : last.value;
  const changes = last.days.slice(1).map((day, index) => day.value - (last.days[index] as Day).value);
  const next = predictSum(
    changes.map((value) => ({ value, season: 1 })),
    // Of a goal that has not begun the days until it does move the stock too.
    daysFrom(addDays(days.yesterday, 1), addDays(goal.from, days.total - 1)),
  );
  return {
    baseline: baseline.value,
    pace: (target) => (start === null ? null : start + ((target - start) * days.elapsed) / days.total),
    projection:
      over === undefined ? (last.value === null ? null : { ...next, mean: last.value + next.mean }) : over,
  };
}
