import type { Site } from '../store.js';
import type { WriteContext } from './write-context.js';

interface RefundRow {
  key: number;
  imported: number;
  time: number;
  currency: string;
  stated_value: number | null;
  bot: number | null;
  internal: number;
}

/** Refunds of one order: imported ones replace its events, and one without a value gives back the whole order. */
export class DeriveRefunds {
  readonly #rows;
  readonly #update;
  readonly #count;

  constructor(private readonly on: WriteContext) {
    const { db } = on;
    this.#rows = db.prepare<[number, string], RefundRow>(
      `SELECT key, imported, time, currency, stated_value, bot, internal FROM refund
       WHERE site = ? AND order_id = ?`,
    );
    this.#update = db.prepare(
      'UPDATE refund SET orders = ?, currency = ?, value = ?, reporting = ?, replaced = ? WHERE key = ?',
    );
    this.#count = db.prepare('UPDATE orders SET refunds = ? WHERE key = ?');
  }

  derive(
    site: Site,
    orderId: string,
    order: { key: number; currency: string; value: number | null } | undefined,
  ): void {
    const rows = this.#rows.all(site.key, orderId);
    const imported = rows.some((row) => row.imported === 1);
    let counted = 0;
    for (const row of rows) {
      const whole = row.stated_value === null && order !== undefined;
      const currency = whole ? order.currency : row.currency;
      const value = whole ? order.value : row.stated_value;
      const replaced = imported && row.imported === 0;
      const reporting = this.on.rates.reporting(site, value, currency, row.time);
      this.#update.run(order?.key ?? null, currency, value, reporting, Number(replaced), row.key);
      if (!replaced && row.bot === null && row.internal === 0) counted++;
    }
    if (order) this.#count.run(counted, order.key);
  }
}
