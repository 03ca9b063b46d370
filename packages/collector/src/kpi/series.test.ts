import { describe, expect, it } from 'vitest';
import { FactShop } from './fact-shop.fixture.js';
import { cutPeriod, INTERVALS, periodOf } from './period.js';

describe('series', { timeout: 60_000 }, () => {
  it.each([
    ['America/New_York', '2026-03-07', '2026-03-10'],
    ['America/New_York', '2026-10-30', '2026-11-03'],
    ['Asia/Kathmandu', '2025-12-28', '2026-01-06'],
    ['Asia/Tokyo', '2025-12-28', '2026-01-06'],
    ['Australia/Lord_Howe', '2026-10-03', '2026-10-05'],
    ['America/Sao_Paulo', '2018-11-03', '2018-11-05'],
  ])(
    'of %s from %s to %s put the first and the last moment of a piece into it',
    async (timezone, from, to) => {
      const shop = new FactShop({ timezone });
      const period = periodOf(from, to, timezone);
      const { instants } = cutPeriod(period, 'hour');
      shop.all(() => {
        for (const time of instants) {
          shop.visit(1, time);
          shop.visit(1, time - 1);
        }
      });
      for (const interval of INTERVALS) {
        const { starts, instants: edges } = cutPeriod(period, interval);
        const { series, value } = await shop.ask('visits', { from, to, interval });
        // Of each hour its first and its last millisecond lie in the piece that the hour lies in.
        const expected = starts.map((start, index) => {
          const first = edges[index] as number;
          const end = edges[index + 1] as number;
          return [start, 2 * instants.filter((time) => time >= first && time < end).length];
        });
        expect(series?.map((piece) => [piece.start, piece.value])).toEqual(expected);
        expect(value).toBe(2 * (instants.length - 1));
      }
      await shop.close();
    },
  );

  it('of orders and costs over quarters meet on the same dates', async () => {
    const shop = new FactShop({ timezone: 'Asia/Kathmandu' });
    shop.order('A', '2026-03-31T18:14:59.999', 100);
    shop.order('B', '2026-03-31T18:15:00', 250);
    shop.cost('2026-03-31', 'ads', 10, { source: 'x', medium: 'cpc' });
    shop.cost('2026-04-01', 'ads', 20, { source: 'x', medium: 'cpc' });
    const asked = { from: '2026-01-15', to: '2026-04-10', interval: 'quarter' } as const;
    const { revenue, digital_marketing_roi: roi } = await shop.askAll(
      ['revenue', 'digital_marketing_roi'],
      asked,
    );
    const money = (value: number) => ({ value, currency: 'EUR', decimals: 2 });
    expect(revenue?.series).toMatchObject([
      { start: '2026-01-15', value: money(100) },
      { start: '2026-04-01', value: money(250) },
    ]);
    expect(roi?.series).toMatchObject([
      { start: '2026-01-15', cost: money(10) },
      { start: '2026-04-01', cost: money(20) },
    ]);
    await shop.close();
  });
});
