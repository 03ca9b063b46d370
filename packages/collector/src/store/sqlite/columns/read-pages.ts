import type { SqliteDatabase } from '../database.js';
import { Block } from './block.js';
import { COLUMN_FACTS, type ColumnFact, DAY_MS, dayQuery, type Moment } from './column-facts.js';
import { DayEvents, type EventColumn, type StreamName, streamColumn } from './event-columns.js';
import { EventStream } from './event-stream.js';
import { EventsAhead } from './events-ahead.js';
import { openColumn, type Packed, packColumn } from './packed-column.js';

/** Bytes of packed columns that one reader keeps in memory. */
const KEPT = 48 * 1024 * 1024;
/** Days without a good page that are read from rows; with more, a statement over the rows is as fast. */
const MOST_CHANGED_DAYS = 40;

interface ListedPage {
  day: number;
  version: number;
  since: number | null;
  until: number | null;
  settled: boolean;
}

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
  readonly #version;
  readonly #events;
  readonly #read = new Map<string, Block>();
  readonly #readEvents = new WeakMap<Block, Map<string, Uint8Array>>();
  #readAt: number | undefined;
  #bytes = 0;

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

  /** The pages of a span that say what the rows say, by their versions. */
  goodVersions(fact: ColumnFact, span: DaySpan): string {
    const [first, last] = daysOf(span);
    const changed = new Set(this.#listChanged.all(span.site, fact.name, first, last));
    const pages = this.#listPages.all(span.site, fact.name, first, last);
    return pages
      .filter(({ day }) => !changed.has(day))
      .map(({ version }) => version)
      .join();
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
      .all(site, day * DAY_MS, (day + 1) * DAY_MS);
    const block = new Block(fact, rows.length, day);
    names.forEach((name, index) => {
      block.put(name, packed(rows, index));
    });
    return block;
  }

  /** Lets go of everything that is in memory. */
  forget(): void {
    this.#pages.clear();
    this.#read.clear();
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

function versionsByDay(pages: readonly ListedPage[], changed: readonly number[]): Versions {
  const unsure = new Set([...changed, ...pages.filter(({ settled }) => !settled).map(({ day }) => day)]);
  const versions = new Map(pages.map(({ day, version }) => [day, version]));
  return {
    between(from, to) {
      const of: number[] = [];
      for (let day = Math.floor(from / DAY_MS); day * DAY_MS < to; day++) {
        if (unsure.has(day)) return undefined;
        of.push(versions.get(day) ?? 0);
      }
      return of.join();
    },
  };
}

// No visit sees a page before it starts; how long after, its page says, and of a day that has changed nobody knows.
function versionsByViews(pages: readonly ListedPage[], changed: readonly number[]): Versions {
  const firstChanged = (changed[0] ?? Number.POSITIVE_INFINITY) * DAY_MS;
  const spans = pages.filter(({ since, until }) => since !== null && until !== null);
  let next = 0;
  let longest = 0;
  for (const { day, until } of spans) longest = Math.max(longest, (until as number) - day * DAY_MS);
  return {
    between(from, to) {
      if (to > firstChanged) return undefined;
      const of: number[] = [];
      // Stretches are asked for in the order of time: what ended too early for one has for the next.
      while (next > 0 && (spans[next - 1]?.day ?? 0) * DAY_MS + longest >= from) next--;
      while (next < spans.length && (spans[next] as ListedPage).day * DAY_MS + longest < from) next++;
      for (let at = next; at < spans.length; at++) {
        const { day, version, since, until } = spans[at] as ListedPage;
        if (day * DAY_MS >= to) break;
        if ((since as number) < to && (until as number) >= from) of.push(version);
      }
      return of.join();
    },
  };
}
