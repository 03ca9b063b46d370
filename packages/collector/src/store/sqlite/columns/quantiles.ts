import type { ScanMeasure } from '../../scan.js';
import type { Block } from './block.js';
import { NOTHING } from './packed-column.js';
import { quantileOf } from './quantile.js';
import { quantileOfRanked } from './ranked-values.js';
import { ValueList } from './value-list.js';

/** Quantiles of one field, which all measures of a scan share. */
export class Quantiles {
  readonly #lists: (ValueList | undefined)[] = [];
  readonly #results: (number | null)[][] = [];
  #sorted: Float64Array | undefined;

  constructor(
    private readonly measures: readonly ScanMeasure[],
    private readonly column: string,
  ) {}

  get columns(): string[] {
    return [this.column];
  }

  run(block: Block, mask: Uint8Array, low: number, high: number, cell: number): void {
    this.#list(cell).pushRows(block.column(this.column), mask, low, high);
  }

  scatter(block: Block, mask: Uint8Array, low: number, high: number, cells: Int32Array): void {
    const values = block.column(this.column);
    for (let row = low; row < high; row++)
      if (mask[row] === 1 && values[row] !== NOTHING) this.push(cells[row] as number, values[row] as number);
  }

  push(cell: number, value: number): void {
    this.#list(cell).push(value);
  }

  /** What comes later lies in other cells: the values of these are let go. */
  turn(): void {
    this.#lists.forEach((list, cell) => {
      if (list)
        this.#results[cell] = this.measures.map(({ quantile }) => quantileOf(list.values, quantile ?? 500));
    });
    this.#letGo();
  }

  /** The results together with those of other values, all in cell 0, before {@link turn}. */
  over(closed: Quantiles): (number | null)[] {
    const ranked = {
      sorted: closed.inOrder(),
      gone: new Float64Array(0),
      come: this.inOrder(),
    };
    return this.measures.map(({ quantile }) => quantileOfRanked(ranked, quantile ?? 500));
  }

  /** Sorts once: what is closed is asked for again and again. */
  inOrder(): Float64Array {
    this.#sorted ??= this.#lists[0]?.values.slice().sort() ?? new Float64Array(0);
    // The list itself is needed no more.
    this.#letGo();
    return this.#sorted;
  }

  result(measure: number, cell: number): number | null {
    return this.#results[cell]?.[measure] ?? null;
  }

  /** A quantile has none: it is a value, or lies between two. */
  rest(): number {
    return 0;
  }

  #letGo(): void {
    for (const list of this.#lists) list?.end();
    this.#lists.length = 0;
  }

  #list(cell: number): ValueList {
    let list = this.#lists[cell];
    if (!list) {
      list = new ValueList();
      this.#lists[cell] = list;
    }
    return list;
  }
}
