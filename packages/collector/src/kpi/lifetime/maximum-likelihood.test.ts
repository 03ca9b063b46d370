import { describe, expect, it } from 'vitest';
import { type Likelihood, maximiseLikelihood } from './maximum-likelihood.js';

type Evaluate = Likelihood<'k' | 'l'>['evaluate'];

function likelihood(evaluate: Evaluate): Likelihood<'k' | 'l'> {
  return { names: ['k', 'l'], bounds: { k: [1e-3, 1e3], l: [1e-3, 1e3] }, customers: 1, evaluate };
}

/** 40 counts of an exponential each: n ln k − k Σt, whose top is n ÷ Σt and whose error there k ÷ √n. */
const exponentials = likelihood((at, gradient) => {
  const [k, l] = at as unknown as [number, number];
  gradient.set([40 / k - 20, 40 / l - 400]);
  return 40 * Math.log(k) - 20 * k + 40 * Math.log(l) - 400 * l;
});

describe('maximum likelihood', () => {
  it('finds a top that is known in closed form, and its standard errors', () => {
    const fit = maximiseLikelihood(exponentials, [[1, 1]]);
    if (!fit.converged) throw new Error(fit.detail);
    expect(fit.parameters.k).toBeCloseTo(2, 8);
    expect(fit.parameters.l).toBeCloseTo(0.1, 8);
    expect(fit.uncertain).toEqual([]);
    expect(fit.standardErrors.k).toBeCloseTo(2 / Math.sqrt(40), 6);
    expect(fit.standardErrors.l).toBeCloseTo(0.1 / Math.sqrt(40), 6);
  });

  it('takes the higher of two tops, whichever start leads to it', () => {
    const hill = (log: number, at: number, height: number): [number, number] => {
      const value = height * Math.exp(-2 * (log - at) ** 2);
      return [value, -4 * (log - at) * value];
    };
    const two = likelihood((at, gradient) => {
      const [k, l] = [Math.log(at[0]!), Math.log(at[1]!)];
      const [low, lowSlope] = hill(k, -2, 10);
      const [high, highSlope] = hill(k, 2, 20);
      gradient.set([(lowSlope + highSlope) / at[0]!, -l / at[1]!]);
      return low + high - l ** 2 / 2;
    });
    for (const starts of [
      [
        [0.15, 1],
        [6, 1],
      ],
      [
        [6, 1],
        [0.15, 1],
      ],
    ]) {
      const fit = maximiseLikelihood(two, starts);
      if (!fit.converged) throw new Error(fit.detail);
      expect(Math.log(fit.parameters.k)).toBeCloseTo(2, 4);
    }
  });

  it('says that a likelihood is flat', () => {
    const ridge = likelihood((at, gradient) => {
      const sum = Math.log(at[0]!) + Math.log(at[1]!);
      gradient.set([(-100 * sum) / at[0]!, (-100 * sum) / at[1]!]);
      return -50 * sum ** 2;
    });
    expect(maximiseLikelihood(ridge, [[3, 5]])).toMatchObject({
      converged: false,
      reason: 'flat-likelihood',
    });
  });

  it('names the parameters that it leaves open, and no others', () => {
    const wide = likelihood((at, gradient) => {
      const [k, l] = [Math.log(at[0]!), Math.log(at[1]!)];
      gradient.set([-(k - 1) / 25 / at[0]!, (-100 * l) / at[1]!]);
      return -((k - 1) ** 2) / 50 - 50 * l ** 2;
    });
    const fit = maximiseLikelihood(wide, [[1, 3]]);
    expect(fit).toMatchObject({ converged: true, uncertain: ['k'] });
    if (fit.converged) expect(fit.standardErrors.k / fit.parameters.k).toBeCloseTo(5, 6);
  });

  it('says which parameter ran to its bound, having fitted the others', () => {
    const rising = likelihood((at, gradient) => {
      const l = Math.log(at[1]!);
      gradient.set([1 / at[0]!, (-100 * (l - 1)) / at[1]!]);
      return Math.log(at[0]!) - 50 * (l - 1) ** 2;
    });
    const fit = maximiseLikelihood(rising, [[1, 1]]);
    expect(fit).toMatchObject({ converged: false, reason: 'parameter-at-bound' });
    if (fit.converged) return;
    expect(fit.detail).toContain('k is 1000');
    expect(fit.best?.parameters.l).toBeCloseTo(Math.E, 6);
  });

  it('says that it found no top', () => {
    const broken = likelihood((_, gradient) => {
      gradient.fill(Number.NaN);
      return Number.NaN;
    });
    expect(maximiseLikelihood(broken, [[1, 1]])).toMatchObject({
      converged: false,
      reason: 'no-convergence',
    });
    // The gradient points the wrong way.
    const liar = likelihood((at, gradient) => {
      gradient.set([10 * at[0]!, 10 * at[1]!]);
      return -(at[0]! ** 2) - at[1]! ** 2;
    });
    expect(maximiseLikelihood(liar, [[1, 1]])).toMatchObject({ converged: false });
  });
});
