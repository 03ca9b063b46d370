import type { SqliteDatabase } from '../database.js';
import { Block } from './block.js';
import { type ColumnFact, DAY_MS, dayQuery } from './column-facts.js';
import { openColumn, type Packed, packColumn } from './packed-column.js';

/** Bytes of packed columns that one reader keeps in memory. */
const KEPT = 48 * 1024 * 1024;
/** Days without a good page that are read from rows; with more, a statement over the rows is as fast. */
const MOST_CHANGED_DAYS = 40;

interface Page {
  version: number;
  since: number | null;
  until: number | null;
  block: Block;
}

/** Which days a question is about. */
export interface DaySpan {
  site: number;
  /** Of rows dated in it … */
  from: number;
  to: number;
  /** … or, of visits, that have a page view in it. */
  byViews?: true;
}

/** Which pages there are. */
export interface Versions {
  /** Those that a stretch of time is made from; `undefined` where one of its days has changed since. */
  between(from: number, to: number): string | undefined;
}

/** Reads the pages of facts, with those read lately in memory. */
export class ReadPages {
  readonly #pages = new Map<string, Map<number, Page>>();
  readonly #listPages;
  readonly #listChanged;
  readonly #columns;
  #bytes = 0;

  constructor(private readonly db: SqliteDatabase) {
    this.#listPages = db.prepare<
      [number, string, number, number],
      { day: number; version: number; rows: number; since: number | null; until: number | null }
    >(
      'SELECT day, version, rows, since, until FROM column_page WHERE site = ? AND fact = ? AND day >= ? AND day <= ? ORDER BY day',
    );
    this.#listChanged = db
      .prepare<[number, string, number, number], number>(
        'SELECT day FROM column_changed WHERE site = ? AND fact = ? AND day >= ? AND day <= ? ORDER BY day',
      )
      .pluck();
    this.#columns = db
      .prepare<[number, string, string, number, number], [day: number, data: Uint8Array]>(
        'SELECT day, data FROM column_data WHERE site = ? AND fact = ? AND name = ? AND day >= ? AND day <= ?',
      )
      .raw();
  }

  /** Whether most of a span can be read from pages, within one read transaction of the caller. */
  covers(fact: ColumnFact, span: DaySpan): boolean {
    const [first, last] = daysOf(span);
    return this.#listChanged.all(span.site, fact.name, first, last).length <= MOST_CHANGED_DAYS;
  }

  /** Which pages stretches of a span are made from, within one read transaction of the caller. */
  versions(fact: ColumnFact, span: DaySpan): Versions {
    const [first, last] = daysOf(span);
    const changed = new Set(this.#listChanged.all(span.site, fact.name, first, last));
    const versions = new Map<number, number>();
    for (const { day, version } of this.#listPages.all(span.site, fact.name, first, last))
      versions.set(day, version);
    return {
      between(from, to) {
        const days: number[] = [];
        for (let day = Math.floor(from / DAY_MS); day * DAY_MS < to; day++) {
          if (changed.has(day)) return undefined;
          days.push(versions.get(day) ?? 0);
        }
        return days.join();
      },
    };
  }

  /** The days of a span, ascending, within one read transaction of the caller. */
  *days(fact: ColumnFact, span: DaySpan, names: readonly string[]): Generator<Block> {
    const { site } = span;
    const [first, last] = daysOf(span);
    const changed = new Set(this.#listChanged.all(site, fact.name, first, last));
    const pages = this.#pagesOf(site, fact);
    const good: number[] = [];
    for (const { day, version, rows, since, until } of this.#listPages.all(site, fact.name, first, last)) {
      if (changed.has(day)) continue;
      if (span.byViews && (since === null || until === null || since >= span.to || until < span.from))
        continue;
      good.push(day);
      if (pages.get(day)?.version !== version)
        pages.set(day, { version, since, until, block: new Block(fact, rows) });
    }
    this.#load(site, fact, good, names);
    for (const day of [...good, ...changed].sort((a, b) => a - b))
      yield changed.has(day) ? this.#fromRows(site, fact, day, names) : (pages.get(day) as Page).block;
  }

  #pagesOf(site: number, fact: ColumnFact): Map<number, Page> {
    if (this.#bytes > KEPT) this.forget();
    const key = `${site} ${fact.name}`;
    let pages = this.#pages.get(key);
    if (!pages) {
      pages = new Map();
      this.#pages.set(key, pages);
    }
    return pages;
  }

  #load(site: number, fact: ColumnFact, days: readonly number[], names: readonly string[]): void {
    const pages = this.#pagesOf(site, fact);
    for (const name of names) {
      const missing = new Set(days.filter((day) => !pages.get(day)?.block.has(name)));
      if (missing.size === 0) continue;
      const wanted = [...missing];
      const [first, last] = [wanted[0] as number, wanted.at(-1) as number];
      for (const [day, data] of this.#columns.iterate(site, fact.name, name, first, last)) {
        if (!missing.has(day)) continue;
        pages.get(day)?.block.put(name, openColumn(data));
        this.#bytes += data.byteLength;
      }
    }
  }

  #fromRows(site: number, fact: ColumnFact, day: number, names: readonly string[]): Block {
    const rows = this.db
      .prepare<[number, number, number], (number | null)[]>(dayQuery(fact, names))
      .raw()
      .all(site, day * DAY_MS, (day + 1) * DAY_MS);
    const block = new Block(fact, rows.length);
    names.forEach((name, index) => {
      block.put(name, packed(rows, index));
    });
    return block;
  }

  /** Lets go of everything that is in memory. */
  forget(): void {
    this.#pages.clear();
    this.#bytes = 0;
  }
}

const packed = (rows: readonly (number | null)[][], index: number): Packed =>
  openColumn(packColumn(rows.map((row) => row[index] as number | null)));

// Visits of any day before can have a page view in the span: their pages say so.
const daysOf = ({ from, to, byViews }: DaySpan): [first: number, last: number] => [
  byViews ? 0 : Math.floor(from / DAY_MS),
  Math.floor((to - 1) / DAY_MS),
];
