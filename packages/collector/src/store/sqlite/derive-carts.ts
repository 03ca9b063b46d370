import {
  CART_EVENTS,
  type CartEvent,
  type CartEventName,
  type CartOrder,
  cartsOf,
} from '../../facts/cart.js';
import { lineRevenue, withinLimit } from '../../facts/money.js';
import { EVENT_COLUMNS } from './log.js';
import { packId } from './pack-id.js';
import type { StoredVisitor } from './visitors.js';
import type { WriteContext } from './write-context.js';

interface OrderRow {
  key: number;
  order_id: string;
  visit: number | null;
  time: number;
  claimed: number | null;
}

/** Carts of one visitor, made anew from its cart events and its orders. */
export class DeriveCarts {
  readonly #events;
  readonly #orders;
  readonly #clear;
  readonly #add;

  constructor(private readonly on: WriteContext) {
    const { db, terms } = on;
    const names = CART_EVENTS.map((name) => terms.id(name)).join(', ');
    this.#events = db.prepare<
      [number],
      Parameters<typeof on.log.entryOf>[0] & { visit: number | null; page: number | null }
    >(
      `SELECT ${EVENT_COLUMNS}, h.visit AS visit, h.page AS page FROM hit h JOIN event e ON e.seq = h.seq
       WHERE h.visitor = ? AND h.derives = 1 AND h.name IN (${names})`,
    );
    // The event's own time closes the cart: an import often knows no more than the day of an order.
    this.#orders = db.prepare<[number], OrderRow>(
      `SELECT o.key, o.order_id, o.visit, o.time,
         (SELECT e.time FROM order_claim c JOIN event e ON e.seq = c.seq
          WHERE c.site = o.site AND c.order_id = o.order_id ORDER BY c.rank LIMIT 1) AS claimed
       FROM orders o WHERE o.visitor = ? AND o.bot IS NULL`,
    );
    this.#clear = db.prepare('DELETE FROM cart WHERE visitor = ?');
    this.#add = db.prepare(
      `INSERT INTO cart (site, visitor, first_id, opened, opened_visit, last_time, last_visit, last_page, last_event,
         emptied, orders, order_time, order_visit, currency, value, reporting, units)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
  }

  derive(visitor: StoredVisitor): void {
    const { rates, terms } = this.on;
    const site = this.on.site(visitor.site);
    this.#clear.run(visitor.key);
    for (const cart of cartsOf(this.#cartEvents(visitor), this.#cartOrders(visitor))) {
      const { first, last, order, lines } = cart;
      const currency = cart.currency ?? site.currency;
      const sum = lines.reduce((total, line) => total + lineRevenue(line.price, line.quantity, currency), 0);
      // Each event was within the limits, but a cart of many can be worth more than can be kept.
      const value = withinLimit(sum, currency);
      this.#add.run(
        ...[site.key, visitor.key, packId(first.id), first.time, first.visit],
        ...[last.time, last.visit, last.page, terms.id(last.name), Number(cart.emptied)],
        ...[order?.key ?? null, order?.time ?? null, order?.visit ?? null],
        ...[currency, value, rates.reporting(site, value, currency, last.time)],
        lines.reduce((sum, line) => sum + line.quantity, 0),
      );
    }
  }

  #cartEvents(visitor: StoredVisitor): CartEvent[] {
    return this.#events.all(visitor.key).map((row) => {
      const { event } = this.on.log.entryOf(row);
      const name = event.name as CartEventName;
      const { currency = null, items = null } = event.data ?? {};
      return { id: event.id, time: event.time, name, visit: row.visit, page: row.page, currency, items };
    });
  }

  #cartOrders(visitor: StoredVisitor): CartOrder[] {
    return this.#orders.all(visitor.key).map((row) => ({
      key: row.key,
      id: row.order_id,
      time: row.claimed ?? row.time,
      visit: row.visit,
    }));
  }
}
