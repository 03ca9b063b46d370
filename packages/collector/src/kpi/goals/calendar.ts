import { Temporal } from 'temporal-polyfill';

/** A local date so many days later, or earlier. */
export const addDays = (date: string, days: number): string =>
  Temporal.PlainDate.from(date).add({ days }).toString();

/** Number of days from one local date to another, both counted; below 1 where the second comes first. */
export const daysFrom = (from: string, to: string): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days + 1;

/** The local date of an instant. */
export const localDate = (time: number, timezone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(timezone).toPlainDate().toString();

/** The earlier of two local dates. */
export const earlier = (a: string, b: string): string => (a < b ? a : b);
