import type { EventData } from '@footfall/protocol';
import type { LoggedEvent } from '../../facts/logged.js';
import { largestRemainder, lineRevenue, toMinor, toScaled } from '../../facts/money.js';
import type { Site } from '../store.js';
import type { WriteContext } from './write-context.js';

/**
 * `refund` events become rows of `refund`: one for the whole, or one for each item that came back. What is not said of
 * their value follows from the order.
 */
export class RefundEvents {
  readonly #add;

  constructor(private readonly on: WriteContext) {
    this.#add = on.db.prepare(
      `INSERT OR REPLACE INTO refund (site, id, imported, time, order_id, currency, stated_value, value, reporting,
         item, quantity, reason, replaced, bot, internal)
       VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, NULL, 0, ?, ?)`,
    );
  }

  project(
    event: LoggedEvent,
    data: EventData,
    site: Site,
    judged: { bot: number | null; internal: number },
  ): void {
    const { rates, terms, touched } = this.on;
    const currency = data.currency ?? site.currency;
    const orderId = data.transaction_id ?? null;
    const items = data.items ?? [];
    const weights = items.map((item) =>
      lineRevenue(toScaled(item.price ?? 0, 6), toScaled(item.quantity ?? 1, 3), currency),
    );
    const listed = weights.reduce((sum, weight) => sum + weight, 0);
    const whole = data.value !== undefined ? toMinor(data.value, currency) : listed > 0 ? listed : null;
    const parts = whole === null ? [] : largestRemainder(whole, weights);
    const rows = items.length > 0 ? items : [undefined];
    for (const [index, item] of rows.entries()) {
      const value = item ? (parts[index] ?? null) : whole;
      const id = item?.item_id ?? item?.item_name;
      this.#add.run(
        ...[site.key, `${event.id}/${index}`, event.time, orderId, currency, value, value],
        rates.reporting(site, value, currency, event.time),
        ...[terms.idOrNull(id), item ? toScaled(item.quantity ?? 1, 3) : null, judged.bot, judged.internal],
      );
    }
    if (orderId !== null) touched.order(site.key, orderId);
  }
}
