import { OTHER_EVENTS, SHOP_EVENTS } from '@footfall/protocol';
import type { SqliteDatabase } from './database.js';
import { TERM_COLUMNS } from './term-columns.js';

/** Texts that are kept in memory. */
const MOST = 100_000;

/**
 * The dictionary of texts: facts keep a small number where many rows say the same. Texts are only taken out with a
 * site, and never the names of events that the collector knows, which statements hold by their ids.
 */
export class Terms {
  // Asked dozens of times an event, so plain maps: forgetting all when full costs less than knowing what is oldest.
  readonly #ids = new Map<string, number>();
  readonly #values = new Map<number, string>();
  readonly #find;
  readonly #add;
  readonly #read;

  constructor(db: SqliteDatabase) {
    this.#find = db.prepare<[string], number>('SELECT id FROM term WHERE value = ?').pluck();
    this.#add = db.prepare<[string]>('INSERT INTO term (value) VALUES (?)');
    this.#read = db.prepare<[number], string>('SELECT value FROM term WHERE id = ?').pluck();
  }

  /** The id of a text, added when it is new. */
  id(value: string): number {
    let id = this.#ids.get(value);
    if (id === undefined) {
      id = this.#find.get(value) ?? Number(this.#add.run(value).lastInsertRowid);
      if (this.#ids.size >= MOST) this.#ids.clear();
      this.#ids.set(value, id);
    }
    return id;
  }

  /** The same, where "nothing" stays nothing. */
  idOrNull(value: string | null | undefined): number | null {
    return value === null || value === undefined || value === '' ? null : this.id(value);
  }

  /** The text of an id. */
  value(id: number): string {
    let value = this.#values.get(id);
    if (value === undefined) {
      value = this.#read.get(id) as string;
      if (this.#values.size >= MOST) this.#values.clear();
      this.#values.set(id, value);
    }
    return value;
  }

  valueOrNull(id: number | null): string | null {
    return id === null ? null : this.value(id);
  }

  /** Takes out the texts that no row has any more: among them are customer ids and what people searched for. */
  static dropUnused(db: SqliteDatabase): void {
    const used = Object.entries(TERM_COLUMNS).flatMap(([table, columns]) =>
      columns.map((column) => `SELECT ${column} FROM ${table} WHERE typeof(${column}) = 'integer'`),
    );
    const names = [...SHOP_EVENTS, ...OTHER_EVENTS].map((name) => `'${name}'`);
    db.prepare(
      `DELETE FROM term WHERE id NOT IN (${used.join(' UNION ')}) AND value NOT IN (${names.join(', ')})`,
    ).run();
  }

  /** A rolled back transaction takes its new terms with it. */
  forget(): void {
    this.#ids.clear();
    this.#values.clear();
  }
}
