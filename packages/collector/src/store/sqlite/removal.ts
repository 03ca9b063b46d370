import type { SqliteDatabase } from './database.js';
import { SITE_TABLES } from './facts-tables.js';

/** Rows that one step takes out: some milliseconds. */
const STEP_ROWS = 2000;
const STEP_VISITORS = 500;

/** Tables whose rows are of a visitor and name no site. */
const VISITOR_TABLES = ['sighting', 'sealed_visitor', 'sealed_sighting'] as const;

/** Takes the rows of removed sites out, a step at a time, so that beacons of other sites never wait long. */
export class Removal {
  readonly #next;
  readonly #done;
  readonly #visitors;
  readonly #ofVisitor;
  readonly #tables;
  #table = 0;

  constructor(db: SqliteDatabase) {
    this.#next = db.prepare<[], number>('SELECT site FROM removed_site LIMIT 1').pluck();
    this.#done = db.prepare('DELETE FROM removed_site WHERE site = ?');
    this.#visitors = db
      .prepare<[number], number>(`SELECT key FROM visitor WHERE site = ? LIMIT ${STEP_VISITORS}`)
      .pluck();
    this.#ofVisitor = [
      ...VISITOR_TABLES.map((table) => db.prepare(`DELETE FROM ${table} WHERE visitor = ?`)),
      db.prepare('DELETE FROM visitor WHERE key = ?'),
    ];
    this.#tables = SITE_TABLES.filter((table) => table !== 'visitor').map((table) => {
      const key = keyOf(db, table);
      return db.prepare(
        `DELETE FROM ${table} WHERE (${key}) IN (SELECT ${key} FROM ${table} WHERE site = ? LIMIT ${STEP_ROWS})`,
      );
    });
  }

  /** Whether rows are still to go. */
  next(): boolean {
    return this.#next.get() !== undefined;
  }

  /** Does one step, within the caller's transaction. @returns whether the last row of a site has gone */
  step(): boolean {
    const site = this.#next.get();
    if (site === undefined) return false;
    for (; this.#table < this.#tables.length; this.#table++)
      if ((this.#tables[this.#table]?.run(site).changes ?? 0) > 0) return false;
    const visitors = this.#visitors.all(site);
    for (const visitor of visitors) for (const remove of this.#ofVisitor) remove.run(visitor);
    if (visitors.length === STEP_VISITORS) return false;
    this.#done.run(site);
    this.#table = 0;
    return true;
  }

  /** A transaction was rolled back, or another process wrote. */
  restart(): void {
    this.#table = 0;
  }
}

/** Columns by which a row of a table is known. */
export function keyOf(db: SqliteDatabase, table: string): string {
  const [{ wr }] = db.pragma(`table_list(${table})`) as [{ wr: number }];
  if (wr === 0) return 'rowid';
  const columns = db.pragma(`table_info(${table})`) as { name: string; pk: number }[];
  return columns
    .filter(({ pk }) => pk > 0)
    .sort((a, b) => a.pk - b.pk)
    .map(({ name }) => name)
    .join(', ');
}
