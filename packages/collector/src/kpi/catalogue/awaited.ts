import type { Kpi, Theme, Unit } from '../definition.js';

type Row = readonly [
  theme: Theme,
  id: string,
  title: string,
  unit: Unit,
  direction: 'up' | 'down' | null,
  needs: string,
  sentence: string,
];

const ROWS: readonly Row[] = [
  [
    'sales',
    'average_margin',
    'Average margin',
    'rate',
    'up',
    'products',
    'What is left of the revenue after the cost of goods.',
  ],
  [
    'sales',
    'operating_margin',
    'Operating margin',
    'rate',
    'up',
    'costs',
    'What is left of the net revenue after goods and all operating costs.',
  ],
  [
    'sales',
    'price_index',
    'Price index',
    'ratio',
    null,
    'competitor_prices',
    'Own prices against the mean of the competitors; 100 is the same.',
  ],
  [
    'sales',
    'ltv_to_cac',
    'Customer value to acquisition cost',
    'ratio',
    'up',
    'costs',
    'What a new customer will bring in a year, against what it cost to win one.',
  ],
];

/** KPIs that are known by name and wait for data that this version does not take in yet. */
export function awaited(theme: Theme): Kpi[] {
  return ROWS.filter((row) => row[0] === theme).map(([, id, title, unit, direction, needs, sentence]) => ({
    id,
    title,
    sentence,
    unit,
    direction,
    needs: { import: needs },
  }));
}
