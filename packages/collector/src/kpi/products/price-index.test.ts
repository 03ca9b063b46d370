import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FactShop } from '../fact-shop.fixture.js';

let shop: FactShop;
beforeEach(() => {
  shop = new FactShop();
});
afterEach(() => shop.close());

describe('price index', () => {
  beforeEach(() => {
    shop.listed('pan', 22, null, { name: 'Pan', category: 'Kitchen' });
    shop.listed('pot', 30, null, { category: 'Kitchen' });
    shop.listed('lid', 5);
    // Of pan A asks 20 by now, B 24 (its 99 comes later, its 10 was before): the mean is 22.
    shop.competitorPrice('pan', 'A', '2025-12-01', 10);
    shop.competitorPrice('pan', 'A', '2026-01-10', 20);
    shop.competitorPrice('pan', 'B', '2026-01-31', 24);
    shop.competitorPrice('pan', 'B', '2026-02-01', 99);
    shop.competitorPrice('pot', 'A', '2026-01-01', 20);
    shop.competitorPrice('pot', 'C', '2026-01-01', 7, { reporting: null });
    shop.competitorPrice('cup', 'A', '2026-01-01', 7);
    const order = shop.order('A', '2026-01-20T12:00:00', 4000, { lines: 2 });
    shop.line(order, 1, 'pan', 3000, 1);
    shop.line(order, 2, 'pot', 1000, 1);
    const bot = shop.order('bot', '2026-01-20T12:00:00', 4000, { bot: 'crawler', lines: 1 });
    shop.line(bot, 1, 'pot', 4000, 1);
  });

  it('is own over competitors, weighted by revenue', async () => {
    // pan 100, pot 150: (100 × 30 + 150 × 10) ÷ 40
    expect(await shop.ask('price_index')).toMatchObject({
      value: 112.5,
      unweighted: 125,
      products: 2,
      products_without_own_price: 1,
      missing: null,
      excluded: { no_exchange_rate: 1 },
    });
  });

  it('is of each product by itself, sold or not', async () => {
    shop.competitorPrice('lid', 'A', '2026-01-01', 4);
    const { rows } = await shop.ask('price_index', { by: 'product' });
    expect(rows).toMatchObject([
      { product: 'pot', value: 150, own_price: 30, competitor_price: 20, competitors: 1 },
      { product: 'lid', value: 125 },
      {
        product: 'pan',
        product_name: 'Pan',
        value: 100,
        own_price: 22,
        competitor_price: 22,
        competitors: 2,
      },
      { product: 'cup', value: null, own_price: null },
    ]);
    for (const row of rows ?? [])
      expect((await shop.ask('price_index', { filter: `product==${row.product}` })).value).toBe(row.value);
    const kitchen = await shop.ask('price_index', { by: 'category' });
    expect(kitchen.rows).toMatchObject([
      { category: '(not set)', value: 125 },
      { category: 'Kitchen', value: 112.5 },
    ]);
  });

  it('is by the prices at the end of each piece', async () => {
    const answer = await shop.ask('price_index', {
      from: '2025-12-01',
      to: '2026-02-28',
      interval: 'month',
      filter: 'product==pan',
      compare: '2025-12-01..2025-12-31',
    });
    expect(answer.series?.map(({ start, value }) => [start, value])).toEqual([
      ['2025-12-01', expect.closeTo(220, 9)],
      ['2026-01-01', 100],
      ['2026-02-01', expect.closeTo((22 / 59.5) * 100, 9)],
    ]);
    expect(answer.compare).toMatchObject({ value: expect.closeTo(220, 9) });
  });

  it('is null where nothing of it was sold, and missing where no price is known', async () => {
    expect((await shop.ask('price_index', { from: '2026-02-01', to: '2026-02-28' })).value).toBeNull();
    expect(await shop.ask('price_index', { from: '2025-01-01', to: '2025-01-31' })).toMatchObject({
      value: null,
      missing: { import: 'competitor_prices' },
    });
    const other = new FactShop();
    other.competitorPrice('pan', 'A', '2026-01-01', 7);
    expect(await other.ask('price_index')).toMatchObject({ value: null, missing: { import: 'products' } });
    await other.close();
  });
});
