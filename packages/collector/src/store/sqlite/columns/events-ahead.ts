import type Database from 'better-sqlite3';
import { type EventColumn, STREAMS, type StreamName, streamColumn } from './event-columns.js';

/** Days that are read at once: rows of one column lie side by side in the file, and a look-up of each would take twice as long. */
const AHEAD = 16;

type ReadColumns = Database.Statement<
  [site: number, fact: string, name: string, first: number, last: number],
  [day: number, data: Uint8Array]
>;

/** Reads the columns of events some days ahead. */
export class EventsAhead {
  readonly #names: string[];
  #days = new Map<number, Map<string, Uint8Array>>();

  constructor(
    private readonly columns: ReadColumns,
    private readonly site: number,
    wanted: Readonly<Record<StreamName, readonly EventColumn[]>>,
  ) {
    this.#names = STREAMS.flatMap((stream) =>
      (['events', ...wanted[stream]] as const).map((column) => streamColumn(stream, column)),
    );
  }

  /** The columns of a day that has a page; days are asked for ascending, up to `last`. */
  of(day: number, last: number): ReadonlyMap<string, Uint8Array> {
    if (!this.#days.has(day)) this.#read(day, Math.min(day + AHEAD - 1, last));
    return this.#days.get(day) ?? new Map();
  }

  #read(first: number, last: number): void {
    this.#days = new Map();
    for (const name of this.#names)
      for (const [day, data] of this.columns.iterate(this.site, 'visit', name, first, last)) {
        const columns = this.#days.get(day);
        if (columns) columns.set(name, data);
        else this.#days.set(day, new Map([[name, data]]));
      }
  }
}
