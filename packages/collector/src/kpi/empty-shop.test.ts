import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FactShop } from './fact-shop.fixture.js';
import { listKpis } from './index.js';

let shop: FactShop;
beforeEach(() => {
  shop = new FactShop();
});
afterEach(() => shop.close());

const eur = (value: number) => ({ value, currency: 'EUR', decimals: 2 });

/** What the script counts by itself: that there was none is a figure. */
const COUNTED = {
  ...{ visitors: 0, visits: 0, page_views: 0, new_visitors: 0, returning_visitors: 0 },
  ...{ promotion_clicks: 0, social_shares: 0, ppc_conversions: 0 },
};
/** Parts and means of nothing. */
const OF_NOTHING = [
  ...['new_visitor_share', 'time_on_site', 'bounce_rate', 'engagement_rate', 'pages_per_visit'],
  ...['visits_per_visitor', 'blog_traffic'],
];
/** Tables without a row, with their totals. */
const TABLES = {
  traffic_sources: {
    visits: 0,
    conversion_rate: null,
    revenue: eur(0),
    revenue_per_visit: null,
    cost: null,
    roi: null,
  },
  top_pages: { views: 0, exits: 0, exit_rate: null, mean_time: null, conversion_rate: null },
  site_search: { searches: 0, terms: 0, without_result: 0, conversion_rate: null },
};
/** What has to be brought in, by which import. */
const AWAITED: Readonly<Record<string, readonly string[]>> = {
  costs: ['ppc_cost_per_purchase', 'digital_marketing_roi', 'return_on_ad_spend'],
  subscribers: ['newsletter_subscribers', 'subscriber_growth_rate'],
  email_stats: [
    ...['emails_opened', 'emails_clicked', 'email_open_rate', 'email_click_through_rate', 'unsubscribe_rate'],
    'email_conversion_rate',
  ],
  search_positions: ['average_position'],
  reviews: ['product_reviews', 'marketplace_reputation'],
  social_stats: ['social_engagement'],
  'web_vital events': ['web_vitals'],
  cases: [
    ...['cases_opened', 'service_emails', 'service_chats', 'first_response_time', 'average_resolution_time'],
    ...['active_issues', 'escalation_rate'],
  ],
  survey_responses: ['customer_satisfaction', 'net_promoter_score'],
};
const asked = { interval: 'month', compare: 'previous' } as const;

describe('a shop of which nothing is known', () => {
  it('is asked for every KPI of marketing and care here', () => {
    const here = [
      ...Object.keys(COUNTED),
      ...OF_NOTHING,
      ...Object.keys(TABLES),
      ...Object.values(AWAITED).flat(),
    ];
    const listed = listKpis().filter(({ theme }) => theme !== 'sales');
    expect([...here].sort()).toEqual(listed.map(({ id }) => id).sort());
  });

  it.each(Object.entries(COUNTED))('has %s of 0', async (id, value) => {
    const answer = await shop.ask(id, asked);
    expect(answer).toMatchObject({ value, missing: null, series: [{ value }] });
    expect(answer.compare).toMatchObject({ value, change: null, p: null });
  });

  it.each(OF_NOTHING)('has no %s, which is null and not 0', async (id) => {
    const answer = await shop.ask(id, asked);
    expect(answer).toMatchObject({ value: null, denominator: 0, missing: null, series: [{ value: null }] });
    expect(answer.compare).toMatchObject({ value: null, change: null, p: null });
    if ('confidence' in answer) expect(answer.confidence).toBeNull();
    if ('se' in answer) expect(answer.se).toBeNull();
  });

  it.each(Object.entries(TABLES))('has no row of %s', async (id, totals) => {
    expect(await shop.ask(id, asked)).toMatchObject({ value: null, missing: null, rows: [], totals });
  });

  it.each(Object.entries(AWAITED).flatMap(([name, ids]) => ids.map((id) => [id, name] as const)))(
    'has no %s, and names %s',
    async (id, name) => {
      const { series, rows, ...answer } = await shop.ask(id, asked);
      expect(answer).toMatchObject({
        value: null,
        numerator: null,
        denominator: null,
        missing: { import: name },
      });
      expect(answer.missing?.message).toMatch(/needs? /);
      expect([series, rows]).toEqual([undefined, undefined]);
    },
  );
});

describe('rates whose whole is nothing', () => {
  it('are null where costs are 0, and where no order was won', async () => {
    shop.cost('2026-01-05', 'ads', 0, { source: 'google', medium: 'cpc' });
    const free = await shop.askAll(['digital_marketing_roi', 'return_on_ad_spend', 'ppc_cost_per_purchase']);
    expect(free.digital_marketing_roi).toMatchObject({ value: null, denominator: eur(0), missing: null });
    expect(free.return_on_ad_spend).toMatchObject({ value: null, denominator: eur(0), missing: null });
    expect(free.ppc_cost_per_purchase).toMatchObject({ value: null, numerator: eur(0), denominator: 0 });
  });

  it('are null where nobody opened, delivered or searched', async () => {
    shop.mailing('2026-01-05', 'x', { delivered: 0, opened: 0, clicked: 0, unsubscribed: 0 });
    const ids = ['email_open_rate', 'email_click_through_rate', 'unsubscribe_rate', 'email_conversion_rate'];
    for (const answer of Object.values(await shop.askAll(ids)))
      expect(answer).toMatchObject({ value: null, denominator: 0, missing: null });
    shop.hit(shop.visit(1, '2026-01-05T10:00:00'), 'select_promotion', '2026-01-05T10:00:00');
    expect(await shop.ask('promotion_clicks')).toMatchObject({ value: 1, click_through_rate: null });
  });

  it('are null of a visitor without cookies alone, who is in no figure of loyalty', async () => {
    shop.visit(1, '2026-01-05T10:00:00', { cookieless: 1 });
    const answers = await shop.askAll(['visits_per_visitor', 'new_visitor_share', 'visits']);
    expect(answers.visits?.value).toBe(1);
    for (const id of ['visits_per_visitor', 'new_visitor_share'])
      expect(answers[id]).toMatchObject({ value: null, denominator: 0, excluded: { cookieless: 1 } });
  });
});
