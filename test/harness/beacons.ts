import { randomUUID } from 'node:crypto';

/** Where the beacons of the fault tests come from. */
export const SHOP_ORIGIN = 'https://shop.example';

/** Headers of a beacon from somebody's Chrome on a page of the shop. */
export const BROWSER_HEADERS: Readonly<Record<string, string>> = {
  origin: SHOP_ORIGIN,
  'content-type': 'text/plain;charset=UTF-8',
  'user-agent':
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  'accept-language': 'en-GB',
};

/** An event of a beacon; the tests say what is in it, also nonsense. */
export interface BeaconEvent {
  readonly id: string;
  readonly name: string;
  readonly time: number;
  readonly [more: string]: unknown;
}

/** A page view of now. */
export function pageView(more: Readonly<Record<string, unknown>> = {}): BeaconEvent {
  return { id: randomUUID(), name: 'page_view', time: Date.now(), url: `${SHOP_ORIGIN}/`, ...more };
}

/** An order of now over an amount in whole currency units. */
export function purchase(value: number, currency = 'EUR'): BeaconEvent {
  return {
    id: randomUUID(),
    name: 'purchase',
    time: Date.now(),
    url: `${SHOP_ORIGIN}/thanks`,
    data: {
      transaction_id: randomUUID(),
      currency,
      value,
      items: [{ item_id: 'A', price: value, quantity: 1 }],
    },
  };
}

/** The person in whose browser a beacon is made. */
export interface Person {
  readonly visitor: { readonly id: string; readonly first: number };
  readonly visit: { readonly id: string; readonly number: number; readonly started: number };
}

/** Somebody new, in a first visit. */
export function newcomer(): Person {
  const now = Date.now();
  return {
    visitor: { id: randomUUID(), first: now },
    visit: { id: randomUUID(), number: 1, started: now },
  };
}

/** The body of a beacon of the site `shop`. */
export function beacon(events: readonly unknown[], person: Person = newcomer()): Record<string, unknown> {
  return { site: 'shop', sent: Date.now(), sdk: '1.0.0', ...person, events };
}
