import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { daysAgoInBerlin } from './day.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it.each([
  // Within the hour before Berlin's midnight, with a change of its clocks between the two days.
  ['2026-11-22T22:30:00Z', 29, '2026-10-24'],
  ['2026-04-10T21:30:00Z', 29, '2026-03-12'],
  // Within the hour after it.
  ['2026-04-10T22:30:00Z', 29, '2026-03-13'],
  ['2026-04-10T22:30:00Z', 0, '2026-04-11'],
  ['2026-01-31T12:00:00Z', 31, '2025-12-31'],
])('at %s the day %i days ago in Berlin is %s', (now, days, day) => {
  vi.setSystemTime(now);
  expect(daysAgoInBerlin(days)).toBe(day);
});
