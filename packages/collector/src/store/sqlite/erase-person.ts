import type { EventData } from '@footfall/protocol';
import type { LoggedContext } from '../../facts/logged.js';
import { surveyAnswerOf } from '../../facts/survey.js';
import type { Erasure } from '../person.js';
import type { Row } from '../store.js';
import { findPersonNow } from './find-person.js';
import type { LogEntry } from './log.js';
import { packId, unpackId } from './pack-id.js';
import type { Projector } from './project.js';
import { readSettings } from './settings.js';
import type { WriteContext } from './write-context.js';

/** What the books need of an order or a refund. Everything else that was said with it goes. */
const KEPT_DATA = [
  ...[
    'transaction_id',
    'currency',
    'value',
    'tax',
    'shipping',
    'coupon',
    'payment_type',
    'shipping_tier',
    'items',
  ],
] as const satisfies readonly (keyof EventData)[];

const UNNAME_CLAIMS = `UPDATE order_claim SET word = json_set(word, '$.customerId', NULL, '$.visitor', NULL)`;

/** Events that name nobody's browser but a customer; found on a reader, for the log has no index of them. */
export interface NamelessEvents {
  /** Who is named by them. */
  customers: readonly string[];
  seqs: readonly number[];
  /** The newest event that was looked at. */
  upTo: number;
}

/**
 * Takes a person out of the truth, and the facts with it: events, visits, carts and everything made from them are gone;
 * orders and refunds stay with their amounts and products, of nobody, for a shop must keep its books.
 */
export class ErasePerson {
  readonly #seqs;
  readonly #newer;
  readonly #visits;
  readonly #ordersOf;
  readonly #orderOfVisit;
  readonly #remove;

  constructor(
    private readonly on: WriteContext,
    private readonly projector: Projector,
  ) {
    const { db } = on;
    // What is in no visit derives facts, so that both indexes together hold every event of a visitor.
    this.#seqs = db
      .prepare<[{ visitor: number }], number>(
        `SELECT seq FROM hit WHERE visit IN (SELECT key FROM visit WHERE visitor = @visitor)
         UNION SELECT seq FROM hit WHERE visitor = @visitor AND derives = 1`,
      )
      .pluck();
    this.#newer = db
      .prepare<[{ site: number; customer: string; upTo: number }], number>(
        `SELECT e.seq FROM event e JOIN context c ON c.key = e.context JOIN term t ON t.id = c.customer
         WHERE e.seq > @upTo AND e.site = @site AND c.visitor IS NULL AND t.value = @customer`,
      )
      .pluck();
    this.#visits = db.prepare<[number], unknown>('SELECT id FROM visit WHERE visitor = ?').pluck();
    this.#ordersOf = db.prepare<[number], string>('SELECT order_id FROM orders WHERE visitor = ?').pluck();
    this.#orderOfVisit = db
      .prepare<[number, string], string>('SELECT order_id FROM import_order WHERE site = ? AND visit_id = ?')
      .pluck();
    const run = (sql: string) => db.prepare<unknown[]>(sql);
    this.#remove = {
      itemHits: run('DELETE FROM item_hit WHERE seq = ?'),
      hit: run('DELETE FROM hit WHERE seq = ?'),
      lead: run('DELETE FROM lead WHERE seq = ?'),
      event: run('DELETE FROM event WHERE seq = ?'),
      answer: run('DELETE FROM survey_answer WHERE site = ? AND id = ? AND imported = 0'),
      context: run('DELETE FROM context WHERE key = ?'),
      leads: run('DELETE FROM lead WHERE visitor = ?'),
      carts: run('DELETE FROM cart WHERE visitor = ?'),
      sightings: run('DELETE FROM sighting WHERE visitor = ?'),
      sealed: run('DELETE FROM sealed_visitor WHERE visitor = ?'),
      sealedSightings: run('DELETE FROM sealed_sighting WHERE visitor = ?'),
      unnameClaims: db
        .prepare<[number], string>(`${UNNAME_CLAIMS} WHERE seq = ? AND word IS NOT NULL RETURNING order_id`)
        .pluck(),
      unnameClaimsOf: db
        .prepare<[number, string], string>(
          `${UNNAME_CLAIMS} WHERE site = ? AND word ->> '$.customerId' = ? RETURNING order_id`,
        )
        .pluck(),
      visits: run('DELETE FROM visit WHERE visitor = ?'),
      visitor: run('DELETE FROM visitor WHERE key = ?'),
      subscriptions: run('DELETE FROM subscription WHERE site = ? AND imported = ? AND subscriber = ?'),
      subscribers: run('DELETE FROM import_subscriber WHERE site = ? AND subscriber_id = ?'),
    };
  }

  /**
   * Within the caller's transaction; the facts that are derived from what stays are left to `derive`.
   *
   * @returns `undefined` where nobody is known by the id
   */
  erase(siteKey: number, id: string, nameless: NamelessEvents): Erasure | undefined {
    const { db } = this.on;
    const site = this.on.site(siteKey);
    const ask = (sql: string, parameters: Record<string, unknown>) =>
      db.prepare(sql).raw().all(parameters) as Row[];
    const { keys, visitors, names, ...found } = findPersonNow(site, id, ask);
    const seqs = new Set(nameless.seqs);
    const named = new Set([...found.customers, ...nameless.customers]);
    for (const customer of names)
      for (const seq of this.#newer.all({ site: siteKey, customer, upTo: nameless.upTo })) {
        seqs.add(seq);
        named.add(customer);
      }
    const customers = [...named];
    for (const visitor of keys) for (const seq of this.#seqs.all({ visitor })) seqs.add(seq);
    if (keys.length + customers.length === 0) return undefined;

    const orders = new Set<string>();
    for (const visitor of keys) {
      for (const order of this.#ordersOf.all(visitor)) orders.add(order);
      for (const visit of this.#visits.all(visitor))
        for (const order of this.#orderOfVisit.all(siteKey, unpackId(visit))) orders.add(order);
    }
    // Of an event that retention has let go its facts are all that is left.
    for (const seq of seqs) for (const order of this.#remove.unnameClaims.all(seq)) orders.add(order);
    for (const customer of customers)
      for (const order of this.#remove.unnameClaimsOf.all(siteKey, customer)) orders.add(order);
    const entries = [...seqs]
      .sort((a, b) => a - b)
      .map((seq) => this.on.log.find(seq))
      .filter((entry) => entry !== undefined);
    const contexts = new Set(entries.map((entry) => entry.contextKey));
    const kept = entries.filter(isOfTheBooks);
    const answers = entries.filter(
      (entry) => !isOfTheBooks(entry) && surveyAnswerOf(entry.event) !== undefined,
    );
    const anonymous = kept.map((entry) => this.#anonymous(entry));
    for (const seq of seqs)
      for (const part of ['itemHits', 'hit', 'lead'] as const) this.#remove[part].run(seq);
    for (const entry of entries) if (!isOfTheBooks(entry)) this.#remove.event.run(entry.seq);
    let visits = 0;
    for (const visitor of keys) {
      for (const part of ['leads', 'carts', 'sightings', 'sealed', 'sealedSightings'] as const)
        this.#remove[part].run(visitor);
      visits += this.#remove.visits.run(visitor).changes;
      this.#remove.visitor.run(visitor);
    }
    const subscriptions = this.#unsubscribe(siteKey, visitors, customers);
    for (const order of this.#unnameImports(siteKey, visitors, customers, orders)) orders.add(order);
    const records = this.#unnameRecords(siteKey, customers);
    this.#dropContexts(siteKey, visitors, contexts);

    // What is in memory still knows the person.
    this.on.forget();
    for (const entry of anonymous) {
      this.projector.project(entry);
      orders.add(String(entry.event.data?.transaction_id ?? ''));
    }
    this.#answerAnew(siteKey, answers);
    orders.delete('');
    for (const order of orders) this.on.touched.order(siteKey, order);
    return {
      ...{ visitors: keys.length, visits, events: entries.length - kept.length, orders: orders.size },
      ...{ records, subscriptions },
    };
  }

  /** The entry as it is written back: amounts and products, and of its context what decides whether it counts. */
  #anonymous(entry: LogEntry): LogEntry {
    const { log } = this.on;
    const before = log.context(entry.contextKey);
    const { origin, country, internal, userAgent, hints } = before;
    const context: LoggedContext = { origin };
    if (country !== undefined) context.country = country;
    if (internal) context.internal = true;
    // Without them a browser would be taken for a bot; with no id beside them they are nobody's.
    if (userAgent !== undefined) context.userAgent = userAgent;
    if (hints) context.hints = hints;
    const data: EventData = {};
    for (const name of KEPT_DATA)
      if (entry.event.data?.[name] !== undefined) Object.assign(data, { [name]: entry.event.data[name] });
    return log.replace(entry, context, data);
  }

  #unsubscribe(site: number, visitors: readonly string[], customers: readonly string[]): number {
    const { subscriptions, subscribers } = this.#remove;
    let removed = 0;
    for (const visitor of visitors) removed += subscriptions.run(site, 0, `v:${visitor}`).changes;
    for (const customer of customers) {
      removed += subscriptions.run(site, 0, `c:${customer}`).changes;
      removed += subscriptions.run(site, 1, customer).changes;
      subscribers.run(site, customer);
    }
    return removed;
  }

  /** Takes the ids out of imported orders. @returns the orders */
  #unnameImports(
    site: number,
    visitors: readonly string[],
    customers: readonly string[],
    orders: ReadonlySet<string>,
  ): string[] {
    const { db } = this.on;
    const byVisitor = db
      .prepare<[number, string], string>(
        `UPDATE import_order SET visitor_id = NULL, visit_id = NULL WHERE site = ? AND visitor_id = ?
         RETURNING order_id`,
      )
      .pluck();
    const byCustomer = db
      .prepare<[number, string], string>(
        'UPDATE import_order SET customer_id = NULL WHERE site = ? AND customer_id = ? RETURNING order_id',
      )
      .pluck();
    const byOrder = db.prepare(
      'UPDATE import_order SET visit_id = NULL WHERE site = ? AND order_id = ? AND visitor_id IS NULL',
    );
    const touched = [
      ...visitors.flatMap((visitor) => byVisitor.all(site, visitor)),
      ...customers.flatMap((customer) => byCustomer.all(site, customer)),
    ];
    for (const order of orders) byOrder.run(site, order);
    return touched;
  }

  #unnameRecords(site: number, customers: readonly string[]): number {
    const tables = [
      ['support_case', 'customer_id'],
      ['import_survey_response', 'customer_id'],
      ['survey_answer', 'customer'],
    ] as const;
    let records = 0;
    for (const [table, column] of tables) {
      const update = this.on.db.prepare(
        `UPDATE ${table} SET ${column} = NULL WHERE site = ? AND ${column} = ?`,
      );
      for (const customer of customers) {
        const { changes } = update.run(site, customer);
        // An imported answer stands in two tables.
        if (table !== 'survey_answer') records += changes;
      }
    }
    return records;
  }

  // A context is of no site: two of them may share the one of a visitor that both know.
  #dropContexts(site: number, visitors: readonly string[], contexts: ReadonlySet<number>): void {
    const { db } = this.on;
    const others = readSettings(db).sites.filter((each) => each.key !== site);
    const elsewhere = db.prepare('SELECT 1 FROM visitor WHERE site = ? AND id = ?');
    const shared = (key: number) => {
      const visitor = this.on.log.context(key).visitor;
      if (visitor === undefined || !visitors.includes(visitor)) return others.length > 0;
      return others.some((other) => elsewhere.get(other.key, packId(visitor)) !== undefined);
    };
    for (const key of contexts) if (!shared(key)) this.#remove.context.run(key);
  }

  /** Of answers by one id the first counts: with it gone, the next that was given does. */
  #answerAnew(site: number, answers: readonly LogEntry[]): void {
    const ids = new Set(answers.map(({ event }) => surveyAnswerOf(event)?.responseId ?? event.id));
    if (ids.size === 0) return;
    const { db, log, terms } = this.on;
    for (const id of ids) this.#remove.answer.run(site, packId(id));
    const given = db
      .prepare<[number, number], number>('SELECT seq FROM hit WHERE site = ? AND name = ?')
      .pluck()
      .all(site, terms.id('survey_response'));
    for (const seq of given) {
      const entry = log.find(seq);
      const answer = entry && surveyAnswerOf(entry.event);
      if (answer && ids.has(answer.responseId ?? entry.event.id)) this.projector.projectAnswer(entry);
    }
  }
}

function isOfTheBooks({ event }: LogEntry): boolean {
  if (event.name === 'refund') return event.data !== undefined;
  return event.name === 'purchase' && event.data?.transaction_id !== undefined;
}
