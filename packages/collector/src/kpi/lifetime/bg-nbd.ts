import { type Fit, MIN_REPEAT_CUSTOMERS, type ModelParameters, tooFewRepeatCustomers } from './fit.js';
import { type Likelihood, maximiseLikelihood } from './maximum-likelihood.js';
import type { CustomerSummary } from './summary.js';

/**
 * Parameters of the BG/NBD model. While alive a customer buys by a Poisson process; its rate is gamma distributed over
 * customers with shape r and rate α (weeks). After each repeat purchase he drops out with a probability that is beta
 * distributed over customers with a and b.
 */
export type BgNbd = ModelParameters<'r' | 'alpha' | 'a' | 'b'>;

/** Purchases of one customer: x, t_x and T of the papers. */
export type PurchaseHistory = Pick<CustomerSummary, 'frequency' | 'recency' | 'age'>;

/** More purchase days than that are no customer's; bounds the tables of the likelihood. */
const MAX_FREQUENCY = 1_000_000;

const NAMES = ['r', 'alpha', 'a', 'b'] as const;
const BOUNDS = { r: [1e-4, 1e4], alpha: [1e-4, 1e6], a: [1e-4, 1e4], b: [1e-4, 1e4] } as const;

/**
 * Fits the BG/NBD model by maximum likelihood. Customers with the same history are one row with a weight, so that the
 * work grows with the number of different histories.
 *
 * @throws RangeError for a history that cannot be (`checkHistory`).
 * @see Fader, Hardie & Lee (2005), "Counting your customers" the easy way, Marketing Science 24(2), equation 6.
 */
export function fitBgNbd(customers: Iterable<PurchaseHistory>): Fit<'r' | 'alpha' | 'a' | 'b'> {
  const likelihood = bgNbdLikelihood(customers);
  if (likelihood.repeatCustomers < MIN_REPEAT_CUSTOMERS)
    return tooFewRepeatCustomers(likelihood.repeatCustomers);
  const { rate } = likelihood;
  return maximiseLikelihood(likelihood, [
    [0.5, 0.25 / rate, 1, 3],
    [1, 1 / rate, 0.3, 3],
    [0.2, 0.1 / rate, 2, 2],
  ]);
}

/** Log-likelihood of the customers' histories. The histories are checked as in `fitBgNbd`. */
export function bgNbdLogLikelihood(parameters: BgNbd, customers: Iterable<PurchaseHistory>): number {
  const vector = Float64Array.from(NAMES, (name) => parameters[name]);
  return bgNbdLikelihood(customers).evaluate(vector, new Float64Array(4));
}

/**
 * Probability that a customer is still alive at T. Before his first repeat purchase it is 1 by the model: he drops out
 * after a repeat purchase only.
 *
 * @see Fader, Hardie & Lee (2008), "Computing P(alive) using the BG/NBD model", brucehardie.com/notes/021.
 */
export function probabilityAlive(parameters: BgNbd, history: PurchaseHistory): number {
  checkHistory(history);
  const { frequency, recency, age } = history;
  if (frequency === 0) return 1;
  const { r, alpha, a, b } = parameters;
  const odds =
    Math.log(a / (b + frequency - 1)) + (r + frequency) * Math.log1p((age - recency) / (alpha + recency));
  return 1 / (1 + Math.exp(odds));
}

/**
 * Refuses a history that cannot be.
 *
 * @throws RangeError unless frequency is a whole number from 0 to 1,000,000 and 0 ≤ recency ≤ age, recency 0 without
 *   a repeat purchase.
 */
export function checkHistory({ frequency, recency, age }: PurchaseHistory): void {
  if (!Number.isInteger(frequency) || frequency < 0 || frequency > MAX_FREQUENCY)
    throw new RangeError(`not a count of repeat purchases: ${frequency}`);
  if (!(recency >= 0 && recency <= age && age < Number.POSITIVE_INFINITY))
    throw new RangeError(`not a recency within an age: ${recency} of ${age} weeks`);
  if (frequency === 0 && recency > 0)
    throw new RangeError(`a recency without a repeat purchase: ${recency} weeks`);
}

interface BgNbdLikelihood extends Likelihood<'r' | 'alpha' | 'a' | 'b'> {
  repeatCustomers: number;
  /** Repeat purchases per week of all customers; positive. */
  rate: number;
}

/**
 * The likelihood over distinct rows, with its exact gradient. Stable for any count of purchases: frequencies are whole
 * numbers, so the quotients of gamma functions are products, Γ(r+x) ÷ Γ(r) = r(r+1)…(r+x−1), and their sums over all
 * customers need no gamma function; the two powers of the last factor are added as logarithms.
 */
function bgNbdLikelihood(customers: Iterable<PurchaseHistory>): BgNbdLikelihood {
  const weights = new Map<string, number>();
  const rows: PurchaseHistory[] = [];
  const counts: number[] = [];
  let total = 0;
  let repeatCustomers = 0;
  let purchases = 0;
  let weeks = 0;
  let most = 0;
  for (const history of customers) {
    checkHistory(history);
    const { frequency, recency, age } = history;
    total++;
    if (frequency > 0) repeatCustomers++;
    purchases += frequency;
    weeks += age;
    most = Math.max(most, frequency);
    const key = `${frequency} ${recency} ${age}`;
    const known = weights.get(key);
    if (known === undefined) {
      weights.set(key, rows.length);
      rows.push(history);
      counts.push(1);
    } else counts[known]!++;
  }
  weights.clear();

  // Customers with more than k repeat purchases, for each k.
  const above = new Float64Array(most + 1);
  rows.forEach(({ frequency }, row) => {
    above[frequency]! += counts[row]!;
  });
  for (let k = most - 1; k >= 0; k--) above[k]! += above[k + 1]!;
  const ages = new Moments(rows.map(({ age }) => age));
  const recencies = new Moments(rows.map(({ recency }) => recency));
  const lnBeforeDropout = new Float64Array(most + 1);

  const evaluate = (parameters: Float64Array, gradient: Float64Array): number => {
    const [r, alpha, a, b] = parameters as unknown as [number, number, number, number];
    const lnA = Math.log(a);
    ages.shift(alpha);
    recencies.shift(alpha);
    let value = total * r * Math.log(alpha);
    let byR = total * Math.log(alpha);
    let byAlpha = (total * r) / alpha;
    let byA = 0;
    let byB = 0;
    for (let k = 0; k < most; k++) {
      const weight = above[k + 1]!;
      value += weight * Math.log(((r + k) * (b + k)) / (a + b + k));
      byR += weight / (r + k);
      byA -= weight / (a + b + k);
      byB += weight * (1 / (b + k) - 1 / (a + b + k));
      lnBeforeDropout[k + 1] = Math.log(b + k);
    }
    for (let row = 0; row < rows.length; row++) {
      const x = rows[row]!.frequency;
      const weight = counts[row]!;
      const age = ages.places[row]!;
      const lnAge = ages.ln[age]!;
      const shape = r + x;
      let dropped = 0;
      value -= weight * shape * lnAge;
      if (x > 0) {
        const recency = recencies.places[row]!;
        const lnRecency = recencies.ln[recency]!;
        // Odds of having dropped out at t_x to having been alive and silent until T.
        const odds = lnA - lnBeforeDropout[x]! + shape * (lnAge - lnRecency);
        const small = Math.exp(-Math.abs(odds));
        dropped = (odds > 0 ? 1 : small) / (1 + small);
        value += weight * (Math.max(odds, 0) + Math.log1p(small));
        byR += weight * dropped * (lnAge - lnRecency);
        byAlpha -= (weight * shape * dropped) / (alpha + recencies.values[recency]!);
        byA += (weight * dropped) / a;
        byB -= (weight * dropped) / (b + x - 1);
      }
      byR -= weight * lnAge;
      byAlpha -= (weight * shape * (1 - dropped)) / (alpha + ages.values[age]!);
    }
    gradient.set([byR, byAlpha, byA, byB]);
    return value;
  };

  return {
    names: NAMES,
    bounds: BOUNDS,
    customers: total,
    repeatCustomers,
    rate: Math.max(purchases, 1) / Math.max(weeks, 1),
    evaluate,
  };
}

/** Distinct times and the logarithms of α + time: days are few, so a table spares a logarithm per row. */
class Moments {
  readonly values: Float64Array;
  readonly places: Int32Array;
  readonly ln: Float64Array;

  constructor(times: readonly number[]) {
    const known = new Map<number, number>();
    this.places = Int32Array.from(times, (time) => {
      const place = known.get(time) ?? known.size;
      known.set(time, place);
      return place;
    });
    this.values = Float64Array.from(known.keys());
    this.ln = new Float64Array(known.size);
  }

  shift(alpha: number): void {
    for (let at = 0; at < this.ln.length; at++) this.ln[at] = Math.log(alpha + this.values[at]!);
  }
}
