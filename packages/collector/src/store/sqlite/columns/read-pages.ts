import type { SqliteDatabase } from '../database.js';
import { NOTHING, openColumn, type Packed, unpackColumn } from './page.js';
import { DAY_MS, dayQuery } from './visit-columns.js';

/** Bytes of packed columns that one reader keeps in memory. */
const KEPT = 64 * 1024 * 1024;
/** Days without a good page that are read from rows; with more, a statement over the rows is as fast. */
const MOST_CHANGED_DAYS = 40;

interface Page {
  version: number;
  rows: number;
  columns: Map<string, Packed>;
}

/** The visits of a day by column. */
export interface VisitDay {
  rows: number;
  /** Unpacks a column of those that were asked for; `null` is {@link NOTHING}. The array is used again for the next day. */
  column(name: string): Float64Array;
}

/** Reads the pages of visits, with those read lately in memory. */
export class ReadPages {
  readonly #pages = new Map<number, Map<number, Page>>();
  readonly #unpacked = new Map<string, Float64Array>();
  readonly #listPages;
  readonly #listChanged;
  readonly #columns;
  #bytes = 0;

  constructor(private readonly db: SqliteDatabase) {
    this.#listPages = db.prepare<[number, number, number], { day: number; version: number; rows: number }>(
      'SELECT day, version, rows FROM visit_page WHERE site = ? AND day >= ? AND day <= ? ORDER BY day',
    );
    this.#listChanged = db
      .prepare<[number, number, number], number>(
        'SELECT day FROM visit_day_changed WHERE site = ? AND day >= ? AND day <= ? ORDER BY day',
      )
      .pluck();
    this.#columns = db
      .prepare<[number, string, number, number], [day: number, data: Uint8Array]>(
        'SELECT day, data FROM visit_column WHERE site = ? AND name = ? AND day >= ? AND day <= ?',
      )
      .raw();
  }

  /**
   * The days of a span, ascending, within one read transaction of the caller.
   *
   * @returns `undefined` where so much has changed that pages are of no use yet.
   */
  *days(site: number, from: number, to: number, names: readonly string[]): Generator<VisitDay> {
    const first = Math.floor(from / DAY_MS);
    const last = Math.floor((to - 1) / DAY_MS);
    const changed = new Set(this.#listChanged.all(site, first, last));
    const listed = this.#listPages.all(site, first, last).filter(({ day }) => !changed.has(day));
    this.#load(site, listed, names);
    const pages = this.#pages.get(site);
    const numbers = [...new Set([...listed.map(({ day }) => day), ...changed])].sort((a, b) => a - b);
    for (const day of numbers) {
      const page = changed.has(day) ? undefined : (pages?.get(day) as Page);
      yield page ? this.#packed(page) : this.#raw(site, day, names);
    }
  }

  /** Whether most of a span can be read from pages. */
  covers(site: number, from: number, to: number): boolean {
    const changed = this.#listChanged.all(site, Math.floor(from / DAY_MS), Math.floor((to - 1) / DAY_MS));
    return changed.length <= MOST_CHANGED_DAYS;
  }

  #load(
    site: number,
    listed: readonly { day: number; version: number; rows: number }[],
    names: readonly string[],
  ): void {
    if (this.#bytes > KEPT) this.forget();
    let pages = this.#pages.get(site);
    if (!pages) {
      pages = new Map();
      this.#pages.set(site, pages);
    }
    for (const { day, version, rows } of listed)
      if (pages.get(day)?.version !== version) pages.set(day, { version, rows, columns: new Map() });
    const [first, last] = [listed[0]?.day, listed.at(-1)?.day];
    if (first === undefined || last === undefined) return;
    for (const name of names) {
      const missing = listed.filter(({ day }) => !pages.get(day)?.columns.has(name));
      if (missing.length === 0) continue;
      const wanted = new Set(missing.map(({ day }) => day));
      const from = (missing[0] as { day: number }).day;
      const to = (missing.at(-1) as { day: number }).day;
      for (const [day, data] of this.#columns.iterate(site, name, from, to)) {
        if (!wanted.has(day)) continue;
        pages.get(day)?.columns.set(name, openColumn(data));
        this.#bytes += data.byteLength;
      }
    }
  }

  #packed({ rows, columns }: Page): VisitDay {
    return {
      rows,
      column: (name) => {
        const into = this.#scratch(name, rows);
        unpackColumn(columns.get(name) as Packed, into);
        return into;
      },
    };
  }

  #raw(site: number, day: number, names: readonly string[]): VisitDay {
    const rows = this.db
      .prepare<[number, number, number], (number | null)[]>(dayQuery(names))
      .raw()
      .all(site, day * DAY_MS, (day + 1) * DAY_MS);
    return {
      rows: rows.length,
      column: (name) => {
        const into = this.#scratch(name, rows.length);
        const index = names.indexOf(name);
        for (let row = 0; row < rows.length; row++) into[row] = rows[row]?.[index] ?? NOTHING;
        return into;
      },
    };
  }

  #scratch(name: string, rows: number): Float64Array {
    let array = this.#unpacked.get(name);
    if (!array || array.length < rows) {
      array = new Float64Array(Math.max(rows, 4096));
      this.#unpacked.set(name, array);
    }
    return array;
  }

  /** Lets go of everything that is in memory. */
  forget(): void {
    this.#pages.clear();
    this.#bytes = 0;
  }
}
