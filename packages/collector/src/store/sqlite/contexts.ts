import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { LoggedContext } from '../../facts/logged.js';
import type { SqliteDatabase } from './database.js';
import { packId, unpackId } from './pack-id.js';
import { packUrl, type SharedText, unpackText } from './shared-text.js';
import type { Terms } from './terms.js';

type Surroundings = Omit<LoggedContext, 'visitor' | 'visit' | 'customer'>;

interface ContextRow {
  surroundings: number;
  visitor: unknown;
  visit: unknown;
  number: number | null;
  landing: SharedText;
  referrer: SharedText;
  customer: number | null;
}

/**
 * What events share, in two tables: surroundings (browser, language, country …) are the same for many visitors, so that a
 * visit of its own costs only its ids and where it came from.
 */
export class Contexts {
  readonly #keys = new LRUCache<string, number>({ max: 20_000 });
  readonly #contexts = new LRUCache<number, LoggedContext>({ max: 20_000 });
  readonly #surroundingsKeys = new LRUCache<string, number>({ max: 20_000 });
  readonly #surroundings = new LRUCache<number, Surroundings>({ max: 20_000 });
  readonly #addSurroundings;
  readonly #findSurroundings;
  readonly #readSurroundings;
  readonly #add;
  readonly #read;

  constructor(
    db: SqliteDatabase,
    private readonly terms: Terms,
  ) {
    this.#addSurroundings = db.prepare('INSERT INTO surroundings (hash, body) VALUES (?, ?)');
    this.#findSurroundings = db
      .prepare<[Buffer], number>('SELECT key FROM surroundings WHERE hash = ?')
      .pluck();
    this.#readSurroundings = db
      .prepare<[number], string>('SELECT body FROM surroundings WHERE key = ?')
      .pluck();
    this.#add = db.prepare(
      `INSERT INTO context (surroundings, visitor, visit, number, landing, referrer, customer)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#read = db.prepare<[number], ContextRow>(
      'SELECT surroundings, visitor, visit, number, landing, referrer, customer FROM context WHERE key = ?',
    );
  }

  /**
   * The key of a context. The same content has the same key while it is in memory; later it may be written once more, which
   * costs less than an index over all of them.
   */
  key(context: LoggedContext): number {
    const name = JSON.stringify(context);
    let key = this.#keys.get(name);
    if (key === undefined) {
      key = this.#insert(context);
      this.#keys.set(name, key);
      // Its events are looked at next.
      this.#contexts.set(key, JSON.parse(name) as LoggedContext);
    }
    return key;
  }

  at(key: number): LoggedContext {
    let context = this.#contexts.get(key);
    if (!context) {
      context = this.#contextOf(this.#read.get(key) as ContextRow);
      this.#contexts.set(key, context);
    }
    return context;
  }

  /** A rolled back transaction takes its new contexts with it. */
  forget(): void {
    this.#keys.clear();
    this.#contexts.clear();
    this.#surroundingsKeys.clear();
    this.#surroundings.clear();
  }

  #insert(context: LoggedContext): number {
    const { visitor, visit, customer, ...surroundings } = context;
    const row = [
      this.#surroundingsKey(surroundings),
      visitor === undefined ? null : packId(visitor),
      visit === undefined ? null : packId(visit.id),
      visit?.number ?? null,
      packUrl(visit?.landing, this.terms),
      packUrl(visit?.referrer, this.terms),
      customer === undefined ? null : this.terms.id(customer),
    ];
    return Number(this.#add.run(...row).lastInsertRowid);
  }

  #surroundingsKey(surroundings: Surroundings): number {
    const body = JSON.stringify(surroundings);
    let key = this.#surroundingsKeys.get(body);
    if (key === undefined) {
      const hash = createHash('sha256').update(body).digest().subarray(0, 16);
      key = this.#findSurroundings.get(hash) ?? Number(this.#addSurroundings.run(hash, body).lastInsertRowid);
      this.#surroundingsKeys.set(body, key);
    }
    return key;
  }

  #surroundingsAt(key: number): Surroundings {
    let surroundings = this.#surroundings.get(key);
    if (!surroundings) {
      surroundings = JSON.parse(this.#readSurroundings.get(key) as string) as Surroundings;
      this.#surroundings.set(key, surroundings);
    }
    return surroundings;
  }

  #contextOf(row: ContextRow): LoggedContext {
    const context: LoggedContext = { ...this.#surroundingsAt(row.surroundings) };
    if (row.visitor !== null) context.visitor = unpackId(row.visitor);
    if (row.visit !== null) {
      context.visit = { id: unpackId(row.visit), number: row.number as number };
      const landing = unpackText(row.landing, this.terms);
      const referrer = unpackText(row.referrer, this.terms);
      if (landing !== undefined) context.visit.landing = landing;
      if (referrer !== undefined) context.visit.referrer = referrer;
    }
    if (row.customer !== null) context.customer = this.terms.value(row.customer);
    return context;
  }
}
