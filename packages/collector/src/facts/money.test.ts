import { LIMITS } from '@footfall/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  convert,
  decimalsOf,
  largestRemainder,
  lineRevenue,
  roundHalfEvenRatio,
  toMinor,
  toScaled,
  withinLimit,
} from './money.js';

describe('an amount in minor units', () => {
  it('has the digits of its currency', () => {
    expect(['JPY', 'EUR', 'KWD', 'CLF', 'ZZZ'].map(decimalsOf)).toEqual([0, 2, 3, 4, 2]);
    expect(toMinor('1234', 'JPY')).toBe(1234);
    expect(toMinor('12.34', 'EUR')).toBe(1234);
    expect(toMinor('1.234', 'KWD')).toBe(1234);
  });

  it('is rounded once, half to even', () => {
    expect([0.005, 0.015, 0.025, 0.0250001].map((amount) => toMinor(amount, 'EUR'))).toEqual([0, 2, 2, 3]);
    expect(['0.5', '1.5', '2.5'].map((amount) => toMinor(amount, 'JPY'))).toEqual([0, 2, 2]);
    expect(toMinor('-0.025', 'EUR')).toBe(-2);
  });

  it('is what the decimal says, not what binary makes of it', () => {
    expect(toMinor(1.005, 'EUR')).toBe(100);
    expect(toMinor('1.005', 'EUR')).toBe(100);
    expect(toMinor(8.165, 'EUR')).toBe(816);
    expect(toMinor(0.1 + 0.2, 'EUR')).toBe(30);
  });

  it('of a price has six decimals, further ones rounded half to even', () => {
    expect(toScaled('0.0000005', 6)).toBe(0);
    expect(toScaled('0.0000015', 6)).toBe(2);
    expect(toScaled(1e-7, 6)).toBe(0);
    expect(toScaled('19.9999995', 6)).toBe(20_000_000);
  });

  it('is exact up to the limits, in any currency', () => {
    expect(toMinor(LIMITS.amount, 'CLF')).toBe(1e15);
    expect(toScaled(LIMITS.price, 6)).toBe(1e15);
    expect(withinLimit(1e13, 'EUR')).toBe(1e13);
    expect(withinLimit(1e13 + 1, 'EUR')).toBeNull();
    expect(() => toMinor('1e17', 'EUR')).toThrow(RangeError);
  });

  it('of a line is price × quantity, rounded once', () => {
    // 3 × 0.335 = 1.005, which is 100.5 cents.
    expect(lineRevenue(335_000, 3000, 'EUR')).toBe(100);
    expect(lineRevenue(345_000, 3000, 'EUR')).toBe(104);
    expect(lineRevenue(19_950_000, 500, 'EUR')).toBe(998);
    expect(lineRevenue(1e15, 100_000, 'CLF')).toBe(1e15);
  });
});

describe('convert', () => {
  it('goes by the rate and by the digits of both currencies', () => {
    expect(convert(10_000, 'EUR', 'JPY', { times: '160.55', over: '1' })).toBe(16_055);
    expect(convert(16_055, 'JPY', 'EUR', { times: '1', over: '160.55' })).toBe(10_000);
    expect(convert(1234, 'KWD', 'EUR', { times: '3', over: '1' })).toBe(370);
    expect(convert(5, 'EUR', 'USD', { times: '1.1', over: '1' })).toBe(6);
    expect(convert(25, 'EUR', 'USD', { times: '1.1', over: '1' })).toBe(28);
    expect(convert(15, 'EUR', 'USD', { times: '1.1', over: '1' })).toBe(16);
  });

  it('says nothing where a rate makes more than can be kept', () => {
    expect(convert(1e13, 'EUR', 'USD', { times: '1.1', over: '1' })).toBeNull();
    expect(convert(100, 'EUR', 'IDR', { times: '1', over: '0.000000000001' })).toBeNull();
  });
});

describe('roundHalfEvenRatio', () => {
  it('is within half of the exact quotient, and even where it lies in the middle', () => {
    const int = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
    fc.assert(
      fc.property(int, fc.bigInt({ min: 1n, max: 10n ** 9n }), (n, d) => {
        const rounded = BigInt(roundHalfEvenRatio(n, d));
        const twice = 2n * (n - rounded * d);
        expect(twice <= d && twice >= -d).toBe(true);
        if (twice === d || twice === -d) expect(rounded % 2n).toBe(0n);
      }),
    );
  });
});

describe('largestRemainder', () => {
  it('splits as worked by hand', () => {
    expect(largestRemainder(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(largestRemainder(10, [0.4, 0.1, 0.1, 0.4])).toEqual([4, 1, 1, 4]);
    expect(largestRemainder(-100, [1, 1, 1])).toEqual([-34, -33, -33]);
    expect(largestRemainder(7, [0, 0])).toEqual([7, 0]);
    expect(largestRemainder(7, [])).toEqual([]);
    expect(largestRemainder(1e13, [1, 2])).toEqual([3_333_333_333_333, 6_666_666_666_667]);
  });

  it('sums exactly, each part within 1 of its share, nothing to what weighs nothing', () => {
    const weights = fc.array(fc.oneof(fc.nat(1e6), fc.double({ min: 0, max: 1, noNaN: true })), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(fc.integer({ min: -1e13, max: 1e13 }), weights, (total, weights) => {
        const parts = largestRemainder(total, weights);
        expect(parts.reduce((a, b) => a + b, 0)).toBe(total);
        const sum = weights.reduce((a, b) => a + b, 0);
        // Weights are taken to 2^-40; smaller ones weigh nothing.
        if (sum < 0.01) return;
        for (const [i, part] of parts.entries()) {
          const share = (total * (weights[i] as number)) / sum;
          expect(Math.abs(part - share)).toBeLessThan(1 + Math.abs(total) * 1e-9);
        }
      }),
    );
  });
});
