import { expect, it } from 'vitest';
import type { KpiAnswer, Row } from '../api/answers.js';
import { sideBySide } from './side-by-side.js';

const answer = (kpi: string, rows: Row[], rows_left_out?: number) =>
  ({ kpi, rows, ...(rows_left_out !== undefined && { rows_left_out }) }) as KpiAnswer;

const visits: Row[] = [
  { source: 'a', source_name: 'A', visits: 9, cost: 3 },
  { source: 'b', visits: 5, cost: 1 },
];
const orders: Row[] = [
  { source: 'b', value: 2 },
  { source: 'c', value: 1 },
];

it('has a row for each value that any of the figures knows', () => {
  const of = { kpi: 'traffic_sources', columns: ['visits'] };
  expect(sideBySide([answer('traffic_sources', visits), answer('orders', orders)], 'source', of)).toEqual({
    rows: [
      { source: 'a', source_name: 'A', visits: 9 },
      { source: 'b', source_name: undefined, visits: 5, orders: 2 },
      { source: 'c', source_name: undefined, orders: 1 },
    ],
    leftOut: 0,
  });
});

it('keeps to the rows of the first figure where some were left out, and says how many', () => {
  const of = { kpi: 'traffic_sources', columns: ['visits'] };
  const { rows, leftOut } = sideBySide(
    // What was not brought in has no rows to keep to.
    [answer('roi', []), answer('traffic_sources', visits, 40), answer('orders', orders, 7)],
    'source',
    of,
  );
  expect(rows.map(({ source }) => source)).toEqual(['a', 'b']);
  expect(leftOut).toBe(40);
});
