import { describe, expect, it } from 'vitest';
import { chanceOf, intervalOf, plausibleRange, predictSum } from './projection.js';
import { FLAT, seasonOf, weekdaysOf } from './season.js';

const seen = (...values: number[]) => values.map((value) => ({ value, season: 1 }));

describe('predictSum', () => {
  it('is the level times the days to come, with the error of both', () => {
    // Level 12, φ = (4 + 0 + 4) ÷ 2 = 4; two days to come: 4 × 2 × (1 + 2 ÷ 3) = 40 ÷ 3
    const prediction = predictSum(seen(10, 12, 14), 2);
    expect(prediction.mean).toBe(24);
    expect(prediction.error).toBeCloseTo(Math.sqrt(40 / 3), 12);
    expect(prediction.freedom).toBe(2);
    // t(0.975; 2) = 4.302653 (any table of Student's t)
    expect(intervalOf(prediction)?.[1]).toBeCloseTo(24 + 4.302653 * Math.sqrt(40 / 3), 5);
  });

  it('weighs weekdays by how much of a mean day they are', () => {
    const prediction = predictSum(
      [
        { value: 20, season: 2 },
        { value: 10, season: 1 },
        { value: 0, season: 0 },
      ],
      1.5,
    );
    expect(prediction).toEqual({ mean: 15, error: 0, freedom: 1 });
    expect(intervalOf(prediction)).toEqual([15, 15]);
  });

  it('is certain where nothing is to come, and knows no error from one day', () => {
    expect(predictSum(seen(5), 0)).toMatchObject({ mean: 0, error: 0 });
    expect(predictSum(seen(5), 3)).toMatchObject({ mean: 15, error: null });
    expect(intervalOf(predictSum(seen(5), 3))).toBeNull();
    expect(predictSum([], 3)).toMatchObject({ mean: 0, error: null });
  });
});

describe('chanceOf', () => {
  it('is even at the mean, and higher where less is wanted', () => {
    const prediction = { mean: 10, error: 2, freedom: 5 };
    expect(chanceOf(prediction, 10, 'up')).toBeCloseTo(0.5, 12);
    // t(0.95; 5) = 2.015048
    expect(chanceOf(prediction, 10 - 2 * 2.015048, 'up')).toBeCloseTo(0.95, 6);
    expect(chanceOf(prediction, 10 - 2 * 2.015048, 'down')).toBeCloseTo(0.05, 6);
    expect(chanceOf({ ...prediction, error: 0 }, 10, 'down')).toBe(1);
    expect(chanceOf({ ...prediction, error: 0 }, 11, 'up')).toBe(0);
  });
});

describe('plausibleRange', () => {
  it('is mean ± t × s × √(1 + 1/n)', () => {
    // 8, 10, 12, 14: mean 11, s² = 20 ÷ 3; t(0.975; 3) = 3.182446
    const [low, high] = plausibleRange([8, 10, 12, 14]) as [number, number];
    const half = 3.182446 * Math.sqrt((20 / 3) * 1.25);
    expect(low).toBeCloseTo(11 - half, 5);
    expect(high).toBeCloseTo(11 + half, 5);
    expect(plausibleRange([1, 2, 3])).toBeNull();
  });
});

describe('weekdays', () => {
  it('are told apart from two weeks on, and sum to 7', () => {
    // From Monday, 5 January 2026: 1 a day, 2 on Saturdays and Sundays
    const days = Array.from({ length: 14 }, (_, day) => ({
      date: `2026-01-${String(5 + day).padStart(2, '0')}`,
      value: day % 7 > 4 ? 2 : 1,
      numerator: 0,
      denominator: 0,
    }));
    const weekdays = weekdaysOf(days, (index) => days[index]?.value ?? 0);
    expect(weekdays[0]).toBeCloseTo(7 / 9, 12);
    expect(weekdays[6]).toBeCloseTo(14 / 9, 12);
    expect(weekdays.reduce((sum, one) => sum + one, 0)).toBeCloseTo(7, 12);
    expect(seasonOf(weekdays, '2026-01-10', 2)).toBeCloseTo(28 / 9, 12);
    expect(seasonOf(weekdays, '2026-01-10', 16)).toBeCloseTo(14 + 28 / 9, 12);
    expect(seasonOf(weekdays, '2026-01-10', 0)).toBe(0);
    expect(weekdaysOf(days.slice(1), () => 1)).toBe(FLAT);
    expect(weekdaysOf(days, () => 0)).toBe(FLAT);
  });
});
