import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { labelOf, numberOf } from '../facts/label.js';
import { FactShop } from './fact-shop.fixture.js';

const DAY = '2026-01-05T10:00:00';

let shop: FactShop;
beforeEach(() => {
  shop = new FactShop();
});
afterEach(() => shop.close());

/** What a page has measured, as its event is projected. */
function measured(visit: number, metric: string, value: number, page: string, time: string | number): void {
  const event = { id: 'x', name: 'web_vital', time: 0, data: { metric, value } };
  shop.hit(visit, 'web_vital', time, { label: labelOf(event), number: numberOf(event), page });
}

let seen = 0;

/** The same of a page view of its own, after those before. */
function vital(visit: number, metric: string, value: number, page: string, time?: string): void {
  const moment = time ?? Date.parse(`${DAY}Z`) + ++seen;
  shop.hit(visit, 'page_view', moment, { page });
  measured(visit, metric, value, page, moment);
}

describe('web vitals', () => {
  it('are answered at the 75th percentile with their ratings and what visits of each rating convert', async () => {
    const buyer = shop.visit(1, DAY, { orders: 1, device: 'mobile' });
    const other = shop.visit(2, DAY, { device: 'desktop' });
    // Sorted 1000, 2500, 2501, 4000, 4001: the 75th percentile is at place 3 of 0 … 4.
    for (const value of [1000, 2500, 4000]) vital(buyer, 'LCP', value, '/');
    for (const value of [2501, 4001]) vital(other, 'LCP', value, '/');
    vital(buyer, 'CLS', 0.1, '/');
    vital(other, 'CLS', 0.2501, '/p');
    const { rows, totals, missing } = await shop.ask('web_vitals');
    expect(missing).toBeNull();
    expect(rows).toMatchObject([
      {
        page: '/',
        measurements: 6,
        lcp: 4000,
        lcp_good: 0.4,
        lcp_needs_work: 0.4,
        lcp_poor: 0.2,
        lcp_good_conversion: 1,
        lcp_needs_work_conversion: 0.5,
        lcp_poor_conversion: 0,
        cls: 0.1,
        cls_good: 1,
        cls_poor: 0,
        cls_poor_conversion: null,
        inp: null,
        inp_good: null,
      },
      { page: '/p', measurements: 1, lcp: null, cls: 0.2501, cls_poor: 1, cls_poor_conversion: 0 },
    ]);
    // Between 0.1 and 0.2501, three quarters of the way.
    expect(totals).toMatchObject({ measurements: 7, lcp: 4000, cls: expect.closeTo(0.212575, 10) });
    const { rows: byDevice } = await shop.ask('web_vitals', { by: 'device' });
    expect(byDevice?.map((row) => [row.device, row.lcp])).toEqual([
      ['mobile', 3250],
      ['desktop', 3626],
    ]);
  });

  // web.dev: LCP 2.5 s and 4 s, INP 200 and 500 ms, CLS 0.1 and 0.25; FCP 1.8 s and 3 s, TTFB 0.8 s and 1.8 s.
  it.each([
    ['LCP', 2500, 4000, 0.1],
    ['INP', 200, 500, 0.1],
    ['CLS', 0.1, 0.25, 0.0001],
    ['FCP', 1800, 3000, 0.1],
    ['TTFB', 800, 1800, 0.1],
  ])('rate %s good up to %d and poor above %d', async (metric, good, needsWork, more) => {
    const visit = shop.visit(1, DAY);
    for (const value of [good, good + more, needsWork, needsWork + more]) vital(visit, metric, value, '/');
    const name = metric.toLowerCase();
    expect((await shop.ask('web_vitals')).totals).toMatchObject({
      [`${name}_good`]: 0.25,
      [`${name}_needs_work`]: 0.5,
      [`${name}_poor`]: 0.25,
    });
  });

  it('are the last that a page view has said of a metric', async () => {
    const visit = shop.visit(1, DAY);
    const other = shop.visit(2, DAY);
    const view = (second: string, page = '/', of = visit) =>
      shop.hit(of, 'page_view', `2026-01-05T10:00:${second}`, { page });
    const says = (second: string, metric: string, value: number, page = '/', of = visit) =>
      measured(of, metric, value, page, `2026-01-05T10:00:${second}`);
    view('00');
    says('10', 'CLS', 0.1);
    says('10', 'LCP', 1000);
    // Hidden again, it has shifted further; what came in late says what was before.
    says('20', 'CLS', 0.3);
    says('15', 'CLS', 0.2);
    // Another page, another visit, and another view of the same page each say their own.
    view('21', '/p');
    says('22', 'CLS', 0.01, '/p');
    view('00', '/', other);
    says('25', 'CLS', 0.02, '/', other);
    view('30');
    says('40', 'CLS', 0.05);
    const { rows } = await shop.ask('web_vitals');
    expect(rows).toMatchObject([
      // The 75th percentile of 0.02, 0.05 and 0.3, of which one is poor.
      { page: '/', measurements: 4, cls: 0.175, cls_poor: expect.closeTo(1 / 3, 10), lcp: 1000 },
      { page: '/p', measurements: 1, cls: 0.01 },
    ]);
  });

  it('have pieces of their own, also over the change of the clocks', async () => {
    await shop.close();
    shop = new FactShop({ timezone: 'America/New_York' });
    const visit = shop.visit(1, DAY);
    // 2026-03-08 has 23 hours in New York: it ends at 04:00 UTC of the 9th.
    vital(visit, 'INP', 100, '/', '2026-03-09T03:59:59.999');
    vital(visit, 'INP', 300, '/', '2026-03-09T04:00:00');
    const { series, compare } = await shop.ask('web_vitals', {
      from: '2026-03-08',
      to: '2026-03-09',
      interval: 'day',
      compare: 'previous',
    });
    expect(series).toMatchObject([
      { start: '2026-03-08', inp: 100, measurements: 1 },
      { start: '2026-03-09', inp: 300, measurements: 1 },
    ]);
    expect(compare).toMatchObject({ from: '2026-03-06', value: null });
  });

  it('say what they wait for where there are none, and leave bots out', async () => {
    const bot = shop.visit(1, DAY, { bot: 'crawler' });
    vital(bot, 'LCP', 100, '/');
    expect(await shop.ask('web_vitals')).toMatchObject({
      value: null,
      missing: { import: 'web_vital events' },
      excluded: { bots: 1 },
    });
  });

  it('take no value that is none', () => {
    const read = (data: Record<string, unknown>) => {
      const event = { id: 'x', name: 'web_vital', time: 0, data };
      return [labelOf(event), numberOf(event)];
    };
    expect(read({ metric: 'LCP', value: 1234.5678 })).toEqual(['LCP', 12_345_678]);
    expect(read({ metric: 'cls', value: 0.1234 })).toEqual(['CLS', 1234]);
    expect(read({ metric: 'LCP', value: -1 })).toEqual(['LCP', null]);
    expect(read({ metric: 'LCP', value: 1e12 })).toEqual(['LCP', null]);
    expect(read({ metric: '__proto__', value: 1 })).toEqual([null, null]);
    expect(read({})).toEqual([null, null]);
  });
});
