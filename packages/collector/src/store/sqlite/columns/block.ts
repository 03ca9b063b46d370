import type { Who } from '../../scan.js';
import type { ColumnFact, Columns, MadeColumn, Moment } from './column-facts.js';
import { NOTHING, type Packed, unpackColumn } from './packed-column.js';

/** Columns unpacked for the block that is looked at just now; a thread looks at one at a time. */
const unpacked = new Map<string, Unpacked>();

interface Unpacked {
  of: Block | undefined;
  /** What it was made for, where it depends on it. */
  moment: Moment | undefined;
  values: Float64Array;
}

/** The rows of a day by column, in the order of their time. */
export class Block implements Columns {
  readonly #packed = new Map<string, Packed>();
  readonly #who = new Map<Who, Uint8Array>();

  /** When the page views of a visit were, by its row, where somebody has looked. */
  readonly viewTimes = new Map<number, number[]>();

  constructor(
    readonly fact: ColumnFact,
    readonly rows: number,
    /** Days since the epoch, UTC. */
    readonly day: number,
    /** Blocks that are looked at at the same time unpack to places of their own. */
    private readonly place = '',
  ) {}

  has(name: string): boolean {
    return this.#packed.has(name);
  }

  drop(name: string): void {
    this.#packed.delete(name);
  }

  put(name: string, packed: Packed): void {
    this.#packed.set(name, packed);
  }

  /** A column as it is packed; 0 is `null`, the others have `base - 1` to be added. */
  packed(name: string): Packed {
    const packed = this.#packed.get(name);
    if (!packed) throw new Error(`the column "${name}" was not asked for`);
    return packed;
  }

  /** A column; `null` is {@link NOTHING}. The array is used again for the next block. */
  column(name: string): Float64Array {
    const place = scratch(this.#placeOf(name), this.rows);
    if (place.of === this) return place.values;
    this.unpack(name, place.values);
    place.of = this;
    return place.values;
  }

  protected unpack(name: string, into: Float64Array): void {
    unpackColumn(this.packed(name), this.rows, into);
  }

  /** A column that is made from others. */
  made(name: string, column: MadeColumn, moment: Moment): Float64Array {
    const place = scratch(this.#placeOf(`${name}()`), this.rows);
    if (place.of === this && place.moment === moment) return place.values;
    column.fill(place.values, this, moment);
    place.of = this;
    place.moment = moment;
    return place.values;
  }

  #placeOf(name: string): string {
    return this.place === '' ? name : this.place + name;
  }

  /** The first row at `time` or later. */
  rowAt(time: number): number {
    const { base, data } = this.#packed.get(this.fact.time) as Packed;
    if (!data) return base >= time ? 0 : this.rows;
    let low = 0;
    let high = this.rows;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((data[middle] as number) + base - 1 < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** 1 for each row that is one of these. */
  who(who: Who): Uint8Array {
    let mask = this.#who.get(who);
    if (mask) return mask;
    mask = new Uint8Array(this.rows);
    const bot = this.column('bot');
    const internal = this.column('internal');
    for (let row = 0; row < this.rows; row++) {
      const isBot = bot[row] !== NOTHING;
      const holds = who === 'bots' ? isBot : !isBot && internal[row] === (who === 'internal' ? 1 : 0);
      mask[row] = holds ? 1 : 0;
    }
    this.#who.set(who, mask);
    return mask;
  }
}

function scratch(name: string, rows: number): Unpacked {
  let place = unpacked.get(name);
  if (!place || place.values.length < rows) {
    place = { of: undefined, moment: undefined, values: new Float64Array(Math.max(rows, 4096)) };
    unpacked.set(name, place);
  }
  return place;
}
