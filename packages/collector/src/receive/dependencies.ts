import type { Logger } from 'pino';
import type { Store } from '../store/store.js';
import type { Judge } from './judge.js';
import type { RateLimit } from './rate-limit.js';

/** What the routes that take events need; all of it is passed in. */
export interface ReceiveDependencies {
  store: Store;
  /** Milliseconds since the epoch. */
  clock: () => number;
  log: Logger;
  judge: Judge;
  /** For beacons without a key; `null` lets everything through. */
  rateLimit: RateLimit | null;
  /** Also take events from pages on localhost and from the collector's own pages. */
  dev: boolean;
}
