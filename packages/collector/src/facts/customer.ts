import { compareMoments, type Moment } from './order-of-events.js';

/** When a customer id was seen with a visitor, folded by UTC day. */
export interface Sighting {
  customer: string;
  first: number;
  last: number;
}

/**
 * The customer id that was known last of a visitor at `time`: seen before, or at that very moment; of two seen at the
 * same moment the one that sorts first.
 *
 * @param lastSeen when the customer of a folded day that reaches beyond `time` was last seen in it up to `time`; asked
 *   only where another customer could be the later one.
 */
export function customerKnownAt(
  sightings: readonly Sighting[],
  time: number,
  lastSeen: (sighting: Sighting) => number,
): string | undefined {
  const before = sightings.filter(({ first }) => first <= time);
  const known = before[0]?.customer;
  if (before.every(({ customer }) => customer === known)) return known;
  let best: { customer: string; seen: number } | undefined;
  for (const sighting of before) {
    const { customer, last } = sighting;
    const seen = last <= time ? last : lastSeen(sighting);
    if (!best || seen > best.seen || (seen === best.seen && customer < best.customer))
      best = { customer, seen };
  }
  return best?.customer;
}

/** Numbers the orders of one customer by (time, order id); the first is 1. */
export function numberOrders<T extends Moment>(orders: readonly T[]): Map<T, number> {
  return new Map([...orders].sort(compareMoments).map((order, index) => [order, index + 1]));
}
