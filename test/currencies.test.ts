import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Collector, type KpiAnswer, startCollector } from './harness/collector.js';
import { money } from './harness/money.js';
import { sendOrders } from './harness/server-events.js';
import { waitFor } from './harness/wait.js';

let collector: Collector;

beforeAll(async () => {
  collector = await startCollector();
});
afterAll(() => collector?.stop());

const YEAR = { from: '2025-01-01', to: '2025-12-31' };

/** Asks when the facts have followed what was brought in. */
const ask = (kpi: string, params: Record<string, string>): Promise<KpiAnswer> =>
  waitFor('the facts to follow', async () => {
    const answer = await collector.kpi(kpi, params);
    return answer.recomputing ? undefined : answer;
  });

async function importRates(site: string, rows: readonly string[]): Promise<unknown> {
  return collector.fetchJson(`/v1/import/exchange_rates?site=${site}`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: ['date,base,quote,rate', ...rows, ''].join('\n'),
  });
}

describe('money', () => {
  it.each([
    // Halves go to the even unit: 1,234 and 1,236 yen; 10.00 and 10.02 euro; 12.346 twice.
    ['JPY', 0, [1234.5, 1235.5], 1234 + 1236],
    ['EUR', 2, [10.005, 10.015], 1000 + 1002],
    ['KWD', 3, [12.3455, 12.3465], 12_346 + 12_346],
  ] as const)(
    'in %s has %i decimals, and each order is rounded once',
    async (code, decimals, amounts, sum) => {
      const site = `in-${code.toLowerCase()}`;
      await collector.createSite({ id: site, currency: code, timezone: 'UTC' });
      await sendOrders(
        collector,
        site,
        amounts.map((amount, index) => [`${code}-${index}`, '2025-06-01T12:00:00Z', code, amount] as const),
      );
      const { value, numerator } = await ask('revenue', { site, ...YEAR });
      expect(value).toEqual(money(sum, code, decimals));
      expect(numerator).toEqual(value);
      expect(await ask('average_order_value', { site, ...YEAR })).toMatchObject({
        value: money(sum / 2, code, decimals),
        denominator: 2,
      });
    },
  );

  it('of orders in other currencies is turned into that of the site, with its decimals', async () => {
    const site = 'kuwait';
    await collector.createSite({ id: site, currency: 'KWD', timezone: 'Asia/Kuwait' });
    await importRates(site, ['2025-06-01,EUR,KWD,0.35', '2025-06-01,KWD,JPY,480']);
    await sendOrders(collector, site, [
      // 10.03 × 0.35 = 3.5105, half to even: 3.510
      ['K1', '2025-06-01T12:00:00Z', 'EUR', 10.03],
      // 1,000 ÷ 480 = 2.0833…
      ['K2', '2025-06-01T12:00:00Z', 'JPY', 1000],
      ['K3', '2025-06-01T12:00:00Z', 'KWD', 1.001],
    ]);
    expect(await ask('revenue', { site, ...YEAR })).toMatchObject({
      value: money(3510 + 2083 + 1001, 'KWD', 3),
      excluded: { no_exchange_rate: 0 },
    });
    const { rows = [] } = await ask('revenue', { site, ...YEAR, by: 'currency' });
    expect(rows.map(({ currency, value }) => [currency, value])).toEqual([
      ['EUR', money(3510, 'KWD', 3)],
      ['JPY', money(2083, 'KWD', 3)],
      ['KWD', money(1001, 'KWD', 3)],
    ]);
  });
});

describe('the rate of an order', () => {
  it('is that of its day where the site is', async () => {
    const site = 'tokyo';
    const yen = (value: number) => money(value, 'JPY', 0);
    await collector.createSite({ id: site, currency: 'JPY', timezone: 'Asia/Tokyo' });
    await importRates(site, ['2025-06-09,USD,JPY,150', '2025-06-10,USD,JPY,140']);
    await sendOrders(collector, site, [
      // A second before and at midnight in Tokyo, which is 15:00 in Greenwich.
      ['R1', '2025-06-09T14:59:59Z', 'USD', 10],
      ['R2', '2025-06-09T15:00:00Z', 'USD', 10],
      // No rate of its own: the newest before it.
      ['R3', '2025-06-20T12:00:00Z', 'USD', 10],
    ]);
    const { series = [] } = await ask('revenue', { site, ...YEAR, from: '2025-06-09', interval: 'day' });
    const found = series.filter(({ value }) => (value as { value: number }).value > 0);
    expect(found.map(({ start, value }) => [start, value])).toEqual([
      ['2025-06-09', yen(1500)],
      ['2025-06-10', yen(1400)],
      ['2025-06-20', yen(1400)],
    ]);
  });

  it('may be missing, come late, and be corrected', async () => {
    const site = 'abroad';
    const euro = (value: number) => money(value, 'EUR', 2);
    await collector.createSite({ id: site, currency: 'EUR', timezone: 'Europe/Berlin' });
    await sendOrders(collector, site, [
      ['L1', '2025-06-05T12:00:00Z', 'EUR', 50],
      ['L2', '2025-06-05T12:00:00Z', 'USD', 20],
      ['L3', '2025-06-15T12:00:00Z', 'USD', 40],
    ]);
    const revenue = (more = {}) => ask('revenue', { site, ...YEAR, ...more });
    expect(await revenue()).toMatchObject({ value: euro(50_00), excluded: { no_exchange_rate: 2 } });
    // A mean over what is known; the orders themselves are all counted.
    expect(await ask('average_order_value', { site, ...YEAR })).toMatchObject({
      ...{ value: euro(50_00), denominator: 1, excluded: { no_exchange_rate: 2 } },
    });
    expect(await ask('orders', { site, ...YEAR })).toMatchObject({ value: 3 });

    // Of the 10th: no rate for the order of the 5th, which lies before it.
    expect(await importRates(site, ['2025-06-10,USD,EUR,0.9'])).toMatchObject({ inserted: 1, updated: 0 });
    expect(await revenue()).toMatchObject({ value: euro(86_00), excluded: { no_exchange_rate: 1 } });

    await importRates(site, ['2025-06-01,USD,EUR,0.8']);
    expect(await revenue()).toMatchObject({ value: euro(102_00), excluded: { no_exchange_rate: 0 } });

    expect(await importRates(site, ['2025-06-10,USD,EUR,0.95'])).toMatchObject({ inserted: 0, updated: 1 });
    // 50 + 16 + 38
    expect(await revenue()).toMatchObject({ value: euro(104_00), excluded: { no_exchange_rate: 0 } });
    expect(await revenue({ filter: 'currency==USD' })).toMatchObject({ value: euro(54_00) });
  });
});
