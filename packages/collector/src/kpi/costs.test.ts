import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FactShop } from './fact-shop.fixture.js';
import { KpiError } from './kpi-error.js';

const eur = (value: number) => ({ value, currency: 'EUR', decimals: 2 });
const COST_KPIS = [
  'customer_acquisition_cost',
  'ppc_cost_per_purchase',
  'digital_marketing_roi',
  'return_on_ad_spend',
];

let shop: FactShop;
beforeEach(() => {
  shop = new FactShop();
});
afterEach(() => shop.close());

/** An order whose only visit came from there. */
function orderFrom(visitor: number, value: number, from: Record<string, string>, fields = {}): void {
  const visit = shop.visit(visitor, '2026-01-10T10:00:00', { orders: 1, ...from });
  shop.order(`o${visitor}`, '2026-01-10T10:10:00', value, { visitor, visit, ...fields });
}

describe('what marketing costs and brings', () => {
  it('is missing, never 0, where no costs of the period were imported', async () => {
    shop.order('A', '2026-01-10T10:00:00', 1000);
    shop.cost('2026-02-01', 'ads', 1000, { source: 'google', medium: 'cpc' });
    shop.cost('2026-01-31', 'operating', 1000);
    const answers = await shop.askAll(COST_KPIS, {
      compare: '2026-02-01..2026-02-28',
      interval: 'month',
      by: 'channel',
    });
    for (const answer of Object.values(answers)) {
      expect(answer.value).toBeNull();
      expect(answer.missing?.import).toBe('costs');
      expect(answer.missing?.message).toContain('/v1/import/costs?site=shop');
      expect(answer.rows).toBeUndefined();
    }
    const { compare } = await shop.ask('return_on_ad_spend', {
      from: '2026-02-01',
      to: '2026-02-28',
      compare: 'previous',
    });
    expect(compare).toMatchObject({ value: null, change: null });
  });

  it('is 4.0 for 10,000 on 2,000', async () => {
    orderFrom(1, 1_000_000, { channel: 'Paid Search', source: 'Google', medium: 'CPC' });
    shop.cost('2026-01-05', 'ads', 200_000, { source: 'google', medium: 'cpc', channel: 'Paid Search' });
    expect(await shop.ask('digital_marketing_roi')).toMatchObject({
      value: 4,
      numerator: eur(800_000),
      denominator: eur(200_000),
      unit: 'rate',
      attributed_revenue: eur(1_000_000),
      cost: eur(200_000),
      missing: null,
    });
    expect(await shop.ask('return_on_ad_spend')).toMatchObject({ value: 5 });
  });

  describe('of several sources', () => {
    beforeEach(() => {
      orderFrom(
        1,
        9000,
        { channel: 'Paid Search', source: 'google', medium: 'cpc', campaign: 'Brand' },
        { customer: 1, customer_number: 1 },
      );
      orderFrom(
        2,
        4000,
        { channel: 'Paid Search', source: 'google', medium: 'cpc', campaign: 'Other' },
        { customer: 2, customer_number: 2 },
      );
      orderFrom(
        3,
        2000,
        { channel: 'Email', source: 'news', medium: 'email' },
        { customer: 3, customer_number: 1 },
      );
      orderFrom(
        4,
        7777,
        { channel: 'Organic Search', source: 'google', medium: 'organic' },
        { customer: 4, customer_number: 1 },
      );
      shop.cost('2026-01-05', 'ads', 3000, {
        source: 'GOOGLE',
        medium: 'cpc',
        campaign: 'brand',
        channel: 'Paid Search',
      });
      shop.cost('2026-01-06', 'marketing', 500, { source: 'news', medium: 'email', channel: 'Email' });
      shop.cost('2026-01-07', 'marketing', 1000);
      shop.cost('2026-01-07', 'operating', 99_999, { source: 'google', medium: 'organic' });
      shop.cost('2026-01-08', 'ads', null, { source: 'x', medium: 'cpc' });
    });

    it('counts orders by source and medium without regard to case, and by campaign where the cost names one', async () => {
      const answers = await shop.askAll(COST_KPIS);
      // Revenue 9,000 + 2,000; cost 3,000 + 500 + 1,000
      expect(answers.digital_marketing_roi).toMatchObject({
        value: 6500 / 4500,
        attributed_revenue: eur(11_000),
        cost: eur(4500),
        excluded: { no_exchange_rate: 1 },
      });
      expect(answers.return_on_ad_spend).toMatchObject({
        value: 3,
        numerator: eur(9000),
        denominator: eur(3000),
      });
      expect(answers.customer_acquisition_cost).toMatchObject({
        value: eur(1500),
        numerator: eur(4500),
        denominator: 3,
      });
      expect(answers.ppc_cost_per_purchase).toMatchObject({ value: eur(1500), denominator: 2 });
    });

    it('gives costs without a source to the total only', async () => {
      const { rows } = await shop.ask('digital_marketing_roi', { by: 'channel' });
      expect(rows?.map((row) => [row.channel, row.value, row.cost])).toEqual([
        ['Email', 3, eur(500)],
        ['Paid Search', 2, eur(3000)],
      ]);
      const bySource = await shop.ask('customer_acquisition_cost', { by: 'source' });
      expect(bySource.rows?.map((row) => [row.source, row.value])).toEqual([
        ['google', eur(1500)],
        ['news', eur(500)],
      ]);
      const email = await shop.ask('digital_marketing_roi', { filter: 'channel==Email' });
      expect(email).toMatchObject({ value: 3, cost: eur(500) });
      expect((await shop.ask('digital_marketing_roi', { filter: 'channel!=Email' })).cost).toEqual(eur(3000));
    });

    it('is known by day and week, and by no hour', async () => {
      const { series } = await shop.ask('digital_marketing_roi', {
        interval: 'week',
        from: '2026-01-03',
        to: '2026-01-11',
      });
      expect(series?.map((piece) => [piece.start, piece.cost, piece.attributed_revenue])).toEqual([
        ['2026-01-03', eur(0), eur(0)],
        ['2026-01-05', eur(4500), eur(11_000)],
      ]);
      await expect(shop.ask('return_on_ad_spend', { interval: 'hour' })).rejects.toMatchObject({
        code: 'invalid_interval',
        status: 400,
        hint: expect.stringContaining('day'),
      });
      await expect(shop.ask('return_on_ad_spend', { by: 'device' })).rejects.toThrowError(KpiError);
    });

    it('stands beside what each source brings', async () => {
      const { rows, totals } = await shop.ask('traffic_sources');
      expect(
        rows?.map((row) => [row.channel, row.visits, row.share, row.revenue, row.cost, row.roi]),
      ).toEqual([
        ['Paid Search', 2, 0.5, eur(13_000), eur(3000), 2],
        ['Email', 1, 0.25, eur(2000), eur(500), 3],
        ['Organic Search', 1, 0.25, eur(7777), eur(0), null],
      ]);
      expect(totals).toMatchObject({
        visits: 4,
        share: 1,
        conversion_rate: 1,
        revenue: eur(22_777),
        cost: eur(4500),
      });
    });
  });

  it('leaves cost and return of sources empty where no costs were imported', async () => {
    orderFrom(1, 1000, { channel: 'Email' });
    const { rows } = await shop.ask('traffic_sources');
    expect(rows).toMatchObject([
      { channel: 'Email', revenue: eur(1000), revenue_per_visit: eur(1000), cost: null, roi: null },
    ]);
  });
});
