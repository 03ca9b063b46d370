import { findDataset } from '@footfall/protocol';
import { channelOf } from '../../enrich/channel.js';
import { toMinor, toScaled } from '../../facts/money.js';
import type { ImportChunk, ImportChunkResult, Site, StoredRow } from '../store.js';
import { businessTables } from './business-tables.js';
import { type Fields, type ImportTable, text } from './import-table.js';
import { Pending } from './pending.js';
import { isAddress } from './pseudonyms.js';
import { isStorable } from './storable-row.js';
import type { Subscriptions } from './subscriptions.js';
import type { SurveyAnswers } from './survey-answers.js';
import { TOUCH } from './touched.js';
import { TRAIT } from './visitors.js';
import type { WriteContext } from './write-context.js';

/** Rows that `rebuild` takes at a time. */
const PAGE = 1000;

/** Rows of imports, each in the table of its dataset, a later import winning. */
export class Imports {
  readonly #pending: Pending;
  readonly #tables: Record<string, ImportTable>;
  readonly #statements = new Map<string, ReturnType<typeof prepare>>();
  readonly #putRefund;

  constructor(
    private readonly on: WriteContext,
    private readonly subscriptions: Subscriptions,
    private readonly surveyAnswers: SurveyAnswers,
  ) {
    this.#pending = new Pending(on.db);
    this.#putRefund = on.db.prepare(
      `INSERT OR REPLACE INTO refund (site, id, imported, time, order_id, currency, stated_value, value, reporting,
         item, quantity, reason, replaced, bot, internal)
       VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, NULL, 0)`,
    );
    this.#tables = {
      orders: {
        name: 'import_order',
        key: ['order_id'],
        columns: [
          ...[
            'time',
            'currency',
            'value',
            'customer_id',
            'visitor_id',
            'visit_id',
            'tax',
            'shipping',
            'coupon',
          ],
          ...['payment_type', 'shipping_tier', 'source', 'medium', 'campaign', 'country'],
        ],
        after: (site, fields, before) => this.#orderChanged(site, fields, before),
      },
      order_items: {
        name: 'import_order_item',
        key: ['order_id', 'line'],
        columns: ['item_id', 'item_name', 'item_category', 'item_brand', 'price', 'quantity', 'unit_cost'],
        after: (site, fields) => on.touched.order(site.key, String(fields.order_id)),
      },
      refunds: {
        name: 'import_refund',
        key: ['refund_id'],
        columns: ['time', 'currency', 'value', 'order_id', 'item_id', 'quantity', 'reason'],
        after: (site, fields, before) => this.#refundChanged(site, fields, before),
      },
      costs: {
        name: 'cost',
        key: ['date', 'kind', 'source', 'medium', 'campaign'],
        columns: ['cost', 'currency', 'clicks', 'impressions', 'channel', 'reporting'],
        complete: (site, fields) => this.#completeCost(site, fields),
      },
      exchange_rates: {
        name: 'exchange_rate',
        key: ['base', 'quote', 'date'],
        columns: ['rate'],
        after: (site) => {
          this.#pending.add(site.key, 'reprice');
          this.#pending.add(site.key, 'reprice_competitors');
        },
      },
      subscribers: {
        name: 'import_subscriber',
        key: ['subscriber_id', 'time', 'action'],
        columns: ['list'],
        after: (site, fields) => subscriptions.import(site.key, fields),
      },
      survey_responses: {
        name: 'import_survey_response',
        key: ['response_id'],
        columns: ['time', 'kind', 'score', 'customer_id'],
        after: (site, fields) => surveyAnswers.import(site.key, fields),
      },
      ...businessTables(on),
    };
  }

  /** Whether the store has a place for the dataset. */
  knows(dataset: string): boolean {
    return Object.hasOwn(this.#tables, dataset);
  }

  /** Puts checked rows in their table; a key that comes a second time in one session is refused. */
  put(chunk: ImportChunk): ImportChunkResult {
    const table = this.#tables[chunk.dataset];
    if (!table) throw new Error(`no table for dataset ${chunk.dataset}`);
    const site = this.on.site(chunk.site);
    const { find, write } = this.#prepared(table);
    const result: ImportChunkResult = { inserted: 0, updated: 0, refused: [] };
    const stored: StoredRow[] = [];
    const hidden = findDataset(chunk.dataset)?.pseudonyms ?? [];
    for (const { row, fields: written } of chunk.rows) {
      const stated = this.#withoutAddresses(site, hidden, written);
      if (!isStorable(chunk.dataset, stated)) {
        result.refused.push({ row, reason: 'invalid_value' });
        continue;
      }
      const fields = table.complete ? table.complete(site, stated) : stated;
      const key = table.key.map((column) => fields[column] ?? '');
      const before = find.get(site.key, ...key) as (Fields & { session: string }) | undefined;
      if (before?.session === chunk.session) {
        result.refused.push({ row, reason: 'duplicate_key' });
        continue;
      }
      if (stored.length < (chunk.preview ?? 0)) stored.push({ row, fields: stated });
      const values = table.columns.map((column) => fields[column] ?? null);
      write.run(site.key, ...key, chunk.session, ...values);
      if (before) result.updated++;
      else result.inserted++;
      const same = before && table.columns.every((column) => before[column] === (fields[column] ?? null));
      if (!same) table.after?.(site, fields, before);
    }
    return chunk.preview === undefined ? result : { ...result, stored };
  }

  /** Makes the facts of all imported rows anew, for `rebuild`. */
  projectAll(flush: () => void): void {
    for (const row of this.#pages('import_order', 'order_id', flush))
      this.#orderChanged(this.on.site(row.site), row, undefined);
    for (const row of this.#pages('import_refund', 'refund_id', flush))
      this.#refundChanged(this.on.site(row.site), row, undefined);
    for (const row of this.#pages('import_survey_response', 'response_id', flush))
      this.surveyAnswers.import(row.site, row);
    this.#projectSubscribers(flush);
    this.#judgeCosts();
  }

  // Page by page, for a shop's books can be larger than memory; `flush` lets the facts of a page follow.
  *#pages(table: string, key: string, flush: () => void): Iterable<Fields & { site: number }> {
    const page = this.on.db.prepare<[number, string, number], Fields & { site: number }>(
      `SELECT * FROM ${table} WHERE (site, ${key}) > (?, ?) ORDER BY site, ${key} LIMIT ?`,
    );
    let last: Fields & { site: number } = { site: 0, [key]: '' } as never;
    for (;;) {
      const rows = page.all(last.site, String(last[key]), PAGE);
      yield* rows;
      flush();
      if (rows.length < PAGE) return;
      last = rows.at(-1) as typeof last;
    }
  }

  // By subscriber and not by row, for what a subscriber does is worked out once for all his rows.
  #projectSubscribers(flush: () => void): void {
    const page = this.on.db.prepare<[number, string, number], { site: number; subscriber_id: string }>(
      `SELECT DISTINCT site, subscriber_id FROM import_subscriber WHERE (site, subscriber_id) > (?, ?)
       ORDER BY site, subscriber_id LIMIT ?`,
    );
    const rows = this.on.db.prepare<[number, string], Fields>(
      'SELECT * FROM import_subscriber WHERE site = ? AND subscriber_id = ?',
    );
    for (let last = { site: 0, subscriber_id: '' }; ; ) {
      const subscribers = page.all(last.site, last.subscriber_id, PAGE);
      for (const { site, subscriber_id } of subscribers)
        for (const row of rows.all(site, subscriber_id)) this.subscriptions.import(site, row);
      flush();
      if (subscribers.length < PAGE) return;
      last = subscribers.at(-1) as typeof last;
    }
  }

  // What follows from a cost: its channel by the lists of today, and its amount in the site's currency.
  #judgeCosts(): void {
    const { db } = this.on;
    const keys = ['site', ...(this.#tables.costs as ImportTable).key];
    const update = db.prepare(
      `UPDATE cost SET channel = @channel, reporting = @reporting
       WHERE ${keys.map((key) => `${key} = @${key}`).join(' AND ')}`,
    );
    for (const row of db.prepare<[], Fields & { site: number }>('SELECT * FROM cost').all())
      update.run({ ...row, ...this.#judgedCost(this.on.site(row.site), row, Number(row.cost)) });
  }

  #withoutAddresses(site: Site, columns: readonly string[], fields: Fields): Fields {
    let found = fields;
    for (const column of columns) {
      const value = found[column];
      if (isAddress(value)) found = { ...found, [column]: this.on.pseudonyms.of(site.id, value) };
    }
    return found;
  }

  #prepared(table: ImportTable): ReturnType<typeof prepare> {
    let prepared = this.#statements.get(table.name);
    if (!prepared) {
      prepared = prepare(this.on, table);
      this.#statements.set(table.name, prepared);
    }
    return prepared;
  }

  #orderChanged(site: Site, fields: Fields, before: Fields | undefined): void {
    const { touched, visitors } = this.on;
    touched.order(site.key, String(fields.order_id));
    for (const row of before ? [fields, before] : [fields]) {
      if (row.visitor_id === null || row.visitor_id === undefined) continue;
      const visitor = visitors.get(site.key, String(row.visitor_id), false);
      visitors.addTrait(visitor, TRAIT.order);
      // With a customer it may name the customer of the visitor's other orders.
      if (row.customer_id !== null) touched.visitor(visitor, TOUCH.customer);
    }
  }

  #refundChanged(site: Site, fields: Fields, before: Fields | undefined): void {
    const { rates, terms, touched } = this.on;
    const currency = String(fields.currency);
    const time = Number(fields.time);
    const value = toMinor(String(fields.value), currency);
    this.#putRefund.run(
      ...[site.key, fields.refund_id, time, fields.order_id ?? null, currency, value, value],
      rates.reporting(site, value, currency, time),
      ...[terms.idOrNull(text(fields.item_id)), fields.quantity ? toScaled(fields.quantity, 3) : null],
      terms.idOrNull(text(fields.reason)),
    );
    for (const row of [fields, before])
      if (row?.order_id !== null && row?.order_id !== undefined)
        touched.order(site.key, String(row.order_id));
  }

  #completeCost(site: Site, fields: Fields): Fields {
    const source = text(fields.source) ?? '';
    const medium = text(fields.medium) ?? '';
    const campaign = text(fields.campaign) ?? '';
    const cost = toMinor(String(fields.cost), String(fields.currency));
    const whole = { ...fields, source, medium, campaign, cost };
    return { ...whole, ...this.#judgedCost(site, whole, cost) };
  }

  #judgedCost(site: Site, fields: Fields, cost: number): Fields {
    const [source, medium, campaign] = [fields.source, fields.medium, fields.campaign].map(String) as [
      string,
      string,
      string,
    ];
    return {
      channel: source === '' && medium === '' ? null : channelOf({ source, medium, campaign }),
      reporting: this.on.rates.reportingOn(site, cost, String(fields.currency), String(fields.date)),
    };
  }
}

function prepare(on: WriteContext, table: ImportTable) {
  const { name, key, columns } = table;
  const all = ['site', ...key, 'session', ...columns];
  return {
    find: on.db.prepare(
      `SELECT ${['session', ...columns, ...key].join(', ')} FROM ${name}
       WHERE site = ? AND ${key.map((column) => `${column} = ?`).join(' AND ')}`,
    ),
    write: on.db.prepare(
      `INSERT OR REPLACE INTO ${name} (${all.join(', ')}) VALUES (${all.map(() => '?').join(', ')})`,
    ),
  };
}
