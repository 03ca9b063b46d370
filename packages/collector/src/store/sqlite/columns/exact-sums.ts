import { CellSums } from './cell-sums.js';
import { NOTHING } from './packed-column.js';

/** A sum for each cell, with what rounding leaves out carried along (Neumaier 1974): squares of money go beyond 53 bits. */
export class ExactSums {
  readonly #sums = new CellSums();
  readonly #rests = new CellSums();

  add(cell: number, value: number): void {
    const sums = this.#sums.room(cell + 1);
    const rests = this.#rests.room(cell + 1);
    const before = sums[cell] as number;
    if (Number.isNaN(before)) {
      sums[cell] = value;
      rests[cell] = 0;
      return;
    }
    const sum = before + value;
    rests[cell] =
      (rests[cell] as number) +
      (Math.abs(before) >= Math.abs(value) ? before - sum + value : value - sum + before);
    sums[cell] = sum;
  }

  /** Adds the squares of values to a cell, one after the other as {@link add} would; of a mask 1 is taken. */
  addSquares(cell: number, values: Float64Array, mask: Uint8Array, low: number, high: number): void {
    const sums = this.#sums.room(cell + 1);
    const rests = this.#rests.room(cell + 1);
    let sum = sums[cell] as number;
    let rest = rests[cell] as number;
    for (let row = low; row < high; row++) {
      const value = values[row] as number;
      if (mask[row] !== 1 || value === NOTHING) continue;
      const square = value * value;
      if (Number.isNaN(sum)) {
        sum = square;
        rest = 0;
        continue;
      }
      const next = sum + square;
      rest += Math.abs(sum) >= Math.abs(square) ? sum - next + square : square - next + sum;
      sum = next;
    }
    sums[cell] = sum;
    rests[cell] = rest;
  }

  /** Without the {@link rest}; `null`: nothing was added. */
  get(cell: number): number | null {
    return this.#sums.get(cell);
  }

  rest(cell: number): number {
    return this.#rests.get(cell) ?? 0;
  }
}
