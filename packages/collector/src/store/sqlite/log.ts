import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { LoggedContext, LoggedEvent } from '../../facts/logged.js';
import type { SqliteDatabase } from './database.js';
import { packId, unpackId } from './pack-id.js';
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
  body: string | null;
}

/** Columns that {@link EventLog.entryOf} reads. */
export const EVENT_COLUMNS = 'e.seq, e.site, e.id, e.time, e.context, e.name, e.body';

/** The log of events: appended once, read again by `rebuild` and by facts that are made anew. */
export class EventLog {
  readonly #terms: Terms;
  readonly #contextKeys = new LRUCache<string, number>({ max: 20_000 });
  readonly #contexts = new LRUCache<number, LoggedContext>({ max: 20_000 });
  readonly #addContext;
  readonly #findContext;
  readonly #readContext;
  readonly #addEvent;
  readonly #page;
  readonly #one;
  readonly #visitEvents;
  readonly #count;

  constructor(db: SqliteDatabase, terms: Terms) {
    this.#terms = terms;
    this.#addContext = db.prepare('INSERT INTO context (hash, body) VALUES (?, ?)');
    this.#findContext = db.prepare<[Buffer], number>('SELECT key FROM context WHERE hash = ?').pluck();
    this.#readContext = db.prepare<[number], string>('SELECT body FROM context WHERE key = ?').pluck();
    this.#addEvent = db.prepare(
      'INSERT OR IGNORE INTO event (site, id, time, received, context, name, body) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.#page = db.prepare<[number, number], EventRow>(
      `SELECT ${EVENT_COLUMNS} FROM event e WHERE e.seq > ? ORDER BY e.seq LIMIT ?`,
    );
    this.#one = db.prepare<[number], EventRow>(`SELECT ${EVENT_COLUMNS} FROM event e WHERE e.seq = ?`);
    this.#visitEvents = db.prepare<[number], EventRow & { stated: number }>(
      `SELECT ${EVENT_COLUMNS}, h.stated_visit AS stated FROM hit h JOIN event e ON e.seq = h.seq WHERE h.visit = ?`,
    );
    this.#count = db.prepare<[], number>('SELECT count(*) FROM event').pluck();
  }

  /** The key of a context; the same content is kept once. */
  contextKey(context: LoggedContext): number {
    const body = JSON.stringify(context);
    let key = this.#contextKeys.get(body);
    if (key === undefined) {
      const hash = createHash('sha256').update(body).digest().subarray(0, 16);
      key = this.#findContext.get(hash) ?? Number(this.#addContext.run(hash, body).lastInsertRowid);
      this.#contextKeys.set(body, key);
    }
    return key;
  }

  context(key: number): LoggedContext {
    let context = this.#contexts.get(key);
    if (!context) {
      context = JSON.parse(this.#readContext.get(key) as string) as LoggedContext;
      this.#contexts.set(key, context);
    }
    return context;
  }

  /** Appends an event; `undefined` when its id is there already. */
  append(site: number, received: number, contextKey: number, event: LoggedEvent): LogEntry | undefined {
    const { id, name, time, ...rest } = event;
    const body = Object.keys(rest).length > 0 ? JSON.stringify(rest) : null;
    const result = this.#addEvent.run(
      site,
      packId(id),
      time,
      received,
      contextKey,
      this.#terms.id(name),
      body,
    );
    if (result.changes === 0) return undefined;
    return { seq: Number(result.lastInsertRowid), site, event, contextKey };
  }

  /** Up to `limit` entries after `seq`, in the order of arrival. */
  after(seq: number, limit: number): LogEntry[] {
    return this.#page.all(seq, limit).map((row) => this.entryOf(row));
  }

  entry(seq: number): LogEntry {
    return this.entryOf(this.#one.get(seq) as EventRow);
  }

  /** The events of a visit, with whether each named it. */
  ofVisit(visit: number): { entry: LogEntry; stated: boolean }[] {
    return this.#visitEvents
      .all(visit)
      .map((row) => ({ entry: this.entryOf(row), stated: row.stated === 1 }));
  }

  count(): number {
    return this.#count.get() as number;
  }

  entryOf(row: EventRow): LogEntry {
    const rest = row.body === null ? {} : (JSON.parse(row.body) as Omit<LoggedEvent, 'id' | 'name' | 'time'>);
    return {
      seq: row.seq,
      site: row.site,
      contextKey: row.context,
      event: { id: unpackId(row.id), name: this.#terms.value(row.name), time: row.time, ...rest },
    };
  }

  /** A rolled back transaction takes its new contexts with it. */
  forget(): void {
    this.#contextKeys.clear();
    this.#contexts.clear();
  }
}
