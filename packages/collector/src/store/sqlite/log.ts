import type { LoggedContext, LoggedEvent } from '../../facts/logged.js';
import { Contexts } from './contexts.js';
import type { SqliteDatabase } from './database.js';
import { packId, unpackId } from './pack-id.js';
import { RepeatedTexts } from './repeated-texts.js';
import { type BoundText, packUrl, type SharedText, splitUrl, unpackText } from './shared-text.js';
import type { Terms } from './terms.js';

/** An event with its place in the log and what it shares with others. */
export interface LogEntry {
  seq: number;
  site: number;
  event: LoggedEvent;
  contextKey: number;
}

interface EventRow {
  seq: number;
  site: number;
  id: unknown;
  time: number;
  context: number;
  name: number;
  place: number | null;
  query: string | null;
  title: number | null;
  referrer: SharedText;
  data: SharedText;
}

/** The same as the bare columns: `rebuild` reads every event there is, and to name the columns of each would take its time. */
type EventColumns = [
  seq: number,
  site: number,
  id: unknown,
  time: number,
  context: number,
  name: number,
  place: number | null,
  query: string | null,
  title: number | null,
  referrer: SharedText,
  data: SharedText,
];

/** In the place of a term: the landing page of the visit, which stands in the context with all of its click ids. */
export const LANDING = 0;

/** Columns that {@link EventLog.entryOf} reads. */
export const EVENT_COLUMNS =
  'e.seq, e.site, e.id, e.time, e.context, e.name, e.place, e.query, e.title, e.referrer, e.data';

/** The log of events: appended once, read again by `rebuild` and by facts that are made anew. */
export class EventLog {
  readonly #contexts: Contexts;
  readonly #terms: Terms;
  readonly #data: RepeatedTexts;
  readonly #addEvent;
  readonly #replaceEvent;
  readonly #page;
  readonly #one;
  readonly #visitEvents;
  readonly #count;
  readonly #maxSeq;
  readonly #newestArrival;
  #nextSeq = 0;

  constructor(db: SqliteDatabase, terms: Terms) {
    this.#terms = terms;
    this.#contexts = new Contexts(db, terms);
    this.#data = new RepeatedTexts(terms);
    this.#addEvent = db.prepare(
      `INSERT OR IGNORE INTO event (seq, site, id, time, lag, context, name, place, query, title, referrer, data)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#replaceEvent = db.prepare(
      `UPDATE event SET context = ?, data = ?, place = NULL, query = NULL, title = NULL, referrer = NULL
       WHERE seq = ?`,
    );
    this.#page = db
      .prepare<[number, number], EventColumns>(
        `SELECT ${EVENT_COLUMNS} FROM event e WHERE e.seq > ? ORDER BY e.seq LIMIT ?`,
      )
      .raw();
    this.#one = db.prepare<[number], EventRow>(`SELECT ${EVENT_COLUMNS} FROM event e WHERE e.seq = ?`);
    this.#visitEvents = db.prepare<[number], EventRow & { stated: number }>(
      `SELECT ${EVENT_COLUMNS}, h.stated_visit AS stated FROM hit h JOIN event e ON e.seq = h.seq WHERE h.visit = ?`,
    );
    // A number is never given twice, also when its event is gone: the facts of that are known by it still.
    this.#maxSeq = db
      .prepare<[], number>(
        'SELECT max(coalesce((SELECT max(seq) FROM event), 0), coalesce((SELECT max(seq) FROM hit), 0))',
      )
      .pluck();
    this.#newestArrival = db
      .prepare<[], number>('SELECT time + lag FROM event ORDER BY seq DESC LIMIT 1')
      .pluck();
    this.#count = db.prepare<[], number>('SELECT count(*) FROM event').pluck();
  }

  /** The key of a context, written when it is new. */
  contextKey(context: LoggedContext): number {
    return this.#contexts.key(context);
  }

  context(key: number): LoggedContext {
    return this.#contexts.at(key);
  }

  /** Appends an event; `undefined` when its id is there already. */
  append(site: number, received: number, contextKey: number, event: LoggedEvent): LogEntry | undefined {
    const { id, name, time, url, title, referrer, data } = event;
    const terms = this.#terms;
    const landing = this.#contexts.at(contextKey).visit?.landing;
    let place: number | null = null;
    let query: string | null = null;
    if (url !== undefined && url === landing) place = LANDING;
    else if (url !== undefined) {
      const parts = splitUrl(url);
      place = terms.id(parts.place);
      query = parts.query;
    }
    const from: BoundText =
      referrer !== undefined && referrer === landing ? BigInt(LANDING) : packUrl(referrer, terms);
    if (this.#nextSeq === 0) this.#nextSeq = (this.#maxSeq.get() as number) + 1;
    const seq = this.#nextSeq;
    const result = this.#addEvent.run(
      seq,
      site,
      packId(id),
      time,
      received - time,
      contextKey,
      terms.id(name),
      place,
      query,
      title === undefined ? null : terms.id(title),
      from,
      data === undefined ? null : this.#data.pack(JSON.stringify(data)),
    );
    if (result.changes === 0) return undefined;
    this.#nextSeq++;
    return { seq, site, event, contextKey };
  }

  /** Writes an entry back with another context and data, and nothing else of what was said with it. */
  replace(entry: LogEntry, context: LoggedContext, data: LoggedEvent['data']): LogEntry {
    const { id, name, time } = entry.event;
    const contextKey = this.#contexts.key(context);
    const text = data === undefined ? null : this.#data.pack(JSON.stringify(data));
    this.#replaceEvent.run(contextKey, text, entry.seq);
    return { ...entry, contextKey, event: { id, name, time, ...(data !== undefined && { data }) } };
  }

  /** Up to `limit` entries after `seq`, in the order of arrival. */
  after(seq: number, limit: number): LogEntry[] {
    return this.#page.all(seq, limit).map((columns) => this.#entryOf(...columns));
  }

  entry(seq: number): LogEntry {
    return this.find(seq) as LogEntry;
  }

  /** `undefined`: the event is gone. */
  find(seq: number): LogEntry | undefined {
    const row = this.#one.get(seq);
    return row && this.entryOf(row);
  }

  /** The events of a visit, with whether each named it. */
  ofVisit(visit: number): { entry: LogEntry; stated: boolean }[] {
    return this.#visitEvents
      .all(visit)
      .map((row) => ({ entry: this.entryOf(row), stated: row.stated === 1 }));
  }

  /** When the newest event arrived, by the clock of then; `undefined`: there is none. */
  newestArrival(): number | undefined {
    return this.#newestArrival.get();
  }

  count(): number {
    return this.#count.get() as number;
  }

  entryOf({ seq, site, id, time, context, name, place, query, title, referrer, data }: EventRow): LogEntry {
    return this.#entryOf(seq, site, id, time, context, name, place, query, title, referrer, data);
  }

  #entryOf(
    seq: number,
    site: number,
    id: unknown,
    time: number,
    contextKey: number,
    name: number,
    place: number | null,
    query: string | null,
    title: number | null,
    from: SharedText,
    said: SharedText,
  ): LogEntry {
    const terms = this.#terms;
    const event: LoggedEvent = { id: unpackId(id), name: terms.value(name), time };
    const landing = (): string => this.#contexts.at(contextKey).visit?.landing as string;
    if (place === LANDING) event.url = landing();
    else if (place !== null) event.url = terms.value(place) + (query ?? '');
    if (title !== null) event.title = terms.value(title);
    const referrer = from === LANDING ? landing() : unpackText(from, terms);
    if (referrer !== undefined) event.referrer = referrer;
    const data = unpackText(said, terms);
    if (data !== undefined) event.data = JSON.parse(data) as NonNullable<LoggedEvent['data']>;
    return { seq, site, contextKey, event };
  }

  /** A rolled back transaction takes its new contexts with it. */
  forget(): void {
    this.#nextSeq = 0;
    this.#contexts.forget();
    this.#data.forget();
  }
}
