import { type BgNbd, checkHistory, type PurchaseHistory, probabilityAlive } from './bg-nbd.js';

/** Terms of a sum; it takes some 40 ÷ (1 − z) of them, z = t ÷ (α + T + t). */
const MAX_TERMS = 20_000_000;
/** Relative size of what is cut off. */
const PRECISION = 1e-13;
/** Terms smaller than this cannot be told from 0 in a double without losing digits. */
const SMALLEST_LN = -700;

/**
 * Repeat purchases that a customer with this history is expected to make in the next weeks.
 *
 * @param weeks length of the forecast, ≥ 0.
 * @throws RangeError for a history that cannot be, a negative length, or a sum that does not converge (α near 0).
 * @see Fader, Hardie & Lee (2005), equation 10, which `expectedPurchasesIfAlive` computes in another form.
 */
export function conditionalExpectedPurchases(
  parameters: BgNbd,
  history: PurchaseHistory,
  weeks: number,
): number {
  return (
    probabilityAlive(parameters, history) *
    expectedPurchasesIfAlive(parameters, history.frequency, history.age, weeks)
  );
}

/**
 * Repeat purchases that a new customer is expected to make in the weeks after his first purchase.
 *
 * @see Fader, Hardie & Lee (2005), equation 9.
 */
export function expectedPurchases(parameters: BgNbd, weeks: number): number {
  return expectedPurchasesIfAlive(parameters, 0, 0, weeks);
}

/**
 * The same of a customer who is known to be alive at T; his recency then says nothing more.
 *
 * Equation 10 writes this with a hypergeometric function ₂F₁, divided by a − 1, so that it has no value at a = 1 and
 * loses digits near it, and overflows for some hundred purchases. The same model without either: were he immortal, he
 * would make n purchases with the probability of a negative binomial distribution (his rate is gamma distributed with
 * r + x and α + T); of them he makes the j-th if he has not dropped out at one of the j − 1 before it, with probability
 * Π (b + x + i) ÷ (a + b + x + i), i < j − 1 (his dropout probability is beta distributed with a and b + x). All terms
 * are positive, so no digits are lost, and what is cut off has a bound.
 */
export function expectedPurchasesIfAlive(
  parameters: BgNbd,
  frequency: number,
  age: number,
  weeks: number,
): number {
  checkHistory({ frequency, recency: 0, age });
  if (!(weeks >= 0 && weeks < Number.POSITIVE_INFINITY))
    throw new RangeError(`not a length of a forecast: ${weeks} weeks`);
  if (weeks === 0) return 0;
  const { r, alpha, a, b } = parameters;
  const shape = r + frequency;
  const z = weeks / (alpha + age + weeks);
  let lnTerm = -shape * Math.log1p(weeks / (alpha + age));
  let probability = Math.exp(lnTerm);
  // Of n purchases of an immortal, those before he drops out; and the probability that he makes the next.
  let made = 0;
  let next = 1;
  let sum = 0;
  for (let n = 0; n < MAX_TERMS; n++) {
    sum += probability * made;
    const ratio = ((shape + n) / (n + 1)) * z;
    // From here on the terms shrink at least as fast as a geometric series, while `made` grows by less than 1 each.
    const fastest = Math.max(ratio, z);
    if (fastest < 1 && lnTerm > SMALLEST_LN) {
      const rest = ((probability * fastest) / (1 - fastest)) * (made + 1 / (1 - fastest));
      if (rest <= PRECISION * sum) return sum;
    }
    if (lnTerm > SMALLEST_LN) probability *= ratio;
    else {
      lnTerm += Math.log(ratio);
      probability = Math.exp(lnTerm);
    }
    made += next;
    next *= (b + frequency + n) / (a + b + frequency + n);
  }
  throw new RangeError(`expected purchases do not converge: α ${alpha}, age ${age}, ${weeks} weeks`);
}
