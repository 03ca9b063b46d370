import { DATASETS, type DatasetName, rowReader } from '@footfall/protocol';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, NOON, ShopWriter } from './shop-writer.fixture.js';

/** Brings rows in as the importer does: checked by the schema of their dataset first. */
function bring(shop: ShopWriter, name: DatasetName, ...rows: Record<string, unknown>[]) {
  const reader = rowReader(DATASETS[name], 'Europe/Berlin');
  const checked = rows.map((row) => {
    const read = reader.read(row);
    if (!read.ok) throw new Error(`${name}: ${read.reason}`);
    return read.fields;
  });
  return shop.import(name, ...checked);
}

const rate = { date: '2026-01-01', base: 'EUR', quote: 'USD', rate: '1.25' };

describe('business data', () => {
  it('keeps products, their money also in the currency of the site, at the newest rate', () => {
    const shop = new ShopWriter();
    const product = {
      item_id: 'A',
      item_name: 'Pan',
      item_brand: 'Iron',
      price: '25',
      unit_cost: 7.5,
      currency: 'USD',
    };
    bring(shop, 'products', product, { item_id: 'B', price: '3.333333' });
    expect(shop.rows('import_product')).toEqual([
      {
        ...{ site: 1, item: 'A', name: 'Pan', category: null, brand: 'Iron', currency: 'USD' },
        ...{ price: 25e6, unit_cost: 7.5e6, reporting_price: null, reporting_unit_cost: null },
      },
      {
        ...{ site: 1, item: 'B', name: null, category: null, brand: null, currency: null },
        ...{ price: 3_333_333, unit_cost: null, reporting_price: 3_333_333, reporting_unit_cost: null },
      },
    ]);
    shop.import('exchange_rates', rate);
    shop.settle();
    expect(shop.rows('import_product')[0]).toMatchObject({ reporting_price: 20e6, reporting_unit_cost: 6e6 });
    shop.writer.changeSite('shop', { currency: 'USD' });
    shop.settle();
    expect(shop.rows('import_product').map((row) => row.reporting_price)).toEqual([25e6, 3_333_333]);
  });

  it('keeps prices of competitors, in the currency of the site by the rate of their day', () => {
    const shop = new ShopWriter();
    const price = { item_id: 'A', competitor: 'Rival', price: '10', currency: 'USD' };
    bring(shop, 'competitor_prices', { ...price, date: '2026-01-02' }, { ...price, date: '2025-12-31' });
    shop.import('exchange_rates', rate);
    shop.settle();
    expect(shop.rows('competitor_price').map(({ date, reporting }) => [date, reporting])).toEqual([
      ['2025-12-31', null],
      ['2026-01-02', 8e6],
    ]);
  });

  it('keeps what e-mails, searches, reviews, networks, questions and cases came to', () => {
    const shop = new ShopWriter();
    bring(shop, 'email_stats', {
      ...{
        date: '2026-01-10',
        campaign: 'New year',
        delivered: 100,
        opened: 40,
        clicked: 9,
        unsubscribed: 1,
      },
    });
    bring(shop, 'search_positions', {
      ...{ date: '2026-01-10', query: 'pan', page: 'https://shop.example/p/1', country: 'DE' },
      ...{ position: '3.4285714285714284', impressions: 7, clicks: 2 },
    });
    bring(shop, 'reviews', { review_id: 'r1', time: NOON, rating: '4.5', item_id: 'A' });
    bring(shop, 'social_stats', {
      ...{ date: '2026-01-10', network: 'Instagram', comments: 3, likes: 20, reposts: 1, followers: 900 },
    });
    bring(shop, 'marketplace_questions', { question_id: 'q1', place: 'Amazon', asked: NOON });
    bring(shop, 'cases', {
      ...{ case_id: 'c1', channel: 'Email', opened: NOON, first_reply: NOON + HOUR, escalated: 'no' },
    });
    const kept = Object.fromEntries(
      [
        'email_stats',
        'search_position',
        'review',
        'social_stats',
        'marketplace_question',
        'support_case',
      ].map((table) => [table, shop.rows(table)]),
    );
    expect(kept).toEqual({
      email_stats: [
        {
          ...{ site: 1, date: '2026-01-10', campaign: 'New year', delivered: 100, opened: 40, clicked: 9 },
          ...{ unsubscribed: 1, bounced: null },
        },
      ],
      search_position: [
        {
          ...{ site: 1, date: '2026-01-10', query: 'pan', page: 'https://shop.example/p/1', country: 'DE' },
          ...{ position: 24 / 7, impressions: 7, clicks: 2 },
        },
      ],
      review: [{ site: 1, review_id: 'r1', time: NOON, rating: 450, item: 'A', place: null }],
      social_stats: [
        {
          ...{ site: 1, date: '2026-01-10', network: 'instagram', comments: 3, likes: 20, reposts: 1 },
          followers: 900,
        },
      ],
      marketplace_question: [{ site: 1, question_id: 'q1', place: 'Amazon', asked: NOON, answered: null }],
      support_case: [
        {
          ...{ site: 1, case_id: 'c1', channel: 'email', opened: NOON, first_reply: NOON + HOUR },
          ...{ solved: null, escalated: 0, messages: null, customer_id: null },
        },
      ],
    });
  });
});

describe('subscribers', () => {
  const subscribe = (subscriber_id: string, day: number, more: object = {}) => ({
    ...{ subscriber_id, time: NOON + day * DAY, action: 'subscribe' },
    ...more,
  });
  const changes = (shop: ShopWriter) =>
    shop
      .rows('subscription')
      .sort((a, b) => Number(a.time) - Number(b.time))
      .map(({ change }) => change);

  it('come with their first list and go with their last', () => {
    const shop = new ShopWriter();
    const leave = { action: 'unsubscribe' };
    bring(
      shop,
      'subscribers',
      ...[subscribe('s', 0, { list: 'news' }), subscribe('s', 1, { list: 'sale' })],
      ...[subscribe('s', 2, { ...leave, list: 'news' }), subscribe('s', 3, { ...leave, list: 'other' })],
      ...[subscribe('s', 4, { ...leave, list: 'sale' }), subscribe('s', 5, leave), subscribe('s', 6)],
    );
    expect(changes(shop)).toEqual([1, 0, 0, 0, -1, 0, 1]);
  });

  it('are known by a hash where their id is an e-mail address', () => {
    const shop = new ShopWriter();
    bring(shop, 'subscribers', subscribe('Ann@Shop.example', 0));
    bring(shop, 'subscribers', subscribe('ann@shop.example ', 0), subscribe('4711', 0));
    const [first, second] = shop.rows('import_subscriber').map((row) => String(row.subscriber_id));
    expect([first, second]).toEqual(['4711', expect.stringMatching(/^h_[\w-]{22}$/)]);
    expect(shop.rows('subscription')).toHaveLength(2);
    const file = shop.writer.db.serialize().toString('latin1').toLowerCase();
    expect(file).not.toContain('ann@');

    const elsewhere = new ShopWriter();
    bring(elsewhere, 'subscribers', subscribe('ann@shop.example', 0));
    expect(elsewhere.rows('import_subscriber')[0]?.subscriber_id).not.toBe(second);
  });

  it('come by events too, once a visitor, however late and often the events come', () => {
    const shop = new ShopWriter();
    shop.browser('v1', 'v1-1', 'newsletter_unsubscribe', 3 * HOUR);
    shop.browser('v1', 'v1-1', 'newsletter_subscribe', HOUR);
    shop.browser('v1', 'v1-1', 'newsletter_subscribe', 2 * HOUR);
    shop.server(undefined, 'newsletter_subscribe', 4 * HOUR);
    expect(changes(shop)).toEqual([1, 0, -1, 1]);
    const before = shop.facts();
    shop.writer.rebuild(() => {});
    expect(shop.facts()).toEqual(before);
  });
});

describe('answers to surveys', () => {
  const answer = (data: object) => ({ data: data as never });
  const rows = (shop: ShopWriter) =>
    shop
      .rows('survey_answer')
      .map(({ imported, kind, score, customer }) => [imported, kind, score, customer]);

  it('come by events, but for those that are none', () => {
    const shop = new ShopWriter();
    const customer = { customer: 'ann' };
    shop.browser('v1', 'v1-1', 'survey_response', 0, answer({ kind: 'NPS', score: 9 }), customer);
    for (const data of [
      { kind: 'csat', score: 0 },
      { kind: 'nps', score: 11 },
      { score: 5 },
      { kind: 'csat' },
    ])
      shop.browser('v1', 'v1-1', 'survey_response', 0, answer(data));
    shop.browser('v1', 'v1-1', 'survey_response', 0, answer({ kind: 'csat', score: 4.5 }));
    expect(rows(shop)).toEqual([[0, 'nps', 9, 'ann']]);
  });

  it.each(['first', 'last'])('count as the import says them, come it %s', (place) => {
    const shop = new ShopWriter();
    const event = () =>
      shop.server('v1', 'survey_response', 0, answer({ kind: 'csat', score: 1, response_id: 'R1' }));
    if (place === 'last') event();
    bring(shop, 'survey_responses', { response_id: 'R1', time: NOON, kind: 'csat', score: 5 });
    if (place === 'first') event();
    expect(rows(shop)).toEqual([[1, 'csat', 5, null]]);
    const before = shop.facts();
    shop.writer.rebuild(() => {});
    expect(shop.facts()).toEqual(before);
  });
});
