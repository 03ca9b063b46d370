import { LIMITS } from '@footfall/protocol';
import { expect, it } from 'vitest';
import { ShopWriter } from './shop-writer.fixture.js';

const MANY = LIMITS.visitorCartEvents;

it('no cart is made of more cart events than a person has, in whatever order they come, and a beacon stays quick', () => {
  const items = [{ item_id: 'A', price: 1, quantity: 1 }];
  const shop = new ShopWriter();
  const batch = (at: number) =>
    shop.batch({ origin: 'browser', visitor: 'v', visit: { id: 'v-1', number: 1 } }, 'add_to_cart', at, {
      data: { items },
    });
  const all = Array.from({ length: MANY }, (_, at) => batch(MANY - at));
  shop.writer.append(all);
  expect(shop.rows('cart')).toMatchObject([{ units: MANY * 1000 }]);
  shop.writer.append([batch(MANY + 1)]);
  expect(shop.rows('cart')).toEqual([]);
  // A hundred further ones, one a transaction: without the limit each is as long as all before.
  const began = process.cpuUsage().user;
  for (let at = 0; at < 100; at++) shop.writer.append([batch(MANY + 2 + at)]);
  expect((process.cpuUsage().user - began) / 1000).toBeLessThan(1500);
  // Another visitor has a cart as before.
  shop.browser('w', 'w-1', 'add_to_cart', 0, { data: { items } });
  expect(shop.rows('cart')).toMatchObject([{ visitor: 'w' }]);
});
