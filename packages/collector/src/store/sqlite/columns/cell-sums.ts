/** A number for each cell. */
export class CellSums {
  #of = new Float64Array(64).fill(Number.NaN);

  /** The numbers of so many cells; `NaN`: nothing yet. */
  room(cells: number): Float64Array {
    if (cells > this.#of.length) {
      const more = new Float64Array(Math.max(cells, this.#of.length * 2)).fill(Number.NaN);
      more.set(this.#of);
      this.#of = more;
    }
    return this.#of;
  }

  add(cell: number, value: number): void {
    const of = this.room(cell + 1);
    const before = of[cell] as number;
    of[cell] = Number.isNaN(before) ? value : before + value;
  }

  get(cell: number): number | null {
    const value = this.#of[cell];
    return value === undefined || Number.isNaN(value) ? null : value;
  }

  /** The cells that have a number. */
  cells(): number[] {
    const cells: number[] = [];
    this.#of.forEach((value, cell) => {
      if (!Number.isNaN(value)) cells.push(cell);
    });
    return cells;
  }
}
