import { type BgNbd, fitBgNbd, probabilityAlive } from './bg-nbd.js';
import { expectedPurchasesIfAlive } from './expected-purchases.js';
import type { Fit } from './fit.js';
import { expectedAverageValue, fitGammaGamma, type GammaGamma, type SpendHistory } from './gamma-gamma.js';
import type { CustomerSummary } from './summary.js';

/** Weeks of a mean year and month of the Gregorian calendar. */
export const WEEKS_PER_YEAR = 365.2425 / 7;
const WEEKS_PER_MONTH = WEEKS_PER_YEAR / 12;

/** Both models of a shop; either can have failed, and says why. */
export interface LifetimeFits {
  purchases: Fit<'r' | 'alpha' | 'a' | 'b'>;
  spend: Fit<'p' | 'q' | 'v'>;
}

/** How far ahead, and how future money is discounted. */
export interface LifetimeValueOptions {
  /** Horizon in months; 12 unless told. */
  months?: number;
  /** Discount of a year: 0.1, that is 10 %, unless told. */
  annualDiscount?: number;
  /**
   * Money is discounted from the end of the step in which it comes: `month` (the default) or `week`. The finer step
   * gives a value larger by about 0.3 % at 10 % a year.
   */
  step?: 'month' | 'week';
}

/** What one customer is expected to bring from the last day of observation on. */
export interface LifetimeValue<Customer = unknown> {
  customer: Customer;
  /** P(alive) at the last day of observation. */
  probabilityAlive: number;
  /** Repeat purchases within the horizon. */
  expectedPurchases: number;
  /** Value of one of them, in the unit of the values; `null` where the model has no mean. */
  expectedAverageValue: number | null;
  /** Discounted value of all of them, in the unit of the values, not rounded. */
  value: number | null;
}

/** Fits both models to the customers of a shop. */
export function fitLifetimeModels(customers: readonly CustomerSummary[]): LifetimeFits {
  return { purchases: fitBgNbd(customers), spend: fitGammaGamma(customers) };
}

/**
 * Predicted value of each customer: Σ over the steps of expected purchases × (1 + discount)^−(end of the step in
 * years), times the expected value of a purchase. Purchases and their values are independent by the models.
 *
 * @param models without a model of spend the values are `null`.
 * @param spendOf purchases and their mean value, where not every purchase has a known value.
 * @throws RangeError for a horizon that is not positive, or a discount of −1 or less.
 * @see Fader, Hardie & Lee (2005), "RFM and CLV", Journal of Marketing Research 42(4), for the sum.
 */
export function lifetimeValues<Customer>(
  customers: readonly CustomerSummary<Customer>[],
  models: { purchases: BgNbd; spend?: GammaGamma },
  options: LifetimeValueOptions = {},
  spendOf: (customer: CustomerSummary<Customer>) => SpendHistory | undefined = (customer) => customer,
): LifetimeValue<Customer>[] {
  const steps = stepsOf(options);
  // Of a customer known to be alive the future depends on x and T alone: few pairs, however many customers.
  const known = new Map<string, Future>();
  return customers.map((summary) => {
    const { customer, frequency, age } = summary;
    const key = `${frequency} ${age}`;
    let future = known.get(key);
    if (!future) {
      future = futureOf(models.purchases, frequency, age, steps);
      known.set(key, future);
    }
    const alive = probabilityAlive(models.purchases, summary);
    const spend = spendOf(summary);
    const average = models.spend && spend ? expectedAverageValue(models.spend, spend) : null;
    return {
      customer,
      probabilityAlive: alive,
      expectedPurchases: alive * future.purchases,
      expectedAverageValue: average,
      value: average === null ? null : alive * future.discounted * average,
    };
  });
}

interface Step {
  /** End in weeks from the last day of observation. */
  end: number;
  discount: number;
}

interface Future {
  purchases: number;
  /** The same, each discounted. */
  discounted: number;
}

function stepsOf({ months = 12, annualDiscount = 0.1, step = 'month' }: LifetimeValueOptions): Step[] {
  if (!(months > 0 && months <= 1200)) throw new RangeError(`not a horizon: ${months} months`);
  if (!(annualDiscount > -1 && annualDiscount < Number.POSITIVE_INFINITY))
    throw new RangeError(`not a discount: ${annualDiscount}`);
  const horizon = months * WEEKS_PER_MONTH;
  const length = step === 'month' ? WEEKS_PER_MONTH : 1;
  // The last step is the rest: 12 months are 52 weeks and a day.
  return Array.from({ length: Math.ceil(horizon / length - 1e-9) }, (_, at) => {
    const end = Math.min(horizon, (at + 1) * length);
    return { end, discount: (1 + annualDiscount) ** (-end / WEEKS_PER_YEAR) };
  });
}

function futureOf(parameters: BgNbd, frequency: number, age: number, steps: readonly Step[]): Future {
  const future = { purchases: 0, discounted: 0 };
  for (const { end, discount } of steps) {
    const purchases = expectedPurchasesIfAlive(parameters, frequency, age, end);
    future.discounted += (purchases - future.purchases) * discount;
    future.purchases = purchases;
  }
  return future;
}
