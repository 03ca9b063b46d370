import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { largestRemainder } from '../facts/money.js';
import { ATTRIBUTION_MODELS } from '../store/scan.js';
import { FactShop } from './fact-shop.fixture.js';

const eur = (value: number) => ({ value, currency: 'EUR', decimals: 2 });
const DAY = 86_400_000;
const ORDERED = Date.parse('2026-01-20T12:00:00Z');

let shop: FactShop;
beforeEach(() => {
  shop = new FactShop();
});
afterEach(() => shop.close());

const channels = async (parameters = {}) => {
  const { rows } = await shop.ask('revenue', { by: 'channel', ...parameters });
  return Object.fromEntries((rows ?? []).map((row) => [row.channel, (row.value as { value: number }).value]));
};

describe('attribution', () => {
  beforeEach(() => {
    shop.visit(1, ORDERED - 50 * DAY, { channel: 'Email', source: 'news', landing_page: '/sale' });
    shop.visit(1, ORDERED - 10 * DAY, { channel: 'Paid Search', source: 'google' });
    const visit = shop.visit(1, ORDERED, { channel: 'Direct', device: 'mobile' });
    shop.visit(1, ORDERED + 1, { channel: 'Organic Search' });
    shop.visit(1, ORDERED - 5 * DAY, { channel: 'Display', bot: 'crawler' });
    shop.visit(1, ORDERED - 100 * DAY, { channel: 'Referral' });
    shop.order('A', ORDERED, 1000, { visitor: 1, visit });
  });

  it.each([
    [undefined, { 'Paid Search': 1000 }],
    ['first', { Email: 1000 }],
    ['last', { Direct: 1000 }],
    ['linear', { Email: 334, 'Paid Search': 333, Direct: 333 }],
    ['position', { Email: 400, 'Paid Search': 200, Direct: 400 }],
    // 2^(−50/7) : 2^(−10/7) : 1 is 0.0071 : 0.3715 : 1
    ['time_decay', { Email: 5, 'Paid Search': 270, Direct: 725 }],
  ] as const)('by %s', async (attribution, expected) => {
    expect(await channels({ attribution })).toEqual(expected);
  });

  it('gives an order in parts where a model divides it', async () => {
    const { rows, value } = await shop.ask('orders', { by: 'source', attribution: 'position' });
    expect(value).toBe(1);
    expect(rows?.map((row) => [row.source, row.value])).toEqual([
      ['(direct)', 0.4],
      ['news', 0.4],
      ['google', 0.2],
    ]);
    const { average_order_value: average } = await shop.askAll(['average_order_value'], {
      by: 'channel',
      attribution: 'linear',
    });
    expect(average?.rows?.[0]).toMatchObject({ value: eur(1002), denominator: 0.333333333 });
  });

  it('filters by the visit that an order is attributed to, and by the device it was made on', async () => {
    const value = async (filter: string, attribution?: 'first') =>
      (await shop.ask('revenue', { filter, attribution })).value;
    expect(await value('channel==Paid Search')).toEqual(eur(1000));
    expect(await value('channel==Direct')).toEqual(eur(0));
    expect(await value('landing_page==/sale', 'first')).toEqual(eur(1000));
    expect(await value('device==mobile')).toEqual(eur(1000));
  });

  it('counts orders of paid channels', async () => {
    expect((await shop.ask('ppc_conversions')).value).toBe(1);
    expect((await shop.ask('ppc_conversions', { attribution: 'last' })).value).toBe(0);
    expect((await shop.ask('ppc_conversions', { attribution: 'position' })).value).toBeCloseTo(0.2, 9);
  });

  it('knows no visit of an order without any in 90 days', async () => {
    shop.visit(8, ORDERED - 90 * DAY - 1, { channel: 'Referral' });
    shop.order('B', ORDERED, 700, { visitor: 8 });
    shop.order('C', ORDERED, 50);
    expect(await channels()).toEqual({ 'Paid Search': 1000, '(not set)': 750 });
    expect(await channels({ attribution: 'linear' })).toMatchObject({ '(not set)': 750 });
  });

  it('takes a direct visit where there is no other', async () => {
    shop.visit(9, ORDERED - DAY, { channel: 'Direct' });
    shop.order('D', ORDERED, 70, { visitor: 9 });
    expect(await channels()).toEqual({ 'Paid Search': 1000, Direct: 70 });
  });

  it('keeps what an import says', async () => {
    shop.order('I', ORDERED, 300, {
      visitor: 1,
      source: 'partner',
      medium: 'affiliate',
      channel: 'Affiliates',
    });
    expect(await channels()).toEqual({ 'Paid Search': 1000, Affiliates: 300 });
    expect(await channels({ attribution: 'linear' })).toMatchObject({ Affiliates: 300 });
  });

  it('looks at all browsers of a customer, known by an order or a sighting, but not of another shop', async () => {
    shop.customer(7, 'c:anna');
    shop.sighting(20, 'anna');
    shop.visit(20, ORDERED - 3 * DAY, { channel: 'Organic Social' });
    shop.visit(22, ORDERED - DAY, { channel: 'Audio', site: 2 });
    shop.sighting(22, 'anna');
    shop.visit(21, ORDERED - 2 * DAY, { channel: 'Direct' });
    shop.order('E', ORDERED, 40, { visitor: 21, customer: 7 });
    expect(await channels()).toEqual({ 'Paid Search': 1000, 'Organic Social': 40 });
    shop.visit(23, ORDERED - DAY, { channel: 'SMS' });
    shop.order('F', ORDERED + DAY, 5, { visitor: 23, customer: 7 });
    expect(await channels()).toEqual({ 'Paid Search': 1000, SMS: 45 });
  });

  it('gives refunds to the visits of their order', async () => {
    shop.order('R', ORDERED, 500, { visitor: 1 });
    const order = shop.order('S', ORDERED, 500, { visitor: 1 });
    shop.refund(ORDERED + DAY, 200, { orders: order });
    shop.refund(ORDERED + DAY, 30);
    const rows = async (attribution: 'last_non_direct' | 'linear') =>
      (await shop.ask('net_revenue', { by: 'channel', attribution })).rows?.map((row) => [
        row.channel,
        (row.value as { value: number }).value,
      ]);
    expect(await rows('last_non_direct')).toEqual([
      ['Paid Search', 1800],
      ['(not set)', -30],
    ]);
    const linear = await rows('linear');
    expect(linear?.reduce((sum, [, value]) => sum + (value as number), 0)).toBe(1770);
  });

  it('divides orders among products and visits at once', async () => {
    // Two lines of pans and one of a lid, 600 + 200 + 101; three visits, so that each has a third of each line.
    const order = shop.order('L', ORDERED, 901, { visitor: 1, lines: 3, refunds: 1, units: 4000 });
    shop.line(order, 1, 'pan', 600, 2);
    shop.line(order, 2, 'pan', 200, 1);
    shop.line(order, 3, 'lid', 101, 1);
    shop.refund(ORDERED + DAY, 100, { orders: order, item: 'pan', quantity: 1000 });
    const asked = { attribution: 'linear', filter: 'product!=(not set)' } as const;
    const cells = async (id: string) =>
      (await shop.ask(id, { ...asked, by: 'channel,product' })).rows?.map(({ channel, product, value }) => [
        `${channel} ${product}`,
        typeof value === 'object' ? (value as { value: number } | null)?.value : value,
      ]);
    expect(await cells('revenue')).toEqual([
      ['Email pan', 267],
      ['Paid Search pan', 267],
      ['Direct pan', 266],
      ['Email lid', 34],
      ['Paid Search lid', 34],
      ['Direct lid', 33],
    ]);
    const third = expect.closeTo(1 / 3, 8);
    expect(Object.fromEntries((await cells('orders')) ?? [])).toEqual({
      'Email pan': third,
      'Direct pan': third,
      'Paid Search pan': third,
      'Email lid': third,
      'Direct lid': third,
      'Paid Search lid': third,
    });
    // The order is one, however many of its lines a filter leaves, and came back by its pans alone.
    const pans = { attribution: 'linear', filter: 'product==pan', by: 'channel' } as const;
    const rates = await shop.ask('return_rate', pans);
    for (const row of rates.rows ?? [])
      expect(row).toMatchObject({
        value: 1,
        numerator: third,
        denominator: third,
        by_units: expect.closeTo(1 / 3, 8),
      });
    expect(rates.rows?.map(({ by_value }) => by_value)).toEqual(
      [33 / 266, 34 / 267, 33 / 267].map((one) => expect.closeTo(one, 9)),
    );
    const lids = await shop.ask('return_rate', { ...pans, filter: 'product==lid' });
    expect(lids.rows?.map(({ value }) => value)).toEqual([0, 0, 0]);
  });
});

describe('divided money', { timeout: 60_000 }, () => {
  it('sums to the order exactly, as largestRemainder divides it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            value: fc.integer({ min: 0, max: 2_000_000_000_000 }),
            visits: fc.integer({ min: 1, max: 7 }),
          }),
          {
            minLength: 1,
            maxLength: 4,
          },
        ),
        async (orders) => {
          const one = new FactShop();
          orders.forEach(({ value, visits }, visitor) => {
            for (let visit = 0; visit < visits; visit++)
              one.visit(visitor + 1, ORDERED - (visits - visit) * DAY, { source: `s${visitor}-${visit}` });
            one.order(`o${visitor}`, ORDERED, value, { visitor: visitor + 1 });
          });
          const total = orders.reduce((sum, { value }) => sum + value, 0);
          for (const attribution of ATTRIBUTION_MODELS) {
            const { rows = [] } = await one.ask('revenue', { by: 'source', attribution });
            const got = new Map(rows.map((row) => [row.source, (row.value as { value: number }).value]));
            expect([...got.values()].reduce((a, b) => a + b, 0)).toBe(total);
            if (attribution !== 'linear') continue;
            orders.forEach(({ value, visits }, visitor) => {
              const parts = largestRemainder(value, Array(visits).fill(1));
              parts.forEach((part, visit) => {
                expect(got.get(`s${visitor}-${visit}`) ?? 0).toBe(part);
              });
            });
          }
          await one.close();
        },
      ),
      { numRuns: 15 },
    );
  });
});
