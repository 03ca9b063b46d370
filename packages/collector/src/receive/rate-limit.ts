import { LRUCache } from 'lru-cache';
import { SERVER_LIMITS } from '../limits.js';

/** Asks for one beacon of a client. */
export interface RateLimit {
  /** @returns 0 when it may go on, else the seconds that it should wait. */
  take(client: string): number;
}

interface RateLimitOptions {
  /** Milliseconds since the epoch. */
  now: () => number;
  burst?: number;
  perSecond?: number;
  clients?: number;
}

interface Bucket {
  tokens: number;
  filled: number;
}

/**
 * A token bucket for each client, in memory. The number of clients is bounded, so that a flood of addresses
 * costs no more memory than a fixed amount.
 */
export function createRateLimit({
  now,
  burst = SERVER_LIMITS.beaconBurst,
  perSecond = SERVER_LIMITS.beaconsPerSecond,
  clients = SERVER_LIMITS.beaconClients,
}: RateLimitOptions): RateLimit {
  const buckets = new LRUCache<string, Bucket>({ max: clients });
  return {
    take(client) {
      const time = now();
      let bucket = buckets.get(client);
      if (bucket === undefined) {
        bucket = { tokens: burst, filled: time };
        buckets.set(client, bucket);
      }
      // A clock that was set back must not take tokens away.
      const elapsed = Math.max(0, time - bucket.filled) / 1000;
      bucket.tokens = Math.min(burst, bucket.tokens + elapsed * perSecond);
      bucket.filled = time;
      if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) / perSecond);
      bucket.tokens--;
      return 0;
    },
  };
}
