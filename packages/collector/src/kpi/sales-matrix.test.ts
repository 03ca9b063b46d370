import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FactShop } from './fact-shop.fixture.js';
import { type KpiAnswer, listKpis } from './index.js';

/**
 * What holds of every KPI of sales, whatever it computes: nothing brought in, a denominator of 0, and a filter that agrees
 * with the breakdown. Figures worked out by hand stand in the tests of each.
 */
const SALES = listKpis().filter(({ theme }) => theme === 'sales');

/** Those that wait for an import when there is nothing at all. */
const MISSING: Record<string, string> = {
  average_margin: 'products',
  operating_margin: 'costs',
  price_index: 'competitor_prices',
  customer_acquisition_cost: 'costs',
  ltv_to_cac: 'costs',
  churn_rate: 'orders',
  customer_lifetime_value: 'orders',
  cohort_retention: 'orders',
  product_affinity: 'order_items',
};

let shop: FactShop;
beforeEach(() => {
  shop = new FactShop();
});
afterEach(() => shop.close());

describe('a shop of which nothing is known', () => {
  it.each(SALES.map(({ id }) => id))(
    '%s answers null, or a count of 0, and what it waits for',
    async (id) => {
      const answer = await shop.ask(id);
      expect(answer.missing?.import ?? null).toBe(MISSING[id] ?? null);
      const { unit } = answer;
      if (MISSING[id] !== undefined || unit === 'table') expect(answer.value).toBeNull();
      else if (answer.denominator !== null) expect(answer).toMatchObject({ value: null, denominator: 0 });
      else expect(numberOf(answer.value)).toBe(0);
    },
  );
});

/** Orders, visits, carts and leads of two countries and two channels; nobody of whom a rate could be of 0. */
function fill(): void {
  shop.cost('2026-01-02', 'ads', 500, { source: 'google', medium: 'cpc', channel: 'Paid Search' });
  shop.cost('2026-01-02', 'operating', 700);
  shop.listed('pan', 20, 5);
  shop.listed('pot', 10, 2);
  shop.competitorPrice('pan', 'A', '2026-01-01', 18);
  shop.competitorPrice('pot', 'A', '2026-01-01', 12);
  for (let index = 0; index < 12; index++) {
    const date = `2026-01-${String(5 + index).padStart(2, '0')}`;
    const paid = index % 3 === 0;
    const visit = shop.visit(index % 5, `${date}T10:00:00`, {
      ...(paid
        ? { channel: 'Paid Search', source: 'google', medium: 'cpc' }
        : { channel: 'Email', source: 'news', medium: 'email' }),
      country: index % 2 === 0 ? 'DE' : 'AT',
      number: 1 + Math.floor(index / 5),
      orders: index % 4 === 3 ? 0 : 1,
      steps: 8,
      leads: 1,
    });
    shop.lead('call', `${date}T10:01:00`, { visit, visitor: index % 5 });
    shop.cart(index % 5, `${date}T10:02:00`, {
      opened_visit: visit,
      last_visit: visit,
      value: 900,
      reporting: 900,
      ...(index % 4 === 3
        ? {}
        : { orders: index, order_time: Date.parse(`${date}T10:00:30Z`), order_visit: visit }),
    });
    if (index % 4 === 3) continue;
    const order = shop.order(`o${index}`, `${date}T10:00:30`, 1000 + 100 * index, {
      visit,
      visitor: index % 5,
      customer: 1 + (index % 5),
      customer_number: 1 + Math.floor(index / 5) + (index % 5 === 0 ? 1 : 0),
      units: 2000,
      lines: 2,
      refunds: index % 2,
    });
    shop.line(order, 1, 'pan', 600 + 50 * index, 1);
    shop.line(order, 2, 'pot', 400 + 50 * index, 1);
    if (index % 2 === 1) shop.refund(`${date}T12:00:00`, 300, { orders: order, item: 'pan', quantity: 1000 });
  }
  shop.order('before', '2025-08-20T10:00:00', 1000, { customer: 1, customer_number: 1 });
}

const numberOf = (value: KpiAnswer['value']): number =>
  value !== null && typeof value === 'object' ? value.value : (value ?? 0);

describe('a filter agrees with the breakdown', () => {
  beforeEach(() => shop.all(fill));
  const cases = SALES.filter(({ unit, dimensions }) => unit !== 'table' && dimensions.length > 0).flatMap(
    ({ id, dimensions }) =>
      ['channel', 'country', 'product']
        .filter((name) => dimensions.includes(name))
        .map((by) => [id, by] as const),
  );

  it.each(cases)('%s by %s', async (id, by) => {
    const { rows = [], missing } = await shop.ask(id, { by });
    expect(missing).toBeNull();
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      const same = await shop.ask(id, { filter: `${by}==${row[by]}` });
      expect([row[by], same.value, same.denominator]).toEqual([row[by], row.value, row.denominator]);
    }
  });
});

describe('counts and sums', () => {
  beforeEach(() => shop.all(fill));
  // What is a number of rows, or the money of them, in the period.
  const additive = SALES.filter(
    ({ id, unit }) => unit === 'count' || ['revenue', 'net_revenue', 'abandoned_cart_value'].includes(id),
  );

  it.each(
    additive.map(
      ({ id, dimensions }) => [id, dimensions.includes('country') ? 'country' : 'channel'] as const,
    ),
  )('%s sums over its series and its rows to the whole', async (id, by) => {
    const { value, rows = [], series = [] } = await shop.ask(id, { by, interval: 'week' });
    const sum = (pieces: readonly Record<string, unknown>[]) =>
      pieces.reduce((total, piece) => total + numberOf(piece.value as KpiAnswer['value']), 0);
    expect(numberOf(value)).toBeGreaterThan(0);
    expect([sum(series), sum(rows)]).toEqual([numberOf(value), numberOf(value)]);
  });
});
