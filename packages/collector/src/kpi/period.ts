import { LIMITS } from '@footfall/protocol';
import { Temporal } from 'temporal-polyfill';
import { say } from '../say.js';
import type { Boundaries, Span } from '../store/scan.js';
import { KpiError } from './kpi-error.js';

/** Lengths that a period can be cut into. Weeks are ISO weeks, from Monday. */
export const INTERVALS = ['hour', 'day', 'week', 'month', 'quarter', 'year'] as const;
export type Interval = (typeof INTERVALS)[number];

/** Whole local days of a site, both ends inclusive. */
export interface Period extends Span {
  timezone: string;
  /** Number of local days. */
  days: number;
}

/** A period cut into intervals; `starts` are local dates, of hours local date-times with their offset. */
export interface Cut extends Boundaries {
  starts: string[];
}

/**
 * The period of two local dates.
 *
 * @param from first local date, `2026-01-01`. @param to last local date, inclusive.
 * @throws {KpiError} `invalid_period` for a date that does not exist, an end before its start, or a period over the limit.
 */
export function periodOf(from: string, to: string, timezone: string): Period {
  const first = dateOf(from, 'from');
  const last = dateOf(to, 'to');
  const days = first.until(last, { largestUnit: 'days' }).days + 1;
  if (days < 1)
    throw new KpiError(
      'invalid_period',
      400,
      say('the period ends ({{to}}) before it begins ({{from}})', { to, from }),
      say('swap from and to'),
    );
  if (days > LIMITS.periodDays)
    throw new KpiError(
      'invalid_period',
      400,
      say('the period has {{days}} days; at most {{limit}} can be asked for at once', {
        days,
        limit: LIMITS.periodDays,
      }),
    );
  return {
    timezone,
    days,
    fromDate: first.toString(),
    toDate: last.toString(),
    from: startOf(first, timezone),
    to: startOf(last.add({ days: 1 }), timezone),
  };
}

function dateOf(text: string, field: string): Temporal.PlainDate {
  try {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new RangeError('not a date');
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    throw new KpiError(
      'invalid_period',
      400,
      say('{{field}} is not a date of the calendar: "{{text}}"', { field, text: text.slice(0, 40) }),
      say('dates are written 2026-01-31'),
    );
  }
}

// Some zones skip midnight when their clocks change: their day begins at the first moment that there is.
function startOf(date: Temporal.PlainDate, timezone: string): number {
  return date.toZonedDateTime(timezone).epochMilliseconds;
}

/**
 * Cuts a period at the starts of its intervals. The first and the last are clipped to it: a week that began before
 * the period starts with the period.
 *
 * @throws {KpiError} `invalid_interval` where that would be more pieces than the limit.
 */
export function cutPeriod(period: Period, interval: Interval): Cut {
  const cut = interval === 'hour' ? cutHours(period) : cutDays(period, interval);
  if (cut.starts.length > LIMITS.buckets)
    throw new KpiError(
      'invalid_interval',
      400,
      say('{{from}} to {{to}} has {{pieces}} pieces by {{interval}}; the limit is {{limit}}', {
        from: period.fromDate,
        to: period.toDate,
        pieces: cut.starts.length,
        interval,
        limit: LIMITS.buckets,
      }),
      say('ask for a shorter period or a longer interval'),
    );
  return cut;
}

function cutDays(period: Period, interval: Exclude<Interval, 'hour'>): Cut {
  const end = Temporal.PlainDate.from(period.toDate).add({ days: 1 });
  const cut = { starts: [] as string[], instants: [] as number[], days: [] as number[] };
  let date = Temporal.PlainDate.from(period.fromDate);
  while (Temporal.PlainDate.compare(date, end) < 0) {
    cut.starts.push(date.toString());
    cut.instants.push(startOf(date, period.timezone));
    cut.days.push(dayNumber(date));
    date = nextOf(date, interval);
  }
  cut.instants.push(period.to);
  cut.days.push(dayNumber(end));
  return cut;
}

function nextOf(date: Temporal.PlainDate, interval: Exclude<Interval, 'hour'>): Temporal.PlainDate {
  switch (interval) {
    case 'day':
      return date.add({ days: 1 });
    case 'week':
      return date.add({ days: 8 - date.dayOfWeek });
    case 'month':
      return date.with({ day: 1 }).add({ months: 1 });
    case 'quarter':
      return date.with({ day: 1 }).add({ months: 3 - ((date.month - 1) % 3) });
    case 'year':
      return date.with({ month: 1, day: 1 }).add({ years: 1 });
  }
}

const DAY_MS = 86_400_000;

// Not by a difference of calendar days, for there is one for each piece.
const dayNumber = (date: Temporal.PlainDate): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;

const HOUR_MS = 3600_000;

// Hours begin where the local clock shows a full hour. An hour that is repeated when the clocks go back is two
// buckets, told apart by their offset; one that is skipped has none.
function cutHours(period: Period): Cut {
  if (period.days * 23 > LIMITS.buckets * 2)
    throw new KpiError(
      'invalid_interval',
      400,
      say('{{days}} days have too many hours; the limit is {{limit}} pieces', {
        days: period.days,
        limit: LIMITS.buckets,
      }),
      say('ask for a shorter period or a longer interval'),
    );
  const cut = { starts: [] as string[], instants: [] as number[] };
  let at = period.from;
  // By arithmetic from one change of the clocks to the next: a calendar would take a second for a year's hours.
  while (at < period.to) {
    const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(period.timezone);
    const offset = local.offsetNanoseconds / 1e6;
    const change = local.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
    const end = Math.min(change, period.to);
    while (at < end) {
      cut.starts.push(new Date(at + offset).toISOString().slice(0, 16) + local.offset);
      cut.instants.push(at);
      at = Math.min(end, at + HOUR_MS - ((at + offset) % HOUR_MS));
    }
  }
  cut.instants.push(period.to);
  return cut;
}

/**
 * The period that another is compared with: `previous` the same number of days just before it, `year` the same
 * dates a year before (29 February becomes the 28th), `FROM..TO` any other.
 */
export function comparedPeriod(period: Period, compare: string): Period {
  const from = Temporal.PlainDate.from(period.fromDate);
  const to = Temporal.PlainDate.from(period.toDate);
  if (compare === 'previous')
    return periodOf(
      from.subtract({ days: period.days }).toString(),
      from.subtract({ days: 1 }).toString(),
      period.timezone,
    );
  if (compare === 'year')
    return periodOf(
      from.subtract({ years: 1 }).toString(),
      to.subtract({ years: 1 }).toString(),
      period.timezone,
    );
  const [first, last, ...rest] = compare.split('..');
  if (first === undefined || last === undefined || rest.length > 0)
    throw new KpiError(
      'invalid_period',
      400,
      say('compare is none of previous, year and FROM..TO: "{{text}}"', { text: compare.slice(0, 60) }),
      say('for example compare=2025-01-01..2025-01-31'),
    );
  return periodOf(first, last, period.timezone);
}

/**
 * The window before the last one before an instant: with a length of 90 days and 1 July it begins 180 local days before
 * that day, and ends 90 days before it.
 */
export function windowBefore(end: number, days: number, timezone: string): Period {
  const local = Temporal.Instant.fromEpochMilliseconds(end).toZonedDateTimeISO(timezone);
  const from = local.subtract({ days: 2 * days });
  const to = local.subtract({ days });
  return {
    timezone,
    days,
    from: from.epochMilliseconds,
    to: to.epochMilliseconds,
    fromDate: from.toPlainDate().toString(),
    toDate: to.subtract({ nanoseconds: 1 }).toPlainDate().toString(),
  };
}

/** The pieces of a cut as periods of their own. */
export function piecesOf(period: Period, cut: Cut): (Period & { start: string })[] {
  return cut.starts.map((start, index) => {
    const [from, to] = [cut.instants[index] as number, cut.instants[index + 1] as number];
    const dateOf = (instant: number): string =>
      Temporal.Instant.fromEpochMilliseconds(instant)
        .toZonedDateTimeISO(period.timezone)
        .toPlainDate()
        .toString();
    return {
      start,
      timezone: period.timezone,
      days: 0,
      from,
      to,
      fromDate: dateOf(from),
      toDate: dateOf(to - 1),
    };
  });
}
