import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cdnow, cdnowCustomers } from './cdnow.fixture.js';
import { expectedAverageValue, fitGammaGamma, gammaGammaLogLikelihood } from './gamma-gamma.js';
import { simulateCustomers } from './simulated-customers.fixture.js';

const PAPER = { p: 6.25, q: 3.74, v: 15.44 };
const PURCHASES = { r: 0.6, alpha: 5, a: 0.8, b: 2.5 };

describe.skipIf(!cdnow)('gamma-gamma of the CDNOW sample', () => {
  it('has the parameters of Fader & Hardie (2013) on the 946 who came back', () => {
    const fit = fitGammaGamma(cdnowCustomers());
    if (!fit.converged) throw new Error(fit.detail);
    expect(fit.customers).toBe(946);
    expect(fit.parameters.p).toBeCloseTo(6.25, 2);
    expect(fit.parameters.q).toBeCloseTo(3.74, 2);
    expect(fit.parameters.v).toBeCloseTo(15.44, 2);
  });

  it('expects of the first ten customers what their worksheet does', () => {
    const expected = [24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17];
    const fit = fitGammaGamma(cdnowCustomers());
    if (!fit.converged) throw new Error(fit.detail);
    const { parameters } = fit;
    const values = cdnowCustomers().map((customer) => expectedAverageValue(parameters, customer)!);
    for (const [at, value] of expected.entries()) expect(values[at]).toBeCloseTo(value, 1);
  });

  it('is the same in cents', () => {
    const cents = cdnowCustomers().map((customer) => ({
      ...customer,
      meanValue: customer.meanValue === null ? null : customer.meanValue * 100,
    }));
    const fit = fitGammaGamma(cents);
    if (!fit.converged) throw new Error(fit.detail);
    expect(fit.parameters.p).toBeCloseTo(6.25, 2);
    expect(fit.parameters.v / 100).toBeCloseTo(15.44, 2);
  });
});

describe('gamma-gamma likelihood', () => {
  it('is a density: over all mean values it sums to 1', () => {
    for (const frequency of [1, 3, 200]) {
      let sum = 0;
      // Steps of equal ratio; dz = z·step.
      for (let ln = Math.log(1e-4); ln < Math.log(1e7); ln += 0.001) {
        const meanValue = Math.exp(ln);
        sum += Math.exp(gammaGammaLogLikelihood(PAPER, [{ frequency, meanValue }])) * meanValue * 0.001;
      }
      expect(sum).toBeCloseTo(1, 5);
    }
  });
});

describe('gamma-gamma fit', () => {
  it('finds the parameters that customers were drawn from', () => {
    const model = { p: 3, q: 2.5, v: 4000 };
    const fit = fitGammaGamma(simulateCustomers(8000, PURCHASES, model, { seed: 3 }));
    if (!fit.converged) throw new Error(fit.detail);
    for (const name of ['p', 'q', 'v'] as const) {
      expect(fit.standardErrors[name] / model[name]).toBeLessThan(0.2);
      expect(Math.abs(fit.parameters[name] - model[name])).toBeLessThan(3.5 * fit.standardErrors[name]);
    }
  });

  it('leaves out who never came back, and means of 0 and below', () => {
    const customers = simulateCustomers(2000, PURCHASES, PAPER);
    const fit = fitGammaGamma(customers);
    const others = [
      { frequency: 0, meanValue: null },
      { frequency: 2, meanValue: 0 },
      { frequency: 1, meanValue: -5 },
    ];
    expect(fitGammaGamma([...customers, ...others])).toEqual(fit);
  });

  it('says that too few came back', () => {
    const customers = Array(19).fill({ frequency: 1, meanValue: 10 });
    expect(fitGammaGamma(customers)).toMatchObject({
      converged: false,
      reason: 'too-few-repeat-customers',
    });
  });

  it('says that everybody spending the same is no such spread as the model has', () => {
    const fit = fitGammaGamma(Array(100).fill({ frequency: 2, meanValue: 10 }));
    expect(fit).toMatchObject({ converged: false });
    if (!fit.converged) expect(['parameter-at-bound', 'flat-likelihood']).toContain(fit.reason);
  });

  it('says that the mean is infinite', () => {
    const fit = fitGammaGamma(simulateCustomers(4000, PURCHASES, { p: 4, q: 0.7, v: 10 }));
    expect(fit).toMatchObject({ converged: false, reason: 'infinite-mean' });
  });
});

describe('expected average value', () => {
  it('is the mean of all without a repeat purchase: p·v ÷ (q − 1)', () => {
    const mean = (6.25 * 15.44) / 2.74;
    expect(expectedAverageValue(PAPER, { frequency: 0, meanValue: null })).toBeCloseTo(mean, 10);
  });

  it('lies between the mean of all and the own one, the nearer to that the more purchases', () => {
    const all = expectedAverageValue(PAPER, { frequency: 0, meanValue: null })!;
    const between = fc.double({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), between, (frequency, meanValue) => {
        const value = expectedAverageValue(PAPER, { frequency, meanValue })!;
        const surer = expectedAverageValue(PAPER, { frequency: frequency + 1, meanValue })!;
        const tolerance = 1e-9 * (meanValue + all);
        expect(value).toBeGreaterThanOrEqual(Math.min(all, meanValue) - tolerance);
        expect(value).toBeLessThanOrEqual(Math.max(all, meanValue) + tolerance);
        expect(Math.abs(surer - meanValue)).toBeLessThanOrEqual(Math.abs(value - meanValue) + tolerance);
      }),
    );
  });

  it('is none where the model has no mean', () => {
    expect(expectedAverageValue({ p: 2, q: 0.9, v: 1 }, { frequency: 0, meanValue: null })).toBeNull();
  });
});
