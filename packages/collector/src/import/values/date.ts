/** What comes first in a date of numbers such as 1/2/2026, where a file's dates show it. */
export type DateOrder = 'day' | 'month';

const NUMERIC = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:[,T ]\s*(.*))?$/;
const YEAR_FIRST = /^(\d{4})([/.])(\d{1,2})\2(\d{1,2})(?:[,T ]\s*(.*))?$/;
const MONTH_NAMED =
  /^(?:[A-Za-z]{3,9},\s*)?(?:([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?|(\d{1,2})\.?\s+([A-Za-z]{3,9})\.?),?\s+(\d{4})(?:,?\s+(?:at\s+)?(.*))?$/;
const CLOCK =
  /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap]\.?m\.?)?\s*(z|utc|gmt|[+-]\d{2}:?\d{2})?$/i;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The order that a written date shows beyond doubt. */
export function dateOrderOf(written: string): DateOrder | undefined {
  const [, first, mark, second] = NUMERIC.exec(written.trim()) ?? [];
  if (first === undefined || mark === '.') return undefined;
  if (Number(first) > 12) return 'day';
  return Number(second) > 12 ? 'month' : undefined;
}

/**
 * A date or time of an export in the form of ISO 8601: `2026-01-31`, or `2026-01-31T18:30:00` with the offset that
 * it names. What is in that form already comes back as it is. Dates divided by points are read day first, for nobody
 * writes them otherwise; those with a month's English name in either order.
 *
 * @param order - what the dates of the file show; without it only what is beyond doubt is read
 * @returns `'ambiguous'` where it could be two days, `undefined` where it is no date
 */
export function isoDate(
  written: string,
  order: DateOrder | undefined,
): { iso: string } | 'ambiguous' | undefined {
  const text = written.trim();
  if (/^\d{4}-\d{2}-\d{2}/.test(text)) {
    const [day, clock] = [text.slice(0, 10), text.slice(10).replace(/^[T ]\s*/i, '')];
    return withClock(day, clock);
  }
  const numeric = NUMERIC.exec(text);
  if (numeric !== null) {
    const [, first = '', mark, second = '', year = '', clock] = numeric;
    const known =
      mark === '.' ? 'day' : (dateOrderOf(text) ?? order ?? (first === second ? 'day' : undefined));
    if (known === undefined) return 'ambiguous';
    const [day, month] = known === 'day' ? [first, second] : [second, first];
    return withClock(dayOf(year, month, day), clock);
  }
  const [, year, , month = '', day = '', clock] = YEAR_FIRST.exec(text) ?? [];
  if (year !== undefined) return withClock(dayOf(year, month, day), clock);
  const named = MONTH_NAMED.exec(text);
  if (named === null) return undefined;
  const number = MONTHS.indexOf((named[1] ?? named[4] ?? '').slice(0, 3).toLowerCase()) + 1;
  if (number === 0) return undefined;
  return withClock(dayOf(named[5] ?? '', String(number), named[2] ?? named[3] ?? ''), named[6]);
}

const dayOf = (year: string, month: string, day: string) =>
  `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;

function withClock(day: string, clock: string | undefined): { iso: string } | undefined {
  if (clock === undefined || clock.trim() === '') return { iso: day };
  const [, hour, minute, second = '00', half, offset = ''] = CLOCK.exec(clock.trim()) ?? [];
  if (hour === undefined) return undefined;
  const twelve = half?.[0]?.toLowerCase();
  if (twelve !== undefined && (Number(hour) < 1 || Number(hour) > 12)) return undefined;
  const hours = twelve === undefined ? Number(hour) : (Number(hour) % 12) + (twelve === 'p' ? 12 : 0);
  const zone = /^[a-z]/i.test(offset) ? 'Z' : offset;
  return { iso: `${day}T${String(hours).padStart(2, '0')}:${minute}:${second}${zone}` };
}
