import { LIMITS } from '@footfall/protocol/limits';
import {
  CART_EVENTS,
  CART_LIFE_MS,
  type CartEvent,
  type CartEventName,
  type CartFact,
  type CartOrder,
  cartsOf,
  foldCarts,
  type OpenCart,
} from '../../facts/cart.js';
import { cartReporting, cartValue } from './cart-value.js';
import { EVENT_COLUMNS } from './log.js';
import { packId } from './pack-id.js';
import { type StoredVisitor, TRAIT } from './visitors.js';
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
  readonly #isCrowded;
  readonly #orders;
  readonly #clear;
  readonly #add;
  readonly #base;
  readonly #putBase;

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
    this.#isCrowded = db
      .prepare<[number], number>(
        `SELECT count(*) FROM (SELECT 1 FROM hit h JOIN event e ON e.seq = h.seq
         WHERE h.visitor = ? AND h.derives = 1 AND h.name IN (${names}) LIMIT ${LIMITS.visitorCartEvents + 1})`,
      )
      .pluck();
    // The event's own time closes the cart: an import often knows no more than the day of an order.
    this.#orders = db.prepare<[number], OrderRow>(
      `SELECT o.key, o.order_id, o.visit, o.time,
         (SELECT coalesce(c.word ->> '$.time', e.time) FROM order_claim c LEFT JOIN event e ON e.seq = c.seq
          WHERE c.site = o.site AND c.order_id = o.order_id ORDER BY c.rank LIMIT 1) AS claimed
       FROM orders o WHERE o.visitor = ? AND o.bot IS NULL`,
    );
    this.#clear = db.prepare('DELETE FROM cart WHERE visitor = ? AND sealed = 0');
    this.#base = db.prepare<[number], { before: number; cart: string | null }>(
      'SELECT before, cart FROM sealed_visitor WHERE visitor = ?',
    );
    this.#putBase = db.prepare(
      `INSERT INTO sealed_visitor (visitor, before, cart) VALUES (?, ?, ?)
       ON CONFLICT (visitor) DO UPDATE SET before = excluded.before, cart = excluded.cart`,
    );
    this.#add = db.prepare(
      `INSERT INTO cart (site, visitor, first_id, opened, opened_visit, last_time, last_visit, last_page, last_event,
         emptied, orders, order_time, order_visit, currency, value, reporting, parts, units, sealed)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
  }

  derive(visitor: StoredVisitor): void {
    const { before, cart } = this.#baseOf(visitor);
    const since = <T extends { time: number }>(all: T[]) => all.filter(({ time }) => time >= before);
    this.#clear.run(visitor.key);
    if ((this.#isCrowded.get(visitor.key) as number) > LIMITS.visitorCartEvents) return;
    const events = since(this.#cartEvents(visitor));
    for (const each of cartsOf(events, since(this.#cartOrders(visitor)), cart))
      this.#put(visitor, each, false);
  }

  /**
   * Lets what was before a moment change no more: carts that had closed stay as they are, and the one that was open is
   * kept as far as it had come, so that it goes on without the events before.
   */
  seal(visitor: StoredVisitor, moment: number): void {
    const { before, cart } = this.#baseOf(visitor);
    let open: OpenCart | undefined;
    const crowded = (this.#isCrowded.get(visitor.key) as number) > LIMITS.visitorCartEvents;
    if (visitor.traits & TRAIT.cart && !crowded) {
      const between = <T extends { time: number }>(all: T[]) =>
        all.filter(({ time }) => time >= before && time < moment);
      const fold = foldCarts(between(this.#cartEvents(visitor)), between(this.#cartOrders(visitor)), cart);
      const closed = [...fold.closed];
      if (fold.open && moment - fold.open.last.time > CART_LIFE_MS)
        closed.push({ ...fold.open, emptied: false, order: undefined });
      else open = fold.open;
      this.#clear.run(visitor.key);
      for (const each of closed) this.#put(visitor, each, true);
    }
    // Of its events nothing but their place is asked any more.
    const kept = open && {
      ...open,
      first: { ...open.first, items: null },
      last: { ...open.last, items: null },
    };
    this.#putBase.run(visitor.key, moment, kept ? JSON.stringify(kept) : null);
    if (visitor.traits & TRAIT.cart) this.derive(visitor);
  }

  #baseOf(visitor: StoredVisitor): { before: number; cart: OpenCart | undefined } {
    const row = visitor.traits & TRAIT.sealed ? this.#base.get(visitor.key) : undefined;
    if (!row) return { before: Number.NEGATIVE_INFINITY, cart: undefined };
    return { before: row.before, cart: row.cart === null ? undefined : (JSON.parse(row.cart) as OpenCart) };
  }

  #put(visitor: StoredVisitor, { first, last, order, lines, ...cart }: CartFact, sealed: boolean): void {
    const { rates, terms } = this.on;
    const site = this.on.site(visitor.site);
    const value = cartValue({ currency: cart.currency, lines }, site);
    this.#add.run(
      ...[site.key, visitor.key, packId(first.id), first.time, first.visit],
      ...[last.time, last.visit, last.page, terms.id(last.name), Number(cart.emptied)],
      ...[order?.key ?? null, order?.time ?? null, order?.visit ?? null],
      ...[value.currency, value.value, cartReporting(value, { rates, site, time: last.time }), value.parts],
      lines.reduce((sum, line) => sum + line.quantity, 0),
      Number(sealed),
    );
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
