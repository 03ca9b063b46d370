const DAY_MS = 86_400_000;

/** The UTC date so many days from now, `2026-01-31`. */
function dayFromNow(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
}

/**
 * The calendar day so many days ago in Berlin, `2026-01-31`, as a dashboard counts the days of a shop there. Days are not taken off
 * as hours: the two in a year on which the clocks change have 23 and 25.
 */
export function daysAgoInBerlin(days: number): string {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' }).format(Date.now());
  const [year, month, day] = today.split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(year, month - 1, day - days)).toISOString().slice(0, 10);
}

/** A period around now, wide enough for a test that runs over midnight. */
export function aroundNow(): { readonly from: string; readonly to: string } {
  return { from: dayFromNow(-1), to: dayFromNow(1) };
}
