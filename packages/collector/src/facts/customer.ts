import { compareMoments, type Moment } from './order-of-events.js';

/** When a customer id was seen with a visitor, folded by UTC day. */
export interface Sighting {
  customer: string;
  first: number;
  last: number;
}

/**
 * The customer id that was known last of a visitor at `time`: seen before, or at that very moment. Within a day
 * only the first and last time are kept, so a day that reaches beyond `time` counts as seen up to it.
 */
export function customerKnownAt(sightings: readonly Sighting[], time: number): string | undefined {
  let best: { customer: string; seen: number } | undefined;
  for (const { customer, first, last } of sightings) {
    if (first > time) continue;
    const seen = Math.min(last, time);
    if (!best || seen > best.seen || (seen === best.seen && customer < best.customer))
      best = { customer, seen };
  }
  return best?.customer;
}

/** Numbers the orders of one customer by (time, order id); the first is 1. */
export function numberOrders<T extends Moment>(orders: readonly T[]): Map<T, number> {
  return new Map([...orders].sort(compareMoments).map((order, index) => [order, index + 1]));
}
