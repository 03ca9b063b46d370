import type { Logger } from 'pino';
import type { CountryLookup } from '../enrich/country.js';
import type { TrustProxy } from '../enrich/network.js';
import type { Store } from '../store/store.js';
import type { RateLimit } from './rate-limit.js';

/** What the routes that take events need; all of it is passed in. */
export interface ReceiveDependencies {
  store: Store;
  /** Milliseconds since the epoch. */
  now: () => number;
  log: Logger;
  country: CountryLookup;
  /** Which proxies are believed when they say who the client is. */
  trustProxy: TrustProxy;
  /** For beacons without a key; `null` lets everything through. */
  rateLimit: RateLimit | null;
  /** Also take events from pages on localhost and from the collector's own pages. */
  dev: boolean;
}
