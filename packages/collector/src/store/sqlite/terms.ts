import { LRUCache } from 'lru-cache';
import type { SqliteDatabase } from './database.js';

/**
 * The dictionary of texts: facts keep a small number where many rows say the same. Ids are never reused, so what
 * is cached stays true, also when another process writes.
 */
export class Terms {
  readonly #ids = new LRUCache<string, number>({ max: 100_000 });
  readonly #values = new LRUCache<number, string>({ max: 100_000 });
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
      this.#values.set(id, value);
    }
    return value;
  }

  valueOrNull(id: number | null): string | null {
    return id === null ? null : this.value(id);
  }

  /** A rolled back transaction takes its new terms with it. */
  forget(): void {
    this.#ids.clear();
    this.#values.clear();
  }
}
