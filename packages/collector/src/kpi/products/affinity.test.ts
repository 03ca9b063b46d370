import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FactShop } from '../fact-shop.fixture.js';

let shop: FactShop;
beforeEach(() => {
  shop = new FactShop();
});
afterEach(() => shop.close());

function order(id: string, items: readonly string[], fields = {}, date = '2026-01-10'): void {
  const key = shop.order(id, `${date}T12:00:00`, 100, { lines: items.length, ...fields });
  items.forEach((item, line) => void shop.line(key, line, item, 10));
}

describe('products bought together', () => {
  beforeEach(() => {
    shop.product('pan', { name: 'Pan' });
    order('1', ['pan', 'pot', 'pan'], { country: 'DE' });
    order('2', ['pot', 'pan', 'lid'], { country: 'DE' });
    order('3', ['pan', 'lid'], { country: 'AT' }, '2026-01-20');
    order('4', ['pot'], { country: 'AT' }, '2026-01-20');
    order('5', ['pan', 'pot'], { bot: 'crawler' });
    order('6', ['pan', 'pot'], {}, '2026-02-01');
    order('7', [], { country: 'DE' });
  });

  it('have support, confidence both ways and lift', async () => {
    const answer = await shop.ask('product_affinity');
    expect(answer).toMatchObject({ unit: 'table', baskets: 4, support_floor: 0.5, excluded: { bots: 1 } });
    // Of four orders pan is in three, pot in three, lid in two; pan with pot in two, pan with lid in two.
    expect(answer.rows).toEqual([
      {
        products: ['lid', 'pan'],
        names: [null, 'Pan'],
        orders: 2,
        support: 0.5,
        confidence_forward: 1,
        confidence_backward: 2 / 3,
        lift: expect.closeTo(4 / 3, 12),
        rules: expect.arrayContaining([
          { if: ['lid'], buys: 'pan', confidence: 1, lift: expect.closeTo(4 / 3, 12) },
        ]),
      },
      expect.objectContaining({
        products: ['pan', 'pot'],
        orders: 2,
        support: 0.5,
        confidence_forward: 2 / 3,
        confidence_backward: 2 / 3,
        lift: expect.closeTo(8 / 9, 12),
      }),
    ]);
  });

  it('are searched below the floor on request, and in larger sets', async () => {
    const { rows } = await shop.ask('product_affinity', { support: 0.25, size: 3 });
    expect(rows?.map(({ products, orders }) => [products, orders])).toEqual([
      [['lid', 'pan'], 2],
      [['pan', 'pot'], 2],
      [['lid', 'pot'], 1],
      [['lid', 'pan', 'pot'], 1],
    ]);
    expect(rows?.at(-1)).toMatchObject({
      confidence_forward: null,
      rules: [{ if: ['lid', 'pot'], buys: 'pan', confidence: 1 }],
    });
    const pairs = await shop.ask('product_affinity', { support: 0.25, size: 2, limit: 1 });
    expect(pairs.rows).toHaveLength(1);
    expect(pairs.rows_left_out).toBe(2);
  });

  it('are searched in each country, piece and other period by themselves', async () => {
    const asked = { support: 0.1, size: 2 } as const;
    const { rows = [] } = await shop.ask('product_affinity', { ...asked, by: 'country' });
    expect(rows.map(({ country, products, support }) => [country, products, support])).toEqual([
      ['DE', ['pan', 'pot'], 1],
      ['AT', ['lid', 'pan'], 0.5],
      ['DE', ['lid', 'pan'], 0.5],
      ['DE', ['lid', 'pot'], 0.5],
    ]);
    const german = await shop.ask('product_affinity', { ...asked, filter: 'country==DE' });
    expect(german.rows).toEqual(
      rows.filter(({ country }) => country === 'DE').map(({ country: _, baskets: __, ...row }) => row),
    );
    const weeks = await shop.ask('product_affinity', {
      ...asked,
      interval: 'week',
      compare: '2026-02-01..2026-02-28',
    });
    expect(
      weeks.series?.map(({ start, baskets, rows: found }) => [start, baskets, (found as unknown[]).length]),
    ).toEqual([
      ['2026-01-01', 0, 0],
      ['2026-01-05', 2, 3],
      ['2026-01-12', 0, 0],
      ['2026-01-19', 2, 1],
      ['2026-01-26', 0, 0],
    ]);
    expect(weeks.compare).toMatchObject({ baskets: 1, rows: [{ products: ['pan', 'pot'], support: 1 }] });
  });

  it('need order items', async () => {
    expect(await shop.ask('product_affinity', { from: '2020-01-01', to: '2020-01-31' })).toMatchObject({
      value: null,
      missing: { import: 'order_items' },
    });
  });

  it('cannot be filtered by the product, and say by what they can', async () => {
    await expect(shop.ask('product_affinity', { filter: 'product==pan' })).rejects.toMatchObject({
      code: 'unknown_dimension',
      hint: expect.stringContaining('country'),
    });
  });
});
