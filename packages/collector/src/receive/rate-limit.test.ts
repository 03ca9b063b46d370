import { describe, expect, it } from 'vitest';
import { createRateLimit } from './rate-limit.js';

describe('createRateLimit', () => {
  it('lets a burst through, then as many as flow back', () => {
    let now = 0;
    const limit = createRateLimit({ now: () => now, burst: 3, perSecond: 2 });
    expect([1, 2, 3, 4].map(() => limit.take('a'))).toEqual([0, 0, 0, 1]);
    now += 1_000;
    expect([1, 2, 3].map(() => limit.take('a'))).toEqual([0, 0, 1]);
    now += 3600_000;
    expect([1, 2, 3, 4].map(() => limit.take('a'))).toEqual([0, 0, 0, 1]);
  });

  it('takes nothing away when the clock is set back', () => {
    let now = 10_000;
    const limit = createRateLimit({ now: () => now, burst: 2, perSecond: 1 });
    limit.take('a');
    now = 0;
    expect(limit.take('a')).toBe(0);
  });

  it('forgets the client longest unseen when there are too many', () => {
    const limit = createRateLimit({ now: () => 0, burst: 1, perSecond: 0.1, clients: 2 });
    expect(['a', 'b', 'a', 'c', 'b', 'a'].map((client) => limit.take(client) > 0)).toEqual([
      false,
      false,
      true,
      false,
      // Forgotten for the sake of c, and therefore let through.
      false,
      false,
    ]);
  });
});
