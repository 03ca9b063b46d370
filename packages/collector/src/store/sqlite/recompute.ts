import { contentGroupOf } from '../../enrich/page.js';
import type { Pending, PendingWork } from './pending.js';
import { TOUCH } from './touched.js';
import { TRAIT } from './visitors.js';
import type { WriteContext } from './write-context.js';

/** Rows that one step works on, so that beacons never wait long behind it. */
const STEP_ROWS = 500;

/** Lets facts follow a change of settings or rates, a step at a time. */
export class Recompute {
  #cursor: { site: number; work: PendingWork; after: number } | undefined;

  constructor(
    private readonly on: WriteContext,
    private readonly pending: Pending,
    private readonly derive: () => void,
  ) {}

  /** Does one step of what is left, within the caller's transaction. `false`: nothing is left. */
  step(): boolean {
    const next = this.pending.next();
    if (!next) return false;
    if (this.#cursor?.site !== next.site || this.#cursor.work !== next.work)
      this.#cursor = { ...next, after: 0 };
    const last = this.#do(next.site, next.work, this.#cursor.after);
    if (last === undefined) {
      this.pending.remove(next.site, next.work);
      this.#cursor = undefined;
    } else this.#cursor.after = last;
    return true;
  }

  /** A change came while its work was under way: it begins again. */
  restart(): void {
    this.#cursor = undefined;
  }

  #do(site: number, work: PendingWork, after: number): number | undefined {
    switch (work) {
      case 'reprice':
        return this.#reprice(site, after);
      case 'regroup':
        return this.#regroup(site, after);
      case 'regap':
        return this.#regap(site, after);
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
      .prepare<[number, number, number], { key: number; currency: string; value: number; last_time: number }>(
        'SELECT key, currency, value, last_time FROM cart WHERE site = ? AND key > ? AND key <= ?',
      )
      .all(siteKey, after, last ?? Number.MAX_SAFE_INTEGER);
    const update = db.prepare('UPDATE cart SET reporting = ? WHERE key = ?');
    for (const cart of carts)
      update.run(rates.reporting(site, cart.value, cart.currency, cart.last_time), cart.key);
    this.derive();
    return last;
  }

  // Costs and refunds that name no order are few beside orders.
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
    const { db, touched } = this.on;
    const traits = TRAIT.loose | TRAIT.order;
    const rows = db
      .prepare<[number, number, number, number], { key: number; cookieless: number; traits: number }>(
        'SELECT key, cookieless, traits FROM visitor WHERE key > ? AND site = ? AND traits & ? ORDER BY key LIMIT ?',
      )
      .all(after, siteKey, traits, STEP_ROWS);
    for (const row of rows)
      touched.visitor(
        { key: row.key, site: siteKey, id: '', cookieless: row.cookieless === 1, traits: row.traits },
        TOUCH.loose | TOUCH.orders,
      );
    this.derive();
    return rows.at(-1)?.key;
  }
}
