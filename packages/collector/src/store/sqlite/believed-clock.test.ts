import { describe, expect, it } from 'vitest';
import { BelievedClock } from './believed-clock.js';
import { DAY, HOUR, NOON } from './shop-writer.fixture.js';

const YEAR = 365 * DAY;

/** A collector that starts when its newest event has arrived `last`. */
function started(last: number | undefined) {
  const state = { last, running: 0 };
  const clock = new BelievedClock(
    () => state.last,
    () => state.running,
  );
  return {
    /** What it believes after so long, the newest event having arrived `newest` by then. */
    after(passed: number, now: number, newest = state.last): number | undefined {
      state.running += passed;
      state.last = newest;
      return clock.believe(now);
    },
  };
}

describe('a clock that nobody looks at', () => {
  it('is believed while events come, also after a night without any', () => {
    const collector = started(NOON);
    expect(collector.after(0, NOON + 9 * HOUR)).toBe(NOON + 9 * HOUR);
    for (let day = 1; day < 400; day++) {
      const now = NOON + day * DAY;
      expect(collector.after(DAY, now, now - HOUR)).toBe(now);
    }
  });

  it('is believed by two days where it starts years ahead, whatever comes on that day', () => {
    const collector = started(NOON);
    const now = NOON + 9 * YEAR;
    expect(collector.after(0, now)).toBe(NOON + 2 * DAY);
    expect(collector.after(HOUR, now + HOUR, now)).toBe(NOON + 2 * DAY + HOUR);
    expect(collector.after(0, NOON + 2 * HOUR, now)).toBe(NOON + 2 * HOUR);
  });

  it('is believed by two days where it jumps while the collector runs', () => {
    const collector = started(NOON);
    for (let day = 1; day < 9; day++) collector.after(DAY, NOON + day * DAY, NOON + day * DAY);
    expect(collector.after(HOUR, NOON + 9 * YEAR, NOON + 9 * YEAR)).toBe(NOON + 10 * DAY + HOUR);
  });

  it('goes on where nobody comes any more, so that what is kept goes nevertheless', () => {
    const collector = started(NOON);
    expect(collector.after(100 * DAY, NOON + 100 * DAY)).toBe(NOON + 100 * DAY);
    const late = started(NOON);
    expect(late.after(0, NOON + 50 * DAY)).toBe(NOON + 2 * DAY);
    expect(late.after(60 * DAY, NOON + 110 * DAY)).toBe(NOON + 62 * DAY);
    expect(late.after(0, NOON + 110 * DAY, NOON + 110 * DAY)).toBe(NOON + 110 * DAY);
  });

  it('is not believed before there is an event', () => {
    const collector = started(undefined);
    expect(collector.after(HOUR, NOON)).toBeUndefined();
    expect(collector.after(DAY, NOON + DAY, NOON + DAY)).toBe(NOON + DAY);
  });
});
