import { Temporal } from 'temporal-polyfill';

/** A local day with what was counted on it. */
export interface Day {
  /** `2026-01-31`. */
  date: string;
  value: number;
  numerator: number;
  denominator: number;
}

/** How much of a mean day each weekday is, from Monday; the seven sum to 7. */
export type Weekdays = readonly number[];

/** Days that are needed to tell one weekday from another: two of each. */
const LEAST_DAYS = 14;

export const FLAT: Weekdays = [1, 1, 1, 1, 1, 1, 1];

/** The factors of the weekdays; all 1 where there are too few days, or nothing was counted. */
export function weekdaysOf(days: readonly Pick<Day, 'date'>[], of: (index: number) => number): Weekdays {
  if (days.length < LEAST_DAYS) return FLAT;
  const sums = [0, 0, 0, 0, 0, 0, 0];
  const counts = [0, 0, 0, 0, 0, 0, 0];
  days.forEach(({ date }, index) => {
    const weekday = weekdayOf(date);
    sums[weekday] = (sums[weekday] as number) + of(index);
    counts[weekday] = (counts[weekday] as number) + 1;
  });
  // Less than nothing (more refunds than revenue) is no season.
  const means = sums.map((sum, weekday) => Math.max(0, sum / (counts[weekday] as number)));
  const total = means.reduce((all, mean) => all + mean, 0);
  return total > 0 ? means.map((mean) => (7 * mean) / total) : FLAT;
}

/** Weekday from 0, Monday. */
export const weekdayOf = (date: string): number => Temporal.PlainDate.from(date).dayOfWeek - 1;

/** How many mean days the days from one date to another are worth; 0 where there is none. */
export function seasonOf(weekdays: Weekdays, from: string, days: number): number {
  if (days <= 0) return 0;
  const weeks = Math.floor(days / 7);
  const first = weekdayOf(from);
  let total = weeks * 7;
  for (let day = 0; day < days % 7; day++) total += weekdays[(first + day) % 7] as number;
  return total;
}
