import { channelOf } from '../../enrich/channel.js';
import { customerKnownAt, type Sighting } from '../../facts/customer.js';
import { visitForPassive } from '../../facts/gaps.js';
import { convert, largestRemainder, lineRevenue, type Rate } from '../../facts/money.js';
import { combineOrder, type OrderFact, type OrderLine } from '../../facts/order.js';
import type { Site } from '../store.js';
import { DeriveRefunds } from './derive-refunds.js';
import { OrderWords } from './order-words.js';
import { unpackId } from './pack-id.js';
import { localDate } from './rates.js';
import { TRAIT } from './visitors.js';
import type { WriteContext } from './write-context.js';

interface StoredOrder {
  key: number;
  customer: number | null;
  visit: number | null;
  visitor: number | null;
  time: number;
  stated_customer: number | null;
}

interface OrderVisit {
  key: number;
  id: string;
  from_gaps: number;
  started: number;
  ended: number;
  own_started: number;
  own_ended: number;
}

const COLUMNS = [
  ...['site', 'order_id', 'rank', 'time', 'currency', 'value', 'tax', 'shipping', 'reporting', 'coupon'],
  ...['payment_type', 'shipping_tier', 'visitor', 'visit', 'customer', 'units', 'lines', 'source', 'medium'],
  ...['campaign', 'channel', 'country', 'bot', 'internal', 'cookieless', 'stated_customer'],
];

/** Orders, put together from what was said of them, with their visit, customer, lines and refunds. */
export class DeriveOrders {
  readonly #words: OrderWords;
  readonly #refunds: DeriveRefunds;
  readonly #find;
  readonly #save;
  readonly #remove;
  readonly #removeLines;
  readonly #addLine;
  readonly #visitor;
  readonly #visits;
  readonly #checkoutLabel;
  readonly #sightings;
  readonly #lastSeen;
  readonly #customer;
  readonly #addCustomer;

  constructor(private readonly on: WriteContext) {
    const { db, terms } = on;
    this.#words = new OrderWords(on);
    this.#refunds = new DeriveRefunds(on);
    this.#find = db.prepare<[number, string], StoredOrder>(
      'SELECT key, customer, visit, visitor, time, stated_customer FROM orders WHERE site = ? AND order_id = ?',
    );
    const sets = COLUMNS.slice(2).map((name) => `${name} = excluded.${name}`);
    this.#save = db
      .prepare<unknown[], number>(
        `INSERT INTO orders (${COLUMNS.join(', ')}, refunds) VALUES (${COLUMNS.map(() => '?').join(', ')}, 0)
         ON CONFLICT (site, order_id) DO UPDATE SET ${sets.join(', ')},
           customer_number = CASE WHEN orders.customer IS excluded.customer THEN customer_number END
         RETURNING key`,
      )
      .pluck();
    this.#remove = db.prepare('DELETE FROM orders WHERE key = ?');
    this.#removeLines = db.prepare('DELETE FROM order_line WHERE orders = ?');
    this.#addLine = db.prepare(
      `INSERT INTO order_line (orders, line, site, time, item, name, category, brand, price, quantity, unit_cost,
         cost, revenue, reporting) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#visitor = db.prepare<[number], { id: unknown; cookieless: number }>(
      'SELECT id, cookieless FROM visitor WHERE key = ?',
    );
    this.#visits = db.prepare<[number, number], OrderVisit>(
      `SELECT key, id, from_gaps, started, ended, own_started, own_ended FROM visit
       WHERE visitor = ? AND started <= ?`,
    );
    this.#checkoutLabel = db
      .prepare<[number, number, number], number>(
        `SELECT label FROM hit JOIN term ON term.id = label WHERE visit = ? AND name = ? AND time <= ?
         ORDER BY time DESC, value LIMIT 1`,
      )
      .pluck();
    this.#sightings = db.prepare<[{ visitor: number }], Sighting>(
      `SELECT t.value AS customer, s.first, s.last FROM sighting s JOIN term t ON t.id = s.customer
       WHERE s.visitor = @visitor
       UNION ALL
       SELECT t.value, o.time, o.time FROM orders o JOIN term t ON t.id = o.stated_customer
       WHERE o.visitor = @visitor`,
    );
    this.#lastSeen = db
      .prepare<[{ visitor: number; from: number; to: number; customer: string }], number | null>(
        // By its visits, and what is in none: there is no index of all hits of a visitor.
        `WITH known AS (SELECT id FROM term WHERE value = @customer),
           seen AS (
             SELECT h.seq, h.time FROM visit v CROSS JOIN hit h ON h.visit = v.key WHERE v.visitor = @visitor
             UNION ALL
             SELECT h.seq, h.time FROM hit h WHERE h.visitor = @visitor AND h.derives = 1 AND h.visit IS NULL)
         SELECT max(time) FROM (
           SELECT s.time FROM seen s CROSS JOIN event e ON e.seq = s.seq CROSS JOIN context c ON c.key = e.context
           WHERE s.time BETWEEN @from AND @to AND c.customer = (SELECT id FROM known)
           UNION ALL
           SELECT time FROM sealed_sighting
           WHERE visitor = @visitor AND customer = (SELECT id FROM known) AND time BETWEEN @from AND @to)`,
      )
      .pluck();
    this.#customer = db
      .prepare<[number, string], number>('SELECT key FROM customer WHERE site = ? AND id = ?')
      .pluck();
    this.#addCustomer = db.prepare('INSERT INTO customer (site, id) VALUES (?, ?)');
    this.#paymentName = terms.id('add_payment_info');
    this.#shippingName = terms.id('add_shipping_info');
  }

  readonly #paymentName: number;
  readonly #shippingName: number;

  /** Makes one order anew, and notes the customers and visits that it was and is of. */
  derive(site: Site, orderId: string): void {
    const { touched } = this.on;
    const words = this.#words.of(site.key, orderId);
    const before = this.#find.get(site.key, orderId);
    this.#note(before);
    if (words.length === 0) {
      if (before) {
        this.#noteStated(before);
        this.#removeLines.run(before.key);
        this.#remove.run(before.key);
      }
      this.#refunds.derive(site, orderId, undefined);
      return;
    }
    const order = combineOrder(words, site.currency);
    if (order.visit === null && order.visitor !== null)
      order.visit = this.#visitByTime(site, order.visitor, order.time);
    this.#completeFromCheckout(order);
    const key = this.#saveOrder(site, orderId, order);
    const after = this.#find.get(site.key, orderId) as StoredOrder;
    this.#note(after);
    if (
      before?.visitor !== after.visitor ||
      before.time !== after.time ||
      before.stated_customer !== after.stated_customer
    ) {
      if (before) this.#noteStated(before);
      this.#noteStated(after);
    }
    this.#refunds.derive(site, orderId, { key, currency: order.currency, value: order.value });
    if (order.visit !== null) touched.visits.add(order.visit);
  }

  #note(order: StoredOrder | undefined): void {
    const { touched } = this.on;
    if (order?.customer) touched.customers.add(order.customer);
    if (order?.visit) touched.visits.add(order.visit);
    if (order?.visitor) touched.cartVisitors.add(order.visitor);
  }

  // A customer id that is said of one order may be the last known one for another of its visitor.
  #noteStated({ visitor, stated_customer }: StoredOrder): void {
    if (visitor !== null && stated_customer !== null) this.on.touched.guests.add(visitor);
  }

  #saveOrder(site: Site, orderId: string, order: OrderFact): number {
    const { rates, terms } = this.on;
    const { currency, lines } = order;
    const reporting = rates.reporting(site, order.value, currency, order.time);
    const stated = order.source !== null || order.medium !== null || order.campaign !== null;
    const channel = stated
      ? channelOf({ source: order.source ?? '', medium: order.medium ?? '', campaign: order.campaign ?? '' })
      : null;
    const visitor = order.visitor === null ? undefined : this.#visitor.get(order.visitor);
    const cookieless = visitor?.cookieless === 1;
    const key = this.#save.get(
      ...[
        site.key,
        orderId,
        order.rank,
        order.time,
        currency,
        order.value,
        order.tax,
        order.shipping,
        reporting,
      ],
      ...[
        terms.idOrNull(order.coupon),
        terms.idOrNull(order.paymentType),
        terms.idOrNull(order.shippingTier),
      ],
      ...[order.visitor, order.visit, this.#customerOf(site, order, visitor, cookieless)],
      ...[lines.reduce((sum, line) => sum + line.quantity, 0), lines.length],
      ...[terms.idOrNull(order.source), terms.idOrNull(order.medium), terms.idOrNull(order.campaign)],
      ...[terms.idOrNull(channel), terms.idOrNull(order.country), terms.idOrNull(order.bot)],
      ...[Number(order.internal), Number(cookieless), terms.idOrNull(order.customerId)],
    ) as number;
    this.#saveLines(site, key, order, reporting);
    return key;
  }

  #saveLines(site: Site, key: number, order: OrderFact, reporting: number | null): void {
    const { rates, terms } = this.on;
    const weights = order.lines.map((line) => line.revenue);
    const listed = weights.reduce((sum, weight) => sum + weight, 0);
    // A discount on the order is spread over its lines; a surcharge is no product's revenue.
    const total = order.value === null ? listed : Math.min(order.value, listed);
    const revenues = largestRemainder(total, weights);
    const rate = rates.rate(site.key, order.currency, site.currency, localDate(site, order.time));
    const whole =
      total === order.value ? reporting : rate && convert(total, order.currency, site.currency, rate);
    const inReporting = whole === null ? undefined : largestRemainder(whole, weights);
    this.#removeLines.run(key);
    for (const [index, line] of order.lines.entries())
      this.#addLine.run(
        ...[key, index, site.key, order.time, terms.idOrNull(line.item), terms.idOrNull(line.name)],
        ...[
          terms.idOrNull(line.category),
          terms.idOrNull(line.brand),
          line.price,
          line.quantity,
          line.unitCost,
          rate && costOf(line, order.currency, site.currency, rate),
        ],
        ...[revenues[index] ?? 0, inReporting?.[index] ?? null],
      );
  }

  #customerOf(
    site: Site,
    order: OrderFact,
    visitor: { id: unknown } | undefined,
    cookieless: boolean,
  ): number | null {
    if (order.bot !== null || order.internal) return null;
    if (order.customerId !== null) return this.#customerKey(site, `c:${order.customerId}`);
    if (!visitor || order.visitor === null) return null;
    const id = unpackId(visitor.id);
    const { visitor: key, time } = order;
    const sightings = this.#sightings.all({ visitor: key });
    const known = customerKnownAt(
      sightings,
      time,
      ({ customer, first }) => this.#lastSeen.get({ visitor: key, from: first, to: time, customer }) ?? first,
    );
    if (known !== undefined) return this.#customerKey(site, `c:${known}`);
    return cookieless ? null : this.#customerKey(site, `v:${id}`);
  }

  #customerKey(site: Site, id: string): number {
    return this.#customer.get(site.key, id) ?? Number(this.#addCustomer.run(site.key, id).lastInsertRowid);
  }

  #visitByTime(site: Site, visitor: number, time: number): number | null {
    const idleMs = site.settings.visitIdleMinutes * 60_000;
    const rows = this.#visits.all(visitor, time + idleMs);
    const visits = rows.map((row) => ({
      id: unpackId(row.id),
      key: row.key,
      started: row.started,
      active: row.ended,
      stated: row.from_gaps === 0,
      own: { id: unpackId(row.id), started: row.own_started, ended: row.own_ended },
    }));
    visits.sort((a, b) => a.started - b.started || (a.id < b.id ? -1 : 1));
    this.on.visitors.addTraitByKey(visitor, TRAIT.timedOrder);
    const near = visitForPassive(
      time,
      visits.filter((visit) => visit.stated).map((visit) => visit.own),
      visits,
      { idleMs },
    );
    return visits.find((visit) => visit.id === near?.id)?.key ?? null;
  }

  // GA4's purchase names neither the way of payment nor of shipping; the steps before it do.
  #completeFromCheckout(order: OrderFact): void {
    if (order.visit === null) return;
    const last = (name: number) =>
      this.on.terms.valueOrNull(this.#checkoutLabel.get(order.visit as number, name, order.time) ?? null);
    order.paymentType ??= last(this.#paymentName);
    order.shippingTier ??= last(this.#shippingName);
  }
}

/** What a line cost the shop, in the site's currency; `null`: nobody has said. */
function costOf(
  { unitCost, quantity }: OrderLine,
  currency: string,
  siteCurrency: string,
  rate: Rate,
): number | null {
  if (unitCost === null) return null;
  const cost = lineRevenue(unitCost, quantity, currency);
  return currency === siteCurrency ? cost : convert(cost, currency, siteCurrency, rate);
}
