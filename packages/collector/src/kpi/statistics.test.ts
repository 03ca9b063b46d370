import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standardError, twoProportionP, welchP, wilsonInterval } from './statistics.js';

describe('Wilson interval', () => {
  // Newcombe (1998), Statistics in Medicine 17, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is %f to %f', (hits, total, lower, upper) => {
    const interval = wilsonInterval(hits, total);
    expect(interval?.[0]).toBeCloseTo(lower, 4);
    expect(interval?.[1]).toBeCloseTo(upper, 4);
  });

  it('holds the proportion and stays within 0 and 1', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.nat(10_000), (hits, more) => {
        const total = hits + more;
        const interval = wilsonInterval(hits, total);
        if (total === 0) return interval === null;
        const [lower, upper] = interval as [number, number];
        return lower >= 0 && lower <= hits / total + 1e-12 && upper >= hits / total - 1e-12 && upper <= 1;
      }),
    );
  });

  it('begins at 0 where there was none, and ends at 1 where there were all', () => {
    for (let total = 1; total <= 100; total++) {
      expect(wilsonInterval(0, total)?.[0]).toBe(0);
      expect(wilsonInterval(total, total)?.[1]).toBe(1);
    }
  });

  it('is none of what is no part', () => {
    expect(wilsonInterval(3, 2)).toBeNull();
    expect(wilsonInterval(-1, 2)).toBeNull();
  });
});

describe('two-proportion z-test', () => {
  // Le, Introductory Biostatistics (2003), example 6.6 on shipbuilding and lung cancer: 11 of 61 against 35 of 238.
  it('meets the published z of 0.64', () => {
    const p = twoProportionP(11, 61, 35, 238) as number;
    const twoSided = (z: number) => 2 * normalCdf(-z, 0, 1);
    expect(p).toBeGreaterThan(twoSided(0.645));
    expect(p).toBeLessThan(twoSided(0.635));
  });

  it('has p 0.05 at the z of 1.96 that every table prints', () => {
    // 0.1385904 ÷ √(0.5 × 0.5 × 2 ÷ 100) = 1.959964
    expect(twoProportionP(50 + 6.929519, 100, 50 - 6.929519, 100)).toBeCloseTo(0.05, 6);
  });

  it('does not depend on which comes first, and is null without data', () => {
    expect(twoProportionP(5, 50, 9, 60)).toBeCloseTo(twoProportionP(9, 60, 5, 50) as number, 12);
    expect(twoProportionP(0, 0, 1, 2)).toBeNull();
    expect(twoProportionP(0, 10, 0, 20)).toBe(1);
  });
});

describe("Welch's t-test", () => {
  const meanOf = (values: number[]) => {
    const sum = values.reduce((a, b) => a + b, 0);
    const squares = values.reduce((a, b) => a + b * b, 0);
    return { mean: sum / values.length, n: values.length, se: standardError(values.length, sum, squares) };
  };

  // The first and the third example of Wikipedia’s “Welch’s t-test”, with the digits that Rosetta Code gives.
  it('meets published values', () => {
    const a = [27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4];
    const b = [27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 20.5, 24.4];
    expect(welchP(meanOf(a), meanOf(b))).toBeCloseTo(0.021378, 6);
    const c = [19.8, 20.4, 19.6, 17.8, 18.5, 18.9, 18.3, 18.9, 19.5, 22.0];
    const d = [
      28.2, 26.6, 20.1, 23.3, 25.2, 22.1, 17.7, 27.6, 20.6, 13.7, 23.2, 17.5, 20.6, 18.0, 23.9, 21.6, 24.3,
      20.4, 24.0, 13.2,
    ];
    expect(welchP(meanOf(c), meanOf(d))).toBeCloseTo(0.0359723, 6);
  });

  it('is null where a mean has no spread to compare', () => {
    expect(welchP(meanOf([1]), meanOf([1, 2]))).toBeNull();
    expect(welchP(meanOf([1, 1]), meanOf([2, 2]))).toBeNull();
  });
});
