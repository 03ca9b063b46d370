import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BgNbd, fitBgNbd } from './bg-nbd.js';
import { cdnow, cdnowCustomers } from './cdnow.fixture.js';
import {
  conditionalExpectedPurchases,
  expectedPurchases,
  expectedPurchasesIfAlive,
} from './expected-purchases.js';

const PAPER: BgNbd = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };

/** ₂F₁ by its series. */
function hypergeometric(a: number, b: number, c: number, z: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 0; n < 100_000 && Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z;
    sum += term;
  }
  return sum;
}

/** Equation 10 of Fader, Hardie & Lee (2005) without its last factor, after Euler's transformation of ₂F₁. */
function equation10({ r, alpha, a, b }: BgNbd, x: number, age: number, weeks: number): number {
  const z = weeks / (alpha + age + weeks);
  const c = a + b + x - 1;
  return (c / (a - 1)) * (1 - (1 - z) ** (a - 1) * hypergeometric(c - r - x, a - 1, c, z));
}

describe('expected purchases', () => {
  it("are those of Fader & Hardie's worksheet for a customer of CDNOW", () => {
    const history = { frequency: 2, recency: 30.43, age: 38.86 };
    expect(conditionalExpectedPurchases(PAPER, history, 39)).toBeCloseTo(1.226, 3);
  });

  it.skipIf(!cdnow)("are those of Fader & Hardie's worksheet for new customers of CDNOW", () => {
    const fit = fitBgNbd(cdnowCustomers());
    if (!fit.converged) throw new Error(fit.detail);
    const published: [number, number][] = [
      [1 / 7, 0.0078],
      [1, 0.0532],
      [3, 0.1506],
      [31.8571, 1.0405],
      [32, 1.0437],
      [78, 1.8576],
    ];
    // The worksheet's parameters are of an earlier, coarser optimum.
    for (const [weeks, expected] of published) {
      expect(Math.abs(expectedPurchases(fit.parameters, weeks) - expected)).toBeLessThan(0.0015);
    }
  });

  it.each([0, 1, 2, 10, 50, 200])('are those of equation 10 after %i repeat purchases', (frequency) => {
    for (const weeks of [0.1, 4, 52, 520]) {
      const plain = equation10(PAPER, frequency, 39, weeks);
      expect(expectedPurchasesIfAlive(PAPER, frequency, 39, weeks) / plain).toBeCloseTo(1, 9);
    }
  });

  it('have a value at a = 1, where equation 10 has none, and at a + b = 1', () => {
    const near = (a: number): number => expectedPurchasesIfAlive({ ...PAPER, a }, 3, 20, 52);
    expect(equation10({ ...PAPER, a: 1 }, 3, 20, 52)).toBeNaN();
    expect(near(1)).toBeCloseTo((near(0.999) + near(1.001)) / 2, 5);
    const model = { r: 0.5, alpha: 4, a: 0.25, b: 0.75 };
    const beside = equation10({ ...model, b: 0.7500001 }, 0, 20, 52);
    expect(expectedPurchasesIfAlive(model, 0, 20, 52)).toBeCloseTo(beside, 5);
  });

  it('grow with time, never beyond those of a customer who never leaves', () => {
    const positive = (max: number) => fc.double({ min: 0.5, max, noNaN: true });
    const model = fc.record({ r: positive(30), alpha: positive(50), a: positive(5), b: positive(5) });
    const times = fc.double({ min: 0.1, max: 200, noNaN: true });
    fc.assert(
      fc.property(model, fc.nat(400), times, times, times, (parameters, frequency, age, weeks, more) => {
        const sooner = expectedPurchasesIfAlive(parameters, frequency, age, weeks);
        const later = expectedPurchasesIfAlive(parameters, frequency, age, weeks + more);
        const { r, alpha } = parameters;
        const immortal = ((r + frequency) / (alpha + age)) * weeks;
        // The more likely he has left, the less there is to grow: in the end less than the rounding of the sum.
        return sooner > 0 && later >= sooner * (1 - 1e-9) && sooner <= immortal * (1 + 1e-9);
      }),
    );
  });

  it('are those of a negative binomial distribution where nobody leaves', () => {
    const faithful = { r: 2, alpha: 8, a: 1e-12, b: 5 };
    expect(expectedPurchasesIfAlive(faithful, 6, 12, 30)).toBeCloseTo(((2 + 6) / (8 + 12)) * 30, 6);
  });

  it('survive the smallest first term that a double cannot hold', () => {
    // (1 − z)^(r + x) is 10^-1900 here.
    const value = expectedPurchasesIfAlive({ r: 5, alpha: 1, a: 1, b: 4 }, 1900, 9, 90);
    expect(value / equation10({ r: 5, alpha: 1, a: 1 + 1e-6, b: 4 }, 1900, 9, 90)).toBeCloseTo(1, 4);
  });

  it('are 0 in no time, and refuse a negative one', () => {
    expect(expectedPurchases(PAPER, 0)).toBe(0);
    expect(() => expectedPurchases(PAPER, -1)).toThrow(RangeError);
    expect(() => expectedPurchases(PAPER, Number.NaN)).toThrow(RangeError);
  });
});
