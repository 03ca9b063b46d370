import { expect, it } from 'vitest';
import type { KpiDefinition } from '../api/answers.js';
import { columnsOf } from './column.js';

const kpi = (unit: KpiDefinition['unit']) => ({ unit, columns: {}, figures: [] }) as unknown as KpiDefinition;
const money = (value: number) => ({ value, currency: 'EUR', decimals: 2 });

it.each([
  ['duration', { value: 30_000, numerator: 90_000, denominator: 3 }, ['duration', 'duration', 'count']],
  ['money', { value: money(500), numerator: money(1500), denominator: 3 }, ['money', 'money', 'count']],
  ['proportion', { value: 0.5, numerator: 1, denominator: 2 }, ['proportion', 'count', 'count']],
  ['count', { value: 3, numerator: 3, denominator: null }, ['count']],
] as const)('shows what a %s is made of in its own unit', (unit, row, units) => {
  const columns = columnsOf(kpi(unit), [{ device: 'mobile', ...row }], ['device']);
  expect(columns.map((column) => column.unit)).toEqual(units);
});
