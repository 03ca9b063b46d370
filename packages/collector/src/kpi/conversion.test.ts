import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LEAD } from '../facts/lead.js';
import { STEP, stepOf } from '../facts/visit.js';
import { FactShop } from './fact-shop.fixture.js';

const eur = (value: number) => ({ value, currency: 'EUR', decimals: 2 });
const DAY = '2026-01-05T';

let shop: FactShop;
beforeEach(() => {
  shop = new FactShop();
});
afterEach(() => shop.close());

describe('conversion', () => {
  it('is 0.1 % for 1 order of 1,000 visits, and 2 % for 20 leads of 1,000 visitors', async () => {
    shop.all(() => {
      for (let visitor = 1; visitor <= 1000; visitor++)
        shop.visit(visitor, `${DAY}10:00:00`, { orders: visitor === 1 ? 1 : 0 });
      for (let visitor = 1; visitor <= 20; visitor++) shop.lead('form', `${DAY}10:00:00`, { visitor });
    });
    const { conversion_rate, lead_conversion_rate } = await shop.askAll([
      'conversion_rate',
      'lead_conversion_rate',
    ]);
    expect(conversion_rate).toMatchObject({
      value: 0.001,
      numerator: 1,
      denominator: 1000,
      unit: 'proportion',
    });
    // Wilson for 1 of 1,000
    expect(conversion_rate?.confidence?.[0]).toBeCloseTo(0.000177, 6);
    expect(conversion_rate?.confidence?.[1]).toBeCloseTo(0.005643, 6);
    expect(lead_conversion_rate).toMatchObject({ value: 0.02, numerator: 20, denominator: 1000, forms: 20 });
    expect(lead_conversion_rate).not.toHaveProperty('confidence');
  });

  it('is null without visits', async () => {
    const answers = await shop.askAll([
      'conversion_rate',
      'visitor_conversion_rate',
      'lead_conversion_rate',
      'lead_to_order_rate',
      'cart_abandonment_rate',
      'cart_recovery_rate',
      'checkout_abandonment_rate',
    ]);
    for (const answer of Object.values(answers))
      expect(answer).toMatchObject({ value: null, numerator: 0, denominator: 0, missing: null });
  });

  it('leaves bots and staff out and says how many', async () => {
    shop.visit(1, `${DAY}10:00:00`, { orders: 1 });
    shop.visit(1, `${DAY}14:00:00`, { number: 2 });
    shop.visit(2, `${DAY}10:00:00`);
    shop.visit(3, `${DAY}10:00:00`, { bot: 'crawler', orders: 1 });
    shop.visit(4, `${DAY}10:00:00`, { internal: 1 });
    shop.visit(5, `${DAY}10:00:00`, { internal: 1, bot: 'crawler' });
    const answers = await shop.askAll(['conversion_rate', 'visitor_conversion_rate']);
    expect(answers.conversion_rate).toMatchObject({
      value: 1 / 3,
      excluded: { bots: 2, internal: 1, cookieless: 0, no_exchange_rate: 0 },
    });
    expect(answers.visitor_conversion_rate).toMatchObject({ value: 0.5, numerator: 1, denominator: 2 });
  });

  it('compares two proportions by the z-test', async () => {
    shop.all(() => {
      for (let i = 0; i < 200; i++) shop.visit(i, `${DAY}10:00:00`, { orders: i < 30 ? 1 : 0 });
      for (let i = 0; i < 200; i++) shop.visit(i, '2025-12-05T10:00:00', { orders: i < 16 ? 1 : 0 });
    });
    const { compare } = await shop.ask('conversion_rate', { compare: 'previous' });
    // z = 0.07 ÷ √(0.115 × 0.885 × 2/200) = 2.1943
    expect(compare).toMatchObject({ from: '2025-12-01', to: '2025-12-31', value: 0.08, significant: true });
    expect(compare?.change).toBeCloseTo(0.875, 10);
    expect(compare?.p).toBeCloseTo(0.02822, 4);
  });
});

describe('leads', () => {
  it('become orders of their visitor, or of the customer that it is', async () => {
    shop.lead('form', `${DAY}10:00:00`, { visitor: 1 });
    shop.lead('call', `${DAY}10:00:00`, { visitor: 2 });
    shop.lead('mail', `${DAY}10:00:00`, { visitor: 3 });
    shop.lead('generated', `${DAY}10:00:00`, { visitor: 4 });
    shop.lead('form', `${DAY}10:00:00`, { visitor: 4, replaced: 1 });
    shop.lead('form', `${DAY}10:00:00`, { visitor: 5, bot: 'crawler' });
    shop.order('later', '2026-03-01T00:00:00', 100, { visitor: 1 });
    shop.order('before', '2026-01-01T00:00:00', 100, { visitor: 2 });
    shop.customer(7, 'c:anna');
    shop.sighting(3, 'anna');
    shop.order('elsewhere', '2026-03-01T00:00:00', 100, { visitor: 99, customer: 7 });
    const answer = await shop.ask('lead_to_order_rate');
    expect(answer).toMatchObject({ value: 0.5, numerator: 2, denominator: 4, excluded: { bots: 1 } });
  });

  it('of a visit of a bot or of the staff are not counted, whatever their own beacon looked like', async () => {
    const bot = shop.visit(1, `${DAY}10:00:00`, { bot: 'headless' });
    const staff = shop.visit(2, `${DAY}10:00:00`, { internal: 1 });
    const person = shop.visit(3, `${DAY}10:00:00`);
    for (const [visitor, visit] of [bot, staff, person].entries())
      shop.lead('form', `${DAY}10:00:30`, { visitor: visitor + 1, visit });
    expect(await shop.ask('lead_conversion_rate')).toMatchObject({ value: 1, numerator: 1, denominator: 1 });
    expect((await shop.ask('lead_to_order_rate')).excluded).toMatchObject({ bots: 1, internal: 1 });
  });

  it('are told apart by kind', async () => {
    shop.visit(1, `${DAY}10:00:00`, { leads: LEAD.call | LEAD.generated });
    shop.lead('call', `${DAY}10:00:00`);
    shop.lead('generated', `${DAY}10:00:00`);
    shop.lead('mail', `${DAY}10:00:00`);
    expect(await shop.ask('lead_conversion_rate')).toMatchObject({ value: 3, forms: 1, calls: 1, mails: 1 });
  });
});

describe('carts', () => {
  beforeEach(() => {
    shop.now = Date.parse('2026-01-06T12:00:00Z');
    const opened = shop.visit(1, '2026-01-01T10:00:00', { channel: 'Email' });
    const bot = shop.visit(1, '2026-01-01T10:00:00', { bot: 'crawler' });
    const last = shop.visit(1, '2026-01-03T10:00:00', { ended: Date.parse('2026-01-03T11:00:00Z') });
    const open = shop.visit(1, '2026-01-06T11:00:00', { ended: Date.parse('2026-01-06T11:45:00Z') });
    const at = { last_visit: last, opened_visit: opened, last_page: '/cart' };
    shop.cart(1, '2026-01-03T10:30:00', { ...at, value: 1000, reporting: 1000 });
    shop.cart(2, '2026-01-03T10:30:00', { ...at, value: 500, reporting: 500, last_page: '/p/1' });
    shop.cart(3, '2026-01-03T10:30:00', { ...at, value: 500, reporting: null });
    const order = { orders: 50, order_time: Date.parse('2026-01-03T10:50:00Z') };
    shop.cart(4, '2026-01-03T10:30:00', { ...at, ...order, order_visit: last, reporting: 100 });
    shop.cart(5, '2026-01-03T10:30:00', {
      ...at,
      orders: 51,
      order_time: Date.parse('2026-01-20T10:50:00Z'),
    });
    shop.cart(6, '2026-01-06T11:30:00', { ...at, last_visit: open, reporting: 777 });
    shop.cart(7, '2026-01-03T10:30:00', { ...at, opened_visit: bot, reporting: 999 });
  });

  it('are abandoned, recovered, purchased, or still open while their visit goes on', async () => {
    const answers = await shop.askAll([
      'cart_abandonment_rate',
      'abandoned_carts',
      'abandoned_cart_value',
      'cart_recovery_rate',
    ]);
    expect(answers.cart_abandonment_rate).toMatchObject({
      value: 3 / 5,
      numerator: 3,
      denominator: 5,
      recovered: 1,
      purchased: 1,
      open: 1,
      excluded: { bots: 1 },
    });
    expect(answers.abandoned_carts?.value).toBe(3);
    expect(answers.abandoned_cart_value).toMatchObject({
      value: eur(1500),
      excluded: { no_exchange_rate: 1 },
    });
    expect(answers.cart_recovery_rate).toMatchObject({ value: 0.25, numerator: 1, denominator: 4 });
  });

  it('become abandoned when half an hour has gone by since the last visit', async () => {
    shop.now = Date.parse('2026-01-06T12:15:00Z');
    expect((await shop.ask('abandoned_carts')).value).toBe(4);
    shop.now -= 1;
    expect((await shop.ask('abandoned_carts')).value).toBe(3);
  });

  it('are broken down by the visit that opened them, and by where they were left', async () => {
    const { rows } = await shop.ask('abandoned_carts', { by: 'page' });
    expect(rows?.map((row) => [row.page, row.value])).toEqual([
      ['/cart', 2],
      ['/p/1', 1],
    ]);
    const byChannel = await shop.ask('abandoned_carts', { by: 'channel,step' });
    expect(byChannel.rows).toMatchObject([{ channel: 'Email', step: 'add_to_cart', value: 3 }]);
  });
});

describe('checkout', () => {
  it('is abandoned where no order followed, at the step that was reached', async () => {
    const begun = STEP.view_item | STEP.add_to_cart | STEP.begin_checkout;
    shop.visit(1, `${DAY}10:00:00`, { steps: begun, exit_page: '/checkout/1' });
    shop.visit(2, `${DAY}10:00:00`, {
      steps: begun | STEP.add_shipping_info | STEP.add_payment_info,
      exit_page: '/checkout/3',
    });
    shop.visit(3, `${DAY}10:00:00`, { steps: begun | STEP.purchase, orders: 1 });
    shop.visit(4, `${DAY}10:00:00`, { steps: STEP.view_item });
    const answers = await shop.askAll(['checkout_abandonment_rate', 'abandoned_orders']);
    expect(answers.checkout_abandonment_rate).toMatchObject({ value: 2 / 3, numerator: 2, denominator: 3 });
    expect(answers.abandoned_orders?.value).toBe(2);
    const { rows } = await shop.ask('abandoned_orders', { by: 'step,exit_page' });
    expect(rows).toMatchObject([
      { step: 'add_payment_info', exit_page: '/checkout/3', value: 1 },
      { step: 'begin_checkout', exit_page: '/checkout/1', value: 1 },
    ]);
  });

  it('is a funnel in the order of time, with the median between steps', async () => {
    const walk = (visitor: number, steps: [string, string][], fields = {}) => {
      const bits = steps.reduce((all, [name]) => all | stepOf(name), 0);
      const visit = shop.visit(visitor, `${DAY}10:00:00`, { device: 'mobile', steps: bits, ...fields });
      for (const [name, time] of steps)
        if (name === 'purchase') shop.order(`o${visitor}`, `${DAY}${time}`, 100, { visit });
        else shop.hit(visit, name, `${DAY}${time}`);
      return visit;
    };
    walk(1, [
      ['view_item', '10:00:00'],
      ['add_to_cart', '10:00:10'],
      ['begin_checkout', '10:01:00'],
      ['add_shipping_info', '10:02:00'],
      ['add_payment_info', '10:03:00'],
      ['purchase', '10:04:00'],
    ]);
    // The order of this visit is known to the server only.
    const served = walk(2, [
      ['view_item', '10:00:00'],
      ['add_to_cart', '10:00:30'],
      ['begin_checkout', '10:01:00'],
      ['add_shipping_info', '10:01:10'],
      ['add_payment_info', '10:01:20'],
    ]);
    shop.order('S', `${DAY}10:02:00`, 100, { visit: served });
    // Into the cart before the product was seen: the second add counts.
    walk(3, [
      ['add_to_cart', '10:00:00'],
      ['view_item', '10:00:05'],
      ['add_to_cart', '10:00:25'],
    ]);
    // No shipping step: what follows it does not count.
    walk(4, [
      ['view_item', '10:00:00'],
      ['add_to_cart', '10:00:40'],
      ['begin_checkout', '10:01:40'],
      ['purchase', '10:02:00'],
    ]);
    walk(5, [['begin_checkout', '10:00:00']], { device: 'desktop' });
    walk(6, [['view_item', '10:00:00']], { device: 'desktop' });
    walk(7, [['view_item', '10:00:00']], { bot: 'crawler' });
    const answer = await shop.ask('checkout_funnel', {
      from: '2026-01-04',
      to: '2026-01-05',
      interval: 'day',
    });
    expect(answer.rows).toEqual([
      { step: 'view_item', visits: 5, of_first: 1, of_previous: 1, median_ms: null },
      { step: 'add_to_cart', visits: 4, of_first: 0.8, of_previous: 0.8, median_ms: 25_000 },
      { step: 'begin_checkout', visits: 3, of_first: 0.6, of_previous: 0.75, median_ms: 50_000 },
      { step: 'add_shipping_info', visits: 2, of_first: 0.4, of_previous: 2 / 3, median_ms: 35_000 },
      { step: 'add_payment_info', visits: 2, of_first: 0.4, of_previous: 1, median_ms: 35_000 },
      { step: 'purchase', visits: 2, of_first: 0.4, of_previous: 1, median_ms: 50_000 },
    ]);
    expect(answer.series).toMatchObject([
      { start: '2026-01-04', view_item: 0 },
      { start: '2026-01-05', view_item: 5, purchase: 2 },
    ]);
    expect(answer.excluded.bots).toBe(1);
    const { rows } = await shop.ask('checkout_funnel', { by: 'device', filter: 'device==desktop' });
    expect(rows?.[0]).toMatchObject({ device: 'desktop', step: 'view_item', visits: 1 });
    expect(rows).toHaveLength(6);
  });
});
