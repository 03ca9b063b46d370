import type { CartFact, CartLine } from '../../facts/cart.js';
import { lineRevenue, withinLimit } from '../../facts/money.js';
import type { Site } from '../store.js';
import type { Rates } from './rates.js';

/** Money in a cart as its row keeps it. Amounts are minor units; `null`: more than can be kept. */
export interface CartValue {
  /** The one that was said last. */
  currency: string;
  value: number | null;
  /** JSON of amounts by currency, where there are several; `value` is then what is in `currency` of it. */
  parts: string | null;
}

/** What lies in a cart. A line keeps the currency that it was put in with; one without is in the cart's, else the site's. */
export function cartValue({ currency, lines }: Pick<CartFact, 'currency' | 'lines'>, site: Site): CartValue {
  const own = currency ?? site.currency;
  const sums = new Map<string, number>([[own, 0]]);
  const currencyOf = (line: CartLine) => line.currency ?? own;
  for (const line of lines) {
    const at = currencyOf(line);
    sums.set(at, (sums.get(at) ?? 0) + lineRevenue(line.price, line.quantity, at));
  }
  // Each event was within the limits, but a cart of many can be worth more than can be kept.
  const kept = [...sums].map(([at, sum]): [string, number | null] => [at, withinLimit(sum, at)]);
  const parts = kept.filter(([, amount]) => amount !== 0);
  const isMixed = parts.some(([at]) => at !== own);
  // By name: the same lines make the same text, in whichever order they came.
  const text = JSON.stringify(Object.fromEntries(parts.sort(([a], [b]) => (a < b ? -1 : 1))));
  return { currency: own, value: kept[0]?.[1] ?? null, parts: isMixed ? text : null };
}

/**
 * The same in the site's currency, each part at the rate of the day of `time`; `null` where one has no rate, or is more
 * than can be kept.
 */
export function cartReporting(
  { currency, value, parts }: CartValue,
  { rates, site, time }: { rates: Rates; site: Site; time: number },
): number | null {
  if (parts === null) return rates.reporting(site, value, currency, time);
  let total = 0;
  for (const [at, amount] of Object.entries(JSON.parse(parts) as Record<string, number | null>)) {
    const part = rates.reporting(site, amount, at, time);
    if (part === null) return null;
    total += part;
  }
  return withinLimit(total, site.currency);
}
