import type { Interval, Period } from '../period/period.js';

// Local days of the site are handled as days in UTC, so that the browser's own zone never moves them.
const utc = (text: string) => new Date(`${text.slice(0, 10)}T${text.slice(11, 16) || '00:00'}:00Z`);

const PIECES: Record<Interval, Intl.DateTimeFormatOptions> = {
  hour: { hour: 'numeric', minute: '2-digit' },
  day: { day: 'numeric', month: 'short' },
  week: { day: 'numeric', month: 'short' },
  month: { month: 'short', year: 'numeric' },
  quarter: { month: 'short', year: 'numeric' },
  year: { year: 'numeric' },
};

const WHOLE: Record<Interval, Intl.DateTimeFormatOptions> = {
  hour: { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' },
  day: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  week: { day: 'numeric', month: 'short', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
  quarter: { month: 'long', year: 'numeric' },
  year: { year: 'numeric' },
};

/** The start of a piece of a series: short for an axis, whole for a tooltip or a table. */
export function formatStart(start: string, interval: Interval, locale: string, whole = false): string {
  const options = (whole ? WHOLE : PIECES)[interval];
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(utc(start));
}

/** A period as people write it: `3–9 Nov 2026`. */
export function formatPeriod({ from, to }: Period, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return from === to ? format.format(utc(from)) : format.formatRange(utc(from), utc(to));
}

/** A moment in a zone, in milliseconds since the epoch. */
export function formatMoment(at: number, timezone: string | undefined, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    ...(timezone !== undefined && { timeZone: timezone }),
  }).format(at);
}

/** `3 minutes ago`. */
export function formatAgo(at: number, now: number, locale: string): string {
  const seconds = Math.round((at - now) / 1000);
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  for (const [unit, length] of [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ] as const)
    if (Math.abs(seconds) >= length) return format.format(Math.trunc(seconds / length), unit);
  return format.format(seconds, 'second');
}
