import { numberOrders } from '../../facts/customer.js';
import { DeriveCarts } from './derive-carts.js';
import { DeriveLeads } from './derive-leads.js';
import { DeriveOrders } from './derive-orders.js';
import { DeriveVisits } from './derive-visits.js';
import type { Projector } from './project.js';
import type { Subscriptions } from './subscriptions.js';
import { TOUCH } from './touched.js';
import type { StoredVisitor } from './visitors.js';
import { TRAIT } from './visitors.js';
import type { WriteContext } from './write-context.js';

interface CustomerOrder {
  key: number;
  id: string;
  time: number;
  number: number | null;
}

/** Makes the derived facts of everything that a transaction touched follow its merged facts. */
export class Derive {
  readonly #visits: DeriveVisits;
  readonly #leads: DeriveLeads;
  readonly #carts: DeriveCarts;
  readonly #orders: DeriveOrders;
  readonly #ordersOfVisitor;
  readonly #ordersOfCustomer;
  readonly #guestOrders;
  readonly #number;
  readonly #dropCustomer;
  readonly #countOrders;

  constructor(
    private readonly on: WriteContext,
    projector: Projector,
    private readonly subscriptions: Subscriptions,
  ) {
    const { db } = on;
    this.#visits = new DeriveVisits(on, projector);
    this.#leads = new DeriveLeads(on);
    this.#carts = new DeriveCarts(on);
    this.#orders = new DeriveOrders(on);
    // CROSS JOIN keeps SQLite from going through all orders of the site to find those of a visitor.
    this.#ordersOfVisitor = db
      .prepare<[{ visitor: number }], string>(
        `SELECT order_id FROM orders WHERE visitor = @visitor
         UNION
         SELECT c.order_id FROM hit h CROSS JOIN order_claim c ON c.seq = h.seq
         WHERE h.visitor = @visitor AND h.derives = 1 AND h.name = ${on.terms.id('purchase')}`,
      )
      .pluck();
    this.#ordersOfCustomer = db.prepare<[number], CustomerOrder>(
      'SELECT key, order_id AS id, time, customer_number AS number FROM orders WHERE customer = ?',
    );
    this.#guestOrders = db.prepare<[number], { site: number; id: string }>(
      'SELECT site, order_id AS id FROM orders WHERE visitor = ? AND stated_customer IS NULL',
    );
    this.#number = db.prepare('UPDATE orders SET customer_number = ? WHERE key = ?');
    this.#dropCustomer = db.prepare('DELETE FROM customer WHERE key = ?');
    this.#countOrders = db.prepare(
      `UPDATE visit SET orders = (SELECT count(*) FROM orders o
         WHERE o.visit = visit.key AND o.bot IS NULL AND o.internal = 0) WHERE key = ?`,
    );
  }

  /** Writes merged facts, then what follows from them, in the order in which one rests on the other. */
  run(): void {
    const { products, visits, touched } = this.on;
    products.save();
    visits.save();
    for (const { visitor } of [...touched.visitors.values()]) this.#deriveVisits(visitor);
    visits.save();
    for (const { visitor, what } of touched.visitors.values()) {
      if (visitor.traits & TRAIT.lead && what & TOUCH.leads) this.#leads.derive(visitor);
      if (this.#mustRedoOrders(visitor.traits, what)) this.#touchOrders(visitor);
    }
    for (const { site, orderId } of touched.orders.values()) {
      this.on.alive();
      this.#orders.derive(this.on.site(site), orderId);
    }
    for (const visitor of touched.guests)
      for (const { site, id } of this.#guestOrders.all(visitor)) this.#orders.derive(this.on.site(site), id);
    for (const customer of touched.customers) this.#numberCustomer(customer);
    for (const visit of touched.visits) this.#countOrders.run(visit);
    this.#deriveCarts();
    for (const { site, imported, subscriber } of touched.subscribers.values())
      this.subscriptions.derive(site, imported, subscriber);
    touched.clear();
  }

  #deriveVisits(visitor: StoredVisitor): void {
    this.on.alive();
    const what = () => this.on.touched.visitors.get(visitor.key)?.what ?? 0;
    if (visitor.traits & TRAIT.loose && what() & (TOUCH.loose | TOUCH.visits))
      this.#visits.fromGaps(visitor, (what() & TOUCH.idle) !== 0);
    if (visitor.traits & TRAIT.continues && what() & TOUCH.visits) {
      this.on.visits.save();
      this.#visits.inheritSources(visitor);
    }
  }

  #mustRedoOrders(traits: number, what: number): boolean {
    if (!(traits & TRAIT.order)) return false;
    if (what & (TOUCH.customer | TOUCH.orders)) return true;
    return (what & TOUCH.visits) !== 0 && (traits & TRAIT.timedOrder) !== 0;
  }

  #touchOrders(visitor: StoredVisitor): void {
    for (const orderId of this.#ordersOfVisitor.all({ visitor: visitor.key }))
      this.on.touched.order(visitor.site, orderId);
  }

  #numberCustomer(customer: number): void {
    const orders = this.#ordersOfCustomer.all(customer);
    if (orders.length === 0) this.#dropCustomer.run(customer);
    for (const [order, number] of numberOrders(orders))
      if (order.number !== number) this.#number.run(number, order.key);
  }

  #deriveCarts(): void {
    const { touched } = this.on;
    const keys = new Set(touched.cartVisitors);
    for (const { visitor, what } of touched.visitors.values()) if (what & TOUCH.carts) keys.add(visitor.key);
    for (const key of keys) {
      this.on.alive();
      const visitor = this.on.visitors.at(key);
      if (visitor && visitor.traits & TRAIT.cart) this.#carts.derive(visitor);
    }
  }
}
