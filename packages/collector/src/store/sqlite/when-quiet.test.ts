import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { whenQuiet } from './when-quiet.js';

const work = vi.fn();
let ask: () => void;
beforeEach(() => {
  vi.useFakeTimers();
  work.mockClear();
  ask = whenQuiet(work, 150, 3);
});
afterEach(() => {
  vi.useRealTimers();
});

it('works once, a while after it was asked for the last time', () => {
  ask();
  vi.advanceTimersByTime(100);
  ask();
  vi.advanceTimersByTime(149);
  expect(work).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(work).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1000);
  expect(work).toHaveBeenCalledTimes(1);
});

it('is not put off for ever', () => {
  const times: number[] = [];
  work.mockImplementation(() => times.push(Date.now()));
  const began = Date.now();
  for (let passed = 0; passed < 2000; passed += 100) {
    ask();
    vi.advanceTimersByTime(100);
  }
  // Asked for at 0, put off at 100, 200 and 300; then anew from 500 on.
  expect(times.map((time) => time - began).slice(0, 2)).toEqual([450, 950]);
});
