import { describe, expect, it } from 'vitest';
import { CART_LIFE_MS, type CartEvent, type CartEventName, type CartOrder, cartsOf } from './cart.js';
import { lineRevenue } from './money.js';

const pan = { item_id: 'pan', price: 30, quantity: 1 };
const pot = { item_id: 'pot', price: 12.5, quantity: 2 };

function event(time: number, name: CartEventName, items: CartEvent['items'] = null): CartEvent {
  return { id: `e${time}`, time, name, visit: 1, page: null, currency: 'EUR', items };
}
const order = (time: number, key = 1): CartOrder => ({ id: `T${key}`, key, time, visit: 1 });
const content = (events: CartEvent[]) =>
  Object.fromEntries((cartsOf(events, [])[0]?.lines ?? []).map((line) => [line.item, line.quantity / 1000]));

describe('a cart', () => {
  it('opens at the first add_to_cart, not at a look into an empty one', () => {
    expect(cartsOf([event(1, 'view_cart', []), event(2, 'begin_checkout', [pan])], [])).toEqual([]);
    const [cart] = cartsOf([event(1, 'view_cart', []), event(2, 'add_to_cart', [pan])], []);
    expect(cart).toMatchObject({ first: { id: 'e2' }, last: { id: 'e2' }, emptied: false, order: undefined });
  });

  it('is one at a time: a second add_to_cart goes into the open one', () => {
    const carts = cartsOf([event(1, 'add_to_cart', [pan]), event(5, 'add_to_cart', [pot])], []);
    expect(carts).toHaveLength(1);
    expect(carts[0]?.lines).toEqual([
      { item: 'pan', price: 30_000_000, quantity: 1000, currency: 'EUR' },
      { item: 'pot', price: 12_500_000, quantity: 2000, currency: 'EUR' },
    ]);
  });

  it('is closed by an order; what is added then is another', () => {
    const events = [event(1, 'add_to_cart', [pan]), event(9, 'add_to_cart', [pot])];
    const carts = cartsOf(events, [order(5)]);
    expect(carts.map((cart) => [cart.first.id, cart.order?.key])).toEqual([
      ['e1', 1],
      ['e9', undefined],
    ]);
  });

  it('belongs to the first order after it; an order without a cart is in none', () => {
    const carts = cartsOf([event(5, 'add_to_cart', [pan])], [order(1, 7), order(6, 8), order(7, 9)]);
    expect(carts.map((cart) => cart.order?.key)).toEqual([8]);
  });

  it('is closed when emptied', () => {
    const removed = cartsOf(
      [event(1, 'add_to_cart', [pan]), event(2, 'remove_from_cart', [pan])],
      [order(3)],
    );
    expect(removed).toMatchObject([{ emptied: true, order: undefined, lines: [] }]);
    const seenEmpty = cartsOf([event(1, 'add_to_cart', [pan]), event(2, 'view_cart', [])], []);
    expect(seenEmpty).toMatchObject([{ emptied: true, lines: [] }]);
    const again = cartsOf(
      [...[1, 3].map((t) => event(t, 'add_to_cart', [pan])), event(2, 'view_cart', [])],
      [],
    );
    expect(again.map((cart) => cart.emptied)).toEqual([true, false]);
  });

  it('is not emptied by an event that does not say what lies in it', () => {
    const carts = cartsOf([event(1, 'add_to_cart'), event(2, 'view_cart'), event(3, 'remove_from_cart')], []);
    expect(carts).toMatchObject([{ emptied: false, last: { id: 'e3' } }]);
  });

  it('is closed 30 days after its last event, and not a millisecond before', () => {
    const within = cartsOf([event(0, 'add_to_cart', [pan])], [order(CART_LIFE_MS)]);
    expect(within[0]?.order?.key).toBe(1);
    const beyond = cartsOf([event(0, 'add_to_cart', [pan])], [order(CART_LIFE_MS + 1)]);
    expect(beyond).toMatchObject([{ order: undefined }]);
    const next = cartsOf([event(0, 'add_to_cart', [pan]), event(CART_LIFE_MS + 1, 'add_to_cart', [pan])], []);
    expect(next).toHaveLength(2);
  });

  it('holds the last full snapshot, then adds and removes', () => {
    const add = event(1, 'add_to_cart', [{ ...pan, quantity: 5 }]);
    const snapshot = event(2, 'view_cart', [pan, pot]);
    expect(content([add, snapshot])).toEqual({ pan: 1, pot: 2 });
    expect(content([add, snapshot, event(3, 'add_to_cart', [pan])])).toEqual({ pan: 2, pot: 2 });
    expect(content([add, snapshot, event(3, 'remove_from_cart', [{ item_id: 'pot' }])])).toEqual({
      pan: 1,
      pot: 1,
    });
    expect(content([add, snapshot, event(3, 'remove_from_cart', [{ ...pot, quantity: 9 }])])).toEqual({
      pan: 1,
    });
  });

  it('keeps the price of a line when an event does not say it', () => {
    const carts = cartsOf(
      [event(1, 'add_to_cart', [pan]), event(2, 'add_to_cart', [{ item_id: 'pan' }])],
      [],
    );
    const [line] = carts[0]?.lines ?? [];
    expect(line && lineRevenue(line.price, line.quantity, 'EUR')).toBe(6000);
  });

  it('cannot grow beyond what can be kept', () => {
    const many = Array.from({ length: 2000 }, (_, i) =>
      event(i, 'add_to_cart', [{ item_id: 'x', price: 1, quantity: 1_000_000 }]),
    );
    expect(cartsOf(many, [])[0]?.lines).toEqual([
      { item: 'x', price: 1_000_000, quantity: 1e9, currency: 'EUR' },
    ]);
  });

  it('is the same for any order of events and orders', () => {
    const events = [
      event(1, 'add_to_cart', [pan]),
      event(2, 'begin_checkout', [pan, pot]),
      event(8, 'add_to_cart', [pot]),
    ];
    const orders = [order(4, 1), order(9, 2)];
    expect(cartsOf([...events].reverse(), [...orders].reverse())).toEqual(cartsOf(events, orders));
  });
});
