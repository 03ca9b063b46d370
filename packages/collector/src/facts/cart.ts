import type { Item } from '@footfall/protocol';
import { LIMITS } from '@footfall/protocol/limits';
import { toScaled } from './money.js';
import { compareMoments, type Moment } from './order-of-events.js';

/** Names of the events that a cart is made of. */
export const CART_EVENTS = ['add_to_cart', 'remove_from_cart', 'view_cart', 'begin_checkout'] as const;
export type CartEventName = (typeof CART_EVENTS)[number];

/** A cart that nothing happened to for so long is closed. */
export const CART_LIFE_MS = 30 * 24 * 3600_000;

/** An event that puts into a cart, takes out of it, or shows it. */
export interface CartEvent extends Moment {
  name: CartEventName;
  visit: number | null;
  page: number | null;
  currency: string | null;
  /** `null`: the event did not say; an empty list says that the cart is empty. */
  items: readonly Item[] | null;
}

/** An order of the cart's visitor. */
export interface CartOrder extends Moment {
  key: number;
  visit: number | null;
}

/** One cart, from its first `add_to_cart` to what closed it. Whether it is abandoned is judged at read. */
export interface CartFact {
  first: CartEvent;
  last: CartEvent;
  emptied: boolean;
  order: CartOrder | undefined;
  currency: string | null;
  lines: CartLine[];
}

/** A cart at the end of the events that are known of it. */
export type OpenCart = Omit<CartFact, 'emptied' | 'order'>;

/** One product in a cart: price in millionths, quantity in thousandths. */
export interface CartLine {
  item: string;
  price: number;
  quantity: number;
  /** In which its price was said; left out where no event had said any. */
  currency?: string;
}

/**
 * The carts of one visitor, from the sets of its cart events and its orders. One at a time: opened by an
 * `add_to_cart`, closed when emptied, by an order, or 30 days after its last event.
 *
 * An order after the last event of an open cart closes it however late within those 30 days; an order with no
 * open cart belongs to none.
 */
export function cartsOf(
  events: readonly CartEvent[],
  orders: readonly CartOrder[],
  before?: OpenCart,
): CartFact[] {
  const { closed, open } = foldCarts(events, orders, before);
  return open ? [...closed, { ...open, emptied: false, order: undefined }] : closed;
}

/**
 * The same, with what is open in the end apart, so that a fold can go on from there: the carts of all events are those
 * of the events before a moment, then those of the events from it on with the open cart as `before`.
 */
export function foldCarts(
  events: readonly CartEvent[],
  orders: readonly CartOrder[],
  before?: OpenCart,
): { closed: CartFact[]; open: OpenCart | undefined } {
  const steps = [
    ...events.map((event) => ({ at: event as Moment, event, order: undefined })),
    ...orders.map((order) => ({ at: order as Moment, event: undefined, order })),
  ].sort((a, b) => compareMoments(a.at, b.at));
  const carts: CartFact[] = [];
  let open: { cart: CartFact; content: Map<string, CartLine> } | undefined = before && {
    cart: { ...before, emptied: false, order: undefined },
    content: new Map(before.lines.map((line) => [line.item, line])),
  };
  const close = () => {
    if (!open) return;
    open.cart.lines = [...open.content.values()];
    carts.push(open.cart);
    open = undefined;
  };

  for (const { event, order, at } of steps) {
    if (open && at.time - open.cart.last.time > CART_LIFE_MS) close();
    if (order) {
      if (open) open.cart.order = order;
      close();
    } else if (event) {
      if (!open) {
        if (event.name !== 'add_to_cart') continue;
        const cart = {
          first: event,
          last: event,
          emptied: false,
          order: undefined,
          currency: null,
          lines: [],
        };
        open = { cart, content: new Map() };
      }
      open.cart.last = event;
      open.cart.currency = event.currency ?? open.cart.currency;
      change(open.content, event, open.cart.currency);
      if (open.content.size === 0 && event.items !== null && event.name !== 'add_to_cart') {
        open.cart.emptied = true;
        close();
      }
    }
  }
  if (!open) return { closed: carts, open: undefined };
  const { first, last, currency } = open.cart;
  return { closed: carts, open: { first, last, currency, lines: [...open.content.values()] } };
}

function change(content: Map<string, CartLine>, event: CartEvent, currency: string | null): void {
  const snapshot = event.name === 'view_cart' || event.name === 'begin_checkout';
  if (event.items === null) return;
  if (snapshot) content.clear();
  const sign = event.name === 'remove_from_cart' ? -1 : 1;
  for (const item of event.items) {
    const key = item.item_id ?? item.item_name;
    if (key === undefined) continue;
    const quantity = sign * toScaled(item.quantity ?? 1, 3);
    const known = content.get(key);
    const price = item.price === undefined ? (known?.price ?? 0) : toScaled(item.price, 6);
    const left = Math.min((known?.quantity ?? 0) + quantity, LIMITS.quantity * 1000);
    // A price that is known goes on in the currency that it was said in.
    const said = item.price === undefined && known ? known.currency : (currency ?? undefined);
    if (left > 0)
      content.set(key, { item: key, price, quantity: left, ...(said !== undefined && { currency: said }) });
    else content.delete(key);
  }
}
