import { say } from '../../say.js';
import type { Figure, Kpi, Need } from '../definition.js';
import { distinct } from '../measure.js';
import {
  cost,
  costedOrders,
  costRows,
  coveredRevenue,
  goodsCost,
  of,
  refunds,
  revenue,
  total,
} from './measures.js';

const UNIT_COSTS: Need = {
  import: 'products',
  present: costedOrders,
  message: say(
    'Nothing is known of what goods cost: give unit_cost with products (footfall import products) or with order_items.',
  ),
};

const covered: Figure = { unit: 'ratio', numerator: of(coveredRevenue), denominator: of(revenue) };
const operatingCosts = cost('operating', 'ads', 'marketing');

/** What is left of the revenue. */
export const MARGIN_KPIS: readonly Kpi[] = [
  {
    id: 'average_margin',
    title: 'Average margin',
    sentence:
      'What is left of the revenue after the cost of goods, over the goods whose unit cost is known; with the share of the revenue that these are.',
    unit: 'rate',
    direction: 'up',
    value: {
      unit: 'rate',
      numerator: [...of(coveredRevenue), [-1, goodsCost]],
      denominator: of(coveredRevenue),
    },
    figures: { covered, cost_of_goods: total(goodsCost) },
    needs: UNIT_COSTS,
  },
  {
    id: 'operating_margin',
    title: 'Operating margin',
    sentence:
      'What is left of the net revenue after the cost of goods and all costs of operation, marketing included. Known only where operating costs were brought in for each month of the period.',
    unit: 'rate',
    direction: 'up',
    value: {
      unit: 'rate',
      numerator: [...of(revenue), [-1, refunds], [-1, goodsCost], [-1, operatingCosts]],
      denominator: [...of(revenue), [-1, refunds]],
      everyMonth: distinct('cost', 'month', [{ field: 'kind', is: '=', value: 'operating' }]),
    },
    figures: {
      covered,
      net_revenue: { unit: 'money', numerator: [...of(revenue), [-1, refunds]] },
      cost_of_goods: total(goodsCost),
      operating_costs: total(operatingCosts),
    },
    needs: { import: 'costs', present: costRows('operating'), and: UNIT_COSTS },
    // Rent and wages are of the whole shop.
    only: [],
    base: 'orders',
  },
];
