import { Temporal } from 'temporal-polyfill';
import type { LocalDays } from '../store/scan.js';

const DAY_MS = 86_400_000;

/** The day that `instant` lies in, in days since 1970-01-01. */
export function dayNumber(instant: number, timezone: string): number {
  const date = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timezone).toPlainDate();
  return Temporal.PlainDate.from('1970-01-01').until(date, { largestUnit: 'days' }).days;
}

/** The date of a day number, `2026-01-31`. */
export const dateOfDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/**
 * The local days from that of one instant to that of another and the one after it, so that the last has an end.
 *
 * By arithmetic from one change of the clocks to the next: a calendar would take seconds for a shop's whole history.
 */
export function localDays(from: number, to: number, timezone: string): LocalDays {
  const first = dayNumber(from, timezone);
  const last = dayNumber(to, timezone) + 1;
  const starts: number[] = [];
  let day = first;
  while (day <= last) {
    const local = startOf(day, timezone);
    starts.push(local.epochMilliseconds);
    const change = local.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
    let start = local.epochMilliseconds + DAY_MS;
    // A day that begins before the clocks change begins 24 hours after the one before it.
    while (++day <= last && start < change) {
      starts.push(start);
      start += DAY_MS;
    }
  }
  return { starts, first };
}

const startOf = (day: number, timezone: string): Temporal.ZonedDateTime =>
  Temporal.PlainDate.from(dateOfDay(day)).toZonedDateTime(timezone);
