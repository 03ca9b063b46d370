import { CellSums } from './cell-sums.js';

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

  /** Without the {@link rest}; `null`: nothing was added. */
  get(cell: number): number | null {
    return this.#sums.get(cell);
  }

  rest(cell: number): number {
    return this.#rests.get(cell) ?? 0;
  }
}
