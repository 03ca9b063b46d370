import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FactShop } from '../fact-shop.fixture.js';

let shop: FactShop;
beforeEach(() => {
  shop = new FactShop({ timezone: 'Europe/Berlin' });
});
afterEach(() => shop.close());

/** An order at noon in Berlin; numbers do not matter here. */
const order = (customer: number, date: string, fields = {}) =>
  shop.order(`${customer}-${date}-${JSON.stringify(fields)}`, `${date}T12:00:00`, 100, {
    customer,
    customer_number: 1,
    ...fields,
  });

describe('churn rate', () => {
  it('is of the customers of the window before the last, those who have not ordered since', async () => {
    // The period ends with 30 June: the window is 2 January to 1 April, and "since" is 2 April to 30 June.
    order(1, '2026-01-02');
    order(2, '2026-04-01');
    order(2, '2026-04-02');
    order(3, '2026-02-10');
    order(3, '2026-06-30');
    order(4, '2026-03-01');
    order(4, '2026-07-01');
    order(5, '2026-01-01');
    order(6, '2026-04-02');
    expect(await shop.ask('churn_rate', { from: '2026-06-01', to: '2026-06-30' })).toMatchObject({
      value: 0.5,
      numerator: 2,
      denominator: 4,
      unit: 'proportion',
      missing: null,
    });
  });

  it('takes windows of whole local days, over a change of the clocks too', async () => {
    // 28 June less 90 days is 30 March in summer time, and 180 days before it is 30 December in winter time.
    const [from, to] = ['2026-06-01', '2026-06-27'];
    shop.order('first', '2025-12-29T23:00:00', 1, { customer: 1, customer_number: 1 });
    shop.order('before', '2025-12-29T22:59:59', 1, { customer: 2, customer_number: 1 });
    shop.order('last', '2026-03-29T21:59:59', 1, { customer: 3, customer_number: 1 });
    shop.order('after', '2026-03-29T22:00:00', 1, { customer: 4, customer_number: 1 });
    expect(await shop.ask('churn_rate', { from, to })).toMatchObject({ numerator: 2, denominator: 2 });
  });

  it('takes another window, and another end for each piece', async () => {
    order(1, '2026-01-05');
    order(2, '2026-01-10');
    order(2, '2026-01-20');
    order(3, '2026-01-25');
    const answer = await shop.ask('churn_rate', {
      from: '2026-01-20',
      to: '2026-02-08',
      window: 10,
      interval: 'week',
      compare: 'previous',
    });
    // Up to 8 February: of 20 to 29 January nobody has ordered since.
    expect(answer).toMatchObject({ value: 1, numerator: 2, denominator: 2 });
    // Up to 25 January the window is 6 to 15: 2, who came back. Up to 1 February 13 to 22: 2, who did not.
    expect(
      answer.series?.map(({ start, numerator, denominator }) => [start, numerator, denominator]),
    ).toEqual([
      ['2026-01-20', 0, 1],
      ['2026-01-26', 1, 1],
      ['2026-02-02', 2, 2],
    ]);
    // Up to 19 January: 31 December to 9 January is 1.
    expect(answer.compare).toMatchObject({ numerator: 1, denominator: 1, to: '2026-01-19' });
  });

  it('has rows that a filter agrees with, and says the import that is missing', async () => {
    order(1, '2026-01-05', { coupon: 'A' });
    order(1, '2026-01-06', { coupon: 'B' });
    order(2, '2026-01-06', { coupon: 'B' });
    order(2, '2026-01-25');
    const asked = { from: '2026-01-20', to: '2026-01-31', window: 14 } as const;
    const { rows } = await shop.ask('churn_rate', { ...asked, by: 'coupon' });
    expect(rows?.map(({ coupon, numerator, denominator }) => [coupon, numerator, denominator])).toEqual([
      ['A', 1, 1],
      ['B', 1, 2],
    ]);
    for (const row of rows ?? []) {
      const same = await shop.ask('churn_rate', { ...asked, filter: `coupon==${row.coupon}` });
      expect(same).toMatchObject({ numerator: row.numerator, denominator: row.denominator });
    }
    expect(await shop.ask('churn_rate', { ...asked, window: 60 })).toMatchObject({
      value: null,
      missing: { import: 'orders' },
    });
    expect(await shop.ask('churn_rate', { ...asked, filter: 'coupon==C' })).toMatchObject({ value: null });
  });

  it('has the cancellations of subscriptions beside it', async () => {
    order(1, '2026-01-05', { coupon: 'A' });
    for (const one of ['a', 'b', 'c', 'd']) shop.subscription(one, '2026-01-05T12:00:00', 1);
    shop.subscription('a', '2026-02-10T12:00:00', -1);
    shop.subscription('e', '2026-02-11T12:00:00', 1);
    shop.subscription('b', '2026-03-10T12:00:00', -1);
    const asked = { from: '2026-02-01', to: '2026-02-28', window: 30, interval: 'week' } as const;
    const answer = await shop.ask('churn_rate', asked);
    expect(answer).toMatchObject({ numerator: 1, denominator: 1, subscriptions: 0.25 });
    expect(answer.series?.map(({ subscriptions }) => subscriptions)).toEqual([0, 0, 0.25, 0, 0]);
    // A coupon is a word of orders, and says nothing of subscriptions.
    const broken = await shop.ask('churn_rate', { ...asked, by: 'coupon' });
    expect(broken.rows).toMatchObject([{ coupon: 'A', value: 1, subscriptions: null }]);
  });

  it('refuses a cut into more pieces than can be, and a window on a KPI that has none', async () => {
    await expect(
      shop.ask('churn_rate', { from: '2025-01-01', to: '2026-12-31', interval: 'day' }),
    ).rejects.toMatchObject({ code: 'invalid_interval', status: 400 });
    await expect(shop.ask('revenue', { window: 30 })).rejects.toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining('window'),
    });
  });
});
