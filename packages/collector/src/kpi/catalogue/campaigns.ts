import { PAID_CHANNELS } from '../../enrich/channel.js';
import type { Kpi } from '../definition.js';
import { count } from '../measure.js';
import { cost, costRows, named, of, paidRevenue, total } from './measures.js';

const clicks = count('hit', [named('select_promotion')]);
const paidOrders = count('orders', [{ dimension: 'channel', in: PAID_CHANNELS }]);

/** What promotions, shares and paid advertising bring. */
export const CAMPAIGN_KPIS: readonly Kpi[] = [
  {
    id: 'promotion_clicks',
    title: 'Promotion clicks',
    sentence: 'Clicks on promotions in the shop, and how many there are for each time one is seen.',
    unit: 'count',
    direction: 'up',
    value: total(clicks),
    figures: {
      click_through_rate: {
        unit: 'rate',
        numerator: of(clicks),
        denominator: of(count('hit', [named('view_promotion')])),
      },
    },
    also: ['promotion'],
  },
  {
    id: 'social_shares',
    title: 'Social shares',
    sentence: 'How often something was shared; by network.',
    unit: 'count',
    direction: 'up',
    value: total(count('hit', [named('share')])),
    also: ['network'],
  },
  {
    id: 'ppc_conversions',
    title: 'Orders by paid advertising',
    sentence: 'Orders attributed to a paid channel.',
    unit: 'count',
    direction: 'up',
    value: total(paidOrders),
  },
  {
    id: 'ppc_cost_per_purchase',
    title: 'Advertising cost per order',
    sentence: 'What advertising costs for each order attributed to a paid channel.',
    unit: 'money',
    direction: 'down',
    value: { unit: 'money', numerator: of(cost('ads')), denominator: of(paidOrders) },
    needs: { import: 'costs', present: costRows('ads') },
  },
  {
    id: 'digital_marketing_roi',
    title: 'Return on marketing',
    sentence: 'What marketing brings beyond what it costs, for each unit spent; 4 is 400 %.',
    unit: 'rate',
    direction: 'up',
    value: {
      unit: 'rate',
      numerator: [...of(paidRevenue('ads', 'marketing')), [-1, cost('ads', 'marketing')]],
      denominator: of(cost('ads', 'marketing')),
    },
    figures: {
      attributed_revenue: total(paidRevenue('ads', 'marketing')),
      cost: total(cost('ads', 'marketing')),
    },
    needs: { import: 'costs', present: costRows('ads', 'marketing') },
    base: 'orders',
  },
  {
    id: 'return_on_ad_spend',
    title: 'Return on ad spend',
    sentence: 'Revenue that advertising brings for each unit spent on it.',
    unit: 'ratio',
    direction: 'up',
    value: { unit: 'ratio', numerator: of(paidRevenue('ads')), denominator: of(cost('ads')) },
    needs: { import: 'costs', present: costRows('ads') },
    base: 'orders',
  },
];
