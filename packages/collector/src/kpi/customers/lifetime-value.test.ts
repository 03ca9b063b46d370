import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FactShop } from '../fact-shop.fixture.js';
import { cdnow, cdnowOrders } from '../lifetime/cdnow.fixture.js';
import { simulatedCustomers } from '../lifetime/simulated-customers.fixture.js';

const eur = (value: number) => ({ value, currency: 'EUR', decimals: 2 });
const DAY = 86_400_000;

let shop: FactShop;
beforeEach(() => {
  shop = new FactShop();
});
afterEach(() => shop.close());

describe.skipIf(!cdnow)('the lifetime value of the CDNOW sample', () => {
  beforeEach(() => {
    const numbers = new Map<number, number>();
    const orders = cdnowOrders()
      .map((order, index) => ({ ...order, index }))
      .sort((a, b) => a.day - b.day || a.index - b.index);
    shop.all(() => {
      for (const { customer, day, value, index } of orders) {
        const number = (numbers.get(customer) ?? 0) + 1;
        numbers.set(customer, number);
        shop.order(`o${index}`, day * DAY + 10 * 3600_000, Math.round(value * 100), {
          customer,
          customer_number: number,
        });
      }
    });
  });

  it('is by the parameters of the papers', async () => {
    const started = performance.now();
    const answer = await shop.ask('customer_lifetime_value', { from: '1997-01-01', to: '1997-09-30' });
    console.log('ms', performance.now() - started);
    console.log(JSON.stringify(answer, null, 1));
  });
});
