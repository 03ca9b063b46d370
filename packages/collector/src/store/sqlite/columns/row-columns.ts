import { packColumn } from './packed-column.js';

const FIRST = 1024;

/**
 * Rows that come one after the other, kept by column: eight bytes a value. Kept as rows, a day of a shop with hundreds of thousands of
 * them would for a moment be several times as large.
 */
export class RowColumns {
  #rows = 0;
  #columns: Float64Array[];

  /** @param width how many columns each row has */
  constructor(width: number) {
    this.#columns = Array.from({ length: width }, () => new Float64Array(FIRST));
  }

  /** The rows of a statement, in its order. */
  static of(rows: Iterable<readonly (number | null)[]>, width: number): RowColumns {
    const columns = new RowColumns(width);
    for (const row of rows) columns.add(row);
    return columns;
  }

  get rows(): number {
    return this.#rows;
  }

  add(row: readonly (number | null)[]): void {
    const at = this.#rows++;
    if (at === (this.#columns[0]?.length ?? FIRST))
      this.#columns = this.#columns.map((column) => {
        const larger = new Float64Array(2 * at);
        larger.set(column);
        return larger;
      });
    this.#columns.forEach((column, index) => {
      column[at] = row[index] ?? Number.NaN;
    });
  }

  /** A column, not a number where there is nothing. */
  column(index: number): Float64Array {
    return (this.#columns[index] as Float64Array).subarray(0, this.#rows);
  }

  /** A column as it is kept: see {@link packColumn}. */
  packed(index: number): Uint8Array {
    return packColumn(this.column(index));
  }
}
