import { randomInt } from 'node:crypto';
import type { SqliteDatabase } from '../database.js';
import { COLUMN_FACTS, type ColumnFactName, DAY_MS, dayQuery } from './column-facts.js';
import { DayEvents, EVENT_COLUMN_NAMES } from './event-columns.js';
import { RowColumns } from './row-columns.js';

/** Readers know by it that a page is another one; after a `rebuild` too, so it is drawn and not counted. */
const VERSIONS = 2 ** 47;

/** A day whose page does not say what the rows say. */
export interface ChangedDay {
  site: number;
  fact: ColumnFactName;
  day: number;
}

/** Writes the pages of days that have changed and are over. */
export class WritePages {
  readonly #changed;
  readonly #putColumn;
  readonly #putPage;
  readonly #dropColumns;
  readonly #dropPage;
  readonly #done;
  readonly #rows;
  readonly #isThere;
  readonly #events;
  #round: ChangedDay[] | undefined;

  constructor(db: SqliteDatabase) {
    this.#changed = db.prepare<[number], ChangedDay>(
      'SELECT site, fact, day FROM column_changed WHERE day < ? AND site IN (SELECT key FROM site) ORDER BY day',
    );
    this.#rows = (fact: ColumnFactName) => {
      const of = COLUMN_FACTS[fact];
      return db
        .prepare<[number, number, number], (number | null)[]>(dayQuery(of, Object.keys(of.columns)))
        .raw();
    };
    this.#events = new DayEvents(db);
    this.#isThere = db.prepare<[number]>('SELECT 1 FROM site WHERE key = ?');
    this.#putColumn = db.prepare(
      'INSERT OR REPLACE INTO column_data (site, fact, name, day, data) VALUES (?, ?, ?, ?, ?)',
    );
    this.#putPage = db.prepare(
      'INSERT OR REPLACE INTO column_page (site, fact, day, version, rows, since, until) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.#dropColumns = db.prepare(
      'DELETE FROM column_data WHERE site = ? AND fact = ? AND name = ? AND day = ?',
    );
    this.#dropPage = db.prepare('DELETE FROM column_page WHERE site = ? AND fact = ? AND day = ?');
    this.#done = db.prepare('DELETE FROM column_changed WHERE site = ? AND fact = ? AND day = ?');
  }

  /**
   * A day that is waiting and was over at `now`; `undefined` at the end of a round. Each day comes once in a round, the
   * newest first, so that one that changes all the time is not written all the time.
   */
  next(now: number): ChangedDay | undefined {
    this.#round ??= this.#changed.all(Math.floor(now / DAY_MS));
    const next = this.#round.pop();
    if (!next) this.#round = undefined;
    return next;
  }

  /** Writes the page of a day, within the caller's transaction. */
  write({ site, fact, day }: ChangedDay): void {
    // The site can have been removed since the round began: then its rows are going, and its pages with them.
    if (!this.#isThere.get(site)) return;
    const names = Object.keys(COLUMN_FACTS[fact].columns);
    const read = this.#rows(fact).iterate(site, day * DAY_MS, (day + 1) * DAY_MS);
    const columns = RowColumns.of(read, names.length);
    if (columns.rows === 0) {
      const ofEvents = fact === 'visit' ? EVENT_COLUMN_NAMES : [];
      for (const name of [...names, ...ofEvents]) this.#dropColumns.run(site, fact, name, day);
      this.#dropPage.run(site, fact, day);
    } else {
      const of = (name: string) => columns.column(names.indexOf(name));
      names.forEach((name, at) => {
        this.#putColumn.run(site, fact, name, day, columns.packed(at));
      });
      if (fact === 'visit') {
        const events = this.#events.packed(site, day, of('key'), of('started'));
        for (const [name, data] of events) this.#putColumn.run(site, fact, name, day, data);
      }
      const last = fact === 'cart' ? 'ended' : 'last_view';
      const since = names.includes('first_view') ? extreme(of('first_view'), Math.min) : null;
      const until = names.includes(last) ? extreme(of(last), Math.max) : null;
      this.#putPage.run(site, fact, day, randomInt(VERSIONS), columns.rows, since, until);
    }
    this.#done.run(site, fact, day);
  }
}

function extreme(values: Float64Array, better: (a: number, b: number) => number): number | null {
  let found: number | null = null;
  for (const value of values) if (!Number.isNaN(value)) found = found === null ? value : better(found, value);
  return found;
}
