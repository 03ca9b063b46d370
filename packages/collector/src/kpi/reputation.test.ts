import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FactShop } from './fact-shop.fixture.js';

let shop: FactShop;
beforeEach(() => {
  shop = new FactShop();
});
afterEach(() => shop.close());

describe('search positions', () => {
  it('are weighted by impressions, of all and of each query, page and country', async () => {
    shop.position('2026-01-05', 'pan', 2, 300, { clicks: 30 });
    shop.position('2026-01-06', 'pan', 4, 100, { clicks: 1, country: 'AT' });
    shop.position('2026-01-06', 'wok', 9.5, 100, { page: '/wok' });
    // 600 + 400 + 950 of 500 impressions.
    const answer = await shop.ask('average_position', { by: 'query', interval: 'week', compare: 'previous' });
    expect(answer).toMatchObject({
      value: 3.9,
      numerator: 1950,
      denominator: 500,
      clicks: 31,
      unit: 'ratio',
    });
    expect(answer.rows).toMatchObject([
      { query: 'wok', value: 9.5, denominator: 100 },
      { query: 'pan', value: 2.5, denominator: 400, clicks: 31 },
    ]);
    expect(answer.series?.map(({ value }) => value)).toEqual([null, 3.9, null, null, null]);
    expect(answer.compare).toMatchObject({ value: null, change: null, p: null });
    expect((await shop.ask('average_position', { filter: 'country==AT' })).value).toBe(4);
    expect((await shop.ask('average_position', { filter: 'page==/' })).value).toBe(2.5);
    expect((await shop.ask('average_position', { by: 'country' })).rows).toMatchObject([
      { country: 'AT', value: 4 },
      { country: 'DE', value: 3.875 },
    ]);
  });

  it('are null without impressions, and missing without an import', async () => {
    expect(await shop.ask('average_position')).toMatchObject({
      value: null,
      missing: { import: 'search_positions' },
    });
    shop.position('2026-01-05', 'pan', 2, 0);
    expect(await shop.ask('average_position')).toMatchObject({ value: null, denominator: 0, missing: null });
  });
});

describe('product reviews', () => {
  beforeEach(() => {
    shop.product('mug', { name: 'Mug', category: 'Tableware' });
    shop.product('pan', { category: 'Cookware' });
    for (const item of ['wok', 'lid']) shop.product(item);
    shop.review('2025-12-01T10:00:00', 3, { item: 'pan' });
    shop.review('2026-01-05T10:00:00', 5, { item: 'mug' });
    shop.review('2026-01-06T10:00:00', 4.5, { item: 'mug' });
    shop.review('2026-01-20T10:00:00', 1);
    shop.review('2026-01-20T10:00:00', 1, { item: 'wok', place: 'bazaar.example' });
  });

  it('are counted with mean, distribution and the share of products that have any', async () => {
    const answer = await shop.ask('product_reviews', { by: 'product', interval: 'month', compare: 'year' });
    // 5 + 4.5 + 1 of 3 reviews; mug and pan of four products.
    const expected = {
      value: 3,
      mean_rating: 3.5,
      distribution: { '1': 1, '2': 0, '3': 0, '4': 0, '5': 2 },
      products_with_review: 0.5,
    };
    expect(answer).toMatchObject({
      ...expected,
      missing: null,
      series: [{ start: '2026-01-01', ...expected }],
    });
    expect(answer.rows).toMatchObject([
      { product: 'mug', product_name: 'Mug', value: 2, mean_rating: 4.75, products_with_review: 1 },
      { product: '(not set)', value: 1, mean_rating: 1 },
    ]);
    expect(answer.compare).toMatchObject({ value: null });
    const cookware = await shop.ask('product_reviews', { filter: 'category==Cookware' });
    expect(cookware).toMatchObject({ value: 0, mean_rating: null, products_with_review: 1 });
  });

  it('count a product from its first review on', async () => {
    const { series } = await shop.ask('product_reviews', { from: '2025-11-01', interval: 'month' });
    expect(series?.map((piece) => [piece.value, piece.products_with_review])).toEqual([
      [null, null],
      [1, 0.25],
      [3, 0.5],
    ]);
  });

  it('take the words of the shop’s own catalogue first', async () => {
    shop.catalogue('mug', { name: 'Big mug', category: 'Gifts' });
    shop.catalogue('jug', {});
    const { rows, products_with_review } = await shop.ask('product_reviews', {
      by: 'product',
      filter: 'category==Gifts',
    });
    expect(rows).toMatchObject([{ product: 'mug', product_name: 'Big mug', value: 2 }]);
    expect(products_with_review).toBe(1);
    expect((await shop.ask('product_reviews')).products_with_review).toBe(0.4);
  });

  it('are missing where only market places were brought in', async () => {
    const other = new FactShop();
    other.review('2026-01-20T10:00:00', 1, { item: 'wok', place: 'bazaar.example' });
    expect(await other.ask('product_reviews')).toMatchObject({ value: null, missing: { import: 'reviews' } });
    await other.close();
  });
});

describe('marketplaces', () => {
  it('answer ratings, questions and how soon these are answered, by place', async () => {
    shop.review('2026-01-05T10:00:00', 5, { place: 'bazaar' });
    shop.review('2026-01-06T10:00:00', 2, { place: 'bazaar' });
    shop.review('2026-01-06T10:00:00', 4, { place: 'mall' });
    shop.review('2026-01-06T10:00:00', 1);
    shop.question('bazaar', '2026-01-05T10:00:00', '2026-01-05T11:00:00');
    shop.question('bazaar', '2026-01-05T10:00:00', '2026-02-01T10:00:00');
    shop.question('bazaar', '2026-01-31T10:00:00');
    shop.question('stall', '2026-01-31T10:00:00');
    const answer = await shop.ask('marketplace_reputation', { interval: 'month', compare: 'previous' });
    expect(answer.rows).toEqual([
      // One hour, and 27 days.
      {
        place: 'bazaar',
        ratings: 2,
        mean_rating: 3.5,
        questions: 3,
        answers: 2,
        mean_answer_time: 1_168_200_000,
      },
      { place: 'mall', ratings: 1, mean_rating: 4, questions: 0, answers: 0, mean_answer_time: null },
      { place: 'stall', ratings: 0, mean_rating: null, questions: 1, answers: 0, mean_answer_time: null },
    ]);
    const totals = { ratings: 3, questions: 4, answers: 2, mean_answer_time: 1_168_200_000 };
    expect(answer).toMatchObject({ totals, series: [{ start: '2026-01-01', ...totals }] });
    expect(answer.compare).toMatchObject({ from: '2025-12-01', value: null });
    const mall = await shop.ask('marketplace_reputation', { filter: 'place==mall' });
    expect(mall.totals).toMatchObject({ ratings: 1, questions: 0 });
  });

  it('are there when only questions were brought in, and missing without both', async () => {
    expect(await shop.ask('marketplace_reputation')).toMatchObject({ missing: { import: 'reviews' } });
    shop.question('stall', '2026-01-31T10:00:00');
    expect(await shop.ask('marketplace_reputation')).toMatchObject({
      missing: null,
      totals: { questions: 1 },
    });
  });
});

describe('social networks', () => {
  beforeEach(() => {
    const day = (date: string, network: string, followers: number, comments = 1) =>
      shop.social(date, network, { comments, likes: 10, reposts: 2, followers });
    day('2025-12-30', 'mastodon', 100);
    day('2026-01-05', 'mastodon', 120);
    day('2026-01-12', 'mastodon', 90, 4);
    // The first that is known of a network says nothing of how many came.
    day('2026-01-05', 'instagram', 5000);
    day('2026-01-31', 'instagram', 5010);
  });

  it('are summed by day, with followers at the end less at the start', async () => {
    const answer = await shop.ask('social_engagement', {
      by: 'network',
      interval: 'week',
      compare: 'previous',
    });
    expect(answer).toMatchObject({ value: 7, likes: 40, reposts: 8, new_followers: 0, followers: 5100 });
    expect(answer.rows).toMatchObject([
      { network: 'mastodon', value: 5, likes: 20, new_followers: -10, followers: 90 },
      { network: 'instagram', value: 2, likes: 20, new_followers: 10, followers: 5010 },
    ]);
    expect(answer.series?.map((piece) => [piece.value, piece.new_followers, piece.followers])).toEqual([
      [0, 0, 100],
      [2, 20, 5120],
      [4, -30, 5090],
      [0, 0, 5090],
      [1, 10, 5100],
    ]);
    expect(answer.compare).toMatchObject({ value: 1, change: 6 });
    const filtered = await shop.ask('social_engagement', { filter: 'network==mastodon' });
    expect(filtered).toMatchObject({ value: 5, new_followers: -10, followers: 90 });
  });

  it('have no hours, and are missing in a period without them', async () => {
    await expect(shop.ask('social_engagement', { interval: 'hour' })).rejects.toMatchObject({
      message: expect.stringContaining('social_stats are known by day'),
    });
    expect(await shop.ask('social_engagement', { from: '2024-01-01', to: '2024-01-31' })).toMatchObject({
      value: null,
      missing: { import: 'social_stats' },
    });
  });
});
