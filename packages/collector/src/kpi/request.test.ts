import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DIMENSIONS } from './dimension.js';
import { FactShop } from './fact-shop.fixture.js';
import { answerKpi, kpiAnswerSchema, kpiParameters, listKpis, queryBody } from './index.js';

let shop: FactShop;
beforeAll(() => {
  shop = new FactShop();
  const visit = shop.visit(1, '2026-01-05T00:00:00', { orders: 1 });
  const buyer = { customer: 1, customer_number: 1 };
  const order = shop.order('A', '2026-01-05T00:00:00', 100, {
    visitor: 1,
    visit,
    ...buyer,
    customer_number: 2,
  });
  shop.line(order, 1, 'pan', 100);
  shop.listed('pan', 2, 1);
  shop.competitorPrice('pan', 'A', '2026-01-01', 1);
  shop.order('C', '2026-01-04T00:00:00', 100, { customer: 2, customer_number: 1 });
  shop.order('B', '2025-09-01T00:00:00', 100, { visitor: 1, ...buyer });
  shop.cost('2026-01-05', 'ads', 10, { source: 'x', medium: 'cpc' });
  shop.hit(visit, 'web_vital', '2026-01-05T00:00:00', { label: 'LCP', number: 1 });
  shop.subscription('s', '2026-01-01T00:00:00', 1, { list: 'x' });
  shop.mailing('2026-01-05', 'x', { delivered: 1 });
  shop.position('2026-01-05', 'x', 1, 1);
  shop.review('2026-01-01T00:00:00', 5, { item: 'x' });
  shop.question('x', '2026-01-01T00:00:00');
  shop.social('2026-01-05', 'x', { comments: 1 });
  shop.case('email', '2026-01-01T00:00:00', 1, 2, { escalated: 0 });
  shop.answer('csat', 5, '2026-01-01T00:00:00');
  shop.answer('nps', 10, '2026-01-01T00:00:00');
});
afterAll(() => shop.close());

describe('what cannot be asked', () => {
  it('names the KPI that was likely meant', async () => {
    await expect(shop.ask('conversion_rat')).rejects.toMatchObject({
      code: 'unknown_kpi',
      status: 404,
      hint: 'did you mean conversion_rate?',
    });
    await expect(shop.ask('constructor')).rejects.toMatchObject({ status: 404 });
    await expect(shop.ask('xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx')).rejects.toMatchObject({
      hint: expect.stringContaining('/v1/kpis'),
    });
  });

  it.each([
    ['revenue', { by: 'exit_page' }, 'unknown_dimension', 'exit_page'],
    ['revenue', { filter: 'visitor_type==new' }, 'unknown_dimension', 'visitor_type'],
    ['visits', { by: 'product' }, 'unknown_dimension', 'product'],
    ['visits', { by: 'channel,channel' }, 'unknown_dimension', 'twice'],
    ['visits', { by: 'channel,device,os,browser' }, 'unknown_dimension', '3 dimensions'],
    ['visits', { by: '__proto__' }, 'unknown_dimension', '__proto__'],
    ['visits', { filter: 'channel' }, 'invalid_filter', 'character 8'],
    ['visits', { to: '2026-01-32' }, 'invalid_period', 'to'],
    ['visits', { compare: 'x' }, 'invalid_period', 'previous'],
  ] as const)('%s with %j is %s', async (id, parameters, code, word) => {
    await expect(shop.ask(id, parameters)).rejects.toMatchObject({
      code,
      status: 400,
      message: expect.stringContaining(word),
    });
  });

  it('names the dimensions that there are', async () => {
    await expect(shop.ask('customer_acquisition_cost', { by: 'device' })).rejects.toMatchObject({
      hint: 'its dimensions are channel, source, medium, campaign',
    });
  });
});

/** KPIs that are of a day at least, and say so; or that fit a model for each hour, which takes its time. */
const NO_HOURS = new Set(['cohort_retention', 'customer_lifetime_value', 'product_affinity']);

// What is known by day has no hours.
const DAILY: ReadonlySet<string | null> = new Set([
  'costs',
  'email_stats',
  'search_positions',
  'social_stats',
]);

describe('the catalogue', () => {
  const definitions = listKpis();

  it('has every KPI once, each with a title, a sentence and a unit', () => {
    const ids = definitions.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(EXPECTED.length);
    expect([...ids].sort()).toEqual([...EXPECTED].sort());
    for (const definition of definitions) {
      expect(definition.title).toMatch(/^[A-Z]/);
      expect(definition.sentence).toMatch(/\.$/);
    }
  });

  it('can be asked by every dimension and interval that it lists, and answers as the schema says', async () => {
    for (const { id, dimensions, import: needed } of definitions) {
      const days = DAILY.has(needed) || NO_HOURS.has(id);
      for (const by of dimensions) {
        const answer = await shop.ask(id, {
          by,
          filter: `${by}!=nothing,${by}=~x*`,
          interval: days ? 'day' : 'hour',
          compare: 'previous',
          from: '2026-01-04',
          to: '2026-01-05',
        });
        expect([id, by, kpiAnswerSchema.safeParse(answer).error]).toEqual([id, by, undefined]);
        expect(answer.series).toHaveLength(days ? 2 : 48);
      }
    }
  }, 60_000);

  it('breaks down by no dimension that the store lacks', () => {
    for (const { dimensions } of definitions) {
      const known = new Set([
        ...Object.values(DIMENSIONS).flat(),
        'step',
        'promotion',
        'network',
        'search_term',
      ]);
      for (const name of dimensions) expect(known).toContain(name);
    }
  });
});

describe('parameters', () => {
  it('are read from a query string', () => {
    expect(
      kpiParameters.parse({ from: '2026-01-01', to: '2026-01-31', limit: '5', interval: 'day' }),
    ).toEqual({
      from: '2026-01-01',
      to: '2026-01-31',
      limit: 5,
      interval: 'day',
    });
    for (const wrong of [
      { from: '1/1/2026' },
      { interval: 'minute' },
      { limit: '0' },
      { attribution: 'best' },
    ])
      expect(kpiParameters.safeParse({ from: '2026-01-01', to: '2026-01-31', ...wrong }).success).toBe(false);
  });

  it('of a query are strict', () => {
    const body = { site: 'shop', from: '2026-01-01', to: '2026-01-31', kpis: ['visits'] };
    expect(queryBody.safeParse(body).success).toBe(true);
    expect(queryBody.safeParse({ ...body, kpis: [] }).success).toBe(false);
    expect(queryBody.safeParse({ ...body, form: '2026-01-01' }).success).toBe(false);
  });

  it('says so while facts are being recomputed', async () => {
    const { context } = shop;
    const busy = { ...context, store: { ...context.store, recomputing: () => true } };
    const answer = await answerKpi(busy, 'visits', { from: '2026-01-01', to: '2026-01-31' });
    expect(answer).toMatchObject({ value: 1, recomputing: true });
    expect(await shop.ask('visits')).not.toHaveProperty('recomputing');
  });
});

const EXPECTED =
  `revenue net_revenue orders average_order_value units_per_order average_margin operating_margin
  conversion_rate visitor_conversion_rate lead_conversion_rate lead_to_order_rate cart_abandonment_rate abandoned_carts
  abandoned_cart_value cart_recovery_rate checkout_abandonment_rate abandoned_orders checkout_funnel new_customer_orders
  returning_customer_orders new_customers repeat_purchase_rate repeat_order_ratio first_visit_purchase_rate
  second_visit_purchase_rate revenue_per_visit revenue_per_visitor return_rate product_performance product_affinity
  price_index customer_acquisition_cost ltv_to_cac churn_rate customer_lifetime_value cohort_retention visitors visits
  page_views new_visitors returning_visitors new_visitor_share time_on_site bounce_rate engagement_rate pages_per_visit
  visits_per_visitor traffic_sources top_pages blog_traffic promotion_clicks social_shares site_search
  newsletter_subscribers subscriber_growth_rate emails_opened emails_clicked email_open_rate email_click_through_rate
  unsubscribe_rate email_conversion_rate average_position product_reviews social_engagement marketplace_reputation
  ppc_conversions ppc_cost_per_purchase digital_marketing_roi return_on_ad_spend web_vitals cases_opened service_emails
  service_chats first_response_time average_resolution_time active_issues escalation_rate customer_satisfaction
  net_promoter_score`.split(/\s+/);
