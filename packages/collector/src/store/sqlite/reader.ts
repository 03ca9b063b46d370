import type Database from 'better-sqlite3';
import type { Row } from '../store.js';
import { openForReading, type SqliteDatabase } from './database.js';

type Statement = Database.Statement<unknown[]>;

/** Rows of a chunk: large enough that messages cost little, small enough that memory stays flat. */
const CHUNK = 1000;

/** Statements that are kept prepared; questions repeat, as a dashboard asks the same every minute. */
const PREPARED = 100;

/** A sum of whole numbers has left 64 bits: SQLite then gives no answer at all. */
const isOverflow = (error: unknown) => (error as Error).message === 'integer overflow';

/**
 * The same question with its sums in floating point. A million orders of the largest amount that is taken are no shop's
 * figures; but who sends them must not take the figures away from those who look.
 */
const withoutOverflow = (sql: string) => sql.replaceAll('SUM(', 'SUM(1.0 * ');

/** Reads on the thread that it is made on. */
export class Reader {
  readonly #db: SqliteDatabase;
  readonly #statements = new Map<string, Statement>();

  constructor(folder: string) {
    this.#db = openForReading(folder);
  }

  /** @throws SqliteError */
  query(sql: string, parameters: readonly unknown[]): Row[] {
    try {
      return this.#prepare(sql).all(...parameters) as Row[];
    } catch (error) {
      if (!isOverflow(error)) throw error;
      return this.#prepare(withoutOverflow(sql)).all(...parameters) as Row[];
    }
  }

  /** Rows in chunks. The statement is its own: one that is being iterated can do nothing else. */
  *chunks(sql: string, parameters: readonly unknown[]): Generator<Row[]> {
    let chunk: Row[] = [];
    for (const row of this.#db
      .prepare(sql)
      .raw()
      .iterate(...parameters)) {
      chunk.push(row as Row);
      if (chunk.length < CHUNK) continue;
      yield chunk;
      chunk = [];
    }
    if (chunk.length > 0) yield chunk;
  }

  close(): void {
    this.#db.close();
  }

  #prepare(sql: string): Statement {
    let statement = this.#statements.get(sql);
    if (statement) this.#statements.delete(sql);
    else statement = this.#db.prepare(sql).raw();
    // A map keeps the order of insertion: the first is the one that was not asked for the longest.
    this.#statements.set(sql, statement);
    if (this.#statements.size > PREPARED)
      this.#statements.delete(this.#statements.keys().next().value as string);
    return statement;
  }
}
