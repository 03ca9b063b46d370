import type { SqliteDatabase } from './database.js';

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
  /** Hears of every number that is given to somebody who writes; see sweep.ts. */
  onGiven: ((id: number) => void) | undefined;
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
    this.onGiven?.(id);
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

  /** Forgets a text that was taken out of the file. */
  drop(id: number, value: string): void {
    this.#ids.delete(value);
    this.#values.delete(id);
  }

  /** A rolled back transaction takes its new terms with it. */
  forget(): void {
    this.#ids.clear();
    this.#values.clear();
  }
}
