import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FactShop } from './fact-shop.fixture.js';
import { explainKpi, explanationSchema, listKpis } from './index.js';
import { literalSql } from './literal-sql.js';

const PERIOD = { from: '2026-01-01', to: '2026-01-31' };

let shop: FactShop;
beforeEach(() => {
  shop = new FactShop();
  for (let visitor = 1; visitor <= 10; visitor++) {
    const visit = shop.visit(visitor, '2026-01-05T10:00:00', {
      orders: visitor === 1 ? 1 : 0,
      country: visitor < 6 ? 'DE' : "Côte d'Ivoire",
    });
    if (visitor === 1) shop.order('A', '2026-01-05T10:01:00', 12_345, { visitor, visit });
  }
  shop.visit(11, '2026-01-05T10:00:00', { bot: 'crawler' });
  shop.visit(12, '2026-01-05T10:00:00', { internal: 1 });
  shop.order('B', '2026-01-06T10:00:00', 500, { currency: 'JPY', reporting: null });
});
afterEach(() => shop.close());

const explain = (id: string, more = {}) => explainKpi(shop.context, id, { ...PERIOD, ...more });

describe('an explanation', () => {
  it('puts the numbers of the period into the formula', async () => {
    const { formula, answer, left_out } = await explain('conversion_rate');
    expect(formula).toEqual({
      words: 'visits with an order ÷ visits',
      numbers: '1 ÷ 10 = 0.1',
      terms: [
        { side: 'numerator', factor: 1, words: 'visits with an order', value: 1 },
        { side: 'denominator', factor: 1, words: 'visits', value: 10 },
      ],
    });
    expect(answer.value).toBe(0.1);
    expect(left_out.map(({ reason, rows }) => [reason, rows])).toEqual([
      ['bots', 1],
      ['internal', 1],
      ['cookieless', 0],
      ['no_exchange_rate', 0],
    ]);
    for (const { why } of left_out) expect(why).toMatch(/\.$/);
  });

  it('writes money as people do, and says what has no exchange rate', async () => {
    const { formula, left_out, figures } = await explain('net_revenue');
    expect(formula.words).toBe('Σ value of orders − Σ value of refunds');
    expect(formula.numbers).toBe('123.45 EUR − 0.00 EUR = 123.45 EUR');
    expect(left_out).toContainEqual(expect.objectContaining({ reason: 'no_exchange_rate', rows: 1 }));
    expect(figures.refunds?.numbers).toBe('0.00 EUR = 0.00 EUR');
  });

  it('says that there is nothing to divide by', async () => {
    const { formula } = await explain('conversion_rate', { filter: 'country==FR' });
    expect(formula.numbers).toBe('0 ÷ 0 = nothing');
  });

  it('of a table has a formula for each column', async () => {
    const { figures } = await explain('top_pages');
    expect(figures.exit_rate?.words).toBe('visits with a page view by their exit page ÷ page views');
  });

  it('counts no figure where the data is missing', async () => {
    const { answer, formula } = await explain('return_on_ad_spend');
    expect(answer.missing?.import).toBe('costs');
    expect(formula.numbers).toBeNull();
  });

  it('shows the SQL that ran: a person who runs it by hand sees the same rows', async () => {
    const { sql, answer } = await explain('visits', { by: 'country', filter: "country==Côte d'Ivoire" });
    const rows = await Promise.all(sql.map(({ literal }) => shop.query(literal, [])));
    expect(rows.map(({ length }) => length)).toEqual(sql.map((statement) => statement.rows));
    expect(answer.value).toBe(5);
    expect(rows.flat()).toContainEqual(expect.arrayContaining(["Côte d'Ivoire", 5]));
  });

  it('refuses what the KPI refuses', async () => {
    await expect(explain('revenu')).rejects.toMatchObject({ hint: 'did you mean revenue?' });
    await expect(explain('visits', { by: 'product' })).rejects.toMatchObject({ code: 'unknown_dimension' });
  });
});

describe('every KPI of the catalogue', () => {
  it.each(listKpis().map(({ id }) => id))(
    '%s says what it is, its formula, and the SQL that ran',
    async (id) => {
      const explanation = await explain(id, { compare: 'previous' });
      expect(explanationSchema.safeParse(explanation).error).toBeUndefined();
      expect(explanation.formula.words.length).toBeGreaterThan(3);
      expect(explanation.formula.words).not.toMatch(/undefined|\[object/);
      expect(explanation.sql.length).toBeGreaterThan(0);
      for (const { literal, rows } of explanation.sql)
        expect(await shop.query(literal, [])).toHaveLength(rows);
    },
  );
});

describe('literalSql', () => {
  it('puts parameters in as what they are, and leaves marks in texts alone', () => {
    expect(literalSql(`SELECT '?', "?", ?, ? -- ?\n, ?, ?`, ["it's", 5n, null, Buffer.from('ab')])).toBe(
      `SELECT '?', "?", 'it''s', 5 -- ?\n, NULL, x'6162'`,
    );
  });
});
