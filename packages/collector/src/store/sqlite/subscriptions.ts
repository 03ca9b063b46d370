import { changesOf } from '../../facts/subscription.js';
import { type Fields, text } from './import-table.js';
import type { LogEntry } from './log.js';
import { packId } from './pack-id.js';
import type { WriteContext } from './write-context.js';

const ACTIONS: Readonly<Record<string, 'subscribe' | 'unsubscribe'>> = {
  newsletter_subscribe: 'subscribe',
  newsletter_unsubscribe: 'unsubscribe',
};

interface Row {
  time: number;
  id: unknown;
  action: 'subscribe' | 'unsubscribe';
  list: string;
  change: number;
  counts: number;
}

/** Who comes to the newsletter and who leaves it, from imports and from events, which never mix. */
export class Subscriptions {
  readonly #put;
  readonly #rows;
  readonly #change;

  constructor(private readonly on: WriteContext) {
    const { db } = on;
    this.#put = db.prepare(
      `INSERT INTO subscription (site, imported, subscriber, time, id, action, list, change, seq, bot, internal)
       VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)
       ON CONFLICT (site, imported, subscriber, time, id) DO UPDATE SET list = excluded.list`,
    );
    this.#rows = db.prepare<[number, number, string], Row>(
      `SELECT time, id, action, list, change, bot IS NULL AND internal = 0 AS counts FROM subscription
       WHERE site = ? AND imported = ? AND subscriber = ? ORDER BY time, id`,
    );
    this.#change = db.prepare(
      'UPDATE subscription SET change = ? WHERE site = ? AND imported = ? AND subscriber = ? AND time = ? AND id = ?',
    );
  }

  /** A row of the import `subscribers`. */
  import(site: number, fields: Fields): void {
    const subscriber = String(fields.subscriber_id);
    const action = String(fields.action);
    const list = text(fields.list) ?? '';
    this.#put.run(site, 1, subscriber, Number(fields.time), action, action, list, null, null, 0);
    this.on.touched.subscriber(site, 1, subscriber);
  }

  /** A newsletter event; any other is passed over. */
  project(entry: LogEntry, judged: { bot: number | null; internal: number }): void {
    const { event, seq, site } = entry;
    const action = ACTIONS[event.name];
    if (action === undefined) return;
    const context = this.on.log.context(entry.contextKey);
    // Whom nobody knows is somebody of his own.
    const subscriber =
      context.visitor !== undefined
        ? `v:${context.visitor}`
        : context.customer !== undefined
          ? `c:${context.customer}`
          : `e:${event.id}`;
    const list = typeof event.data?.list === 'string' ? event.data.list : '';
    this.#put.run(
      ...[site, 0, subscriber, event.time, packId(event.id), action, list, seq],
      ...[judged.bot, judged.internal],
    );
    this.on.touched.subscriber(site, 0, subscriber);
  }

  /** Works out anew at which of its rows a subscriber came and went. */
  derive(site: number, imported: number, subscriber: string): void {
    const rows = this.#rows.all(site, imported, subscriber);
    const changes = changesOf(rows.filter((row) => row.counts === 1));
    for (const row of rows) {
      const change = changes.get(row) ?? 0;
      if (change !== row.change) this.#change.run(change, site, imported, subscriber, row.time, row.id);
    }
  }
}
