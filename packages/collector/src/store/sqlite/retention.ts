import { horizonOf, sealedSql } from '../../facts/sealed.js';
import type { RetentionReport, Row, Site } from '../store.js';
import { DeriveCarts } from './derive-carts.js';
import { OrderWords } from './order-words.js';
import { readSettings } from './settings.js';
import { type StoredVisitor, TRAIT } from './visitors.js';
import type { WriteContext } from './write-context.js';

/** Events that one step looks at, and visitors that it seals: some milliseconds. */
const STEP_EVENTS = 1000;
const STEP_VISITORS = 50;
const DAY_MS = 24 * 3600_000;

interface LoggedHit {
  seq: number;
  name: number;
  time: number;
  context: number;
}

/**
 * Takes raw events out of the log that are older than their site keeps them. The facts that were made of them stay, and
 * are sealed: what is kept of the events is what later derivations rest on (what was said of an order, a cart that was
 * open, who was seen when).
 *
 * A visitor is sealed as a whole, in one transaction: then its visits that ended before the horizon change no more,
 * whatever still comes.
 */
export class Retention {
  readonly #carts: DeriveCarts;
  readonly #words: OrderWords;
  readonly #todo;
  readonly #page;
  readonly #ofVisits;
  readonly #ofNone;
  readonly #claims;
  readonly #putWord;
  readonly #doubleDays;
  readonly #customer;
  readonly #putSighting;
  readonly #drop;
  readonly #before;
  readonly #purchase: number;
  #after = 0;
  /** The horizons under which {@link #after} was reached. */
  #under = '';

  constructor(private readonly on: WriteContext) {
    const { db } = on;
    this.#carts = new DeriveCarts(on);
    this.#words = new OrderWords(on);
    this.#purchase = on.terms.id('purchase');
    this.#todo = db.prepare<[], { site: number; before: number }>(
      'SELECT site, before FROM sealed_site WHERE done = 0',
    );
    this.#page = db.prepare<[number, number], LoggedHit & { site: number; visitor: number | null }>(
      `SELECT e.seq, e.site, h.time, h.name, h.visitor, e.context FROM event e JOIN hit h ON h.seq = e.seq
       WHERE e.seq > ? ORDER BY e.seq LIMIT ?`,
    );
    this.#ofVisits = db.prepare<[{ visitor: number; before: number }], LoggedHit>(
      `SELECT h.seq, h.name, h.time, e.context FROM visit v CROSS JOIN hit h ON h.visit = v.key
         CROSS JOIN event e ON e.seq = h.seq
       WHERE v.visitor = @visitor AND ${sealedSql('v', '@before')} AND h.time < @before`,
    );
    this.#ofNone = db.prepare<[{ visitor: number; before: number }], LoggedHit>(
      `SELECT h.seq, h.name, h.time, e.context FROM hit h CROSS JOIN event e ON e.seq = h.seq
       WHERE h.visitor = @visitor AND h.derives = 1 AND h.visit IS NULL AND h.time < @before`,
    );
    this.#claims = db.prepare<[number], { site: number; order_id: string; rank: 1 | 2 }>(
      'SELECT site, order_id, rank FROM order_claim WHERE seq = ? AND word IS NULL',
    );
    this.#putWord = db.prepare(
      'UPDATE order_claim SET word = ? WHERE site = ? AND order_id = ? AND rank = ?',
    );
    this.#doubleDays = db
      .prepare<[number], number>(
        'SELECT day FROM sighting WHERE visitor = ? GROUP BY day HAVING count(*) > 1',
      )
      .pluck();
    this.#customer = db
      .prepare<[number], number | null>('SELECT customer FROM context WHERE key = ?')
      .pluck();
    this.#putSighting = db.prepare('INSERT OR IGNORE INTO sealed_sighting VALUES (?, ?, ?)');
    this.#drop = db.prepare('DELETE FROM event WHERE seq = ?');
    this.#before = db.prepare<[number], number>('SELECT before FROM sealed_site WHERE site = ?').pluck();
  }

  /** Events of the site before this moment are refused; 0: none. */
  horizon(site: number): number {
    return this.#before.get(site) ?? 0;
  }

  /**
   * Moves the horizons of all sites to where they are at `now`; they never go back. {@link step} does the work.
   *
   * @returns whether there is work
   */
  begin(now: number): boolean {
    const { db } = this.on;
    const move = db.prepare(
      `INSERT INTO sealed_site (site, before, done) VALUES (?, ?, 0)
       ON CONFLICT (site) DO UPDATE SET before = excluded.before, done = 0 WHERE excluded.before > before`,
    );
    for (const { key, settings } of readSettings(db).sites)
      if (settings.keepEventsDays !== undefined) move.run(key, horizonOf(now, settings.keepEventsDays));
    this.#after = 0;
    return this.next();
  }

  /** Whether events are still to go. */
  next(): boolean {
    return this.#todo.all().length > 0;
  }

  /** Does one step, within the caller's transaction. @returns the number of events that went; `undefined`: all have gone */
  step(): number | undefined {
    const todo = this.#todo.all();
    if (todo.length === 0) return undefined;
    // Another process can have ended the run that this one was in, and begun the next.
    const under = JSON.stringify(todo);
    if (under !== this.#under) this.#after = 0;
    this.#under = under;
    const horizons = new Map(todo.map(({ site, before }) => [site, before]));
    const rows = this.#page.all(this.#after, STEP_EVENTS);
    let visitors = 0;
    let gone = 0;
    for (const { site, visitor, ...hit } of rows) {
      const before = horizons.get(site);
      if (before !== undefined && hit.time < before) {
        if (visitor === null) gone += this.#forget(undefined, [hit]);
        else {
          const whose = this.on.visitors.at(visitor) as StoredVisitor;
          if (this.on.visitors.sealedBefore(whose) !== before) {
            if (visitors++ === STEP_VISITORS) break;
            gone += this.#seal(whose, before);
          }
        }
      }
      this.#after = hit.seq;
    }
    if (rows.length === 0) {
      this.on.db.prepare('UPDATE sealed_site SET done = 1').run();
      this.#after = 0;
    }
    return gone;
  }

  /** A transaction was rolled back, and with it perhaps the last step. */
  restart(): void {
    this.#after = 0;
  }

  #seal(visitor: StoredVisitor, before: number): number {
    // Its events are read once more, so that what rests on them is made before they go.
    const going = [...this.#ofVisits.all({ visitor: visitor.key, before })];
    going.push(...this.#ofNone.all({ visitor: visitor.key, before }));
    this.on.visitors.addTrait(visitor, TRAIT.sealed);
    this.#carts.seal(visitor, before);
    return this.#forget(visitor, going);
  }

  #forget(visitor: StoredVisitor | undefined, going: readonly LoggedHit[]): number {
    const doubleDays = new Set(visitor ? this.#doubleDays.all(visitor.key) : []);
    for (const { seq, name, time, context } of going) {
      if (name === this.#purchase)
        for (const { site, order_id, rank } of this.#claims.all(seq))
          this.#putWord.run(JSON.stringify(this.#words.wordOf(rank, seq)), site, order_id, rank);
      if (visitor && doubleDays.has(Math.floor(time / DAY_MS))) {
        const customer = this.#customer.get(context);
        if (customer) this.#putSighting.run(visitor.key, customer, time);
      }
      this.#drop.run(seq);
    }
    return going.length;
  }
}

/** What a run at `now` would do, or a run under way has left to do. Only reads, which takes as long as a look at all events. */
export async function retentionReport(
  sites: readonly Site[],
  now: number,
  query: (sql: string, parameters: readonly unknown[]) => Promise<Row[]>,
): Promise<RetentionReport[]> {
  const reports: RetentionReport[] = [];
  for (const { key, id, settings } of sites) {
    const days = settings.keepEventsDays ?? null;
    const [reached] = await query('SELECT before FROM sealed_site WHERE site = ?', [key]);
    const before = Math.max(Number(reached?.[0] ?? 0), days === null ? 0 : horizonOf(now, days));
    const [count] =
      before === 0
        ? []
        : await query(
            `SELECT count(*) FROM event e JOIN hit h ON h.seq = e.seq LEFT JOIN visit v ON v.key = h.visit
             WHERE e.site = ? AND e.time < ${before} AND (v.key IS NULL OR ${sealedSql('v', String(before))})`,
            [key],
          );
    reports.push({ site: id, days, before, events: Number(count?.[0] ?? 0) });
  }
  return reports;
}
