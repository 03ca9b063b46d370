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
    'product_affinity',
    'Bought together',
    'table',
    null,
    'order_items',
    'Products that are bought in one order more often than by chance.',
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
  [
    'sales',
    'churn_rate',
    'Churn rate',
    'proportion',
    'down',
    'orders',
    'Which part of the customers has stopped to order.',
  ],
  [
    'sales',
    'customer_lifetime_value',
    'Customer lifetime value',
    'money',
    'up',
    'orders',
    'What a customer has brought, and will bring in the next twelve months.',
  ],
  [
    'sales',
    'cohort_retention',
    'Cohort retention',
    'table',
    'up',
    'orders',
    'Which part of the customers of a first month is active in each later month.',
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
