import { tCdf, tQuantile } from '../distributions.js';

/** What is expected with its uncertainty: standard error of the prediction and degrees of freedom of its t. */
export interface Prediction {
  mean: number;
  /** `null` where it cannot be known: fewer than two days were seen. */
  error: number | null;
  freedom: number;
}

/** One day that was seen: what was counted, and how much of a mean day it is. */
export interface SeenDay {
  value: number;
  season: number;
}

/**
 * The sum over days to come, worth `season` mean days.
 *
 * The model is the classical ratio model: a day is `level × season + e`, the variance of e in proportion to the season
 * (W. G. Cochran, Sampling Techniques, 3rd ed. 1977, §6.4 and §6.7). Least squares with those weights give
 * `level = Σ value ÷ Σ season`, `φ = Σ (e² ÷ season) ÷ (n − 1)`, and the variance of what is predicted,
 * `φ × season × (1 + season ÷ Σ season)`: the days' own, and that of the level.
 */
export function predictSum(seen: readonly SeenDay[], season: number): Prediction {
  const open = seen.filter((day) => day.season > 0);
  const seasons = open.reduce((sum, day) => sum + day.season, 0);
  if (season <= 0) return { mean: 0, error: 0, freedom: Math.max(1, open.length - 1) };
  if (seasons === 0) return { mean: 0, error: null, freedom: 1 };
  const level = open.reduce((sum, day) => sum + day.value, 0) / seasons;
  const freedom = open.length - 1;
  if (freedom < 1) return { mean: level * season, error: null, freedom: 1 };
  const spread =
    open.reduce((sum, day) => sum + (day.value - level * day.season) ** 2 / day.season, 0) / freedom;
  return {
    mean: level * season,
    error: Math.sqrt(spread * season * (1 + season / seasons)),
    freedom,
  };
}

/** The 95 % prediction interval. */
export function intervalOf({ mean, error, freedom }: Prediction): [number, number] | null {
  if (error === null) return null;
  const half = error === 0 ? 0 : tQuantile(0.975, freedom) * error;
  return [mean - half, mean + half];
}

/** How likely it is that the prediction ends at the target or beyond it. */
export function chanceOf(
  { mean, error, freedom }: Prediction,
  target: number,
  direction: 'up' | 'down',
): number | null {
  if (error === null) return null;
  const lead = direction === 'up' ? mean - target : target - mean;
  if (error === 0) return lead >= 0 ? 1 : 0;
  return tCdf(lead / error, freedom);
}

/**
 * Where a further value of the same kind is to be expected, with 95 %: mean ± t × s × √(1 + 1/n).
 *
 * @returns `null` for fewer than four values, which say too little of their spread.
 */
export function plausibleRange(values: readonly number[]): [number, number] | null {
  const n = values.length;
  if (n < 4) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const half = tQuantile(0.975, n - 1) * Math.sqrt(variance * (1 + 1 / n));
  return [mean - half, mean + half];
}
