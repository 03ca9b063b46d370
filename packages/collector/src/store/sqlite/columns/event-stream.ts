import { Block } from './block.js';
import { EVENT_FACT, type EventColumn } from './event-columns.js';
import { type Packed, unpackColumn } from './packed-column.js';

/** The events of a day's visits, one visit after the other. */
export class EventStream {
  /** Columns by event. */
  readonly block: Block;
  /** By visit the first of its events; and, last, the number of all. */
  readonly starts: Int32Array;

  constructor(
    visits: number,
    counts: Packed,
    columns: readonly EventColumn[],
    open: (column: EventColumn) => Packed,
  ) {
    const each = new Float64Array(visits);
    unpackColumn(counts, visits, each);
    this.starts = new Int32Array(visits + 1);
    let all = 0;
    for (let visit = 0; visit < visits; visit++) {
      this.starts[visit] = all;
      all += each[visit] as number;
    }
    this.starts[visits] = all;
    this.block = new Block(EVENT_FACT, all, 0);
    for (const column of columns) this.block.put(column, open(column));
  }

  get size(): number {
    return this.block.rows;
  }
}
