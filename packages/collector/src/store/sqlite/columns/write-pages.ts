import { randomInt } from 'node:crypto';
import type { SqliteDatabase } from '../database.js';
import { packColumn } from './page.js';
import { DAY_MS, dayQuery, VISIT_COLUMNS } from './visit-columns.js';

const NAMES = Object.keys(VISIT_COLUMNS);

/** Readers know by it that a page is another one; after a `rebuild` too, so it is drawn and not counted. */
const VERSIONS = 2 ** 47;

/** Writes the pages of days that have changed and are over. */
export class WritePages {
  readonly #changed;
  readonly #rows;
  readonly #putColumn;
  readonly #putPage;
  readonly #dropColumns;
  readonly #dropPage;
  readonly #done;

  constructor(db: SqliteDatabase) {
    this.#changed = db.prepare<[number], { site: number; day: number }>(
      'SELECT site, day FROM visit_day_changed WHERE day < ? LIMIT 1',
    );
    this.#rows = db.prepare<[number, number, number], (number | null)[]>(dayQuery(NAMES)).raw();
    this.#putColumn = db.prepare(
      'INSERT OR REPLACE INTO visit_column (site, name, day, data) VALUES (?, ?, ?, ?)',
    );
    this.#putPage = db.prepare(
      'INSERT OR REPLACE INTO visit_page (site, day, version, rows) VALUES (?, ?, ?, ?)',
    );
    this.#dropColumns = db.prepare('DELETE FROM visit_column WHERE site = ? AND day = ? AND name = ?');
    this.#dropPage = db.prepare('DELETE FROM visit_page WHERE site = ? AND day = ?');
    this.#done = db.prepare('DELETE FROM visit_day_changed WHERE site = ? AND day = ?');
  }

  /** Whether a day is waiting that is over at `now`. */
  next(now: number): { site: number; day: number } | undefined {
    return this.#changed.get(Math.floor(now / DAY_MS));
  }

  /** Writes the page of a day, within the caller's transaction. */
  write(site: number, day: number): void {
    const rows = this.#rows.all(site, day * DAY_MS, (day + 1) * DAY_MS);
    if (rows.length === 0) {
      for (const name of NAMES) this.#dropColumns.run(site, day, name);
      this.#dropPage.run(site, day);
    } else {
      NAMES.forEach((name, index) => {
        this.#putColumn.run(site, name, day, packColumn(rows.map((row) => row[index] as number | null)));
      });
      this.#putPage.run(site, day, randomInt(VERSIONS), rows.length);
    }
    this.#done.run(site, day);
  }
}
