import type { Amount, Money, Unit } from '../api/answers.js';

/** The bare number of an amount, to draw or to compare: minor units of money. */
export function numberOf(amount: Amount | undefined): number | null {
  if (amount === null || amount === undefined) return null;
  return typeof amount === 'object' ? amount.value : amount;
}

/** Whether something in an answer is an amount of money. */
export function isMoney(value: unknown): value is Money {
  return typeof value === 'object' && value !== null && 'currency' in value && 'decimals' in value;
}

/** An amount as the unit writes it: money from minor units, durations from milliseconds, shares in percent. */
export function formatAmount(amount: Amount | undefined, unit: Unit, locale: string): string {
  if (amount === null || amount === undefined) return '–';
  if (typeof amount === 'object') return formatMoney(amount, locale);
  if (unit === 'proportion' || unit === 'rate')
    return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(amount);
  if (unit === 'duration') return formatDuration(amount, locale);
  // Of split orders and of targets there are parts; beside hundreds they are noise.
  const digits = unit === 'count' && Math.abs(amount) >= 100 ? 0 : 2;
  return new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(amount);
}

function formatMoney({ value, currency, decimals }: Money, locale: string): string {
  const amount = value / 10 ** decimals;
  // Cents of thousands are noise to the eye; the exact amount stands beside it for who wants it.
  const digits = Math.abs(amount) >= 10_000 ? 0 : decimals;
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount);
}

/** The same to the last digit, for who wants to check it. */
export function formatExactly(amount: Amount | undefined, unit: Unit, locale: string): string {
  if (amount === null || amount === undefined || typeof amount !== 'object')
    return formatAmount(amount, unit, locale);
  const { value, currency, decimals } = amount;
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(value / 10 ** decimals);
}

/** Short, for the ticks of an axis: `€12K`. */
export function formatTick(value: number, unit: Unit, money: Money | undefined, locale: string): string {
  if (unit === 'proportion' || unit === 'rate')
    return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(value);
  if (unit === 'duration') return formatDuration(value, locale);
  const options: Intl.NumberFormatOptions = { notation: 'compact', maximumFractionDigits: 2 };
  if (money === undefined) return new Intl.NumberFormat(locale, options).format(value);
  return new Intl.NumberFormat(locale, {
    ...options,
    style: 'currency',
    currency: money.currency,
    minimumFractionDigits: 0,
  }).format(value / 10 ** money.decimals);
}

const DURATIONS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** The two largest units that a duration has: `1m 23s`. */
export function formatDuration(milliseconds: number, locale: string): string {
  const part = (value: number, unit: string, digits = 0) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit,
      unitDisplay: 'narrow',
      maximumFractionDigits: digits,
    }).format(value);
  if (Math.round(Math.abs(milliseconds)) < 1000) return part(milliseconds, 'millisecond');
  if (Math.abs(milliseconds) < 10_000) return part(milliseconds / 1000, 'second', 1);
  const seconds = Math.round(Math.abs(milliseconds) / 1000);
  const firstOf = (time: number) => DURATIONS.findIndex(([, length]) => time >= length);
  // Rounded as a whole, and only then cut into units: else 1 h 59.7 min would be 1 h 60 min.
  const [, step] = DURATIONS[firstOf(seconds) + 1] ?? ['second', 1];
  const rounded = Math.round(seconds / step) * step;
  const first = firstOf(rounded);
  const [unit, length] = DURATIONS[first] ?? ['second', 1];
  const next = DURATIONS[first + 1];
  const whole = part(Math.sign(milliseconds) * Math.trunc(rounded / length), unit);
  const rest = next === undefined ? 0 : Math.round((rounded % length) / next[1]);
  return next === undefined || rest === 0 ? whole : `${whole} ${part(rest, next[0])}`;
}

/** A change as it is spoken of: `+12.1%`. */
export function formatChange(change: number, locale: string): string {
  return new Intl.NumberFormat(locale, {
    style: 'percent',
    maximumFractionDigits: Math.abs(change) >= 1 ? 0 : 1,
    signDisplay: 'exceptZero',
  }).format(change);
}
