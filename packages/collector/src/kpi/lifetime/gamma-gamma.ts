import digamma from '@stdlib/math-base-special-digamma';
import gammaln from '@stdlib/math-base-special-gammaln';
import { type Fit, MIN_REPEAT_CUSTOMERS, type ModelParameters, tooFewRepeatCustomers } from './fit.js';
import { type Likelihood, maximiseLikelihood } from './maximum-likelihood.js';
import type { CustomerSummary } from './summary.js';

/**
 * Parameters of the gamma-gamma model. The values of a customer's purchases are gamma distributed with shape p and a
 * rate that is gamma distributed over customers with shape q and rate v (v in the unit of the values).
 */
export type GammaGamma = ModelParameters<'p' | 'q' | 'v'>;

/** Spend of one customer: x and z̄ of the papers. */
export type SpendHistory = Pick<CustomerSummary, 'frequency' | 'meanValue'>;

/**
 * Fits the gamma-gamma model by maximum likelihood to the customers with a repeat purchase and a mean above 0; the
 * others, of whom the model cannot be, are left out. That mean value and frequency are independent is the model's
 * assumption, not checked here.
 *
 * @see Fader & Hardie (2013), "The gamma-gamma model of monetary value", brucehardie.com/notes/025, equation 1a.
 */
export function fitGammaGamma(customers: Iterable<SpendHistory>): Fit<'p' | 'q' | 'v'> {
  const likelihood = gammaGammaLikelihood(customers);
  if (likelihood.customers < MIN_REPEAT_CUSTOMERS) return tooFewRepeatCustomers(likelihood.customers);
  const { mean } = likelihood;
  const fit = maximiseLikelihood(likelihood, [
    [3, 3, mean],
    [6, 4, mean / 2],
    [1, 2, mean],
  ]);
  if (!fit.converged || fit.parameters.q > 1) return fit;
  return {
    converged: false,
    reason: 'infinite-mean',
    detail: `a few customers spend so much more than the others that the model has no mean (q ${fit.parameters.q.toPrecision(4)})`,
    best: { parameters: fit.parameters, logLikelihood: fit.logLikelihood },
  };
}

/** Log-likelihood of the customers' mean values; those left out as in `fitGammaGamma`. */
export function gammaGammaLogLikelihood(parameters: GammaGamma, customers: Iterable<SpendHistory>): number {
  const { p, q, v } = parameters;
  return gammaGammaLikelihood(customers).evaluate(Float64Array.of(p, q, v), new Float64Array(3));
}

/**
 * Expected value of a future purchase: the customer's own mean drawn towards that of all customers, the more the fewer
 * purchases he has made. Without a repeat purchase it is the mean of all.
 *
 * @returns in the unit of the values; `null` where the model has no mean (p·x + q ≤ 1).
 * @see Fader & Hardie (2013), equation 5.
 */
export function expectedAverageValue(
  parameters: GammaGamma,
  { frequency, meanValue }: SpendHistory,
): number | null {
  const { p, q, v } = parameters;
  const x = meanValue === null ? 0 : frequency;
  const below = p * x + q - 1;
  return below > 0 ? (p * (v + x * (meanValue ?? 0))) / below : null;
}

interface GammaGammaLikelihood extends Likelihood<'p' | 'q' | 'v'> {
  /** Mean of the customers' means; positive. */
  mean: number;
}

/** Customers with the same number of purchases. */
interface Group {
  x: number;
  count: number;
  sumLn: number;
  /** x·z̄ of each. */
  spent: number[];
}

function gammaGammaLikelihood(customers: Iterable<SpendHistory>): GammaGammaLikelihood {
  const groups = new Map<number, Group>();
  let total = 0;
  let sum = 0;
  for (const { frequency, meanValue } of customers) {
    if (frequency < 1 || meanValue === null || !(meanValue > 0)) continue;
    total++;
    sum += meanValue;
    let group = groups.get(frequency);
    if (!group) {
      group = { x: frequency, count: 0, sumLn: 0, spent: [] };
      groups.set(frequency, group);
    }
    group.count++;
    group.sumLn += Math.log(meanValue);
    group.spent.push(frequency * meanValue);
  }
  const mean = total === 0 ? 1 : sum / total;

  const evaluate = (parameters: Float64Array, gradient: Float64Array): number => {
    const [p, q, v] = parameters as unknown as [number, number, number];
    const lnV = Math.log(v);
    let value = total * (q * lnV - gammaln(q));
    let byP = 0;
    let byQ = total * (lnV - digamma(q));
    let byV = (total * q) / v;
    for (const { x, count, sumLn, spent } of groups.values()) {
      const shape = p * x + q;
      let lnSum = 0;
      let inverses = 0;
      for (const one of spent) {
        lnSum += Math.log(v + one);
        inverses += 1 / (v + one);
      }
      const psi = digamma(shape);
      value += count * (gammaln(shape) - gammaln(p * x) + p * x * Math.log(x));
      value += (p * x - 1) * sumLn - shape * lnSum;
      byP += x * (count * (psi - digamma(p * x) + Math.log(x)) + sumLn - lnSum);
      byQ += count * psi - lnSum;
      byV -= shape * inverses;
    }
    gradient.set([byP, byQ, byV]);
    return value;
  };

  return {
    names: ['p', 'q', 'v'],
    bounds: { p: [1e-4, 1e4], q: [1e-4, 1e4], v: [1e-6 * mean, 1e6 * mean] },
    customers: total,
    mean,
    evaluate,
  };
}
