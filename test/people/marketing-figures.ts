import { expect } from 'vitest';
import { euro } from '../harness/money.js';
import { type Figure, interval, ratio, total } from './figures.js';

/** Marketing of 4 to 6 May, worked out by hand from the table in walk.ts; orders and costs as in sales-figures.ts. */
export const MARKETING: readonly Figure[] = [
  ['visitors', total(5)],
  ['visits', total(8)],
  ['page_views', total(40)],
  ['new_visitors', total(5)],
  ['returning_visitors', total(0)],
  ['new_visitor_share', ratio(5, 5)],
  // 545 s ÷ 8. Sorted 5, 25, 60, 80, 90, 90, 95, 100: the median lies between 80 and 90; nine tenths of the way from
  // first to last is 6.3 steps: 95 + 0.3 × 5. Squares sum to 45,875; less 8 × 68.125², ÷ 7 ÷ 8 = 156.194, root 12.498.
  [
    'time_on_site',
    ratio(545_000, 8, {
      ...{ median: 85_000, p90: 96_500, per_visitor: 109_000 },
      ...{ n: 8, se: expect.closeTo(12_498, 0) },
    }),
  ],
  ['bounce_rate', ratio(1, 8, { confidence: interval(0.0224, 0.4709) })],
  ['engagement_rate', ratio(7, 8)],
  // 2, 6, 8, 1, 6, 8, 2, 7: squared deviations from 5 sum to 58; ÷ 7 ÷ 8 = 1.0357, root 1.0177.
  ['pages_per_visit', ratio(40, 8, { n: 8, se: expect.closeTo(1.0177, 4) })],
  // Carla and Emil once, the others twice. 0.36 × 2 + 0.16 × 3 = 1.2; ÷ 4 ÷ 5 = 0.06, root 0.2449.
  [
    'visits_per_visitor',
    ratio(8, 5, {
      ...{ n: 5, se: expect.closeTo(0.2449, 4) },
      distribution: { '1': 2, '2': 3, '3-5': 0, '6-10': 0, '>10': 0 },
    }),
  ],
  // Ben's first visit, one article.
  ['blog_traffic', ratio(1, 8, { visits: 1, views: 1 })],
  // Anna twice, Carla and Ben saw the banner, Anna pressed it.
  ['promotion_clicks', total(1, { click_through_rate: 1 / 4 })],
  ['social_shares', total(1)],
  ['ppc_conversions', total(1)],
  ['ppc_cost_per_purchase', { value: euro(10_00), numerator: euro(10_00), denominator: 1 }],
  // Emil's 19.56 by the advert and Dora's 134.38 by the letter; costs 10 + 5 + 3.
  [
    'digital_marketing_roi',
    {
      value: 135_94 / 18_00,
      ...{ numerator: euro(135_94), denominator: euro(18_00) },
      ...{ attributed_revenue: euro(153_94), cost: euro(18_00) },
    },
  ],
  ['return_on_ad_spend', { value: 19_56 / 10_00, numerator: euro(19_56), denominator: euro(10_00) }],
  [
    'site_search',
    {
      value: null,
      totals: { searches: 3, without_result: 1, visits: 2, conversion_rate: 1 / 2 },
      rows: [
        { search_term: 'pan', searches: 1, without_result: 0, visits: 1, conversion_rate: 0 },
        { search_term: 'walnut', searches: 1, without_result: 0, visits: 1, conversion_rate: 1 },
        { search_term: 'wok', searches: 1, without_result: 1, visits: 1, conversion_rate: 0 },
      ],
    },
  ],
  [
    'traffic_sources',
    {
      value: null,
      totals: {
        ...{ visits: 8, share: 1, conversion_rate: 1 / 2, orders: 4, revenue: euro(213_14) },
        ...{ revenue_per_visit: euro(26_64), cost: euro(18_00), roi: 135_94 / 18_00 },
      },
      rows: [
        // Ben twice, Anna again: her 16.00 are this visit's and Google's order.
        source('Direct', { visits: 3, conversion_rate: 1 / 3, revenue_per_visit: euro(5_33) }),
        // Carla, Dora again: (134.38 − 5) ÷ 5
        source('Email', {
          ...{ visits: 2, conversion_rate: 1 / 2, revenue_per_visit: euro(67_19) },
          ...{ orders: 1, revenue: euro(134_38), cost: euro(5_00), roi: 129_38 / 5_00 },
        }),
        source('Organic Search', {
          ...{ visits: 1, conversion_rate: 1, revenue_per_visit: euro(43_20) },
          ...{ orders: 2, revenue: euro(59_20) },
        }),
        source('Organic Social', { visits: 1, conversion_rate: 0, revenue_per_visit: euro(0) }),
        // (19.56 − 10) ÷ 10
        source('Paid Search', {
          ...{ visits: 1, conversion_rate: 1, revenue_per_visit: euro(19_56) },
          ...{ orders: 1, revenue: euro(19_56), cost: euro(10_00), roi: 9_56 / 10_00 },
        }),
      ],
    },
  ],
  [
    'top_pages',
    {
      value: null,
      totals: {
        ...{ views: 40, visitors: 5, entrances: 8, exits: 8, exit_rate: 8 / 40 },
        ...{ mean_time: 545_000 / 40, conversion_rate: 4 / 8 },
      },
      rows: [
        // Seconds, by visit in the order of time: 10, 10, 10, 15, 20, 10. Dora and Ben left here.
        page('checkout/payment/', 6, 4, [1, 2], 75, 4 / 6),
        // 25, 30, 40, 25, 20
        page('checkout/', 5, 4, [0, 0], 140, 3 / 5),
        // 10, 10, 10, 10, 5
        page('checkout/shipping/', 5, 4, [0, 0], 45, 3 / 5),
        // Anna 10 and 5, Carla 5, Ben 10; all came in here, and Carla went.
        page('', 4, 3, [4, 1], 30, 2 / 4),
        page('cart/', 4, 4, [0, 0], 20, 2 / 4),
        // Anna 5 and 5, Emil 10, Dora 5
        page('thank-you/', 4, 3, [0, 4], 25, 1),
        // Ben twice in one visit, Anna once, 5 s each
        page('search/', 3, 2, [0, 0], 15, 1 / 2),
        // Ben 20, Dora 30
        page('contact/', 2, 2, [0, 1], 50, 0),
        page('blog/season-a-carbon-steel-pan/', 1, 1, [1, 0], 60, 0),
        page('category/tableware/', 1, 1, [0, 0], 8, 1),
        page('product/carbon-steel-pan/', 1, 1, [0, 0], 20, 0),
        page('product/chefs-knife/', 1, 1, [1, 0], 20, 0),
        page('product/speckled-mug/', 1, 1, [1, 0], 15, 1),
        page('product/stoneware-bowl/', 1, 1, [0, 0], 12, 1),
        page('product/walnut-spoon/', 1, 1, [0, 0], 10, 1),
      ],
    },
  ],
];

function source(channel: string, figures: { visits: number; [name: string]: unknown }) {
  return { channel, share: figures.visits / 8, orders: 0, revenue: euro(0), ...figures };
}

function page(
  path: string,
  views: number,
  visitors: number,
  [entrances, exits]: [number, number],
  seconds: number,
  conversion_rate: number,
) {
  return {
    ...{ page: `/shop/${path}`, views, visitors, entrances, exits, exit_rate: exits / views },
    ...{ mean_time: (seconds * 1000) / views, conversion_rate },
  };
}

/** Visits by a dimension; each sums to 8. */
export const VISITS_BY: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  channel: { Direct: 3, Email: 2, 'Organic Search': 1, 'Organic Social': 1, 'Paid Search': 1 },
  device: { desktop: 6, mobile: 2 },
  browser: { Chromium: 7, Safari: 1 },
  country: { '(not set)': 8 },
  language: { de: 5, ja: 2, en: 1 },
  visitor_type: { new: 5, returning: 3 },
  referrer: { '(not set)': 6, 'www.facebook.com': 1, 'www.google.com': 1 },
  campaign: { '(not set)': 6, 'cart-reminder': 1, 'may-letter': 1 },
};

/** Conversion rate of the visits that a filter leaves. */
export const CONVERSION_WHERE: readonly (readonly [
  filter: string,
  numerator: number,
  denominator: number,
])[] = [
  // Carla no, Emil yes
  ['device==mobile', 1, 2],
  // Ben twice no, Anna again yes, Dora again yes; Carla's telephone is none of them
  ['channel==Email,channel==Direct;device==desktop', 2, 4],
  // Dora's first no, Emil yes
  ['landing_page=~/shop/product/', 1, 2],
  // All but the three by themselves
  ['source!=(direct)', 3, 5],
];
