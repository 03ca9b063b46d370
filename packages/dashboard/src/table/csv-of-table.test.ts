import { expect, it } from 'vitest';
import { csvOfTable } from './csv-of-table.js';

it('writes money in major units beside its currency, and what is not known as nothing', () => {
  const rows = [
    {
      product: 'P1',
      product_name: 'Pan',
      revenue: { value: 123450, currency: 'EUR', decimals: 2 },
      orders: 3,
    },
    { product: 'P2', revenue: { value: 700, currency: 'JPY', decimals: 0 } },
  ];
  expect(csvOfTable(rows, ['product'], ['revenue', 'orders'])).toEqual([
    { product: 'P1', product_name: 'Pan', revenue: '1234.50', revenue_currency: 'EUR', orders: 3 },
    { product: 'P2', revenue: '700', revenue_currency: 'JPY', orders: null },
  ]);
});
