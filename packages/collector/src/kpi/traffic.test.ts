import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LEAD } from '../facts/lead.js';
import { STEP } from '../facts/visit.js';
import { FactShop } from './fact-shop.fixture.js';

const eur = (value: number) => ({ value, currency: 'EUR', decimals: 2 });
const DAY = '2026-01-05T';

let shop: FactShop;
beforeEach(() => {
  shop = new FactShop();
});
afterEach(() => shop.close());

describe('visitors and visits', () => {
  beforeEach(() => {
    shop.visit(1, `${DAY}10:00:00`, { number: 1, country: 'DE', page_views: 3 });
    shop.visit(1, '2026-01-07T10:00:00', { number: 2, country: 'DE', page_views: 1 });
    shop.visit(2, `${DAY}10:00:00`, { number: 5, country: 'AT', page_views: 2 });
    shop.visit(3, `${DAY}10:00:00`, { cookieless: 1, page_views: 2 });
    shop.visit(4, '2025-12-31T23:59:00', { number: 1 });
  });

  it('are counted exactly, new ones and others', async () => {
    const answers = await shop.askAll([
      'visitors',
      'visits',
      'new_visitors',
      'returning_visitors',
      'new_visitor_share',
      'pages_per_visit',
      'visits_per_visitor',
    ]);
    expect(answers.visitors?.value).toBe(3);
    expect(answers.visits?.value).toBe(4);
    expect(answers.new_visitors).toMatchObject({ value: 1, excluded: { cookieless: 1 } });
    expect(answers.returning_visitors?.value).toBe(1);
    expect(answers.new_visitor_share).toMatchObject({ value: 0.5, numerator: 1, denominator: 2 });
    expect(answers.pages_per_visit).toMatchObject({ value: 2, numerator: 8, denominator: 4, n: 4 });
    // 3, 1, 2, 2: s² = 2/3, ÷ 4
    expect(answers.pages_per_visit?.se).toBeCloseTo(Math.sqrt(1 / 6), 12);
    expect(answers.visits_per_visitor).toMatchObject({
      value: 1.5,
      numerator: 3,
      denominator: 2,
      n: 2,
      se: 0.5,
      distribution: { '1': 1, '2': 1, '3-5': 0, '6-10': 0, '>10': 0 },
    });
  });

  it('have days of their own, of which the visitors do not sum to the whole', async () => {
    const { value, series } = await shop.ask('visitors', {
      from: '2026-01-05',
      to: '2026-01-07',
      interval: 'day',
    });
    expect(value).toBe(3);
    expect(series?.map((piece) => [piece.start, piece.value])).toEqual([
      ['2026-01-05', 3],
      ['2026-01-06', 0],
      ['2026-01-07', 1],
    ]);
  });

  it('are broken down and filtered by what is known of a visit, or not', async () => {
    const { rows } = await shop.ask('visits', { by: 'country' });
    expect(rows?.map((row) => [row.country, row.value])).toEqual([
      ['DE', 2],
      ['(not set)', 1],
      ['AT', 1],
    ]);
    const value = async (filter: string) => (await shop.ask('visits', { filter })).value;
    expect(await value('country==DE')).toBe(2);
    expect(await value('country!=DE')).toBe(2);
    expect(await value('country==(not set)')).toBe(1);
    expect(await value('country!=(not set)')).toBe(3);
    expect(await value('country==DE,country==AT')).toBe(3);
    expect(await value('country==DE,country==AT;visitor_type==returning')).toBe(2);
    expect(await value('country=~A')).toBe(1);
    expect(await value('country=~*T')).toBe(1);
    expect(await value('country==XX')).toBe(0);
    expect(await value('country!=XX')).toBe(4);
    expect(await value('visitor_type!=new')).toBe(3);
    expect(await value('visitor_type=~ret')).toBe(2);
  });
});

describe('time and engagement', () => {
  it('takes mean, median and p90 of foreground time, visits without any counted as 0', async () => {
    const times = [0, 0, 1000, 2000, 3000, 4000, 5000, 6000, 9000, 30_000];
    times.forEach((engaged_ms, index) => {
      shop.visit(index < 2 ? 1 : index, `${DAY}10:00:00`, { engaged_ms });
    });
    const answer = await shop.ask('time_on_site', { by: 'channel', interval: 'month' });
    // p90 at place 8.1: 9,000 + 0.1 × 21,000
    // Of nine visitors, one with two visits: their sums are 0, 1000 … 6000, 9000 and 30,000; p90 at place 7.2.
    const expected = {
      ...{ value: 6000, median: 3500, p90: 11_100, n: 10 },
      ...{ per_visitor: 60_000 / 9, per_visitor_median: 4000, per_visitor_p90: 13_200 },
    };
    expect(answer).toMatchObject({ ...expected, numerator: 60_000, denominator: 10, unit: 'duration' });
    expect(answer.rows).toMatchObject([{ channel: 'Direct', ...expected }]);
    expect(answer.series).toMatchObject([{ start: '2026-01-01', ...expected }]);
  });

  it('has no median without visits', async () => {
    expect(await shop.ask('time_on_site')).toMatchObject({ value: null, median: null, p90: null, se: null });
  });

  it('compares two means by Welch’s test', async () => {
    // Published with these samples: p = 0.021378.
    const a = [27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4];
    const b = [27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 20.5, 24.4];
    for (const value of a) shop.visit(1, `${DAY}10:00:00`, { engaged_ms: value * 1000 });
    for (const value of b) shop.visit(1, '2025-01-05T10:00:00', { engaged_ms: value * 1000 });
    const { compare } = await shop.ask('time_on_site', { compare: 'year' });
    expect(compare?.p).toBeCloseTo(0.021378, 6);
    expect(compare).toMatchObject({ from: '2025-01-01', to: '2025-01-31', significant: true });
  });

  it('calls one page and nothing more a bounce, and ten seconds, two pages or a key event engaged', async () => {
    shop.visit(1, `${DAY}10:00:00`);
    shop.visit(2, `${DAY}10:00:00`, { engaged_ms: 9999, steps: STEP.view_item | STEP.search });
    shop.visit(3, `${DAY}10:00:00`, { engaged_ms: 10_000 });
    shop.visit(4, `${DAY}10:00:00`, { page_views: 2 });
    shop.visit(5, `${DAY}10:00:00`, { steps: STEP.add_to_cart });
    shop.visit(6, `${DAY}10:00:00`, { leads: LEAD.call });
    shop.visit(7, `${DAY}10:00:00`, { orders: 1 });
    shop.visit(8, `${DAY}10:00:00`, { page_views: 0, steps: STEP.other_key });
    const answers = await shop.askAll(['bounce_rate', 'engagement_rate']);
    expect(answers.bounce_rate).toMatchObject({ numerator: 3, denominator: 8 });
    expect(answers.engagement_rate).toMatchObject({ numerator: 5, denominator: 8 });
  });
});

describe('purchases by visit', () => {
  it('tells first visits from second ones', async () => {
    shop.visit(1, `${DAY}10:00:00`, { number: 1, orders: 1 });
    shop.visit(2, `${DAY}10:00:00`, { number: 1 });
    shop.visit(3, `${DAY}10:00:00`, { number: 1, cookieless: 1, orders: 1 });
    shop.visit(1, '2026-01-08T10:00:00', { number: 2, orders: 1 });
    shop.visit(2, '2026-01-08T10:00:00', { number: 2, orders: 1 });
    shop.visit(4, '2026-01-08T10:00:00', { number: 2 });
    const answers = await shop.askAll(['first_visit_purchase_rate', 'second_visit_purchase_rate']);
    expect(answers.first_visit_purchase_rate).toMatchObject({
      value: 0.5,
      numerator: 1,
      denominator: 2,
      excluded: { cookieless: 1 },
    });
    expect(answers.second_visit_purchase_rate).toMatchObject({
      value: 2 / 3,
      numerator: 2,
      denominator: 3,
      not_bought_in_first: 0.5,
    });
  });

  it('divides the revenue of visits by visits and by visitors', async () => {
    const a = shop.visit(1, `${DAY}10:00:00`, { orders: 2, channel: 'Email' });
    shop.visit(1, '2026-01-08T10:00:00', { number: 2 });
    shop.visit(2, `${DAY}10:00:00`);
    shop.order('A', `${DAY}10:00:00`, 1000, { visit: a });
    shop.order('B', `${DAY}10:00:00`, 2000, { visit: a });
    shop.order('C', `${DAY}10:00:00`, 2000, { visit: a, reporting: null });
    shop.order('none', `${DAY}10:00:00`, 5000);
    const answers = await shop.askAll(['revenue_per_visit', 'revenue_per_visitor']);
    expect(answers.revenue_per_visit).toMatchObject({
      value: eur(1000),
      numerator: eur(3000),
      denominator: 3,
      n: 3,
      se: eur(1000),
      excluded: { no_exchange_rate: 1 },
    });
    expect(answers.revenue_per_visitor).toMatchObject({
      value: eur(1500),
      denominator: 2,
      n: 2,
      se: eur(1500),
    });
    const { rows } = await shop.ask('revenue_per_visit', { by: 'channel' });
    expect(rows).toMatchObject([
      { channel: 'Email', value: eur(3000) },
      { channel: 'Direct', value: eur(0) },
    ]);
  });
});

describe('pages', () => {
  it('counts views of their own time, those of no visit too, and not those of bots', async () => {
    const visit = shop.visit(1, '2025-12-31T23:59:00');
    const bot = shop.visit(2, `${DAY}10:00:00`, { bot: 'crawler' });
    shop.hit(visit, 'page_view', '2025-12-31T23:59:00', { page: '/' });
    shop.hit(visit, 'page_view', '2026-01-01T00:01:00', { page: '/' });
    shop.hit(null, 'page_view', '2026-01-01T00:01:00', { page: '/p' });
    shop.hit(bot, 'page_view', `${DAY}10:00:00`, { page: '/' });
    shop.hit(visit, 'scroll', `${DAY}10:00:00`, { page: '/' });
    const answer = await shop.ask('page_views', { by: 'page' });
    expect(answer).toMatchObject({ value: 2, excluded: { bots: 1 } });
    expect(answer.rows).toMatchObject([
      { page: '/', value: 1 },
      { page: '/p', value: 1 },
    ]);
  });

  it('tells of each page how it is used', async () => {
    const a = shop.visit(1, `${DAY}10:00:00`, {
      landing_page: '/',
      exit_page: '/p',
      page_views: 2,
      orders: 1,
    });
    const b = shop.visit(2, `${DAY}10:00:00`, { landing_page: '/p', exit_page: '/p', page_views: 1 });
    shop.hit(a, 'page_view', `${DAY}10:00:00`, { page: '/', visitor: 1 });
    shop.hit(a, 'page_view', `${DAY}10:00:01`, { page: '/p', visitor: 1 });
    shop.hit(b, 'page_view', `${DAY}10:00:00`, { page: '/p', visitor: 2 });
    shop.hit(a, 'user_engagement', `${DAY}10:00:05`, { page: '/p', engaged_ms: 4000 });
    const { rows, totals, value } = await shop.ask('top_pages');
    expect(value).toBeNull();
    expect(rows).toEqual([
      {
        page: '/p',
        views: 2,
        visitors: 2,
        entrances: 1,
        exits: 2,
        exit_rate: 1,
        mean_time: 2000,
        conversion_rate: 0.5,
      },
      {
        page: '/',
        views: 1,
        visitors: 1,
        entrances: 1,
        exits: 0,
        exit_rate: 0,
        mean_time: 0,
        conversion_rate: 1,
      },
    ]);
    expect(totals).toMatchObject({ views: 3, visitors: 2, entrances: 2 });
    expect((await shop.ask('top_pages', { filter: 'page==/p' })).rows).toHaveLength(1);
    const limited = await shop.ask('top_pages', { limit: 1 });
    expect(limited).toMatchObject({ rows: [{ page: '/p' }], rows_left_out: 1 });
  });

  it('finds the visits that saw the blog', async () => {
    const a = shop.visit(1, `${DAY}10:00:00`);
    const b = shop.visit(2, `${DAY}10:00:00`);
    shop.visit(3, `${DAY}10:00:00`);
    for (const visit of [a, a, b]) shop.hit(visit, 'page_view', `${DAY}10:00:00`, { content_group: 'blog' });
    shop.hit(a, 'page_view', `${DAY}10:00:00`, { content_group: 'shop' });
    expect(await shop.ask('blog_traffic')).toMatchObject({
      value: 2 / 3,
      numerator: 2,
      denominator: 3,
      visits: 2,
      views: 3,
    });
    const { rows } = await shop.ask('visits', { by: 'content_group' });
    expect(rows?.map((row) => [row.content_group, row.value])).toEqual([
      ['blog', 2],
      ['(not set)', 1],
      ['shop', 1],
    ]);
    const value = async (filter: string) => (await shop.ask('visits', { filter })).value;
    expect(await value('content_group==shop')).toBe(1);
    expect(await value('content_group!=shop')).toBe(2);
    expect(await value('content_group==(not set)')).toBe(1);
    expect(await value('content_group=~b*g')).toBe(2);
  });
});

describe('what is clicked, shared and searched', () => {
  it('counts clicks on promotions for each view', async () => {
    const visit = shop.visit(1, `${DAY}10:00:00`);
    for (let i = 0; i < 4; i++) shop.hit(visit, 'view_promotion', `${DAY}10:00:00`, { label: 'summer' });
    shop.hit(visit, 'select_promotion', `${DAY}10:00:00`, { label: 'summer' });
    expect(await shop.ask('promotion_clicks', { by: 'promotion' })).toMatchObject({
      value: 1,
      click_through_rate: 0.25,
      rows: [{ promotion: 'summer', value: 1, click_through_rate: 0.25 }],
    });
  });

  it('counts shares by network', async () => {
    const visit = shop.visit(1, `${DAY}10:00:00`);
    for (const label of ['x', 'mastodon', 'x']) shop.hit(visit, 'share', `${DAY}10:00:00`, { label });
    const { value, rows } = await shop.ask('social_shares', { by: 'network' });
    expect(value).toBe(3);
    expect(rows).toMatchObject([
      { network: 'x', value: 2 },
      { network: 'mastodon', value: 1 },
    ]);
  });

  it('tells what is searched for, and found', async () => {
    const a = shop.visit(1, `${DAY}10:00:00`, { orders: 1 });
    const b = shop.visit(2, `${DAY}10:00:00`);
    shop.hit(a, 'search', `${DAY}10:00:00`, { label: 'shirt', number: 4 });
    shop.hit(a, 'search', `${DAY}10:00:00`, { label: 'shirt' });
    shop.hit(b, 'search', `${DAY}10:00:00`, { label: 'shirt', number: 4 });
    shop.hit(b, 'search', `${DAY}10:00:00`, { label: 'kilt', number: 0 });
    const { rows, totals } = await shop.ask('site_search');
    expect(rows).toEqual([
      { search_term: 'shirt', searches: 3, terms: 1, without_result: 0, visits: 2, conversion_rate: 0.5 },
      { search_term: 'kilt', searches: 1, terms: 1, without_result: 1, visits: 1, conversion_rate: 0 },
    ]);
    expect(totals).toMatchObject({ searches: 4, terms: 2, visits: 2, conversion_rate: 0.5 });
  });
});
