import { OTHER_EVENTS, SHOP_EVENTS } from '@footfall/protocol';
import { keyOf } from './removal.js';
import { TERM_COLUMNS } from './term-columns.js';
import type { WriteContext } from './write-context.js';

/** Rows that one step looks at: some milliseconds. */
const STEP_ROWS = 5000;

/** What is known to be in use, a bit a number. */
class Marks {
  readonly #bits: Uint8Array;

  constructor(readonly upTo: number) {
    this.#bits = new Uint8Array((upTo >> 3) + 1);
  }

  mark(number: unknown): void {
    if (typeof number === 'number' && number <= this.upTo) {
      const at = number >> 3;
      this.#bits[at] = (this.#bits[at] as number) | (1 << (number & 7));
    }
  }

  has(number: number): boolean {
    return number > this.upTo || ((this.#bits[number >> 3] as number) & (1 << (number & 7))) !== 0;
  }
}

/** One look at a table, page by page; or the deletion of what was not seen in any. */
type Phase = Generator<void, void, void>;

/**
 * Takes out contexts, surroundings and texts that no row needs any more, after events or a site have gone: among them
 * are ids of people, what they searched for, and their browsers.
 *
 * What is in use is marked table by table, a step at a time, and what is written meanwhile marks itself as it asks for
 * its numbers; then what has no mark goes. Numbers that are given after the beginning lie above all marks and stay.
 */
export class Sweep {
  readonly #asked;
  readonly #done;
  #under: { asked: number; phase: Phase } | undefined;

  constructor(private readonly on: WriteContext) {
    const { db } = on;
    this.#asked = db.prepare<[], number>('SELECT asked FROM sweep').pluck();
    this.#done = db.prepare('DELETE FROM sweep');
  }

  /** Leaves a sweep to do; one that is under way begins again. */
  ask(): void {
    this.on.db
      .prepare('INSERT OR REPLACE INTO sweep (id, asked) VALUES (1, random() & 0xffffffffffff)')
      .run();
  }

  next(): boolean {
    return this.#asked.get() !== undefined;
  }

  /** Does one step, within the caller's transaction. */
  step(): void {
    const asked = this.#asked.get();
    if (asked === undefined) return;
    if (this.#under?.asked !== asked) this.#under = { asked, phase: this.#phases() };
    if (!this.#under.phase.next().done) return;
    this.#done.run();
    this.restart();
  }

  /** A transaction was rolled back, or another process wrote what marked nothing here: all is looked at again. */
  restart(): void {
    this.#under = undefined;
    this.on.terms.onGiven = undefined;
  }

  *#phases(): Phase {
    const { on } = this;
    const { terms } = on;
    const contexts = new Marks(this.#max('context', 'key'));
    const surroundings = new Marks(this.#max('surroundings', 'key'));
    for (const [, context] of this.#rows('event', 'seq', ['context'])) {
      contexts.mark(context);
      yield* this.#rest();
    }
    // What is in memory of them could be used again; from now on what is not marked is written anew.
    on.forget();
    for (const [key, used] of this.#rows('context', 'key', ['surroundings'])) {
      // Before the row and not after it: a context that is written in the rest is given a number above this one, which is still there.
      yield* this.#rest();
      if (contexts.has(key as number)) surroundings.mark(used);
      else this.#delete('context', 'key', key);
    }
    for (const [key] of this.#rows('surroundings', 'key', []))
      if (!surroundings.has(key as number)) this.#delete('surroundings', 'key', key);
    // Their numbers are given again.
    on.forget();
    yield;

    const used = new Marks(this.#max('term', 'id'));
    terms.onGiven = (id) => used.mark(id);
    for (const [table, columns] of Object.entries(TERM_COLUMNS))
      for (const row of this.#rows(table, keyOf(this.on.db, table), columns)) {
        for (const value of row.slice(-columns.length)) used.mark(value);
        yield* this.#rest();
      }
    // Statements hold the names that the collector knows by their numbers.
    const known = new Set<string>([...SHOP_EVENTS, ...OTHER_EVENTS]);
    for (const [id, value] of this.#rows('term', 'id', ['value'])) {
      if (!used.has(id as number) && !known.has(value as string)) {
        this.#delete('term', 'id', id);
        terms.drop(id as number, value as string);
      }
      yield* this.#rest();
    }
  }

  #looked = 0;

  /** Ends a step when it has looked at enough. */
  *#rest(): Phase {
    if (++this.#looked % STEP_ROWS === 0) yield;
  }

  #max(table: string, column: string): number {
    return this.on.db
      .prepare<[], number>(`SELECT coalesce(max(${column}), 0) FROM ${table}`)
      .pluck()
      .get() as number;
  }

  /**
   * The key and some columns of all rows, in the order of the key; of those that are added meanwhile the ones behind the place that it
   * has reached.
   */
  *#rows(table: string, key: string, columns: readonly string[]): Iterable<unknown[]> {
    const parts = key.split(', ');
    const page = this.on.db
      .prepare<unknown[], unknown[]>(
        `SELECT ${[...parts, ...columns].join(', ')} FROM ${table} WHERE (${key}) > (${parts.map(() => '?').join(', ')})
         ORDER BY ${key} LIMIT 500`,
      )
      .raw();
    // Below every number, text and blob.
    let last: unknown[] | undefined;
    const first = this.on.db
      .prepare<[], unknown[]>(
        `SELECT ${[...parts, ...columns].join(', ')} FROM ${table} ORDER BY ${key} LIMIT 500`,
      )
      .raw();
    for (;;) {
      const rows: unknown[][] = last === undefined ? first.all() : page.all(...last.slice(0, parts.length));
      // Not at a page that is short: rows can have come behind it while it was gone through.
      if (rows.length === 0) return;
      yield* rows;
      last = rows.at(-1) as unknown[];
    }
  }

  #delete(table: string, key: string, value: unknown): void {
    this.on.db.prepare(`DELETE FROM ${table} WHERE ${key} = ?`).run(value);
  }
}
