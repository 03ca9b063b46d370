import { Block } from './block.js';
import { NOTHING, type Packed } from './packed-column.js';

/** Some rows of a block, as if there were no others: what is asked of the tenth part of them takes the tenth part of the time. */
export class SelectedRows extends Block {
  constructor(
    private readonly all: Block,
    /** Their rows in the block, ascending; the array may be longer. */
    private readonly rowsOf: Int32Array,
    rows: number,
  ) {
    super(all.fact, rows, all.day, 'selected ');
  }

  /** That of all rows. */
  override packed(name: string): Packed {
    return this.all.packed(name);
  }

  protected override unpack(name: string, into: Float64Array): void {
    const { base, data } = this.packed(name);
    const { rowsOf, rows } = this;
    if (!data) into.fill(base, 0, rows);
    else if (data instanceof Uint8Array) pickBytes(data, rowsOf, rows, base - 1, into);
    else if (data instanceof Uint16Array) pickShorts(data, rowsOf, rows, base - 1, into);
    else if (data instanceof Uint32Array) pickLongs(data, rowsOf, rows, base - 1, into);
    else pickDoubles(data, rowsOf, rows, base - 1, into);
  }

  protected override narrowBytes(
    data: Uint8Array,
    passes: Uint8Array,
    mask: Uint8Array,
    low: number,
    high: number,
  ): void {
    const { rowsOf } = this;
    for (let row = low; row < high; row++)
      mask[row] = (mask[row] as number) & (passes[data[rowsOf[row] as number] as number] as number);
  }

  /** The first row at `time` or later. */
  override rowAt(time: number): number {
    const before = this.all.rowAt(time);
    let low = 0;
    let high = this.rows;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.rowsOf[middle] as number) < before) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

// The same loop again: each sees one kind of array only, which is what makes it fast.
function pickBytes(
  data: Uint8Array,
  rowsOf: Int32Array,
  rows: number,
  add: number,
  into: Float64Array,
): void {
  for (let row = 0; row < rows; row++) {
    const value = data[rowsOf[row] as number] as number;
    into[row] = value === 0 ? NOTHING : value + add;
  }
}

function pickShorts(
  data: Uint16Array,
  rowsOf: Int32Array,
  rows: number,
  add: number,
  into: Float64Array,
): void {
  for (let row = 0; row < rows; row++) {
    const value = data[rowsOf[row] as number] as number;
    into[row] = value === 0 ? NOTHING : value + add;
  }
}

function pickLongs(
  data: Uint32Array,
  rowsOf: Int32Array,
  rows: number,
  add: number,
  into: Float64Array,
): void {
  for (let row = 0; row < rows; row++) {
    const value = data[rowsOf[row] as number] as number;
    into[row] = value === 0 ? NOTHING : value + add;
  }
}

function pickDoubles(
  data: Float64Array,
  rowsOf: Int32Array,
  rows: number,
  add: number,
  into: Float64Array,
): void {
  for (let row = 0; row < rows; row++) {
    const value = data[rowsOf[row] as number] as number;
    into[row] = value === 0 ? NOTHING : value + add;
  }
}
