import type { Scan } from '../../scan.js';
import type { SqliteDatabase } from '../database.js';
import { type ColumnFact, DAY_MS } from './column-facts.js';
import { packColumn } from './packed-column.js';

/**
 * The events of the visits of a day, in two streams: views of pages, and all else that somebody did. Events lie in the
 * order of their visits on the page, and within one by (time, arrival). What a browser sends by itself is in neither.
 */
export const STREAMS = ['view', 'deed'] as const;
export type StreamName = (typeof STREAMS)[number];

export const NOT_DONE = ['page_view', 'user_engagement', 'web_vital'];

/** Columns of a stream; `after`: ms since the start of the visit. */
export const EVENT_COLUMNS = ['after', 'name', 'page', 'content_group'] as const;
export type EventColumn = (typeof EVENT_COLUMNS)[number];

/** What stands for the name of an order, which is a step that no event need have told of. */
export const ORDERED = 0;

/** Name of a stream's column among those of visits; `events`: how many each visit has. */
export const streamColumn = (stream: StreamName, column: EventColumn | 'events'): string =>
  `${stream}.${column}`;

/** Every column of events that is kept. */
export const EVENT_COLUMN_NAMES = STREAMS.flatMap((stream) =>
  (['events', ...EVENT_COLUMNS] as const).map((column) => streamColumn(stream, column)),
);

/** The words that events are filtered by. */
export const EVENT_FACT: ColumnFact = {
  name: 'visit',
  time: 'after',
  rows: '',
  columns: {},
  fields: new Set(),
  terms: new Set(['page', 'content_group']),
  made: {},
  judged: {},
};

/** Whether views are counted by what each of them has of itself. */
export const isByPage = ({ by }: Pick<Scan, 'by'>): boolean =>
  by.length > 0 && by.every((name) => EVENT_FACT.terms.has(name));

type EventRow = [
  visit: number,
  time: number,
  seq: number,
  name: number,
  page: number | null,
  group: number | null,
];

const OF_DAY = 'v.site = ? AND v.started >= ? AND v.started < ?';

/** Reads the events of a day from the rows. */
export class DayEvents {
  readonly #hits;
  readonly #orders;
  readonly #viewed;

  constructor(db: SqliteDatabase) {
    this.#viewed = db.prepare<[], number>("SELECT id FROM term WHERE value = 'page_view'").pluck();
    const sentByItself = NOT_DONE.slice(1).map((name) => `'${name}'`);
    this.#hits = db
      .prepare<[number, number, number], EventRow>(
        `SELECT h.visit, h.time, h.seq, h.name, h.page, h.content_group FROM visit v CROSS JOIN hit h ON h.visit = v.key
         WHERE ${OF_DAY} AND h.name NOT IN (SELECT id FROM term WHERE value IN (${sentByItself.join()}))`,
      )
      .raw();
    this.#orders = db
      .prepare<[number, number, number], EventRow>(
        `SELECT o.visit, COALESCE(h.time, o.time), COALESCE(h.seq, -o.key), ${ORDERED}, h.page, h.content_group
         FROM visit v CROSS JOIN orders o ON o.visit = v.key
         LEFT JOIN hit h ON h.seq = (SELECT c.seq FROM order_claim c WHERE c.site = o.site AND c.order_id = o.order_id
           ORDER BY c.rank LIMIT 1) AND h.visit = o.visit
         WHERE ${OF_DAY} AND o.bot IS NULL AND o.internal = 0`,
      )
      .raw();
  }

  /**
   * The columns of a day's events, packed.
   *
   * @param keys of the day's visits, in the order of their page
   * @param started when each of them began
   */
  packed(
    site: number,
    day: number,
    keys: ArrayLike<number>,
    started: ArrayLike<number>,
  ): Map<string, Uint8Array> {
    const rowOf = new Map(Array.from(keys, (key, row) => [key, row]));
    const lists = { view: new Map<number, EventRow[]>(), deed: new Map<number, EventRow[]>() };
    const viewed = this.#viewed.get();
    const bounds = [site, day * DAY_MS, (day + 1) * DAY_MS] as const;
    for (const statement of [this.#hits, this.#orders])
      for (const event of statement.iterate(...bounds)) {
        const of = lists[event[3] === viewed ? 'view' : 'deed'];
        const row = rowOf.get(event[0]) as number;
        const list = of.get(row);
        if (list) list.push(event);
        else of.set(row, [event]);
      }
    const columns = new Map<string, Uint8Array>();
    for (const stream of STREAMS) {
      const events: EventRow[] = [];
      const counts: number[] = [];
      const after: number[] = [];
      for (let row = 0; row < keys.length; row++) {
        const list = lists[stream].get(row) ?? [];
        list.sort((a, b) => a[1] - b[1] || a[2] - b[2]);
        counts.push(list.length);
        for (const event of list) {
          events.push(event);
          after.push(event[1] - (started[row] as number));
        }
      }
      columns.set(streamColumn(stream, 'events'), packColumn(counts));
      columns.set(streamColumn(stream, 'after'), packColumn(after));
      (['name', 'page', 'content_group'] as const).forEach((name, at) => {
        columns.set(
          streamColumn(stream, name),
          packColumn(events.map((event) => event[3 + at] as number | null)),
        );
      });
    }
    return columns;
  }
}
