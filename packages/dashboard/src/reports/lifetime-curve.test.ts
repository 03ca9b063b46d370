import { describe, expect, it } from 'vitest';
import { lifetimeCurves } from './lifetime-curve.js';

const eur = (value: number) => ({ value, currency: 'EUR', decimals: 2 });
const row = (channel: string, cohort: string, since: number, size: number, revenue: number) => ({
  ...{ channel, cohort, since, size, revenue: eur(revenue) },
});

const ROWS = [
  row('Email', '2026-01-01', 0, 10, 1000),
  row('Email', '2026-01-01', 1, 10, 200),
  row('Email', '2026-01-01', 2, 10, 100),
  row('Email', '2026-02-01', 0, 30, 2000),
  row('Email', '2026-02-01', 1, 30, 0),
  row('Direct', '2026-02-01', 0, 4, 80),
  row('Direct', '2026-02-01', 1, 4, 40),
];

describe('lifetimeCurves', () => {
  it('adds up revenue per customer, of the cohorts that are as old', () => {
    const curves = lifetimeCurves(ROWS, ({ channel }) => String(channel), false);
    // 3000 of 40; then 200 of 40 more; then 100 of the 10 of January.
    expect(curves).toEqual([
      { group: 'Email', customers: 40, values: [75, 80, 90] },
      { group: 'Direct', customers: 4, values: [20, 30] },
    ]);
  });

  it('leaves out months that are not over', () => {
    expect(lifetimeCurves(ROWS, () => 'all', true)).toEqual([
      // January: months 0 and 1; February: month 0.
      { group: 'all', customers: 44, values: [70, 90] },
    ]);
  });
});
