import { normalCdf, tCdf } from './distributions.js';

/** The 97.5 % quantile of the standard normal distribution. */
const Z_95 = 1.959963984540054;

/** Differences with a smaller p are called significant. */
export const SIGNIFICANCE = 0.05;

/**
 * 95 % interval of a proportion by Wilson (1927), without continuity correction.
 *
 * @returns lower and upper bound; `null` where `total` is 0 or `hits` is no part of it.
 */
export function wilsonInterval(hits: number, total: number): [number, number] | null {
  if (total <= 0 || hits < 0 || hits > total) return null;
  const p = hits / total;
  const z2 = Z_95 ** 2;
  const middle = p + z2 / (2 * total);
  const half = Z_95 * Math.sqrt((p * (1 - p)) / total + z2 / (4 * total ** 2));
  const scale = 1 + z2 / total;
  // At the ends the bound is exactly 0 or 1; the difference of two roundings is not.
  return [
    hits === 0 ? 0 : Math.max(0, (middle - half) / scale),
    hits === total ? 1 : Math.min(1, (middle + half) / scale),
  ];
}

/**
 * Two-sided p of the two-proportion z-test with the pooled proportion.
 *
 * @returns `null` where a total is 0; 1 where both proportions are 0 or both are 1.
 */
export function twoProportionP(hits1: number, total1: number, hits2: number, total2: number): number | null {
  if (total1 <= 0 || total2 <= 0) return null;
  const pooled = (hits1 + hits2) / (total1 + total2);
  if (pooled < 0 || pooled > 1) return null;
  const variance = pooled * (1 - pooled) * (1 / total1 + 1 / total2);
  if (variance === 0) return 1;
  const z = (hits1 / total1 - hits2 / total2) / Math.sqrt(variance);
  return 2 * normalCdf(-Math.abs(z), 0, 1);
}

/** A mean with the number of values that it is of and its standard error. */
export interface Mean {
  mean: number;
  n: number;
  se: number | null;
}

/**
 * Standard error of a mean from sums: √(s² ÷ n), s² with n − 1.
 *
 * @returns `null` for fewer than two values.
 */
export function standardError(n: number, sum: number, squares: number): number | null {
  if (n < 2) return null;
  // Of equal values the two sides differ by rounding alone, which can be below 0.
  const variance = Math.max(0, squares - (sum * sum) / n) / (n - 1);
  return Math.sqrt(variance / n);
}

/**
 * Two-sided p of Welch's t-test (1947), degrees of freedom by Welch and Satterthwaite.
 *
 * @returns `null` where a mean has fewer than two values, or both have no spread.
 */
export function welchP(a: Mean, b: Mean): number | null {
  if (a.se === null || b.se === null || a.n < 2 || b.n < 2) return null;
  const va = a.se ** 2;
  const vb = b.se ** 2;
  if (va + vb === 0) return null;
  const t = (a.mean - b.mean) / Math.sqrt(va + vb);
  const freedom = (va + vb) ** 2 / (va ** 2 / (a.n - 1) + vb ** 2 / (b.n - 1));
  return 2 * tCdf(-Math.abs(t), freedom);
}
