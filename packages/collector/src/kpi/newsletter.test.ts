import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FactShop } from './fact-shop.fixture.js';

let shop: FactShop;
beforeEach(() => {
  shop = new FactShop();
});
afterEach(() => shop.close());

describe('newsletter subscribers', () => {
  beforeEach(() => {
    for (const name of ['a', 'b', 'c', 'd']) shop.subscription(name, '2025-12-10T10:00:00', 1);
    shop.subscription('e', '2026-01-05T10:00:00', 1);
    shop.subscription('a', '2026-01-06T10:00:00', -1);
    shop.subscription('b', '2026-01-19T10:00:00', -1);
    shop.subscription('f', '2026-02-01T00:00:00', 1);
  });

  it('are those of the end of the period, with who came and who left in it', async () => {
    const answers = await shop.askAll(['newsletter_subscribers', 'subscriber_growth_rate'], {
      interval: 'week',
      compare: 'previous',
    });
    // 4 before, one came, two left.
    expect(answers.newsletter_subscribers).toMatchObject({ value: 3, new: 1, lost: 2, missing: null });
    expect(answers.newsletter_subscribers?.compare).toMatchObject({ value: 4, change: -0.25, p: null });
    expect(answers.newsletter_subscribers?.series).toMatchObject([
      { start: '2026-01-01', value: 4, new: 0, lost: 0 },
      { start: '2026-01-05', value: 4, new: 1, lost: 1 },
      { start: '2026-01-12', value: 4, new: 0, lost: 0 },
      { start: '2026-01-19', value: 3, new: 0, lost: 1 },
      { start: '2026-01-26', value: 3, new: 0, lost: 0 },
    ]);
    expect(answers.subscriber_growth_rate).toMatchObject({ value: -0.25, numerator: -1, denominator: 4 });
    expect(answers.subscriber_growth_rate?.series?.map(({ value }) => value)).toEqual([0, 0, 0, -0.25, 0]);
  });

  it('go on after the last that was told, and are unknown before the first', async () => {
    const later = await shop.ask('newsletter_subscribers', { from: '2027-01-01', to: '2027-01-31' });
    expect(later).toMatchObject({ value: 4, new: 0, lost: 0, missing: null });
    const before = await shop.askAll(['newsletter_subscribers', 'subscriber_growth_rate'], {
      from: '2025-11-01',
      to: '2025-11-30',
    });
    expect(before.newsletter_subscribers).toMatchObject({ value: null, missing: { import: 'subscribers' } });
    expect(before.subscriber_growth_rate).toMatchObject({ value: null, missing: { import: 'subscribers' } });
    const across = await shop.ask('newsletter_subscribers', {
      from: '2025-11-01',
      to: '2026-01-31',
      interval: 'month',
      compare: 'previous',
    });
    expect(across.series?.map(({ value, new: came }) => [value, came])).toEqual([
      [null, null],
      [4, 4],
      [3, 1],
    ]);
    expect(across.compare).toMatchObject({ value: null, change: null });
  });

  it('grow by no rate from nothing', async () => {
    const { value, numerator, denominator, missing } = await shop.ask('subscriber_growth_rate', {
      from: '2025-12-01',
      to: '2025-12-31',
    });
    expect({ value, numerator, denominator, missing }).toEqual({
      value: null,
      numerator: 4,
      denominator: 0,
      missing: null,
    });
  });
});

describe('subscribers of lists', () => {
  it('are on each list by itself, and once in all', async () => {
    shop.subscription('a', '2026-01-01T00:00:00', 1, { list: 'news' });
    shop.subscription('a', '2026-01-02T00:00:00', 0, { list: 'offers' });
    shop.subscription('b', '2026-01-02T00:00:00', 1, { list: 'offers' });
    shop.subscription('a', '2026-01-10T00:00:00', 0, { list: 'news', action: 'unsubscribe' });
    // Leaves what is left, without a name.
    shop.subscription('a', '2026-01-20T00:00:00', -1);
    const asked = async (to: string) => {
      const { value, rows } = await shop.ask('newsletter_subscribers', { to, by: 'list' });
      return [value, ...(rows ?? []).map((row) => [row.list, row.value, row.new, row.lost])];
    };
    expect(await asked('2026-01-09')).toEqual([2, ['offers', 2, 2, 0], ['news', 1, 1, 0]]);
    expect(await asked('2026-01-10')).toEqual([2, ['offers', 2, 2, 0], ['news', 0, 1, 1]]);
    expect(await asked('2026-01-31')).toEqual([1, ['offers', 1, 2, 1], ['news', 0, 1, 1]]);
    const news = await shop.ask('newsletter_subscribers', { filter: 'list==news' });
    expect(news).toMatchObject({ value: 0, new: 1, lost: 1, missing: null });
    const none = await shop.ask('newsletter_subscribers', { filter: 'list==unheard of' });
    expect(none).toMatchObject({ value: 0, missing: null });
  });
});

describe('subscribers that browsers tell of', () => {
  const told = (subscriber: string, time: string, change: 1 | -1, visit: number | null, more = {}) => {
    const seq = shop.hit(visit, change === 1 ? 'newsletter_subscribe' : 'newsletter_unsubscribe', time);
    shop.subscription(subscriber, time, change, { imported: 0, seq, ...more });
  };

  it('stay with the channel that brought them when they leave by another', async () => {
    const search = shop.visit(1, '2026-01-05T10:00:00', { channel: 'Organic Search' });
    const mail = shop.visit(1, '2026-01-08T10:00:00', { channel: 'Email' });
    told('v:1', '2026-01-05T10:00:00', 1, search);
    told('v:2', '2026-01-05T10:00:00', 1, search);
    told('v:1', '2026-01-08T10:00:00', -1, mail);
    told('e:3', '2026-01-08T10:00:00', 1, null);
    const { value, rows } = await shop.ask('newsletter_subscribers', { by: 'channel' });
    expect(value).toBe(2);
    expect(rows?.map((row) => [row.channel, row.value, row.new, row.lost])).toEqual([
      ['(not set)', 1, 1, 0],
      ['Organic Search', 1, 2, 1],
    ]);
  });

  it('are not counted beside an import, and bots and staff never', async () => {
    told('v:1', '2026-01-05T10:00:00', 1, null);
    shop.subscription('v:9', '2026-01-05T10:00:00', 0, { imported: 0, bot: 'crawler' });
    shop.subscription('v:8', '2026-01-05T10:00:00', 0, { imported: 0, internal: 1 });
    const alone = await shop.ask('newsletter_subscribers');
    expect(alone).toMatchObject({ value: 1, excluded: { bots: 1, internal: 1 } });
    for (const name of ['a', 'b', 'c']) shop.subscription(name, '2026-01-06T10:00:00', 1);
    expect((await shop.ask('newsletter_subscribers')).value).toBe(3);
  });
});

describe('mailings', () => {
  beforeEach(() => {
    shop.mailing('2026-01-05', 'Spring', { delivered: 1000, opened: 250, clicked: 40, unsubscribed: 5 });
    shop.mailing('2026-01-31', 'Sale', { delivered: 500, opened: 50, clicked: 0, unsubscribed: 1 });
    shop.mailing('2025-01-10', 'Spring', { delivered: 800, opened: 240, clicked: 8, unsubscribed: 8 });
  });

  it('are opened, clicked and left, in the day of their date', async () => {
    const ids = [
      ...[
        'emails_opened',
        'emails_clicked',
        'email_open_rate',
        'email_click_through_rate',
        'unsubscribe_rate',
      ],
    ];
    const answers = await shop.askAll(ids, { by: 'campaign', interval: 'quarter', compare: 'year' });
    expect(answers.emails_opened).toMatchObject({
      value: 300,
      compare: { value: 240, change: 0.25, p: null },
    });
    expect(answers.emails_clicked).toMatchObject({ value: 40, series: [{ start: '2026-01-01', value: 40 }] });
    expect(answers.email_open_rate).toMatchObject({ value: 0.2, numerator: 300, denominator: 1500 });
    expect(answers.email_click_through_rate).toMatchObject({ numerator: 40, denominator: 1500 });
    expect(answers.unsubscribe_rate).toMatchObject({
      value: 0.004,
      rows: [
        { campaign: 'Spring', value: 0.005, numerator: 5, denominator: 1000 },
        { campaign: 'Sale', value: 0.002, numerator: 1, denominator: 500 },
      ],
    });
    // z of 300/1500 against 240/800, pooled 540/2300: −5.3888; p by the normal distribution.
    expect(answers.email_open_rate?.compare?.p).toBeCloseTo(7.09e-8, 10);
    const filtered = await shop.ask('email_open_rate', { filter: 'campaign==Sale' });
    expect(filtered).toMatchObject({ value: 0.1, numerator: 50, denominator: 500 });
  });

  it('bring orders for each click, by campaign whatever its capitals', async () => {
    const visit = (campaign: string) =>
      shop.visit(1, '2026-01-05T09:00:00', { channel: 'Email', source: 'news', medium: 'email', campaign });
    visit('spring');
    shop.order('A', '2026-01-05T10:00:00', 100, { visitor: 1 });
    shop.order('B', '2026-01-06T10:00:00', 100, { visitor: 1 });
    shop.order('C', '2026-01-06T10:00:00', 100);
    const answer = await shop.ask('email_conversion_rate', { by: 'campaign' });
    expect(answer).toMatchObject({ value: 0.05, numerator: 2, denominator: 40, excluded: { bots: 0 } });
    expect(answer.rows).toMatchObject([{ campaign: 'spring', value: 0.05, numerator: 2, denominator: 40 }]);
    const none = await shop.ask('email_conversion_rate', { from: '2026-01-31' });
    expect(none).toMatchObject({ value: null, numerator: 0, denominator: 0, missing: null });
  });

  it('have no hours, and no rate where nothing was delivered', async () => {
    await expect(shop.ask('email_open_rate', { interval: 'hour' })).rejects.toMatchObject({
      code: 'invalid_interval',
    });
    const quiet = await shop.askAll(['email_open_rate', 'emails_opened'], {
      from: '2026-01-10',
      to: '2026-01-12',
    });
    expect(quiet.email_open_rate).toMatchObject({
      value: null,
      denominator: 0,
      confidence: null,
      missing: null,
    });
    expect(quiet.emails_opened).toMatchObject({ value: 0, missing: null });
    const never = await shop.ask('email_open_rate', { from: '2024-01-10', to: '2024-01-12' });
    expect(never).toMatchObject({ value: null, missing: { import: 'email_stats' } });
  });
});
