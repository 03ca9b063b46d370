import { COHORT_RETENTION } from '../customers/cohort-retention.js';
import { LIFETIME_VALUE } from '../customers/lifetime-value.js';
import type { Kpi } from '../definition.js';
import { distinct } from '../measure.js';
import { HAS_CUSTOMER, part } from './measures.js';

const before = distinct('orders', 'customer', [HAS_CUSTOMER], { inWindowBefore: true });
const lost = distinct('orders', 'customer', [HAS_CUSTOMER, { field: 'came_back', is: '=', value: 0 }], {
  inWindowBefore: true,
});

/** Whether customers stay, and what they are worth. */
export const CUSTOMER_KPIS: readonly Kpi[] = [
  {
    id: 'churn_rate',
    title: 'Churn rate',
    sentence:
      'Of the customers who ordered in the window before the last one, those who have not ordered since. It looks back from the end of the period; a window has 90 days unless told.',
    formula:
      'customers who ordered in the window that ends one window before the period’s end, and not since ÷ those customers',
    unit: 'proportion',
    direction: 'down',
    value: part(lost, before),
    takes: ['window'],
    needs: { import: 'orders', present: before },
    withoutCookieless: true,
  },
  {
    id: 'customer_lifetime_value',
    title: 'Customer lifetime value',
    sentence:
      'What a customer has brought up to the end of the period, and will bring in the next twelve months; for everybody who has ordered by then.',
    formula:
      'historic: Σ revenue (or margin) of all customers ÷ customers; predicted: Σ over the next 12 months of expected purchases (BG/NBD) × expected value of a purchase (gamma-gamma), discounted at 10 % a year',
    unit: 'money',
    direction: 'up',
    computed: LIFETIME_VALUE,
    takes: ['basis'],
    needs: { import: 'orders' },
    withoutCookieless: true,
  },
  {
    id: 'cohort_retention',
    title: 'Cohort retention',
    sentence:
      'Which part of the customers (or visitors) of a first month is active in each month since, and what they buy.',
    formula: 'members of the cohort with an order (or a visit) in the month ÷ members of the cohort',
    unit: 'table',
    direction: 'up',
    computed: COHORT_RETENTION,
    takes: ['of'],
    needs: { import: 'orders' },
    withoutCookieless: true,
  },
];
