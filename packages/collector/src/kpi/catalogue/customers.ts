import { COHORT_RETENTION } from '../customers/cohort-retention.js';
import { LIFETIME_VALUE } from '../customers/lifetime-value.js';
import { LTV_TO_CAC } from '../customers/ltv-to-cac.js';
import type { Kpi } from '../definition.js';
import { count, distinct, sum } from '../measure.js';
import { HAS_CUSTOMER, of, part } from './measures.js';

const before = distinct('orders', 'customer', [HAS_CUSTOMER], { inWindowBefore: true });
const lost = distinct('orders', 'customer', [HAS_CUSTOMER, { field: 'came_back', is: '=', value: 0 }], {
  inWindowBefore: true,
});

// An unsubscribe of somebody who subscribed within the period is no loss of those who were there at its start, but a
// cancellation all the same, so the rate can exceed them.
const cancellations = count('subscription', [{ field: 'change', is: '<', value: 0 }], { aside: true });
const subscribersBefore = sum('subscription', 'change', [], { stock: 'start', aside: true });

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
    figures: {
      subscriptions: { unit: 'rate', numerator: of(cancellations), denominator: of(subscribersBefore) },
    },
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
    id: 'ltv_to_cac',
    title: 'Customer value to acquisition cost',
    sentence:
      'What the new customers of the period will bring in the next twelve months, against what it cost to win them.',
    formula:
      'Σ predicted 12-month value of the customers whose first order lies in the period ÷ cost of ads and marketing in the period; by channel, source or campaign of those attributed there',
    unit: 'ratio',
    direction: 'up',
    computed: LTV_TO_CAC,
    takes: ['basis'],
    needs: { import: 'costs' },
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
