import type { SqliteDatabase } from './database.js';

/** What can be left to do on facts after settings or rates have changed. */
export type PendingWork =
  /** Money in the reporting currency: new rates, another currency or time zone. */
  | 'reprice'
  /** Content groups of page views: other rules. */
  | 'regroup'
  /** Visits made from gaps: another idle time. */
  | 'regap';

/** Work that a change has left, kept in the file so that a stop does not lose it. */
export class Pending {
  readonly #add;
  readonly #remove;
  readonly #next;
  readonly #sites;

  constructor(db: SqliteDatabase) {
    this.#add = db.prepare('INSERT OR IGNORE INTO pending (site, work) VALUES (?, ?)');
    this.#remove = db.prepare('DELETE FROM pending WHERE site = ? AND work = ?');
    this.#next = db.prepare<[], { site: number; work: PendingWork }>(
      'SELECT site, work FROM pending ORDER BY site, work LIMIT 1',
    );
    this.#sites = db.prepare<[], number>('SELECT DISTINCT site FROM pending').pluck();
  }

  add(site: number, work: PendingWork): void {
    this.#add.run(site, work);
  }

  remove(site: number, work: PendingWork): void {
    this.#remove.run(site, work);
  }

  next(): { site: number; work: PendingWork } | undefined {
    return this.#next.get();
  }

  sites(): number[] {
    return this.#sites.all();
  }
}
