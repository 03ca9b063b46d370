import {
  type CalendarDate,
  endOfMonth,
  parseDate,
  startOfMonth,
  startOfYear,
  today as todayIn,
} from '@internationalized/date';

/** Local days of the site, both inclusive. */
export interface Period {
  from: string;
  to: string;
}

/** The periods with a name; anything else is `FROM..TO`. */
export const PERIODS = [
  'today',
  'yesterday',
  '7d',
  '30d',
  '90d',
  'month',
  'last_month',
  'quarter',
  'year',
  '12m',
] as const;
export type PeriodName = (typeof PERIODS)[number];

export const DEFAULT_PERIOD: PeriodName = '30d';

/** The days that a period has now, by its name in the address; of one that cannot be read, the last 30. */
export const periodOf = (text: string, timezone: string): Period =>
  periodOn(text, todayIn(timezone).toString());

/** The same on a day, such as `2026-03-01`. */
export function periodOn(text: string, day: string): Period {
  const today = parseDate(day);
  const [from, to] = daysOf(text, today) ?? daysOf(DEFAULT_PERIOD, today) ?? [today, today];
  return { from: from.toString(), to: to.toString() };
}

function daysOf(text: string, today: CalendarDate): [CalendarDate, CalendarDate] | undefined {
  const back = (days: number): [CalendarDate, CalendarDate] => [today.subtract({ days: days - 1 }), today];
  switch (text) {
    case 'today':
      return [today, today];
    case 'yesterday':
      return [today.subtract({ days: 1 }), today.subtract({ days: 1 })];
    case '7d':
      return back(7);
    case '30d':
      return back(30);
    case '90d':
      return back(90);
    case 'month':
      return [startOfMonth(today), today];
    case 'last_month': {
      const month = today.subtract({ months: 1 });
      return [startOfMonth(month), endOfMonth(month)];
    }
    case 'quarter':
      return [startOfMonth(today.subtract({ months: (today.month - 1) % 3 })), today];
    case 'year':
      return [startOfYear(today), today];
    case '12m':
      return [today.subtract({ months: 12 }).add({ days: 1 }), today];
    default:
      return custom(text);
  }
}

function custom(text: string): [CalendarDate, CalendarDate] | undefined {
  const [from, to] = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(text)?.slice(1) ?? [];
  if (from === undefined || to === undefined) return undefined;
  try {
    const days = [parseDate(from), parseDate(to)] as [CalendarDate, CalendarDate];
    return days[0].compare(days[1]) <= 0 ? days : undefined;
  } catch {
    return undefined;
  }
}

/** How many days a period has. */
export function daysIn({ from, to }: Period): number {
  return parseDate(to).compare(parseDate(from)) + 1;
}

export const INTERVALS = ['hour', 'day', 'week', 'month', 'quarter', 'year'] as const;
export type Interval = (typeof INTERVALS)[number];

/** The pieces in which a period is read best: some ten to a hundred of them. */
export function usualInterval(period: Period): Interval {
  const days = daysIn(period);
  if (days <= 2) return 'hour';
  if (days <= 92) return 'day';
  return days <= 400 ? 'week' : 'month';
}

/** The intervals that make sense of a period: more than one piece, and not too many to be seen. */
export function sensibleIntervals(period: Period): Interval[] {
  const days = daysIn(period);
  const length: Record<Interval, number> = {
    hour: 1 / 24,
    day: 1,
    week: 7,
    month: 30,
    quarter: 91,
    year: 365,
  };
  return INTERVALS.filter((one) => days / length[one] >= 1.5 && days / length[one] <= 400);
}
