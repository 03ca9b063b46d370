import { LIMITS } from '@footfall/protocol/limits';
import Big from 'big.js';
import { data as currencies } from 'currency-codes';

const HALF_EVEN = 2;

// The library looks through its whole list at each question, and every amount asks.
const DIGITS: ReadonlyMap<string, number> = new Map(currencies.map(({ code, digits }) => [code, digits]));

/**
 * Digits behind the point of a currency by ISO 4217: 0 for JPY, 2 for EUR, 3 for KWD. An unknown code has 2.
 */
export function decimalsOf(currency: string): number {
  return DIGITS.get(currency) ?? 2;
}

/** The amount if it is within {@link LIMITS.amount} of its currency, so that it and sums of it stay exact; else `null`. */
export function withinLimit(minor: number, currency: string): number | null {
  return Math.abs(minor) <= LIMITS.amount * 10 ** decimalsOf(currency) ? minor : null;
}

/**
 * A decimal amount as an integer of `scale` digits, rounded once, half to even: `toScaled('19.955', 2)` is 1996.
 *
 * @throws RangeError when the result is not exact in a number (beyond 2^53).
 */
export function toScaled(amount: string | number, scale: number): number {
  const scaled = new Big(amount).times(new Big(10).pow(scale)).round(0, HALF_EVEN).toNumber();
  if (!Number.isSafeInteger(scaled)) throw new RangeError(`${amount} is too large for ${scale} decimals`);
  return scaled;
}

/** A decimal amount of a currency in its minor units, rounded once, half to even. */
export function toMinor(amount: string | number, currency: string): number {
  return toScaled(amount, decimalsOf(currency));
}

/** How many units of one currency a unit of another is: `times ÷ over`, both decimals, kept apart to stay exact. */
export interface Rate {
  times: string;
  over: string;
}

/**
 * What `minor` of one currency is in another at `rate`, rounded once, half to even.
 *
 * @returns `null` when it is too much to be kept: a rate can be wrong by any power of ten.
 */
export function convert(minor: number, from: string, to: string, rate: Rate): number | null {
  const times = fractionOf(rate.times);
  const over = fractionOf(rate.over);
  const shift = decimalsOf(to) - decimalsOf(from);
  const up = 10n ** BigInt(Math.max(shift, 0));
  const down = 10n ** BigInt(Math.max(-shift, 0));
  return withinLimit(roundHalfEvenRatio(BigInt(minor) * times.n * over.d * up, times.d * over.n * down), to);
}

/**
 * What a unit price (millionths) of one currency is in another, in millionths, rounded once, half to even.
 *
 * @returns `null` when it is too much to be kept.
 */
export function convertPrice(price: number, rate: Rate): number | null {
  const times = fractionOf(rate.times);
  const over = fractionOf(rate.over);
  const converted = roundHalfEvenRatio(BigInt(price) * times.n * over.d, times.d * over.n);
  return Math.abs(converted) <= LIMITS.price * 1e6 ? converted : null;
}

function fractionOf(decimal: string): { n: bigint; d: bigint } {
  const [whole = '0', part = ''] = decimal.split('.');
  return { n: BigInt(whole + part), d: 10n ** BigInt(part.length) };
}

/** Price (millionths) times quantity (thousandths) in minor units of the currency, rounded once, half to even. */
export function lineRevenue(price: number, quantity: number, currency: string): number {
  const exact = BigInt(price) * BigInt(quantity);
  const decimals = decimalsOf(currency);
  return roundHalfEvenRatio(exact * 10n ** BigInt(decimals), 10n ** 9n);
}

/** `numerator ÷ denominator` as an integer, half to even. The denominator is above zero. */
export function roundHalfEvenRatio(numerator: bigint | number, denominator: bigint | number): number {
  const n = BigInt(numerator);
  const d = BigInt(denominator);
  let quotient = n / d;
  let rest = n % d;
  if (rest < 0n) {
    rest += d;
    quotient -= 1n;
  }
  const twice = rest * 2n;
  const up = twice > d || (twice === d && quotient % 2n !== 0n);
  return Number(up ? quotient + 1n : quotient);
}

/**
 * Splits an integer by weights so that the parts sum to it exactly: each part is rounded down, and what is left
 * goes one by one to the largest remainders (the earlier part where two are equal).
 *
 * @param weights not negative; all zero: everything goes to the first part.
 */
export function largestRemainder(total: number, weights: readonly number[]): number[] {
  if (weights.length === 0) return [];
  const sign = total < 0 ? -1 : 1;
  const whole = BigInt(Math.abs(total));
  const exact = weights.map((weight) => toInteger(weight));
  const sum = exact.reduce((a, b) => a + b, 0n);
  if (sum === 0n) return weights.map((_, index) => (index === 0 ? total : 0));
  const parts = exact.map((weight) => (whole * weight) / sum);
  const order = exact
    .map((weight, index) => ({ index, remainder: (whole * weight) % sum }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  let left = Number(whole - parts.reduce((a, b) => a + b, 0n));
  for (const { index } of order) {
    if (left-- <= 0) break;
    parts[index] = (parts[index] as bigint) + 1n;
  }
  return parts.map((part) => sign * Number(part));
}

// Weights may be fractions (0.4, a half-life): 2^40 keeps twelve digits of them.
function toInteger(weight: number): bigint {
  return Number.isSafeInteger(weight) ? BigInt(weight) << 40n : BigInt(Math.round(weight * 2 ** 40));
}
