import { type FrequentSetOptions, type ProductAffinity, productAffinity } from './affinity/index.js';
import { forecastLifetimes, type LifetimeForecast, type LifetimeHistories } from './lifetime/index.js';

export type { LifetimeForecast, LifetimeHistories };

/** Orders as text, the ids of their products with commas between: as the store hands them out. */
export interface AffinityInput extends FrequentSetOptions {
  baskets: readonly string[];
}

/** What takes seconds of a processor; it must not run where beacons are answered. */
export interface Compute {
  lifetimes(histories: LifetimeHistories): Promise<LifetimeForecast>;
  affinity(input: AffinityInput): Promise<ProductAffinity>;
}

/** What each of them does, without regard to where. */
export const COMPUTATIONS = {
  lifetimes: forecastLifetimes,
  affinity: ({ baskets, ...options }: AffinityInput): ProductAffinity =>
    productAffinity(itemsOf(baskets), options),
} as const;

function* itemsOf(baskets: readonly string[]): Iterable<number[]> {
  for (const basket of baskets) yield basket.split(',').map(Number);
}

/** Computes on this thread: for tests, and for commands that answer nobody else meanwhile. */
export const computeHere: Compute = {
  lifetimes: async (histories) => COMPUTATIONS.lifetimes(histories),
  affinity: async (input) => COMPUTATIONS.affinity(input),
};
