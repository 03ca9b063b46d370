import { expect } from 'vitest';
import type { KpiAnswer } from '../harness/collector.js';

/** A KPI's id, and what its answer must hold: all that is named here, exactly. */
export type Figure = readonly [id: string, answer: Partial<KpiAnswer>];

/** A count or an amount: no ratio, so it has no denominator. */
export const total = (value: unknown, more: object = {}) => ({
  value,
  numerator: value,
  denominator: null,
  ...more,
});

/** Numerator over denominator, of plain numbers. */
export const ratio = (numerator: number, denominator: number, more: object = {}) => ({
  value: numerator / denominator,
  numerator,
  denominator,
  ...more,
});

/** The ends of an interval, to four digits. */
export const interval = (from: number, to: number) => [expect.closeTo(from, 4), expect.closeTo(to, 4)];
