import { describe, expect, it } from 'vitest';
import { customerKnownAt, numberOrders } from './customer.js';

describe('the customer of a guest order', () => {
  const ann = { customer: 'ann', first: 100, last: 200 };
  const bob = { customer: 'bob', first: 300, last: 400 };

  const never = (): number => {
    throw new Error('nobody had to be looked for');
  };

  it('is the last that was known before it, or at that moment', () => {
    expect(customerKnownAt([ann, bob], 250, never)).toBe('ann');
    expect(customerKnownAt([bob, ann], 300, () => 300)).toBe('bob');
    expect(customerKnownAt([ann, bob], 1000, never)).toBe('bob');
  });

  it('is nobody who was seen later only', () => {
    expect(customerKnownAt([ann, bob], 99, never)).toBeUndefined();
    expect(customerKnownAt([], 99, never)).toBeUndefined();
  });

  it('is the one seen last within a day that reaches beyond the order', () => {
    // Ann in the morning and in the evening, Bob at noon, the order after him.
    const day = { customer: 'ann', first: 100, last: 900 };
    const noon = { customer: 'bob', first: 500, last: 500 };
    expect(customerKnownAt([day, noon], 600, () => 100)).toBe('bob');
    expect(customerKnownAt([day, noon], 600, () => 550)).toBe('ann');
    expect(customerKnownAt([day, day], 600, never)).toBe('ann');
  });

  it('of two seen at the same moment is the same one whatever the order', () => {
    const other = { ...ann, customer: 'zoe' };
    expect(customerKnownAt([ann, other], 500, never)).toBe('ann');
    expect(customerKnownAt([other, ann], 500, never)).toBe('ann');
  });
});

describe('orders of a customer', () => {
  it('are numbered by time, then by order id', () => {
    const orders = [
      { id: 'T3', time: 5 },
      { id: 'T2', time: 9 },
      { id: 'T1', time: 9 },
    ];
    const numbers = numberOrders(orders);
    expect(orders.map((order) => numbers.get(order))).toEqual([1, 3, 2]);
  });
});
