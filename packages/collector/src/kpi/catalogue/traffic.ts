import { STEP } from '../../facts/visit.js';
import type { Condition } from '../../store/scan.js';
import type { Kpi } from '../definition.js';
import { count, distinct, type Measure, quantile, sum } from '../measure.js';
import {
  cost,
  costRows,
  KNOWN,
  knownVisitors,
  knownVisits,
  mean,
  named,
  of,
  orderingVisits,
  orders,
  pageViews,
  paidRevenue,
  part,
  revenue,
  total,
  visitors,
  visitRevenue,
  visits,
} from './measures.js';

const newVisitors = distinct('visit', 'visitor', [KNOWN, { field: 'number', is: '=', value: 1 }]);
const engaged = sum('visit', 'engaged_ms');

const ofVisitors = (perMille: number): Measure => ({
  ...quantile('visit', 'engaged_ms', perMille),
  per: 'visitor',
});

const SHOPPED =
  STEP.add_to_cart |
  STEP.remove_from_cart |
  STEP.view_cart |
  STEP.begin_checkout |
  STEP.add_shipping_info |
  STEP.add_payment_info |
  STEP.purchase;

const bounces = count('visit', [
  { field: 'page_views', is: '=', value: 1 },
  { field: 'steps', is: 'no_bit', value: SHOPPED },
  { field: 'leads', is: '=', value: 0 },
  { field: 'orders', is: '=', value: 0 },
]);

const engagedVisits = count('visit', [
  {
    either: [
      { field: 'engaged_ms', is: '>=', value: 10_000 },
      { field: 'page_views', is: '>=', value: 2 },
      { field: 'steps', is: 'any_bit', value: STEP.purchase | STEP.other_key },
      { field: 'leads', is: '>', value: 0 },
      { field: 'orders', is: '>', value: 0 },
    ],
  },
]);

const byVisitor = (having: readonly Condition[]): Measure =>
  count('visit', [KNOWN], { per: 'visitor', having });
const visitorsWith = (from: number, to?: number) =>
  total(
    byVisitor([
      { field: 'rows', is: '>=', value: from },
      ...(to === undefined ? [] : ([{ field: 'rows', is: '<=', value: to }] as const)),
    ]),
  );

const VIEW = named('page_view');
const BLOG: Condition = { dimension: 'content_group', in: ['blog'] };
const SEARCH = named('search');
const landings = count('visit', [{ field: 'page_views', is: '>', value: 0 }], {
  as: { page: 'landing_page' },
});
const exits = count('visit', [{ field: 'page_views', is: '>', value: 0 }], {
  as: { page: 'exit_page' },
});

/** Who comes, from where, and what they look at. */
export const TRAFFIC_KPIS: readonly Kpi[] = [
  {
    id: 'visitors',
    title: 'Visitors',
    sentence: 'Different browsers whose visits began in the period.',
    unit: 'count',
    direction: 'up',
    value: total(visitors),
  },
  {
    id: 'visits',
    title: 'Visits',
    sentence: 'Visits that began in the period.',
    unit: 'count',
    direction: 'up',
    value: total(visits),
  },
  {
    id: 'page_views',
    title: 'Page views',
    sentence: 'Pages that were looked at.',
    unit: 'count',
    direction: 'up',
    value: total(pageViews),
  },
  {
    id: 'new_visitors',
    title: 'New visitors',
    sentence: 'Visitors whose first visit was in the period.',
    unit: 'count',
    direction: 'up',
    value: total(newVisitors),
    withoutCookieless: true,
  },
  {
    id: 'returning_visitors',
    title: 'Returning visitors',
    sentence: 'Visitors who had been there before the period.',
    unit: 'count',
    direction: 'up',
    value: { unit: 'count', numerator: [...of(knownVisitors), [-1, newVisitors]] },
    withoutCookieless: true,
  },
  {
    id: 'new_visitor_share',
    title: 'Share of new visitors',
    sentence: 'Which part of the visitors was there for the first time.',
    unit: 'proportion',
    direction: null,
    value: part(newVisitors, knownVisitors),
    withoutCookieless: true,
  },
  {
    id: 'time_on_site',
    title: 'Time on site',
    sentence:
      'How long the shop is in front of a visitor in a visit, and in all visits of a visitor; time in a hidden tab does not count.',
    unit: 'duration',
    direction: 'up',
    value: mean('duration', engaged, visits),
    figures: {
      median: { unit: 'duration', numerator: of(quantile('visit', 'engaged_ms', 500)) },
      p90: { unit: 'duration', numerator: of(quantile('visit', 'engaged_ms', 900)) },
      per_visitor: { unit: 'duration', numerator: of(engaged), denominator: of(visitors) },
      per_visitor_median: { unit: 'duration', numerator: of(ofVisitors(500)) },
      per_visitor_p90: { unit: 'duration', numerator: of(ofVisitors(900)) },
    },
  },
  {
    id: 'bounce_rate',
    title: 'Bounce rate',
    sentence: 'Which part of the visits sees one page and does nothing more.',
    unit: 'proportion',
    direction: 'down',
    value: part(bounces, visits),
  },
  {
    id: 'engagement_rate',
    title: 'Engagement rate',
    sentence: 'Which part of the visits lasts 10 seconds, sees two pages, or does something that counts.',
    unit: 'proportion',
    direction: 'up',
    value: part(engagedVisits, visits),
  },
  {
    id: 'pages_per_visit',
    title: 'Pages per visit',
    sentence: 'How many pages a visit sees on average.',
    unit: 'ratio',
    direction: 'up',
    value: mean('ratio', sum('visit', 'page_views'), visits),
  },
  {
    id: 'visits_per_visitor',
    title: 'Visits per visitor',
    sentence: 'How often a visitor comes: loyalty.',
    unit: 'ratio',
    direction: 'up',
    value: mean('ratio', knownVisits, knownVisitors, {
      fact: 'visit',
      aggregate: 'squares',
      field: 'rows',
      when: [KNOWN],
      per: 'visitor',
    }),
    figures: {
      distribution: {
        '1': visitorsWith(1, 1),
        '2': visitorsWith(2, 2),
        '3-5': visitorsWith(3, 5),
        '6-10': visitorsWith(6, 10),
        '>10': visitorsWith(11),
      },
    },
    withoutCookieless: true,
  },
  {
    id: 'traffic_sources',
    title: 'Traffic sources',
    sentence: 'What each channel, source and campaign brings, and what it costs.',
    unit: 'table',
    direction: null,
    by: 'channel',
    columns: {
      visits: total(visits),
      share: { unit: 'proportion', numerator: of(visits), share: true },
      conversion_rate: part(orderingVisits, visits),
      orders: total(orders),
      revenue: total(revenue),
      revenue_per_visit: { unit: 'money', numerator: of(visitRevenue), denominator: of(visits) },
      cost: { ...total(cost('ads', 'marketing')), needs: costRows('ads', 'marketing') },
      roi: {
        unit: 'rate',
        numerator: [...of(paidRevenue('ads', 'marketing')), [-1, cost('ads', 'marketing')]],
        denominator: of(cost('ads', 'marketing')),
        needs: costRows('ads', 'marketing'),
      },
    },
    base: 'visit',
  },
  {
    id: 'top_pages',
    title: 'Top pages',
    sentence:
      'Which pages are seen, where visits begin and end, and how many of those that saw the page order.',
    unit: 'table',
    direction: null,
    by: 'page',
    columns: {
      views: total(pageViews),
      visitors: total(distinct('hit', 'visitor', [VIEW])),
      entrances: total(landings),
      exits: total(exits),
      exit_rate: { unit: 'rate', numerator: of(exits), denominator: of(pageViews) },
      mean_time: {
        unit: 'duration',
        numerator: of(sum('hit', 'engaged_ms', [named('user_engagement')])),
        denominator: of(pageViews),
      },
      conversion_rate: part(distinct('hit', 'ordering_visit', [VIEW]), distinct('hit', 'visit', [VIEW])),
    },
    base: 'hit',
  },
  {
    id: 'blog_traffic',
    title: 'Blog traffic',
    sentence: 'Which part of the visits saw the blog (the content group "blog" of the site).',
    unit: 'proportion',
    direction: 'up',
    value: part(count('visit', [BLOG]), visits),
    figures: {
      visits: total(count('visit', [BLOG])),
      views: total(count('hit', [VIEW, BLOG])),
    },
  },
  {
    id: 'site_search',
    title: 'Site search',
    sentence:
      'What visitors search for, how often nothing is found, and how many of those that search order.',
    unit: 'table',
    direction: null,
    by: 'search_term',
    also: ['search_term'],
    columns: {
      searches: total(count('hit', [SEARCH])),
      terms: total(distinct('hit', 'label', [SEARCH])),
      without_result: total(count('hit', [SEARCH, { field: 'number', is: '=', value: 0 }])),
      visits: total(distinct('hit', 'visit', [SEARCH])),
      conversion_rate: part(distinct('hit', 'ordering_visit', [SEARCH]), distinct('hit', 'visit', [SEARCH])),
    },
  },
];
