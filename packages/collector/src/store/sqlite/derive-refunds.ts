import { roundHalfEvenRatio } from '../../facts/money.js';
import type { Site } from '../store.js';
import type { WriteContext } from './write-context.js';

interface RefundRow {
  key: number;
  imported: number;
  time: number;
  currency: string;
  stated_value: number | null;
  item: number | null;
  quantity: number | null;
  bot: number | null;
  internal: number;
}

/** An order as its refunds see it. */
export interface RefundedOrder {
  key: number;
  currency: string;
  value: number | null;
}

/**
 * Refunds of one order: imported ones replace its events. One without a value gives back the whole order, or of the
 * item that it names as much as the order's lines of it were worth.
 */
export class DeriveRefunds {
  readonly #rows;
  readonly #update;
  readonly #count;
  readonly #lines;

  constructor(private readonly on: WriteContext) {
    const { db } = on;
    this.#rows = db.prepare<[number, string], RefundRow>(
      `SELECT key, imported, time, currency, stated_value, item, quantity, bot, internal
       FROM refund
       WHERE site = ? AND order_id = ?`,
    );
    this.#update = db.prepare(
      'UPDATE refund SET orders = ?, currency = ?, value = ?, reporting = ?, replaced = ? WHERE key = ?',
    );
    this.#count = db.prepare('UPDATE orders SET refunds = ? WHERE key = ?');
    this.#lines = db.prepare<[number, number], { revenue: number; quantity: number }>(
      `SELECT coalesce(sum(revenue), 0) AS revenue, coalesce(sum(quantity), 0) AS quantity FROM order_line
       WHERE orders = ? AND item = ?`,
    );
  }

  derive(site: Site, orderId: string, order: RefundedOrder | undefined): void {
    const rows = this.#rows.all(site.key, orderId);
    const imported = rows.some((row) => row.imported === 1);
    let counted = 0;
    for (const row of rows) {
      const unsaid = row.stated_value === null && order !== undefined;
      const currency = unsaid ? order.currency : row.currency;
      const value = unsaid ? this.#valueOf(row, order) : row.stated_value;
      const replaced = imported && row.imported === 0;
      const reporting = this.on.rates.reporting(site, value, currency, row.time);
      this.#update.run(order?.key ?? null, currency, value, reporting, Number(replaced), row.key);
      if (!replaced && row.bot === null && row.internal === 0) counted++;
    }
    if (order) this.#count.run(counted, order.key);
  }

  // GA4 names the items of a partial refund by id and quantity alone.
  #valueOf({ item, quantity }: RefundRow, order: RefundedOrder): number | null {
    if (item === null) return order.value;
    const lines = this.#lines.get(order.key, item);
    if (!lines?.quantity) return null;
    const back = Math.min(quantity ?? lines.quantity, lines.quantity);
    return roundHalfEvenRatio(BigInt(lines.revenue) * BigInt(back), lines.quantity);
  }
}
