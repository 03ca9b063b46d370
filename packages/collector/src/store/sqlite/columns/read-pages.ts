import { collectGarbage } from '../collect-garbage.js';
import type { SqliteDatabase } from '../database.js';
import { Block } from './block.js';
import { COLUMN_FACTS, type ColumnFact, DAY_MS, dayQuery, type Moment } from './column-facts.js';
import { ColumnMemory } from './column-memory.js';
import { DayEvents, type EventColumn, type StreamName, streamColumn } from './event-columns.js';
import { EventStream } from './event-stream.js';
import { EventsAhead } from './events-ahead.js';
import { openColumn } from './packed-column.js';
import { type Versions, versionsByDay, versionsByViews } from './page-versions.js';
import { RowColumns } from './row-columns.js';

/** Bytes of packed columns that one reader keeps in memory. */
const KEPT = 36 * 1024 * 1024;
/** Bytes of blobs that were read and copied, and wait for the collector of garbage. */
const MOST_GARBAGE = 8 * 1024 * 1024;
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

/** The visits of a day and their events. */
export interface EventDay {
  /** Version of its page; `undefined`: it has changed since that was written, and was read from the rows. */
  version: number | undefined;
  block: Block;
  streams: Record<StreamName, EventStream>;
}

/** Reads the pages of facts, with those read lately in memory. */
export class ReadPages {
  readonly #pages = new Map<string, Map<number, Page>>();
  readonly #listPages;
  readonly #listChanged;
  readonly #columns;
  readonly #version;
  readonly #events;
  readonly #read = new Map<string, Block>();
  readonly #readEvents = new WeakMap<Block, Map<string, Uint8Array>>();
  #readAt: number | undefined;
  /** The columns that are in memory, the one that was needed last at the end. */
  readonly #inMemory = new Map<string, { site: number; fact: ColumnFact; name: string; bytes: number }>();
  #bytes = 0;
  readonly #memory = new ColumnMemory();
  #garbage = 0;

  constructor(private readonly db: SqliteDatabase) {
    this.#events = new DayEvents(db);
    this.#version = db.prepare<[], number>('PRAGMA data_version').pluck();
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

  /** The days of a span with their events, ascending, as {@link days}. Of events nothing is kept in memory: there are too many. */
  *daysWithEvents(
    span: DaySpan,
    names: readonly string[],
    wanted: Readonly<Record<StreamName, readonly EventColumn[]>>,
    isWanted: (version: number | undefined) => boolean,
  ): Generator<EventDay> {
    const { site } = span;
    const [first, last] = daysOf(span);
    const fact = COLUMN_FACTS.visit;
    const changed = new Set(this.#listChanged.all(site, fact.name, first, last));
    const pages = this.#listPages.all(site, fact.name, first, last);
    const versions = new Map<number, number | undefined>([
      ...pages.map(({ day, version }) => [day, version] as const),
      ...[...changed].map((day) => [day, undefined] as const),
    ]);
    const own = [...new Set([...names, 'key', 'started'])];
    const ahead = new EventsAhead(this.#columns, site, wanted);
    for (const block of this.days(fact, span, own, (day) => isWanted(versions.get(day)))) {
      const version = versions.get(block.day);
      const rows = version === undefined ? this.#eventRows(site, block) : ahead.of(block.day, last);
      const stream = (name: StreamName) =>
        new EventStream(name, block.rows, wanted[name], (column) => {
          const data = rows.get(streamColumn(name, column));
          if (!data) throw new Error(`day ${block.day} has no column "${streamColumn(name, column)}"`);
          return openColumn(data);
        });
      yield { block, version, streams: { view: stream('view'), deed: stream('deed') } };
    }
  }

  /** Whether most of a span can be read from pages, within one read transaction of the caller. */
  covers(fact: ColumnFact, span: DaySpan): boolean {
    const [first, last] = daysOf(span);
    return this.#listChanged.all(span.site, fact.name, first, last).length <= MOST_CHANGED_DAYS;
  }

  /** The days of a span that have changed, and the pages of the others by their versions. */
  goodVersions(fact: ColumnFact, span: DaySpan): { changed: ReadonlySet<number>; versions: string } {
    const [first, last] = daysOf(span);
    const changed = new Set(this.#listChanged.all(span.site, fact.name, first, last));
    const pages = this.#listPages.all(span.site, fact.name, first, last);
    const good = pages.filter(({ day }) => !changed.has(day)).map(({ version }) => version);
    return { changed, versions: good.join() };
  }

  /** Which pages stretches of a span are made from, within one read transaction of the caller. */
  versions(fact: ColumnFact, span: DaySpan, moment: Moment): Versions {
    const [first, last] = daysOf(span);
    const changed = this.#listChanged.all(span.site, fact.name, first, last);
    const pages = this.#listPages
      .all(span.site, fact.name, first, last)
      // Until the last of its visits has ended, what is said of a day's carts depends on when one asks.
      .map((page) => ({
        ...page,
        settled: fact.name !== 'cart' || (page.until ?? 0) + moment.idleMs <= moment.now,
      }));
    return span.byViews ? versionsByViews(pages, changed) : versionsByDay(pages, changed);
  }

  /** The days of a span, ascending, within one read transaction of the caller. */
  *days(
    fact: ColumnFact,
    span: DaySpan,
    names: readonly string[],
    isWanted: (day: number) => boolean = () => true,
  ): Generator<Block> {
    const { site } = span;
    const [first, last] = daysOf(span);
    const changed = new Set(this.#listChanged.all(site, fact.name, first, last));
    const pages = this.#pagesOf(site, fact);
    const good: number[] = [];
    for (const { day, version, rows, since, until } of this.#listPages.all(site, fact.name, first, last)) {
      if (changed.has(day) || !isWanted(day)) continue;
      if (span.byViews && (since === null || until === null || since >= span.to || until < span.from))
        continue;
      good.push(day);
      if (pages.get(day)?.version !== version)
        pages.set(day, { version, since, until, block: new Block(fact, rows, day) });
    }
    this.#load(site, fact, good, names);
    for (const day of [...good, ...[...changed].filter(isWanted)].sort((a, b) => a - b))
      yield changed.has(day) ? this.#fromRows(site, fact, day, names) : (pages.get(day) as Page).block;
  }

  /** Notes that a column is needed now, and what more of it is in memory. */
  #use(site: number, fact: ColumnFact, name: string, bytes = 0): void {
    const key = keyOf(site, fact, name);
    const known = this.#inMemory.get(key);
    this.#inMemory.delete(key);
    this.#inMemory.set(key, { site, fact, name, bytes: (known?.bytes ?? 0) + bytes });
    this.#bytes += bytes;
  }

  /** Lets go of the columns that were needed the longest ago, but for the last so many. */
  #makeRoom(needed: number): void {
    for (const [key, { site, fact, name, bytes }] of this.#inMemory) {
      if (this.#bytes <= KEPT || this.#inMemory.size <= needed) return;
      for (const { block } of this.#pagesOf(site, fact).values()) block.drop(name);
      this.#inMemory.delete(key);
      this.#memory.drop(key);
      this.#bytes -= bytes;
    }
  }

  #pagesOf(site: number, fact: ColumnFact): Map<number, Page> {
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
    for (const name of names) this.#use(site, fact, name);
    for (const name of names) {
      const missing = new Set(days.filter((day) => !pages.get(day)?.block.has(name)));
      if (missing.size === 0) continue;
      const key = keyOf(site, fact, name);
      const wanted = [...missing];
      const [first, last] = [wanted[0] as number, wanted.at(-1) as number];
      let bytes = 0;
      for (const [day, data] of this.#columns.iterate(site, fact.name, name, first, last)) {
        if (!missing.has(day)) continue;
        pages.get(day)?.block.put(name, openColumn(this.#memory.put(key, data)));
        bytes += data.byteLength;
        this.#leave(data.byteLength);
      }
      this.#use(site, fact, name, bytes);
      this.#makeRoom(names.length);
    }
  }

  /** Notes bytes that nobody reads any more. */
  #leave(bytes: number): void {
    this.#garbage += bytes;
    if (this.#garbage < MOST_GARBAGE) return;
    this.#garbage = 0;
    collectGarbage('minor');
  }

  /** Today is in most questions: its rows are read once for all that ask for the same columns before somebody writes. */
  #fromRows(site: number, fact: ColumnFact, day: number, names: readonly string[]): Block {
    this.#forgetRead();
    const key = `${site} ${fact.name} ${day} ${names}`;
    let block = this.#read.get(key);
    if (!block) {
      block = this.#readRows(site, fact, day, names);
      this.#read.set(key, block);
    }
    return block;
  }

  /** Known by the visits' block: visits of one moment can be in another order when they are read again. */
  #eventRows(site: number, block: Block): Map<string, Uint8Array> {
    let rows = this.#readEvents.get(block);
    if (!rows) {
      const of = (name: string) => block.column(name).subarray(0, block.rows);
      rows = this.#events.packed(site, block.day, of('key'), of('started'));
      this.#readEvents.set(block, rows);
    }
    return rows;
  }

  #forgetRead(): void {
    const version = this.#version.get();
    if (version === this.#readAt) return;
    this.#read.clear();
    this.#readAt = version;
  }

  #readRows(site: number, fact: ColumnFact, day: number, names: readonly string[]): Block {
    const rows = this.db
      .prepare<[number, number, number], (number | null)[]>(dayQuery(fact, names))
      .raw()
      .iterate(site, day * DAY_MS, (day + 1) * DAY_MS);
    const columns = RowColumns.of(rows, names.length);
    const block = new Block(fact, columns.rows, day);
    names.forEach((name, index) => {
      block.put(name, openColumn(columns.packed(index)));
    });
    return block;
  }
}

const keyOf = (site: number, fact: ColumnFact, name: string): string =>
  JSON.stringify([site, fact.name, name]);

// Visits of any day before can have a page view in the span: their pages say so.
const daysOf = ({ from, to, byViews }: DaySpan): [first: number, last: number] => [
  byViews ? 0 : Math.floor(from / DAY_MS),
  Math.floor((to - 1) / DAY_MS),
];
