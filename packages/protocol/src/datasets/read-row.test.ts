import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { LIMITS } from '../limits.js';
import { DATASETS } from './catalogue.js';
import { rowReader } from './read-row.js';

const order = { order_id: 'A1', time: '2026-01-31T12:00:00Z', currency: 'eur', value: '19.90' };
const item = { order_id: 'A1', line: '1', item_id: 'SKU', price: '9.95', quantity: '2' };
const cost = { date: '2026-01-31', kind: 'Ads', cost: '12', currency: 'EUR' };
const rate = { date: '2026-01-31', base: 'VND', quote: 'EUR', rate: '0.0000345' };

const orders = rowReader(DATASETS.orders, 'Europe/Berlin');
const items = rowReader(DATASETS.order_items, 'Europe/Berlin');
const costs = rowReader(DATASETS.costs, 'Europe/Berlin');
const rates = rowReader(DATASETS.exchange_rates, 'Europe/Berlin');
const refunds = rowReader(DATASETS.refunds, 'Europe/Berlin');

describe('rowReader', () => {
  it('gives every column, null for what was left out', () => {
    expect(orders.read({ ...order, coupon: ' ', country: 'DE', anything: 'else' })).toEqual({
      ok: true,
      fields: {
        order_id: 'A1',
        time: Date.UTC(2026, 0, 31, 12),
        currency: 'EUR',
        value: '19.90',
        customer_id: null,
        visitor_id: null,
        visit_id: null,
        tax: null,
        shipping: null,
        coupon: null,
        payment_type: null,
        shipping_tier: null,
        source: null,
        medium: null,
        campaign: null,
        country: 'DE',
      },
    });
    expect(costs.read(cost)).toMatchObject({
      fields: { kind: 'ads', source: null, clicks: null },
    });
    expect(rates.read(rate)).toEqual({ ok: true, fields: rate });
  });

  it('reads JSON values as it reads their text', () => {
    expect(orders.read({ ...order, order_id: 17, value: 19.9, tax: null })).toEqual(
      orders.read({ ...order, order_id: '17', value: '19.9' }),
    );
    expect(costs.read({ ...cost, clicks: 12 })).toEqual(costs.read({ ...cost, clicks: '12' }));
  });

  it('knows which columns must be there', () => {
    expect(orders.required).toEqual(['order_id', 'time', 'currency', 'value']);
    expect(items.required).toEqual(['order_id', 'line', 'item_id', 'price', 'quantity']);
    expect(costs.required).toEqual(['date', 'kind', 'cost', 'currency']);
  });

  it.each([
    ['missing_order_id', { order_id: '' }],
    ['missing_order_id', { order_id: ' \t' }],
    ['missing_order_id', { order_id: null }],
    ['missing_order_id', { order_id: undefined, time: 'never' }],
    ['invalid_order_id', { order_id: 'a\u0000b' }],
    ['invalid_order_id', { order_id: 'x'.repeat(LIMITS.idLength + 1) }],
    ['invalid_order_id', { order_id: '\ud800' }],
    ['invalid_order_id', { order_id: 2 ** 60 }],
    ['invalid_order_id', { order_id: ['A1'] }],
    ['missing_time', { time: '' }],
    ['invalid_time', { time: '31.01.2026' }],
    ['invalid_time', { time: '2026-02-30' }],
    ['invalid_time', { time: 1767225600 }],
    ['unknown_currency', { currency: 'EURO' }],
    ['unknown_currency', { currency: 'QQQ' }],
    ['missing_value', { value: '' }],
    ['invalid_value', { value: '-1' }],
    ['invalid_value', { value: '1,50' }],
    ['invalid_value', { value: '1,000.00' }],
    ['invalid_value', { value: '1e3' }],
    ['invalid_value', { value: 1e21 }],
    ['invalid_value', { value: Number.NaN }],
    ['invalid_value', { value: '12.3456789' }],
    ['invalid_value', { value: String(LIMITS.amount + 1) }],
    ['invalid_value', { value: '9'.repeat(100_000) }],
    ['invalid_value', { value: 'NaN' }],
    ['invalid_value', { value: true }],
    ['invalid_tax', { tax: '-0.01' }],
    ['invalid_customer_id', { customer_id: {} }],
  ])('refuses an order as %s: %j', (reason, wrong) => {
    expect(orders.read({ ...order, ...wrong })).toEqual({ ok: false, reason });
  });

  it.each([
    ['invalid_quantity', items, { ...item, quantity: '0' }],
    ['invalid_quantity', items, { ...item, quantity: '-1' }],
    ['invalid_price', items, { ...item, price: 'free' }],
    ['invalid_price', items, { ...item, price: String(LIMITS.price + 1) }],
    ['missing_line', items, { ...item, line: '' }],
    ['invalid_unit_cost', items, { ...item, unit_cost: '-2' }],
    ['invalid_date', costs, { ...cost, date: '2026-1-31' }],
    ['invalid_kind', costs, { ...cost, kind: 'rent' }],
    ['invalid_clicks', costs, { ...cost, clicks: '1.5' }],
    ['invalid_rate', rates, { ...rate, rate: '0' }],
    ['invalid_quote', rates, { ...rate, quote: 'vnd' }],
    ['unknown_currency', rates, { ...rate, base: 'XXX' }],
    ['missing_refund_id', refunds, { time: '2026-01-31', currency: 'EUR', value: '1' }],
  ])('refuses as %s', (reason, reader, row) => {
    expect(reader.read(row)).toEqual({ ok: false, reason });
  });

  it('takes zero prices, and drops zeros behind the last decimal that is kept', () => {
    expect(items.read({ ...item, price: '0', quantity: '1.5000000' })).toMatchObject({
      fields: { price: '0', quantity: '1.500' },
    });
  });

  it('cuts long texts and makes control characters blanks', () => {
    const read = orders.read({ ...order, coupon: `A\n${'x'.repeat(600)}`, campaign: 7 });
    expect(read).toMatchObject({
      fields: { coupon: `A ${'x'.repeat(LIMITS.textLength - 2)}`, campaign: '7' },
    });
  });

  it('is not led astray by names that every object has', () => {
    expect(orders.read(JSON.parse(`{"__proto__":{"order_id":"X"},"constructor":1}`))).toEqual({
      ok: false,
      reason: 'missing_order_id',
    });
  });
});

describe.each(Object.entries(DATASETS))('%s', (name, dataset) => {
  it('is named as it is found, has its key among its columns, and can be shown as JSON schema', () => {
    expect(dataset.name).toBe(name);
    const schema = dataset.row('UTC');
    for (const column of dataset.key) expect(Object.keys(schema.shape)).toContain(column);
    const shown = z.toJSONSchema(schema, { io: 'input' }) as {
      required: string[];
      properties: Record<string, { description?: string }>;
    };
    expect(shown.required).toEqual(rowReader(dataset, 'UTC').required);
    for (const [column, { description }] of Object.entries(shown.properties))
      expect(description, column).toBeTruthy();
  });
});
