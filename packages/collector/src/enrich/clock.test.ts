import { LIMITS } from '@footfall/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectiveTimes } from './clock.js';

const NOW = Date.UTC(2026, 0, 15, 12);
const DAY = 24 * 3600_000;
const browser = (sent = NOW) => effectiveTimes({ sent, received: NOW, fromBrowser: true });
const server = (sent?: number) => effectiveTimes({ sent, received: NOW, fromBrowser: false });

describe('effectiveTimes', () => {
  it('leaves the times of a clock that is a minute off or less', () => {
    expect(browser(NOW - 60_000)(NOW - 5_000)).toEqual({ time: NOW - 5_000 });
    expect(browser(NOW + 60_000)(NOW + 60_000)).toEqual({ time: NOW + 60_000 });
  });

  it('shifts the times of a clock that is further off', () => {
    expect(browser(NOW - 60_001)(NOW - 70_001)).toEqual({ time: NOW - 10_000 });
    expect(browser(NOW + 3 * 365 * DAY)(NOW + 3 * 365 * DAY - 10_000)).toEqual({ time: NOW - 10_000 });
    expect(browser(0)(0)).toEqual({ time: NOW });
  });

  it("bounds a browser's times", () => {
    expect(browser()(NOW + DAY)).toEqual({ time: NOW + DAY });
    expect(browser()(NOW + DAY + 1)).toEqual({ time: NOW });
    expect(browser()(NOW - 30 * DAY)).toEqual({ time: NOW - 30 * DAY });
    expect(browser()(NOW - 30 * DAY - 1)).toEqual({ refused: 'too_old' });
  });

  it("takes a server's times any way back, not further ahead", () => {
    expect(server()(Date.UTC(1999, 0, 1))).toEqual({ time: Date.UTC(1999, 0, 1) });
    expect(server()(0)).toEqual({ time: 0 });
    expect(server()(NOW + 2 * DAY)).toEqual({ time: NOW });
    expect(server(NOW - 3600_000)(NOW - 3600_000)).toEqual({ time: NOW });
    expect(server(NOW + 10 * DAY)(5)).toEqual({ time: 0 });
  });

  const batch = fc.record({
    sent: fc.option(fc.integer({ min: 0, max: 4e12 }), { nil: undefined }),
    received: fc.integer({ min: 1e12, max: 4e12 }),
    fromBrowser: fc.boolean(),
  });
  // Near the batch, where the borders are, or anywhere.
  const about = (received: number) =>
    fc.oneof(
      fc.integer({ min: -40 * DAY, max: 3 * DAY }).map((gap) => Math.max(0, received + gap)),
      fc.nat(8.64e15),
    );

  it('keeps order and gaps among all times that are not capped, and every time within bounds', () => {
    fc.assert(
      fc.property(
        batch.chain((one) =>
          fc.tuple(fc.constant(one), about(one.sent ?? one.received), about(one.sent ?? one.received)),
        ),
        ([one, a, b]) => {
          const judge = effectiveTimes(one);
          const [early, late] = [judge(Math.min(a, b)), judge(Math.max(a, b))];
          if ('refused' in late) expect(early).toEqual({ refused: 'too_old' });
          for (const answer of [early, late]) {
            if ('refused' in answer) continue;
            expect(answer.time).toBeLessThanOrEqual(one.received + LIMITS.futureTolerance);
            expect(answer.time).toBeGreaterThanOrEqual(
              one.fromBrowser ? one.received - LIMITS.browserHistory : 0,
            );
          }
          const capped = (answer: typeof early) =>
            'refused' in answer || answer.time === one.received || answer.time === 0;
          if (!capped(early) && !capped(late) && 'time' in early && 'time' in late) {
            expect(late.time - early.time).toBe(Math.abs(a - b));
          }
        },
      ),
    );
  });

  it('changes nothing when what it gave is judged again', () => {
    fc.assert(
      fc.property(
        batch.chain((one) => fc.tuple(fc.constant(one), about(one.sent ?? one.received))),
        ([one, time]) => {
          const answer = effectiveTimes(one)(time);
          if ('refused' in answer) return;
          expect(effectiveTimes({ ...one, sent: one.received })(answer.time)).toEqual(answer);
        },
      ),
    );
  });
});
