import type { SqliteDatabase } from './database.js';

/** What can be left to do on facts after settings or rates have changed. */
export type PendingWork =
  /** Money in the reporting currency: new rates, another currency or time zone. */
  | 'reprice'
  /** The same of prices of competitors, of which there are many. */
  | 'reprice_competitors'
  /** Content groups of page views: other rules. */
  | 'regroup'
  /** Visits made from gaps: another idle time. */
  | 'regap'
  /** Carts and refunds whose events name no currency: another currency of the site. */
  | 'restate';

/** Work that a site waits for; `asked` in ms since the epoch. */
export interface PendingRow {
  site: number;
  work: PendingWork;
  asked: number;
}

/** Work that a change has left, kept in the file so that a stop does not lose it. */
export class Pending {
  readonly #add;
  readonly #remove;
  readonly #next;
  readonly #sites;

  constructor(db: SqliteDatabase) {
    // Random and not counted up, for the row is gone when the work is done: a process that was at the same work
    // then must see that this is another. 48 bits are exact in a number.
    this.#add = db.prepare(
      `INSERT INTO pending (site, work, asked) VALUES (?, ?, random() & 0xffffffffffff)
       ON CONFLICT (site, work) DO UPDATE SET asked = excluded.asked`,
    );
    this.#remove = db.prepare('DELETE FROM pending WHERE site = ? AND work = ?');
    this.#next = db.prepare<[], PendingRow>(
      'SELECT site, work, asked FROM pending ORDER BY site, work LIMIT 1',
    );
    this.#sites = db.prepare<[], number>('SELECT DISTINCT site FROM pending').pluck();
  }

  /** Leaves work to do; what is under way already begins again, whichever process is at it. */
  add(site: number, work: PendingWork): void {
    this.#add.run(site, work);
  }

  remove(site: number, work: PendingWork): void {
    this.#remove.run(site, work);
  }

  next(): PendingRow | undefined {
    return this.#next.get();
  }

  sites(): number[] {
    return this.#sites.all();
  }
}
