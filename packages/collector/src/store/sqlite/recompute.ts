import { contentGroupOf } from '../../enrich/page.js';
import { reportingOfCompetitor, reportingOfProduct } from './business-tables.js';
import { type CartValue, cartReporting } from './cart-value.js';
import type { Fields } from './import-table.js';
import { EVENT_COLUMNS } from './log.js';
import type { Pending, PendingRow, PendingWork } from './pending.js';
import type { Projector } from './project.js';
import { TOUCH } from './touched.js';
import { type StoredVisitor, TRAIT } from './visitors.js';
import type { WriteContext } from './write-context.js';

/** Rows that one step works on, so that beacons never wait long behind it. */
const STEP_ROWS = 500;

/** Lets facts follow a change of settings or rates, a step at a time. */
export class Recompute {
  #cursor: (PendingRow & { after: number }) | undefined;

  constructor(
    private readonly on: WriteContext,
    private readonly pending: Pending,
    private readonly projector: Projector,
    private readonly derive: () => void,
  ) {}

  /** Does one step of what is left, within the caller's transaction. `false`: nothing is left. */
  step(): boolean {
    const next = this.pending.next();
    if (!next) return false;
    const { site, work, asked } = next;
    if (this.#cursor?.site !== site || this.#cursor.work !== work || this.#cursor.asked !== asked)
      this.#cursor = { ...next, after: 0 };
    const last = this.#do(next.site, next.work, this.#cursor.after);
    if (last === undefined) {
      this.pending.remove(next.site, next.work);
      this.#cursor = undefined;
    } else this.#cursor.after = last;
    return true;
  }

  /** A transaction was rolled back, and with it perhaps the last step. */
  restart(): void {
    this.#cursor = undefined;
  }

  #do(site: number, work: PendingWork, after: number): number | undefined {
    switch (work) {
      case 'reprice':
        return this.#reprice(site, after);
      case 'reprice_competitors':
        return this.#repriceCompetitors(site, after);
      case 'regroup':
        return this.#regroup(site, after);
      case 'regap':
        return this.#regap(site, after);
      case 'restate':
        return this.#restate(site, after);
    }
  }

  #reprice(siteKey: number, after: number): number | undefined {
    const { db, rates, touched } = this.on;
    const site = this.on.site(siteKey);
    if (after === 0) this.#repriceRows(siteKey);
    const orders = db
      .prepare<[number, number, number], { key: number; order_id: string; visitor: number | null }>(
        'SELECT key, order_id, visitor FROM orders WHERE key > ? AND site = ? ORDER BY key LIMIT ?',
      )
      .all(after, siteKey, STEP_ROWS);
    for (const order of orders) touched.order(siteKey, order.order_id);
    const last = orders.at(-1)?.key;
    const carts = db
      .prepare<[number, number, number], CartValue & { key: number; last_time: number }>(
        'SELECT key, currency, value, parts, last_time FROM cart WHERE site = ? AND key > ? AND key <= ?',
      )
      .all(siteKey, after, last ?? Number.MAX_SAFE_INTEGER);
    const update = db.prepare('UPDATE cart SET reporting = ? WHERE key = ?');
    for (const cart of carts)
      update.run(cartReporting(cart, { rates, site, time: cart.last_time }), cart.key);
    this.derive();
    return last;
  }

  #repriceCompetitors(siteKey: number, after: number): number | undefined {
    const { db } = this.on;
    const site = this.on.site(siteKey);
    const rows = db
      .prepare<[number, number, number], { key: number; price: number; currency: string; date: string }>(
        'SELECT key, price, currency, date FROM competitor_price WHERE key > ? AND site = ? ORDER BY key LIMIT ?',
      )
      .all(after, siteKey, STEP_ROWS * 10);
    const update = db.prepare('UPDATE competitor_price SET reporting = ? WHERE key = ?');
    for (const row of rows) update.run(reportingOfCompetitor(this.on, site, row), row.key);
    return rows.at(-1)?.key;
  }

  // Costs, products and refunds that name no order are few beside orders.
  #repriceRows(siteKey: number): void {
    const { db, rates } = this.on;
    const site = this.on.site(siteKey);
    const costs = db
      .prepare<
        [number],
        Record<'date' | 'kind' | 'source' | 'medium' | 'campaign' | 'currency', string> & { cost: number }
      >('SELECT date, kind, source, medium, campaign, currency, cost FROM cost WHERE site = ?')
      .all(siteKey);
    const updateCost = db.prepare(
      `UPDATE cost SET reporting = ? WHERE site = ? AND date = ? AND kind = ? AND source = ? AND medium = ?
         AND campaign = ?`,
    );
    for (const { date, kind, source, medium, campaign, currency, cost } of costs) {
      const reporting = rates.reportingOn(site, cost, currency, date);
      updateCost.run(reporting, siteKey, date, kind, source, medium, campaign);
    }
    const products = db
      .prepare<[number], Pick<Fields, 'price' | 'unit_cost' | 'currency'> & { item: number }>(
        'SELECT item, price, unit_cost, currency FROM import_product WHERE site = ?',
      )
      .all(siteKey);
    const updateProduct = db.prepare(
      'UPDATE import_product SET reporting_price = ?, reporting_unit_cost = ? WHERE site = ? AND item = ?',
    );
    for (const product of products) {
      const { reporting_price, reporting_unit_cost } = reportingOfProduct(this.on, site, product);
      updateProduct.run(reporting_price, reporting_unit_cost, siteKey, product.item);
    }
    const refunds = db
      .prepare<[number], { key: number; value: number | null; currency: string; time: number }>(
        'SELECT key, value, currency, time FROM refund WHERE site = ?',
      )
      .all(siteKey);
    const updateRefund = db.prepare('UPDATE refund SET reporting = ? WHERE key = ?');
    for (const refund of refunds)
      updateRefund.run(rates.reporting(site, refund.value, refund.currency, refund.time), refund.key);
  }

  #regroup(siteKey: number, after: number): number | undefined {
    const { db, terms } = this.on;
    const rules = this.on.site(siteKey).settings.contentGroups;
    const rows = db
      .prepare<[number, number, number], { seq: number; page: number | null }>(
        'SELECT seq, page FROM hit WHERE seq > ? AND site = ? ORDER BY seq LIMIT ?',
      )
      .all(after, siteKey, STEP_ROWS * 10);
    const update = db.prepare('UPDATE hit SET content_group = ? WHERE seq = ?');
    for (const { seq, page } of rows) {
      const path = terms.valueOrNull(page);
      update.run(terms.idOrNull(path === null ? null : contentGroupOf(path, rules)), seq);
    }
    return rows.at(-1)?.seq;
  }

  #regap(siteKey: number, after: number): number | undefined {
    const visitors = this.#visitors(siteKey, TRAIT.loose | TRAIT.order, after);
    for (const visitor of visitors)
      this.on.touched.visitor(visitor, TOUCH.loose | TOUCH.idle | TOUCH.visits | TOUCH.orders | TOUCH.carts);
    this.derive();
    return visitors.at(-1)?.key;
  }

  #restate(siteKey: number, after: number): number | undefined {
    if (after === 0) this.#restateRefunds(siteKey);
    const visitors = this.#visitors(siteKey, TRAIT.cart, after);
    for (const visitor of visitors) this.on.touched.visitor(visitor, TOUCH.carts);
    this.derive();
    return visitors.at(-1)?.key;
  }

  // Refunds are few beside orders.
  #restateRefunds(siteKey: number): void {
    const { db, log, terms } = this.on;
    const rows = db
      .prepare<[number, number], Parameters<typeof log.entryOf>[0]>(
        `SELECT ${EVENT_COLUMNS} FROM hit h JOIN event e ON e.seq = h.seq WHERE h.site = ? AND h.name = ?`,
      )
      .all(siteKey, terms.id('refund'));
    for (const row of rows) this.projector.projectRefund(log.entryOf(row));
  }

  #visitors(siteKey: number, traits: number, after: number): StoredVisitor[] {
    const { db, visitors } = this.on;
    const keys = db
      .prepare<[number, number, number, number], number>(
        'SELECT key FROM visitor WHERE key > ? AND site = ? AND traits & ? ORDER BY key LIMIT ?',
      )
      .pluck()
      .all(after, siteKey, traits, STEP_ROWS);
    return keys.map((key) => visitors.at(key) as StoredVisitor);
  }
}
