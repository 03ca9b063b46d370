import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FactShop } from '../fact-shop.fixture.js';

const eur = (value: number) => ({ value, currency: 'EUR', decimals: 2 });
const PERIOD = { from: '2026-01-01', to: '2026-03-31' } as const;

let shop: FactShop;
beforeEach(() => {
  shop = new FactShop({ timezone: 'America/New_York' });
});
afterEach(() => shop.close());

const short = (rows: readonly Record<string, unknown>[] = []) =>
  rows.map(({ cohort, since, size, active, share }) => [cohort, since, size, active, share]);

describe('cohort retention of customers', () => {
  beforeEach(() => {
    // 1 and 2 begin in January, 3 in February, 4 last year, 5 after the period.
    shop.order('1a', '2026-01-10T12:00:00', 1000, { customer: 1, customer_number: 1, coupon: 'A' });
    shop.order('1b', '2026-02-10T12:00:00', 2000, { customer: 1, customer_number: 2, coupon: 'B' });
    shop.order('1c', '2026-02-11T12:00:00', 500, { customer: 1, customer_number: 3 });
    // The last hour of January in New York is February in Greenwich.
    shop.order('2a', '2026-02-01T04:59:00', 300, { customer: 2, customer_number: 1, coupon: 'B' });
    shop.order('2b', '2026-03-05T12:00:00', 700, { customer: 2, customer_number: 2 });
    shop.order('3a', '2026-02-05T12:00:00', 900, { customer: 3, customer_number: 1, coupon: 'B' });
    shop.order('4a', '2025-12-05T12:00:00', 900, { customer: 4, customer_number: 1 });
    shop.order('4b', '2026-01-05T12:00:00', 900, { customer: 4, customer_number: 2 });
    shop.order('5a', '2026-04-02T12:00:00', 900, { customer: 5, customer_number: 1 });
    shop.order('bot', '2026-01-05T12:00:00', 900, { bot: 'crawler' });
    shop.order('hidden', '2026-01-05T12:00:00', 900, { cookieless: 1, customer: 6, customer_number: 1 });
  });

  it('is the share of each first month that orders in each month since', async () => {
    const answer = await shop.ask('cohort_retention', PERIOD);
    expect(short(answer.rows)).toEqual([
      ['2026-01-01', 0, 2, 2, 1],
      ['2026-01-01', 1, 2, 1, 0.5],
      ['2026-01-01', 2, 2, 1, 0.5],
      ['2026-02-01', 0, 1, 1, 1],
      ['2026-02-01', 1, 1, 0, 0],
    ]);
    expect(answer.rows?.map(({ revenue }) => revenue)).toEqual([
      eur(1300),
      eur(2500),
      eur(700),
      eur(900),
      eur(0),
    ]);
    expect(answer).toMatchObject({
      unit: 'table',
      totals: { size: 3, revenue: eur(5400) },
      excluded: { bots: 1, cookieless: 1 },
    });
  });

  it('has cohorts of the length of the interval', async () => {
    const answer = await shop.ask('cohort_retention', { ...PERIOD, interval: 'quarter' });
    expect(short(answer.rows)).toEqual([['2026-01-01', 0, 3, 3, 1]]);
    const months = await shop.ask('cohort_retention', { ...PERIOD, interval: 'month' });
    expect(months.series?.map(({ start, size }) => [start, size])).toEqual([
      ['2026-01-01', 2],
      ['2026-02-01', 1],
      ['2026-03-01', 0],
    ]);
    await expect(shop.ask('cohort_retention', { ...PERIOD, interval: 'hour' })).rejects.toMatchObject({
      code: 'invalid_interval',
      hint: expect.stringContaining('week'),
    });
  });

  it('says nothing of months that have not begun', async () => {
    shop.now = Date.parse('2026-02-20T00:00:00Z');
    const { rows } = await shop.ask('cohort_retention', PERIOD);
    expect(rows?.map(({ since }) => since)).toEqual([0, 1, 0]);
  });

  it('is broken down and filtered by the first order', async () => {
    const { rows } = await shop.ask('cohort_retention', { ...PERIOD, by: 'coupon' });
    expect(
      rows?.filter(({ since }) => since === 0).map(({ coupon, cohort, size }) => [coupon, cohort, size]),
    ).toEqual([
      ['A', '2026-01-01', 1],
      ['B', '2026-01-01', 1],
      ['B', '2026-02-01', 1],
    ]);
    const filtered = await shop.ask('cohort_retention', { ...PERIOD, filter: 'coupon==B' });
    expect(filtered.rows).toEqual(
      rows?.filter(({ coupon }) => coupon === 'B').map(({ coupon: _, ...row }) => row),
    );
  });

  it('compares its totals', async () => {
    const { compare } = await shop.ask('cohort_retention', {
      from: '2026-01-01',
      to: '2026-01-31',
      compare: 'previous',
    });
    expect(compare).toMatchObject({ from: '2025-12-01', totals: { size: 1, revenue: eur(900) } });
  });

  it('needs orders', async () => {
    const empty = await shop.ask('cohort_retention', { from: '2020-01-01', to: '2020-01-31' });
    expect(empty).toMatchObject({ value: null, missing: { import: 'orders' } });
    expect(empty.rows).toBeUndefined();
  });
});

describe('cohort retention of visitors', () => {
  it('is the share that comes again', async () => {
    const first = shop.visit(1, '2026-01-10T12:00:00', { orders: 1, device: 'mobile' });
    shop.order('A', '2026-01-10T12:01:00', 400, { visit: first, visitor: 1 });
    shop.visit(1, '2026-03-10T12:00:00', { number: 2, device: 'desktop' });
    shop.visit(1, '2026-03-11T12:00:00', { number: 3 });
    shop.visit(2, '2026-01-11T12:00:00', { device: 'desktop' });
    shop.visit(3, '2026-01-11T12:00:00', { cookieless: 1 });
    shop.visit(4, '2026-01-11T12:00:00', { bot: 'crawler' });
    const answer = await shop.ask('cohort_retention', { ...PERIOD, of: 'visitors' });
    expect(short(answer.rows)).toEqual([
      ['2026-01-01', 0, 2, 2, 1],
      ['2026-01-01', 1, 2, 0, 0],
      ['2026-01-01', 2, 2, 1, 0.5],
    ]);
    expect(answer.totals).toEqual({ size: 2, revenue: eur(400) });
    const mobile = await shop.ask('cohort_retention', {
      ...PERIOD,
      of: 'visitors',
      filter: 'device==mobile',
    });
    expect(short(mobile.rows).at(-1)).toEqual(['2026-01-01', 2, 1, 1, 1]);
    await expect(
      shop.ask('cohort_retention', { ...PERIOD, of: 'visitors', by: 'coupon' }),
    ).rejects.toMatchObject({ code: 'unknown_dimension', hint: expect.stringContaining('channel') });
  });
});
