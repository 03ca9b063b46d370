import { Temporal } from 'temporal-polyfill';

const DAY_MS = 86_400_000;
const LAST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

// Numbers below are seconds that somebody took for milliseconds (or basic dates such as 20260131): read as
// milliseconds they would all lie in the first years after 1970.
const FIRST_MS = 100_000_000_000;

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATE_TIME =
  /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?([Zz]|[+-]\d{2}(?::?\d{2})?))?$/;

/** Whether the text is a day of the calendar, `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  const parts = DATE.exec(text);
  if (parts === null) return false;
  const day = new Date(`${text}T00:00:00Z`);
  // Date reads the 30th of February as a day of March.
  return !Number.isNaN(day.getTime()) && day.getUTCDate() === Number(parts[3]);
}

function offsetMs(offset: string): number | undefined {
  if (offset === 'Z' || offset === 'z') return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(3).replace(':', '') || '0');
  if (hours > 18 || minutes > 59) return undefined;
  return (offset[0] === '-' ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** The start of a local day, and whether every clock time of it exists just once. */
interface Day {
  start: number;
  plain: boolean;
}

/**
 * Reads times for one zone.
 *
 * @param zone - IANA name; times without an offset are local to it. Of a time that comes twice (clocks go back)
 * the first is meant, a skipped one (clocks go forward) is moved on by the gap.
 * @returns a function from ISO 8601 text or milliseconds to milliseconds since the epoch (a plain date is the
 * start of the local day); `undefined` for what is no time, or lies outside of the years 1970 to 9999.
 */
export function zonedTimeReader(zone: string): (value: string | number) => number | undefined {
  // Files hold many rows of few days, and zone arithmetic is slow: each day is worked out once.
  const days = new Map<string, Day>();

  function dayOf(date: string): Day {
    const known = days.get(date);
    if (known !== undefined) return known;
    const first = Temporal.PlainDate.from(date).toZonedDateTime(zone);
    const next = first.add({ days: 1 }).startOfDay();
    const day = {
      start: first.epochMilliseconds,
      plain: next.epochMilliseconds - first.epochMilliseconds === DAY_MS,
    };
    if (days.size >= 5_000) days.clear();
    days.set(date, day);
    return day;
  }

  function read(text: string): number | undefined {
    if (isDate(text)) return dayOf(text).start;
    const [, date, hour, minute, second = '00', fraction = '', offset] = DATE_TIME.exec(text) ?? [];
    if (date === undefined || !isDate(date)) return undefined;
    if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
    const millis = Number(fraction.slice(0, 3).padEnd(3, '0'));
    const clock = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 + millis;
    if (offset !== undefined) {
      const shift = offsetMs(offset);
      return shift === undefined ? undefined : Date.parse(`${date}T00:00:00Z`) + clock - shift;
    }
    const day = dayOf(date);
    if (day.plain) return day.start + clock;
    return Temporal.PlainDate.from(date)
      .toPlainDateTime(
        Temporal.PlainTime.from(`${hour}:${minute}:${second}.${String(millis).padStart(3, '0')}`),
      )
      .toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
  }

  return (value) => {
    const millis =
      typeof value === 'number' || /^\d{9,}$/.test(value) ? readMillis(Number(value)) : read(value);
    return millis !== undefined && millis >= 0 && millis <= LAST_MS ? millis : undefined;
  };
}

function readMillis(millis: number): number | undefined {
  return Number.isInteger(millis) && millis >= FIRST_MS ? millis : undefined;
}
