import type { Line } from './cart';

export interface Order {
  readonly id: string;
  readonly lines: readonly Line[];
  readonly shipping: number;
}

const KEY = 'kiln-and-oak-orders';

const all = (): Record<string, Order> => JSON.parse(sessionStorage.getItem(KEY) ?? '{}');

/** Stands in for the shop's server, which would make the order and give it its number. */
export function placeOrder(lines: readonly Line[], shipping: number): Order {
  const order = { id: `S-${Date.now().toString(36).toUpperCase()}`, lines, shipping };
  sessionStorage.setItem(KEY, JSON.stringify({ ...all(), [order.id]: order }));
  return order;
}

export const orderOf = (id: string | undefined): Order | undefined => all()[id ?? ''];
