import gammaln from '@stdlib/math-base-special-gammaln';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onlineRetail, readSoldLines } from '../online-retail.fixture.js';
import {
  type BgNbd,
  bgNbdLogLikelihood,
  fitBgNbd,
  type PurchaseHistory,
  probabilityAlive,
} from './bg-nbd.js';
import { cdnow, cdnowCustomers } from './cdnow.fixture.js';
import { simulateCustomers } from './simulated-customers.fixture.js';
import { type OrderOfCustomer, summariseCustomers } from './summary.js';

const PAPER: BgNbd = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
const SPEND = { p: 6, q: 4, v: 15 };

const models = fc.record({
  r: fc.double({ min: 0.05, max: 20, noNaN: true }),
  alpha: fc.double({ min: 0.05, max: 100, noNaN: true }),
  a: fc.double({ min: 0.05, max: 20, noNaN: true }),
  b: fc.double({ min: 0.05, max: 20, noNaN: true }),
});

/** Equation 6 of the paper as it stands there, but for its gamma functions. */
function plainLikelihood({ r, alpha, a, b }: BgNbd, { frequency: x, recency, age }: PurchaseHistory): number {
  const beta = (p: number, q: number): number => Math.exp(gammaln(p) + gammaln(q) - gammaln(p + q));
  const gammas = Math.exp(gammaln(r + x) - gammaln(r)) * alpha ** r;
  const alive = (beta(a, b + x) / beta(a, b)) * (gammas / (alpha + age) ** (r + x));
  if (x === 0) return alive;
  return alive + (beta(a + 1, b + x - 1) / beta(a, b)) * (gammas / (alpha + recency) ** (r + x));
}

describe.skipIf(!cdnow)('BG/NBD of the CDNOW sample', () => {
  it('has the parameters of Fader, Hardie & Lee (2005), table 2', () => {
    const fit = fitBgNbd(cdnowCustomers());
    if (!fit.converged) throw new Error(fit.detail);
    expect(fit.customers).toBe(2357);
    expect(fit.parameters.r).toBeCloseTo(0.243, 3);
    expect(fit.parameters.alpha).toBeCloseTo(4.414, 3);
    expect(fit.parameters.a).toBeCloseTo(0.793, 3);
    expect(fit.parameters.b).toBeCloseTo(2.426, 3);
    expect(fit.logLikelihood).toBeCloseTo(-9582.4, 1);
  });

  it('is at the top: no parameter a thousandth higher or lower is likelier', () => {
    const customers = cdnowCustomers();
    const fit = fitBgNbd(customers);
    if (!fit.converged) throw new Error(fit.detail);
    for (const name of ['r', 'alpha', 'a', 'b'] as const) {
      for (const factor of [0.999, 1.001]) {
        const beside = { ...fit.parameters, [name]: fit.parameters[name] * factor };
        expect(bgNbdLogLikelihood(beside, customers)).toBeLessThan(fit.logLikelihood);
      }
    }
  });

  it('takes under a second of the processor', () => {
    const customers = cdnowCustomers();
    expect(secondsOf(() => fitBgNbd(customers))).toBeLessThan(1);
  });
});

describe.skipIf(!onlineRetail)('BG/NBD of Online Retail', () => {
  it('has the parameters that the Python package lifetimes finds, and says that dropping out cannot be learned from it', () => {
    const orders: OrderOfCustomer<string>[] = [];
    readSoldLines(({ customer, day, quantity, price }) => {
      if (customer) orders.push({ customer, day, value: quantity * price });
    });
    const fit = fitBgNbd(summariseCustomers(orders, Date.UTC(2011, 11, 9) / 86_400_000));
    if (!fit.converged) throw new Error(fit.detail);
    expect(fit.customers).toBe(4339);
    expect(fit.parameters.r).toBeCloseTo(0.83, 2);
    expect(fit.parameters.alpha * 7).toBeCloseTo(68.89, 1);
    expect(fit.parameters.a).toBeCloseTo(0, 2);
    expect(fit.parameters.b).toBeCloseTo(6.75, 1);
    expect(fit.uncertain).toEqual(['a', 'b']);
  });
});

describe('BG/NBD likelihood', () => {
  it('is that of the paper, customer by customer', () => {
    const histories = fc
      .tuple(fc.nat(30), fc.double({ min: 0.2, max: 100, noNaN: true }), fc.double({ min: 0.01, max: 1 }))
      .map(([frequency, age, share]) => ({ frequency, age, recency: frequency === 0 ? 0 : share * age }));
    fc.assert(
      fc.property(models, fc.array(histories, { minLength: 1, maxLength: 20 }), (model, customers) => {
        const plain = customers.map((customer) => Math.log(plainLikelihood(model, customer)));
        fc.pre(plain.every(Number.isFinite));
        const sum = plain.reduce((left, right) => left + right, 0);
        expect(bgNbdLogLikelihood(model, customers)).toBeCloseTo(sum, 7);
      }),
    );
  });

  it.each([200, 1000, 10_000])('is finite where a customer came back %i times', (frequency) => {
    // The powers of the plain formula are 0 there.
    const customer = { frequency, recency: 100, age: 104 };
    expect(plainLikelihood(PAPER, { ...customer, frequency: 1000 })).toBeNaN();
    const value = bgNbdLogLikelihood(PAPER, [customer]);
    const longSilent = bgNbdLogLikelihood(PAPER, [{ ...customer, recency: 1 }]);
    expect(Number.isFinite(longSilent)).toBe(true);
    expect(Number.isFinite(value)).toBe(true);
    // Of the customer's events one more day of silence is the less likely the more he bought.
    expect(bgNbdLogLikelihood(PAPER, [{ ...customer, age: 105 }])).toBeLessThan(value);
  });

  it('fits a shop with a customer of 200 and one of 2,000 repeat purchases', () => {
    const shop = simulateCustomers(1000, PAPER, SPEND);
    const wholesaler = { frequency: 200, recency: 103, age: 104 };
    const fit = fitBgNbd([...shop, wholesaler, { frequency: 2000, recency: 104, age: 104 }]);
    expect(fit.converged).toBe(true);
  });
});

describe('BG/NBD fit', () => {
  it.each([
    { r: 0.6, alpha: 5, a: 0.8, b: 2.5 },
    { r: 2, alpha: 8, a: 1, b: 5 },
    { r: 0.25, alpha: 2, a: 0.5, b: 0.8 },
  ])('finds the parameters that customers were drawn from: %o', (model) => {
    const fit = fitBgNbd(simulateCustomers(5000, model, SPEND, { seed: 7 }));
    if (!fit.converged) throw new Error(fit.detail);
    for (const name of ['r', 'alpha', 'a', 'b'] as const) {
      const error = fit.standardErrors[name];
      expect(error / model[name]).toBeLessThan(0.25);
      expect(Math.abs(fit.parameters[name] - model[name])).toBeLessThan(3.5 * error);
    }
  });

  it('does not depend on the order of customers', () => {
    const customers = simulateCustomers(500, PAPER, SPEND);
    const forward = fitBgNbd(customers);
    const backward = fitBgNbd(customers.toReversed());
    if (!forward.converged || !backward.converged) throw new Error('not fitted');
    expect(backward.parameters.a).toBeCloseTo(forward.parameters.a, 6);
  });

  it('takes under ten seconds of the processor for 100,000 customers', () => {
    const customers = simulateCustomers(100_000, PAPER, SPEND, { wholeDays: true });
    expect(secondsOf(() => expect(fitBgNbd(customers).converged).toBe(true))).toBeLessThan(10);
  });

  it('says that too few came back', () => {
    const once = { frequency: 0, recency: 0, age: 30 };
    const twice = { frequency: 1, recency: 10, age: 30 };
    const customers = [...Array(5000).fill(once), ...Array(19).fill(twice)];
    expect(fitBgNbd(customers)).toMatchObject({
      converged: false,
      reason: 'too-few-repeat-customers',
      detail: expect.stringContaining('19 customers'),
    });
    expect(fitBgNbd([])).toMatchObject({ reason: 'too-few-repeat-customers' });
  });

  it('says that a parameter ran to the end of its range', () => {
    // Nobody ever stays away: nothing is to be learned of dropping out.
    const faithful = simulateCustomers(300, { ...PAPER, r: 3, a: 1e-6, b: 1 }, SPEND).map((one) => ({
      ...one,
      recency: one.frequency === 0 ? 0 : one.age,
    }));
    const fit = fitBgNbd(faithful);
    expect(fit).toMatchObject({ converged: false, reason: 'parameter-at-bound' });
    if (!fit.converged) expect(fit.detail).toMatch(/still grows where (r|alpha|a|b) is/);
  });

  it('does not call a likelihood with a ridge for a top fitted', () => {
    // One kind of customer: rates and dropout that vary over customers cannot be told from such that do not.
    const same = Array(50).fill({ frequency: 2, recency: 10, age: 20 });
    const fit = fitBgNbd(same);
    expect(fit.converged).toBe(false);
    if (!fit.converged) expect(['parameter-at-bound', 'flat-likelihood']).toContain(fit.reason);
  });

  it.each([
    { frequency: -1, recency: 0, age: 1 },
    { frequency: 1.5, recency: 1, age: 1 },
    { frequency: 1e9, recency: 1, age: 1 },
    { frequency: 1, recency: 2, age: 1 },
    { frequency: 1, recency: Number.NaN, age: 1 },
    { frequency: 0, recency: 1, age: 1 },
    { frequency: 0, recency: 0, age: Number.POSITIVE_INFINITY },
  ])('refuses a history that cannot be: %o', (history) => {
    expect(() => fitBgNbd([history])).toThrow(RangeError);
  });
});

describe('P(alive)', () => {
  it('is 1 before a first repeat purchase', () => {
    expect(probabilityAlive(PAPER, { frequency: 0, recency: 0, age: 38.86 })).toBe(1);
  });

  it('is that of the note by Fader, Hardie & Lee (2008), worked out plainly', () => {
    const { r, alpha, a, b } = PAPER;
    const plain = 1 / (1 + (a / (b + 2 - 1)) * ((alpha + 38.86) / (alpha + 30.43)) ** (r + 2));
    expect(probabilityAlive(PAPER, { frequency: 2, recency: 30.43, age: 38.86 })).toBeCloseTo(plain, 12);
    expect(plain).toBeCloseTo(0.7266, 4);
  });

  it('lies in 0 … 1 and falls with the time since the last purchase', () => {
    const times = fc.double({ min: 0, max: 500, noNaN: true });
    fc.assert(
      fc.property(
        models,
        fc.integer({ min: 1, max: 2000 }),
        times,
        times,
        times,
        (model, x, t, gap, more) => {
          const sooner = probabilityAlive(model, { frequency: x, recency: t, age: t + gap });
          const later = probabilityAlive(model, { frequency: x, recency: t, age: t + gap + more });
          return sooner >= 0 && sooner <= 1 && later >= 0 && later <= sooner;
        },
      ),
    );
  });
});

function secondsOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
