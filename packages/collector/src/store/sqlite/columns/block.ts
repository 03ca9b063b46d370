import type { Who } from '../../scan.js';
import { ByteTest } from './byte-test.js';
import type { ColumnFact, Columns, MadeColumn, Moment } from './column-facts.js';
import { type Comparison, compareColumn } from './compare-column.js';
import { type Packed, unpackColumn } from './packed-column.js';

/** Columns unpacked for the block that is looked at just now; a thread looks at one at a time. */
const unpacked = new Map<string, Unpacked>();

interface Unpacked {
  of: Block | undefined;
  /** What it was made for, where it depends on it. */
  moment: Moment | undefined;
  values: Float64Array;
}

const isTest = (is: Comparison, to = 0) =>
  new ByteTest((mask, values, low, high) => compareColumn(mask, values, low, high, is, to));

/** What the columns of one must be. */
const WHO: Readonly<Record<Who, readonly (readonly [name: string, test: ByteTest])[]>> = {
  people: [
    ['bot', isTest('unknown')],
    ['internal', isTest('=', 0)],
  ],
  bots: [['bot', isTest('known')]],
  internal: [
    ['bot', isTest('unknown')],
    ['internal', isTest('=', 1)],
  ],
};

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

  /** Takes out of a mask the rows from `low` to `high` whose value does not pass; unpacks only what is no byte. */
  narrow(name: string, test: ByteTest, mask: Uint8Array, low: number, high: number): void {
    const { base, data } = this.packed(name);
    if (data instanceof Uint8Array) this.narrowBytes(data, test.passes(base), mask, low, high);
    else if (data) test.narrow(mask, this.column(name), low, high);
    else if (!test.passesAll(base)) mask.fill(0, low, high);
  }

  protected narrowBytes(
    data: Uint8Array,
    passes: Uint8Array,
    mask: Uint8Array,
    low: number,
    high: number,
  ): void {
    for (let row = low; row < high; row++)
      mask[row] = (mask[row] as number) & (passes[data[row] as number] as number);
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
    mask = new Uint8Array(this.rows).fill(1);
    for (const [name, test] of WHO[who]) this.narrow(name, test, mask, 0, this.rows);
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
