import { expect, it } from 'vitest';
import { floats } from './array-pool.js';

it('gives an array that was given back to the next, and to nobody else', () => {
  const first = floats.take(10_000);
  const other = floats.take(10_000);
  expect(other).not.toBe(first);
  floats.give(first);
  const again = floats.take(9_000);
  expect(again).toBe(first);
  expect(floats.take(9_000)).not.toBe(first);
});

it('takes what stands in an array along when it must be longer', () => {
  const short = floats.take(5_000).fill(7);
  const { length } = short;
  const longer = floats.wider(short, length + 1);
  expect(longer.length).toBeGreaterThan(length);
  expect(longer.subarray(0, length).every((one) => one === 7)).toBe(true);
});
