import { Block } from './block.js';
import { NOTHING } from './packed-column.js';

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

  protected override unpack(name: string, into: Float64Array): void {
    const { base, data } = this.all.packed(name);
    const { rowsOf, rows } = this;
    if (!data) {
      into.fill(base, 0, rows);
      return;
    }
    const add = base - 1;
    for (let row = 0; row < rows; row++) {
      const value = data[rowsOf[row] as number] as number;
      into[row] = value === 0 ? NOTHING : value + add;
    }
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
