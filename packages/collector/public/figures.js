// How figures are written for people. No page is needed for any of it, so that it can be tested without one.

/**
 * @typedef {{ value: number, currency: string, decimals: number }} Money
 * @typedef {number | Money | null | undefined} Amount
 */

/** @type {(amount: Amount) => number | null} the bare number, to draw or to compare */
export const numberOf = (amount) =>
  amount === null || amount === undefined ? null : typeof amount === 'object' ? amount.value : amount;

/**
 * A value as its unit is written: money from minor units, durations from milliseconds, shares in percent.
 *
 * @param {Amount} amount
 * @param {string} unit
 * @param {string} [locale] the browser's when left out
 */
export function formatValue(amount, unit, locale) {
  if (amount === null || amount === undefined) return '–';
  if (typeof amount === 'object') return formatMoney(amount, locale);
  if (unit === 'proportion' || unit === 'rate')
    return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(amount);
  if (unit === 'duration') return formatDuration(amount, locale);
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(amount);
}

/** @type {(money: Money, locale?: string) => string} */
function formatMoney({ value, currency, decimals }, locale) {
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(value / 10 ** decimals);
}

/** @type {(milliseconds: number, locale?: string) => string} */
function formatDuration(milliseconds, locale) {
  const seconds = Math.round(milliseconds / 1000);
  const part = (/** @type {number} */ value, /** @type {string} */ unit) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow' }).format(value);
  const minutes = Math.floor(seconds / 60);
  return minutes === 0
    ? part(seconds, 'second')
    : `${part(minutes, 'minute')} ${part(seconds % 60, 'second')}`;
}

/**
 * What a ratio is made of, so that a person can check it: `213 ÷ 10,000`. Empty for plain counts and sums.
 *
 * @param {{ numerator: Amount, denominator: Amount }} answer
 * @param {string} [locale]
 */
export function formatParts({ numerator, denominator }, locale) {
  if (numberOf(denominator) === null) return '';
  return `${formatValue(numerator, 'count', locale)} ÷ ${formatValue(denominator, 'count', locale)}`;
}

/**
 * The change to the period before, and whether it is a good one.
 *
 * @param {{ change?: number | null, significant?: boolean | null } | undefined} compare
 * @param {'up' | 'down' | null} direction which way is good
 * @param {string} [locale]
 * @returns {{ text: string, verdict: 'good' | 'bad' | '' }}
 */
export function formatChange(compare, direction, locale) {
  const change = compare?.change;
  if (change === null || change === undefined) return { text: '', verdict: '' };
  const percent = new Intl.NumberFormat(locale, {
    style: 'percent',
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  }).format(change);
  const chance = compare?.significant === false ? ' (may be chance)' : '';
  const good = direction === null || change === 0 ? '' : change > 0 === (direction === 'up') ? 'good' : 'bad';
  return { text: `${percent} to the 30 days before${chance}`, verdict: chance === '' ? good : '' };
}

/**
 * The last `days` local days of a site, today included.
 *
 * @param {string} timezone IANA name
 * @param {number} days
 * @param {number} now milliseconds since the epoch
 * @returns {{ from: string, to: string }}
 */
export function lastDays(timezone, days, now) {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const to = format.format(now);
  const first = new Date(`${to}T00:00:00Z`);
  first.setUTCDate(first.getUTCDate() - (days - 1));
  return { from: first.toISOString().slice(0, 10), to };
}

/**
 * The bars of a series in a box of 1 × 1; days without a figure have none.
 *
 * @param {readonly (number | null)[]} values
 * @returns {{ index: number, x: number, y: number, width: number, height: number }[]}
 */
export function barsOf(values) {
  const known = values.filter((value) => value !== null);
  const top = Math.max(0, ...known);
  const bottom = Math.min(0, ...known);
  const span = top - bottom;
  if (span === 0) return [];
  const step = 1 / values.length;
  return values.flatMap((value, index) => {
    if (value === null || value === 0) return [];
    const y = (top - Math.max(value, 0)) / span;
    return [{ index, x: (index + 0.1) * step, y, width: step * 0.8, height: Math.abs(value) / span }];
  });
}
