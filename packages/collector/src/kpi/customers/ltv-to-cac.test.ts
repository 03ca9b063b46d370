import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FactShop } from '../fact-shop.fixture.js';

const eur = (value: number) => ({ value, currency: 'EUR', decimals: 2 });
const PERIOD = { from: '2026-01-01', to: '2026-01-31' } as const;
const minor = (money: unknown) => (money as { value: number }).value;

let shop: FactShop;
beforeEach(() => {
  shop = new FactShop();
});
afterEach(() => shop.close());

/** The same numbers in (0, 1) each time. */
function* randoms(): Generator<number> {
  for (let state = 7; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield (state + 0.5) / 2 ** 32;
  }
}

/** A hundred customers of 2025 who buy as the models say, and ten new ones of January 2026 from two channels. */
function hundredAndTen(): void {
  const random = randoms();
  const next = (): number => random.next().value as number;
  shop.all(() => {
    for (let customer = 1; customer <= 100; customer++) {
      const rate = -Math.log(next()) * 0.12;
      const dropout = next() * 0.5;
      const spend = 1000 - 2000 * Math.log(next());
      let weeks = next() * 20;
      for (let number = 1; weeks < 52; number++) {
        const value = Math.round(spend * (0.5 + next()));
        const time = Date.parse('2025-01-01T12:00:00Z') + weeks * 7 * 86_400_000;
        shop.order(`${customer}-${number}`, Math.round(time), value, { customer, customer_number: number });
        if (number > 1 && next() < dropout) break;
        weeks += -Math.log(next()) / rate;
      }
    }
    for (let customer = 101; customer <= 110; customer++) {
      const source = customer <= 106 ? 'google' : 'news';
      const visit = shop.visit(customer, `2026-01-${customer - 91}T10:00:00`, {
        channel: source === 'google' ? 'Paid Search' : 'Email',
        source,
        orders: 1,
      });
      shop.order(`${customer}`, `2026-01-${customer - 91}T10:05:00`, 2000, {
        visitor: customer,
        visit,
        customer,
        customer_number: 1,
      });
      shop.customer(customer, `c:${customer}`);
    }
    shop.order('again', '2026-01-30T10:00:00', 3000, { customer: 101, customer_number: 2 });
    shop.order('old', '2026-01-30T10:00:00', 3000, { customer: 1, customer_number: 9 });
  });
  shop.cost('2026-01-05', 'ads', 4000, { source: 'Google', medium: 'cpc', channel: 'Paid Search' });
  shop.cost('2026-01-20', 'marketing', 1000);
  shop.cost('2026-01-20', 'operating', 99_999);
}

describe('customer value to acquisition cost', () => {
  it('is the predicted value of the new customers over what was spent', async () => {
    hundredAndTen();
    const values = await shop.ask('customer_lifetime_value', { ...PERIOD, by: 'customer', limit: 1000 });
    const fresh = (values.rows ?? []).filter(({ customer }) => Number(customer) > 100);
    expect(fresh).toHaveLength(10);
    const predicted = fresh.reduce((sum, row) => sum + minor(row.predicted), 0);
    const answer = await shop.ask('ltv_to_cac', PERIOD);
    expect(answer).toMatchObject({
      denominator: eur(5000),
      cost: eur(5000),
      new_customers: 10,
      historic_total: eur(23_000),
      problems: values.problems,
      basis: 'revenue',
    });
    expect(Math.abs(minor(answer.predicted_total) - predicted)).toBeLessThanOrEqual(5);
    expect(answer.value).toBeCloseTo(minor(answer.predicted_total) / 5000, 12);
    expect(answer.with_historic).toBeCloseTo((minor(answer.predicted_total) + 23_000) / 5000, 12);
  });

  it('is by channel of those acquired there, and sums over pieces and rows', async () => {
    hundredAndTen();
    const answer = await shop.ask('ltv_to_cac', { ...PERIOD, by: 'channel', interval: 'week' });
    expect(answer.rows?.map(({ channel, new_customers, cost }) => [channel, new_customers, cost])).toEqual([
      ['Paid Search', 6, eur(4000)],
      ['Email', 4, eur(0)],
    ]);
    expect(answer.rows?.[1]).toMatchObject({ value: null });
    const sum = (pieces: readonly Record<string, unknown>[] = []) =>
      pieces.reduce((total, piece) => total + minor(piece.predicted_total), 0);
    const whole = minor(answer.predicted_total);
    expect(Math.abs(sum(answer.rows) - whole)).toBeLessThanOrEqual(1);
    expect(Math.abs(sum(answer.series) - whole)).toBeLessThanOrEqual(3);
    for (const row of answer.rows ?? []) {
      const same = await shop.ask('ltv_to_cac', { ...PERIOD, filter: `channel==${row.channel}` });
      expect(same).toMatchObject({ value: row.value, new_customers: row.new_customers, cost: row.cost });
    }
    // The source of costs is written as the advertiser writes it.
    const sources = await shop.ask('ltv_to_cac', { ...PERIOD, by: 'source' });
    expect(sources.rows?.map(({ source, new_customers }) => [source, new_customers])).toEqual([
      ['Google', 6],
      ['news', 4],
    ]);
  });

  it('says why it predicts nothing, and which import is missing', async () => {
    shop.order('A', '2026-01-10T10:00:00', 100, { customer: 1, customer_number: 1 });
    expect(await shop.ask('ltv_to_cac', PERIOD)).toMatchObject({ value: null, missing: { import: 'costs' } });
    shop.cost('2026-01-05', 'ads', 4000, { source: 'Google', medium: 'cpc', channel: 'Paid Search' });
    expect(await shop.ask('ltv_to_cac', PERIOD)).toMatchObject({
      value: null,
      missing: null,
      new_customers: 1,
      problems: [expect.stringContaining('at least 20'), expect.stringContaining('no value')],
    });
    const early = { from: '2025-12-01', to: '2025-12-31' } as const;
    shop.cost('2025-12-05', 'ads', 4000);
    expect(await shop.ask('ltv_to_cac', early)).toMatchObject({ value: null, missing: { import: 'orders' } });
    await expect(shop.ask('ltv_to_cac', { ...PERIOD, interval: 'hour' })).rejects.toMatchObject({
      code: 'invalid_interval',
    });
  });
});

describe('customers judged by their margin', () => {
  beforeEach(() => {
    const a = shop.order('A', '2026-01-10T10:00:00', 1000, { customer: 1, customer_number: 1, lines: 1 });
    shop.line(a, 1, 'pan', 1000, 1, { unit_cost: 6_000_000, cost: 600 });
    const b = shop.order('B', '2026-01-11T10:00:00', 3000, { customer: 2, customer_number: 1, lines: 1 });
    shop.line(b, 1, 'pot', 3000, 3);
    shop.listed('pot', 12, 2);
  });

  it('is so where nearly all costs are known, or on request', async () => {
    expect(await shop.ask('customer_lifetime_value', PERIOD)).toMatchObject({
      value: eur(1400),
      numerator: eur(2800),
      basis: 'margin',
      covered: 1,
    });
    expect(await shop.ask('customer_lifetime_value', { ...PERIOD, basis: 'revenue' })).toMatchObject({
      value: eur(2000),
      basis: 'revenue',
    });
    shop.order('C', '2026-01-12T10:00:00', 4000, { customer: 3, customer_number: 1 });
    expect(await shop.ask('customer_lifetime_value', PERIOD)).toMatchObject({
      basis: 'revenue',
      covered: 0.5,
    });
    const forced = { ...PERIOD, basis: 'margin' } as const;
    expect(await shop.ask('customer_lifetime_value', { ...forced, filter: 'cohort==2026-01' })).toMatchObject(
      {
        numerator: eur(2800),
        denominator: 3,
      },
    );
  });
});
