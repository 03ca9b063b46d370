import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Collector, type KpiAnswer, startCollector } from './harness/collector.js';
import { money } from './harness/money.js';
import { sendOrders, sendVisits } from './harness/server-events.js';

let collector: Collector;

beforeAll(async () => {
  collector = await startCollector();
});
afterAll(() => collector?.stop());

/** The pieces in which something was, by their start. */
async function series(kpi: string, params: Record<string, string>): Promise<Record<string, unknown>> {
  const answer: KpiAnswer = await collector.kpi(kpi, params);
  return Object.fromEntries((answer.series ?? []).map(({ start, value }) => [start, value]));
}

const nonZero = (pieces: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(pieces).filter(([, value]) => value !== 0));

describe('a site in Kathmandu, 5:45 ahead', () => {
  const site = 'kathmandu';
  beforeAll(async () => {
    await collector.createSite({ id: site, timezone: 'Asia/Kathmandu', currency: 'NPR' });
    // Midnight there is 18:15 in Greenwich.
    await sendVisits(collector, site, [
      '2025-03-14T18:14:59.999Z',
      '2025-03-14T18:15:00.000Z',
      '2025-03-15T18:14:59.999Z',
      '2025-03-15T18:15:00.000Z',
    ]);
  });

  it('has its day from midnight to midnight, to the millisecond', async () => {
    const day = { site, from: '2025-03-15', to: '2025-03-15' };
    expect(await collector.kpi('visits', day)).toMatchObject({ value: 2, timezone: 'Asia/Kathmandu' });
    expect(await series('visits', { site, from: '2025-03-14', to: '2025-03-16', interval: 'day' })).toEqual({
      '2025-03-14': 1,
      '2025-03-15': 2,
      '2025-03-16': 1,
    });
  });

  it('has hours that start where its clocks show a full one', async () => {
    const hours = await series('visits', { site, from: '2025-03-15', to: '2025-03-15', interval: 'hour' });
    expect(Object.keys(hours)).toHaveLength(24);
    expect(nonZero(hours)).toEqual({ '2025-03-15T00:00+05:45': 1, '2025-03-15T23:00+05:45': 1 });
  });
});

describe('a site in New York', () => {
  const site = 'new-york';
  beforeAll(async () => {
    await collector.createSite({ id: site, timezone: 'America/New_York', currency: 'USD' });
  });

  it('has a day of 23 hours when clocks go forward', async () => {
    await sendVisits(collector, site, [
      '2025-03-08T23:59:59-05:00',
      '2025-03-09T00:00:00-05:00',
      // One second apart: two o’clock is three o’clock.
      '2025-03-09T01:59:59-05:00',
      '2025-03-09T03:00:00-04:00',
      '2025-03-09T23:59:59-04:00',
      '2025-03-10T00:00:00-04:00',
    ]);
    const days = { site, from: '2025-03-08', to: '2025-03-10', interval: 'day' };
    expect(await series('visits', days)).toEqual({ '2025-03-08': 1, '2025-03-09': 4, '2025-03-10': 1 });
    const hours = await series('visits', { site, from: '2025-03-09', to: '2025-03-09', interval: 'hour' });
    expect(Object.keys(hours)).toHaveLength(23);
    expect(nonZero(hours)).toEqual({
      '2025-03-09T00:00-05:00': 1,
      '2025-03-09T01:00-05:00': 1,
      '2025-03-09T03:00-04:00': 1,
      '2025-03-09T23:00-04:00': 1,
    });
  });

  it('has a day of 25 hours when clocks go back, and tells the two hours from one to two apart', async () => {
    await sendVisits(collector, site, [
      '2025-11-01T23:59:59-04:00',
      '2025-11-02T00:00:00-04:00',
      '2025-11-02T01:30:00-04:00',
      '2025-11-02T01:30:00-05:00',
      '2025-11-02T23:59:59-05:00',
      '2025-11-03T00:00:00-05:00',
    ]);
    const days = { site, from: '2025-11-01', to: '2025-11-03', interval: 'day' };
    expect(await series('visits', days)).toEqual({ '2025-11-01': 1, '2025-11-02': 4, '2025-11-03': 1 });
    const hours = await series('visits', { site, from: '2025-11-02', to: '2025-11-02', interval: 'hour' });
    expect(Object.keys(hours)).toHaveLength(25);
    expect(nonZero(hours)).toEqual({
      '2025-11-02T00:00-04:00': 1,
      '2025-11-02T01:00-04:00': 1,
      '2025-11-02T01:00-05:00': 1,
      '2025-11-02T23:00-05:00': 1,
    });
  });

  it('compares a day of 25 hours with the whole day before', async () => {
    const answer = await collector.kpi('visits', {
      ...{ site, from: '2025-11-02', to: '2025-11-02', compare: 'previous' },
    });
    expect(answer).toMatchObject({ value: 4, compare: { from: '2025-11-01', to: '2025-11-01', value: 1 } });
  });
});

describe('a site in Tokyo', () => {
  const site = 'tokyo';
  const yen = (value: number) => money(value, 'JPY', 0);
  beforeAll(async () => {
    await collector.createSite({ id: site, timezone: 'Asia/Tokyo', currency: 'JPY' });
    await sendOrders(collector, site, [
      ['T1', '2024-12-29T23:59:59+09:00', 'JPY', 100],
      ['T2', '2024-12-30T00:00:00+09:00', 'JPY', 200],
      ['T3', '2025-01-01T00:00:00+09:00', 'JPY', 300],
      ['T4', '2025-01-05T23:59:59+09:00', 'JPY', 400],
      ['T5', '2025-01-06T00:00:00+09:00', 'JPY', 500],
      ['T6', '2025-03-31T23:59:59+09:00', 'JPY', 6000],
      ['T7', '2025-04-01T00:00:00+09:00', 'JPY', 7000],
      ['T8', '2025-12-31T23:59:59+09:00', 'JPY', 8000],
    ]);
  });

  it('has the first ISO week of 2025 from Monday, 30 December 2024', async () => {
    const weeks = { site, from: '2024-12-23', to: '2025-01-12', interval: 'week' };
    expect(await series('revenue', weeks)).toEqual({
      '2024-12-23': yen(100),
      // T2, T3 and T4
      '2024-12-30': yen(900),
      '2025-01-06': yen(500),
    });
  });

  it('has week 53 of 2020, which ends in 2021', async () => {
    await sendOrders(collector, site, [
      ['T20', '2020-12-28T00:00:00+09:00', 'JPY', 1],
      ['T21', '2021-01-03T23:59:59+09:00', 'JPY', 2],
      ['T22', '2021-01-04T00:00:00+09:00', 'JPY', 4],
    ]);
    const weeks = { site, from: '2020-12-21', to: '2021-01-10', interval: 'week' };
    expect(await series('revenue', weeks)).toEqual({
      '2020-12-21': yen(0),
      '2020-12-28': yen(3),
      '2021-01-04': yen(4),
    });
  });

  it('has quarters and years', async () => {
    const year = { site, from: '2025-01-01', to: '2025-12-31' };
    expect(await series('revenue', { ...year, interval: 'quarter' })).toEqual({
      // T3 to T6
      '2025-01-01': yen(7200),
      '2025-04-01': yen(7000),
      '2025-07-01': yen(0),
      '2025-10-01': yen(8000),
    });
    expect(await series('revenue', { ...year, from: '2024-01-01', interval: 'year' })).toEqual({
      '2024-01-01': yen(300),
      '2025-01-01': yen(22_200),
    });
  });

  it('cuts off the ends of weeks that reach beyond the period', async () => {
    // Wednesday to Monday
    const weeks = { site, from: '2025-01-01', to: '2025-01-06', interval: 'week' };
    expect(await series('revenue', weeks)).toEqual({ '2025-01-01': yen(700), '2025-01-06': yen(500) });
  });
});
