import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cdnow, cdnowCustomers } from './cdnow.fixture.js';
import { summariseCustomers } from './summary.js';

describe('summary of customers', () => {
  it('counts weeks, takes the orders of one day as one, and leaves the first out of the mean', () => {
    const orders = [
      { customer: 'ann', day: 100, value: 500 },
      { customer: 'ann', day: 100, value: 70 },
      { customer: 'bob', day: 110, value: 30 },
      { customer: 'ann', day: 121, value: 25 },
      { customer: 'ann', day: 114, value: 10 },
      { customer: 'ann', day: 121, value: 15 },
      { customer: 'bob', day: 125, value: 99 },
      { customer: 'eve', day: 125, value: 99 },
    ];
    expect(summariseCustomers(orders, 124)).toEqual([
      { customer: 'ann', frequency: 2, recency: 3, age: 24 / 7, meanValue: 25 },
      { customer: 'bob', frequency: 0, recency: 0, age: 2, meanValue: null },
    ]);
  });

  it.skipIf(!cdnow)("gives the papers' x, t_x, T and z̄ of each customer of CDNOW", () => {
    const file = join(cdnow!, 'cdnow_customers_summary_with_transactions.csv');
    const rows = readFileSync(file, 'utf8').trim().split('\n').slice(1);
    const customers = cdnowCustomers();
    expect(customers).toHaveLength(2357);
    expect(rows).toHaveLength(2357);
    for (const [at, row] of rows.entries()) {
      const [id, x, recency, age, mean] = row.split(',').map(Number);
      const customer = customers[at]!;
      expect([customer.customer, customer.frequency]).toEqual([id, x]);
      expect(Math.abs(customer.recency - recency!)).toBeLessThan(0.0051);
      expect(Math.abs(customer.age - age!)).toBeLessThan(0.0051);
      expect(Math.abs((customer.meanValue ?? 0) - mean!)).toBeLessThan(0.0051);
    }
  });

  it('refuses what is no day and no value', () => {
    expect(() => summariseCustomers([{ customer: 1, day: 1.5, value: 1 }], 9)).toThrow(RangeError);
    expect(() => summariseCustomers([{ customer: 1, day: 1, value: Number.NaN }], 9)).toThrow(RangeError);
  });
});
