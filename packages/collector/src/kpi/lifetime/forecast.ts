import { fitBgNbd } from './bg-nbd.js';
import type { Fit } from './fit.js';
import { fitGammaGamma } from './gamma-gamma.js';
import { lifetimeValues } from './lifetime-value.js';

/** Histories of customers as columns, one place a customer: they go from thread to thread without being copied. */
export interface LifetimeHistories {
  /** Days with an order after the first such day. */
  repeatDays: Int32Array;
  /** Days from the first to the last day with an order. */
  activeDays: Int32Array;
  /** Days from the first day with an order to the last day of observation. */
  ageDays: Int32Array;
  /** The repeat days whose value is known. */
  valuedDays: Int32Array;
  /** Value of all orders after the first day, in whole units of money. */
  repeatValue: Float64Array;
}

/** What is to be expected of each customer; NaN where a model could not be fitted. */
export interface LifetimeForecast {
  purchases: Fit<'r' | 'alpha' | 'a' | 'b'>;
  spend: Fit<'p' | 'q' | 'v'>;
  alive: Float64Array;
  /** Purchases in the next 12 months. */
  expectedPurchases: Float64Array;
  /** Value of one purchase. */
  averageValue: Float64Array;
  /** Discounted value of the purchases of the next 12 months. */
  value: Float64Array;
}

/** Fits both models to the customers and forecasts each of them. */
export function forecastLifetimes(histories: LifetimeHistories): LifetimeForecast {
  const { repeatDays, activeDays, ageDays, valuedDays, repeatValue } = histories;
  const customers = Array.from(repeatDays, (frequency, customer) => ({
    customer,
    frequency,
    recency: (activeDays[customer] as number) / 7,
    age: (ageDays[customer] as number) / 7,
    meanValue: null,
  }));
  const spent = Array.from(valuedDays, (frequency, customer) => ({
    frequency,
    meanValue: frequency === 0 ? null : (repeatValue[customer] as number) / frequency,
  }));
  // In one order, whichever they were stored in: a sum of reals has other last digits in another, and a likelihood that is
  // nearly flat other parameters.
  const purchases = fitBgNbd(
    customers.toSorted((a, b) => a.frequency - b.frequency || a.recency - b.recency || a.age - b.age),
  );
  const spend = fitGammaGamma(
    spent.toSorted((a, b) => a.frequency - b.frequency || (a.meanValue ?? 0) - (b.meanValue ?? 0)),
  );
  const column = () => new Float64Array(repeatDays.length).fill(Number.NaN);
  const forecast = {
    purchases,
    spend,
    alive: column(),
    expectedPurchases: column(),
    averageValue: column(),
    value: column(),
  };
  if (!purchases.converged) return forecast;
  const models = {
    purchases: purchases.parameters,
    ...(spend.converged ? { spend: spend.parameters } : {}),
  };
  const values = lifetimeValues(customers, models, {}, ({ customer }) => spent[customer]);
  values.forEach((one, customer) => {
    forecast.alive[customer] = one.probabilityAlive;
    forecast.expectedPurchases[customer] = one.expectedPurchases;
    forecast.averageValue[customer] = one.expectedAverageValue ?? Number.NaN;
    forecast.value[customer] = one.value ?? Number.NaN;
  });
  return forecast;
}
