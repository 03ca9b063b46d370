import type { StoredVisitor } from './visitors.js';

/** Bits of what changed of a visitor in a transaction. */
export const TOUCH = {
  /** A visit was made, or begins, ends or comes from elsewhere now. */
  visits: 1,
  /** It has new events that named no visit. */
  loose: 2,
  /** A customer id was seen with it. */
  customer: 4,
  /** Its orders may have another visit, or another way of payment. */
  orders: 8,
  carts: 16,
  leads: 32,
  /** The idle time is another: its visits made from gaps may end elsewhere even where no event moves. */
  idle: 64,
} as const;

/** What the events and rows of a transaction touched, so that what is derived from it is derived anew. */
export class Touched {
  readonly visitors = new Map<number, { visitor: StoredVisitor; what: number }>();
  readonly orders = new Map<string, { site: number; orderId: string }>();
  readonly customers = new Set<number>();
  /** Visits whose number of orders may have changed. */
  readonly visits = new Set<number>();
  /** Visitors whose orders changed, and with them what closed their carts. */
  readonly cartVisitors = new Set<number>();
  readonly subscribers = new Map<string, { site: number; imported: number; subscriber: string }>();

  /** Visitors of whom another customer id was stated with an order, so that their guest orders may be another's. */
  readonly guests = new Set<number>();

  visitor(visitor: StoredVisitor, what: number): void {
    const known = this.visitors.get(visitor.key);
    if (known) known.what |= what;
    else this.visitors.set(visitor.key, { visitor, what });
  }

  order(site: number, orderId: string): void {
    this.orders.set(`${site} ${orderId}`, { site, orderId });
  }

  subscriber(site: number, imported: number, subscriber: string): void {
    this.subscribers.set(`${site} ${imported} ${subscriber}`, { site, imported, subscriber });
  }

  clear(): void {
    this.visitors.clear();
    this.orders.clear();
    this.customers.clear();
    this.visits.clear();
    this.cartVisitors.clear();
    this.guests.clear();
    this.subscribers.clear();
  }
}
