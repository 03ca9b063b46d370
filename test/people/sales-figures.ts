import { expect } from 'vitest';
import { euro } from '../harness/money.js';
import { type Figure, interval, ratio, total } from './figures.js';

/**
 * Sales of 4 to 6 May, worked out by hand from the table in walk.ts.
 *
 * | order   | in its currency               | rate of its day      | EUR    | units | customer  |
 * | ------- | ----------------------------- | -------------------- | -----: | ----: | --------- |
 * | Anna, 1 | 2 × 24.00 − 10 % = 43.20 EUR  |                      |  43.20 |     2 | new       |
 * | Emil    | 21.50 USD                     | 0.91 EUR for 1 USD   |  19.56 |     1 | new       |
 * | Dora    | 21,500 JPY                    | 160 JPY for 1 EUR    | 134.38 |     1 | new       |
 * | Anna, 2 | 16.00 EUR                     |                      |  16.00 |     1 | returning |
 * | all     |                               |                      | 213.14 |     5 |           |
 *
 * 21.50 × 0.91 = 19.565 and 21,500 ÷ 160 = 134.375: halves go to the even cent, down and up. One bowl of Anna's first
 * order (21.60) came back on the 6th. Costs: 10.00 for adverts, 5.00 for letters, 3.00 of marketing without a source.
 */
export const SALES: readonly Figure[] = [
  ['revenue', total(euro(213_14))],
  ['net_revenue', total(euro(191_54), { revenue: euro(213_14), refunds: euro(21_60) })],
  ['orders', total(4)],
  // 213.14 ÷ 4 = 53.285, half to even. Deviations −10.085, −33.725, 81.095, −37.285 (of the unrounded mean):
  // their squares sum to 9,205.65; ÷ 3 ÷ 4 = 767.14, the root of which is 27.70.
  [
    'average_order_value',
    { value: euro(53_28), numerator: euro(213_14), denominator: 4, n: 4, se: euro(27_70) },
  ],
  // Deviations 0.75, −0.25, −0.25, −0.25: 0.75 ÷ 3 ÷ 4 = 0.0625, the root is 0.25.
  ['units_per_order', ratio(5, 4, { n: 4, se: 0.25 })],
  ['conversion_rate', ratio(4, 8, { confidence: interval(0.2152, 0.7848) })],
  ['visitor_conversion_rate', ratio(3, 5)],
  // Ben called, Dora wrote.
  ['lead_conversion_rate', ratio(2, 5, { forms: 1, calls: 1, mails: 0 })],
  // Dora ordered two days after.
  ['lead_to_order_rate', ratio(1, 2)],
  // Ben's cart was left; Dora's was ordered two days later by a link; Anna's two and Emil's at once.
  ['cart_abandonment_rate', ratio(1, 5, { recovered: 1, purchased: 3, open: 0 })],
  ['abandoned_carts', total(1)],
  ['abandoned_cart_value', total(euro(59_00))],
  ['cart_recovery_rate', ratio(1, 2)],
  // Ben's second and Dora's first visit, of those and Anna's two and Emil's; Dora's second began no checkout.
  ['checkout_abandonment_rate', ratio(2, 5)],
  ['abandoned_orders', total(2)],
  ['new_customer_orders', total(3, { revenue: euro(197_14), share: 3 / 4 })],
  ['returning_customer_orders', total(1, { revenue: euro(16_00), share: 1 / 4 })],
  ['new_customers', total(3)],
  ['repeat_purchase_rate', ratio(1, 3)],
  ['repeat_order_ratio', ratio(1, 4)],
  // Anna and Emil, of all five.
  ['first_visit_purchase_rate', ratio(2, 5)],
  // Dora and Anna, of those and Ben; Dora and Ben had not bought in their first.
  ['second_visit_purchase_rate', ratio(2, 3, { not_bought_in_first: 1 / 2 })],
  // 213.14 ÷ 8 = 26.6425. Squares sum to 20,562.818; less 8 × 26.6425², ÷ 7 ÷ 8 = 265.79, the root is 16.30.
  [
    'revenue_per_visit',
    { value: euro(26_64), numerator: euro(213_14), denominator: 8, n: 8, se: euro(16_30) },
  ],
  // 213.14 ÷ 5 = 42.628. Anna 59.20, Dora 134.38, Emil 19.56: 21,945.218 − 5 × 42.628², ÷ 4 ÷ 5 = 642.97, root 25.36.
  [
    'revenue_per_visitor',
    { value: euro(42_63), numerator: euro(213_14), denominator: 5, n: 5, se: euro(25_36) },
  ],
  ['return_rate', ratio(1, 4, { by_units: 1 / 5, by_value: 21_60 / 213_14 })],
  // 18.00 ÷ 3
  ['customer_acquisition_cost', { value: euro(6_00), numerator: euro(18_00), denominator: 3 }],
  [
    'checkout_funnel',
    {
      value: null,
      rows: [
        { step: 'view_item', visits: 5, of_first: 1, of_previous: 1, median_ms: null },
        // Anna again 10 s, Anna 12, Emil 15, Dora and Ben 20
        { step: 'add_to_cart', visits: 5, of_first: 1, of_previous: 1, median_ms: 15_000 },
        // Anna again 0 s, Anna, Emil and Ben 5, Dora 35
        { step: 'begin_checkout', visits: 5, of_first: 1, of_previous: 1, median_ms: 5_000 },
        // Anna again 25 s, Dora and Ben 35, Anna 40, Emil 50
        { step: 'add_shipping_info', visits: 5, of_first: 1, of_previous: 1, median_ms: 35_000 },
        // Anna, Emil and Anna again, 10 s each. Dora paid in a visit in which she saw no product.
        { step: 'add_payment_info', visits: 3, of_first: 3 / 5, of_previous: 3 / 5, median_ms: 10_000 },
        { step: 'purchase', visits: 3, of_first: 3 / 5, of_previous: 1, median_ms: 0 },
      ],
    },
  ],
  [
    'product_performance',
    {
      value: null,
      totals: {
        ...{ revenue: euro(213_14), units: 5, orders: 4, views: 5, carts: 5 },
        ...{ cart_to_view_rate: 1, buy_to_view_rate: 4 / 5, return_rate: 1 / 4 },
      },
      rows: [
        product('KO-304', 'Chef’s knife, 21 cm', 134_38, 1),
        product('KO-201', 'Stoneware bowl', 43_20, 2, { return_rate: 1 }),
        product('KO-202', 'Speckled mug', 19_56, 1),
        product('KO-302', 'Walnut cooking spoon', 16_00, 1),
        product('KO-101', 'Carbon steel pan, 26 cm', 0, 0, {
          orders: 0,
          buy_to_view_rate: 0,
          return_rate: null,
        }),
      ],
    },
  ],
];

// Each was seen once, put into a cart once, and ordered once but for the pan.
function product(id: string, name: string, cents: number, units: number, more: object = {}) {
  return {
    ...{ product: id, product_name: name, revenue: euro(cents), units, orders: 1, views: 1, carts: 1 },
    ...{ cart_to_view_rate: 1, buy_to_view_rate: 1, return_rate: 0, ...more },
  };
}

/** Revenue in cents by a dimension; each sums to 213.14. */
export const REVENUE_BY: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  channel: { Email: 134_38, 'Organic Search': 59_20, 'Paid Search': 19_56 },
  source: { news: 134_38, google: 78_76 },
  campaign: { 'cart-reminder': 134_38, '(not set)': 78_76 },
  device: { desktop: 193_58, mobile: 19_56 },
  // Loopback is nowhere.
  country: { '(not set)': 213_14 },
  category: { 'Wood & tools': 150_38, Tableware: 62_76 },
  currency: { JPY: 134_38, EUR: 59_20, USD: 19_56 },
  coupon: { '(not set)': 169_94, WELCOME10: 43_20 },
  payment_type: { Card: 153_94, PayPal: 43_20, Invoice: 16_00 },
  shipping_tier: { Standard: 193_58, Express: 19_56 },
  customer_type: { new: 197_14, returning: 16_00 },
};

/** Revenue in cents by channel. Anna came by Google and then by herself, Dora by Facebook and then by e-mail. */
export const REVENUE_BY_MODEL: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  last_non_direct: { Email: 134_38, 'Organic Search': 59_20, 'Paid Search': 19_56 },
  first: { 'Organic Social': 134_38, 'Organic Search': 59_20, 'Paid Search': 19_56 },
  last: { Email: 134_38, 'Organic Search': 43_20, 'Paid Search': 19_56, Direct: 16_00 },
  linear: {
    ...{ Email: 67_19, 'Organic Social': 67_19, 'Organic Search': 51_20, 'Paid Search': 19_56 },
    Direct: 8_00,
  },
};

/** By day: 4 May nothing, 5 May Anna and Emil, 6 May Dora and Anna again. */
export const REVENUE_BY_DAY = [
  { start: '2026-05-04', value: euro(0) },
  { start: '2026-05-05', value: euro(62_76) },
  { start: '2026-05-06', value: euro(150_38) },
];

export const CONVERSION_BY_DAY = [
  { start: '2026-05-04', ...ratio(0, 2) },
  { start: '2026-05-05', ...ratio(2, 4) },
  { start: '2026-05-06', ...ratio(2, 2) },
];

/**
 * 5 and 6 May against 3 and 4 May: 4 of 6 visits against 0 of 2. Pooled 4 of 8: 0.5 × 0.5 × (1/6 + 1/2) has the root
 * 0.40825; 0.66667 ÷ 0.40825 = 1.63299, beyond which on both sides lie 10.25 % of a normal distribution.
 */
export const CONVERSION_COMPARED = {
  ...ratio(4, 6),
  compare: {
    ...{ from: '2026-05-03', to: '2026-05-04', ...ratio(0, 2), change: null, significant: false },
    p: expect.closeTo(0.1025, 4),
  },
};

export const VISITS_COMPARED = {
  ...total(6),
  compare: { from: '2026-05-03', to: '2026-05-04', ...total(2), change: 2, p: null, significant: null },
};
