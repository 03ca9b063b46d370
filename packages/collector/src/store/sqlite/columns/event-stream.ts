import { Block } from './block.js';
import { EVENT_FACT, type EventColumn, type StreamName } from './event-columns.js';
import type { Packed } from './packed-column.js';

/** The events of a day's visits, one visit after the other. */
export class EventStream {
  /** Columns by event. */
  readonly block: Block;
  /** By visit the first of its events; and, last, the number of all. The array is used again for the next day. */
  readonly starts: Int32Array;

  constructor(
    name: StreamName,
    visits: number,
    columns: readonly EventColumn[],
    open: (column: EventColumn | 'events') => Packed,
  ) {
    this.starts = startsFor(name, visits);
    const { base, data } = open('events');
    let all = 0;
    for (let visit = 0; visit < visits; visit++) {
      this.starts[visit] = all;
      all += data ? (data[visit] as number) + base - 1 : base;
    }
    this.starts[visits] = all;
    this.block = new Block(EVENT_FACT, all, 0, `${name}.`);
    for (const column of columns) this.block.put(column, open(column));
  }

  get size(): number {
    return this.block.rows;
  }
}

const starts = new Map<StreamName, Int32Array>();

function startsFor(name: StreamName, visits: number): Int32Array {
  let of = starts.get(name);
  if (!of || of.length <= visits) {
    of = new Int32Array(Math.max(visits * 2, 4096));
    starts.set(name, of);
  }
  return of;
}
