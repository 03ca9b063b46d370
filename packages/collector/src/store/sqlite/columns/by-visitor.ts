import type { ScanMeasure } from '../../scan.js';
import type { Block } from './block.js';
import { type Comparison, compareColumn } from './compare-column.js';
import { ExactSums } from './exact-sums.js';
import { NOTHING } from './packed-column.js';
import { PairTable } from './pair-table.js';
import { Quantiles } from './quantiles.js';

/** The largest visitor that an array by visitor is kept for. */
const LARGEST = 1 << 24;
/** Cells of one visitor that are looked through one after the other. */
const MOST_HOPS = 8;

/** Sums by visitor first, then what is asked about visitors: measures with `per: 'visitor'`, which share their `when`. */
export class ByVisitor {
  readonly #fields: string[];
  /** By visitor the last slot that it had, plus one, where cells come one after the other. */
  #slotOf = new Int32Array(1 << 16);
  readonly #slots = new PairTable();
  readonly #slotOfPair: number[] = [];
  #size = 0;
  /** Where each row lies in a cell of its own, the cell of a slot; else all are of the one that is gathered just now. */
  #cellOf: Int32Array | undefined;
  #cell = 0;
  #visitorOf = new Int32Array(1024);
  /** The slot of the same visitor in another cell, plus one. */
  #nextOf = new Int32Array(0);
  /** How many rows each has, where somebody asks. */
  #rows: Float64Array | undefined;
  #sums: Float64Array[];
  readonly #results: ExactSums[];
  readonly #quantiles: Quantiles;
  /** Whether rows with 0 change no sum; most visits have bought nothing. */
  readonly #skipsZeros: boolean;
  /** Cells that had such rows: there the sum is 0 where it would else be of nothing. */
  readonly #zeros = new Set<number>();

  constructor(private readonly measures: readonly ScanMeasure[]) {
    const named = measures.flatMap(({ field, having }) => [
      ...(field ? [field] : []),
      ...(having ?? []).flatMap((condition) => ('field' in condition ? [condition.field] : [])),
    ]);
    this.#fields = [...new Set(named)].filter((field) => field !== 'rows');
    if (named.includes('rows') || measures.some(({ field }) => field === undefined))
      this.#rows = new Float64Array(1024);
    this.#sums = this.#fields.map(() => new Float64Array(1024));
    this.#results = measures.map(() => new ExactSums());
    this.#quantiles = new Quantiles(measures, '');
    this.#skipsZeros =
      this.#fields.length === 1 &&
      measures.every(
        ({ aggregate, field, having }) =>
          (aggregate === 'sum' || aggregate === 'squares') && field !== 'rows' && !having?.length,
      );
  }

  get columns(): string[] {
    return ['visitor', ...this.#fields];
  }

  /** All of the rows lie in one cell; {@link turn} comes before the first of another one. */
  run(block: Block, mask: Uint8Array, low: number, high: number, cell: number): void {
    const visitors = block.column('visitor');
    const values = this.#fields.map((field) => block.column(field));
    const [only] = values;
    this.#cell = cell;
    const skipped = this.#skipsZeros ? only : undefined;
    for (let row = low; row < high; row++) {
      if (mask[row] === 0) continue;
      if (skipped?.[row] === 0) {
        if (!this.#zeros.has(cell)) this.#zeros.add(cell);
        continue;
      }
      const slot = this.#slotInCell(cell, visitors[row] as number);
      // One field, or none, is the rule, and the loop over fields would cost more than all else.
      if (values.length === 1 && only) {
        if (this.#rows) this.#rows[slot] = (this.#rows[slot] as number) + 1;
        const value = only[row] as number;
        if (value === NOTHING) continue;
        const sums = this.#sums[0] as Float64Array;
        const before = sums[slot] as number;
        sums[slot] = before === NOTHING ? value : before + value;
      } else this.#add(slot, values, row);
    }
  }

  /** Each row lies in a cell of its own. */
  scatter(block: Block, mask: Uint8Array, low: number, high: number, cells: Int32Array): void {
    const visitors = block.column('visitor');
    const values = this.#fields.map((field) => block.column(field));
    const skipped = this.#skipsZeros ? values[0] : undefined;
    this.#cellOf ??= new Int32Array(this.#visitorOf.length);
    for (let row = low; row < high; row++) {
      if (mask[row] === 0) continue;
      if (skipped?.[row] === 0) this.#zeros.add(cells[row] as number);
      else this.#add(this.#slotAmong(cells[row] as number, visitors[row] as number), values, row);
    }
  }

  /** Closes the visitors that are there: what comes later lies in other cells. */
  turn(): void {
    // Quantiles are all of the same sums.
    const gathered = this.measures[0]?.aggregate === 'quantile' ? this.measures.slice(0, 1) : this.measures;
    gathered.forEach((measure, index) => {
      this.#close(measure, this.#results[index] as ExactSums);
    });
    this.#quantiles.turn();
    for (const cell of this.#zeros)
      for (const results of this.#results) if (results.get(cell) === null) results.add(cell, 0);
    this.#zeros.clear();
    this.#slots.clear();
    this.#size = 0;
  }

  result(measure: number, cell: number): number | null {
    return this.measures[measure]?.aggregate === 'quantile'
      ? this.#quantiles.result(measure, cell)
      : (this.#results[measure] as ExactSums).get(cell);
  }

  rest(measure: number, cell: number): number {
    return (this.#results[measure] as ExactSums).rest(cell);
  }

  #slotInCell(cell: number, visitor: number): number {
    if (visitor < 0 || visitor >= LARGEST) return this.#slotOfPairIn(cell, visitor);
    const slot = this.#slotOfVisitor(visitor);
    if (slot >= 0) return slot;
    const fresh = this.#open(cell, visitor);
    this.#slotOf[visitor] = fresh + 1;
    return fresh;
  }

  /** The slot that a visitor was given last; -1: none since the last {@link turn}. */
  #slotOfVisitor(visitor: number): number {
    if (visitor >= this.#slotOf.length) {
      const wider = new Int32Array(1 << (32 - Math.clz32(visitor)));
      wider.set(this.#slotOf);
      this.#slotOf = wider;
    }
    // What stands there can be of an earlier cell: then the slot is another's by now, or free.
    const slot = (this.#slotOf[visitor] as number) - 1;
    return slot >= 0 && slot < this.#size && this.#visitorOf[slot] === visitor ? slot : -1;
  }

  /** Most visitors are in one cell or two, which are found faster one after the other than by a hash. */
  #slotAmong(cell: number, visitor: number): number {
    if (visitor < 0 || visitor >= LARGEST) return this.#slotOfPairIn(cell, visitor);
    const first = this.#slotOfVisitor(visitor);
    let hops = 0;
    for (let slot = first; slot >= 0; slot = (this.#nextOf[slot] as number) - 1) {
      if (this.#cellOf?.[slot] === cell) return slot;
      if (++hops === MOST_HOPS) return this.#slotOfPairIn(cell, visitor);
    }
    const fresh = this.#open(cell, visitor);
    if (fresh >= this.#nextOf.length) {
      const wider = new Int32Array(this.#visitorOf.length);
      wider.set(this.#nextOf);
      this.#nextOf = wider;
    }
    this.#nextOf[fresh] = first + 1;
    this.#slotOf[visitor] = fresh + 1;
    return fresh;
  }

  #slotOfPairIn(cell: number, visitor: number): number {
    const known = this.#slots.size;
    const pair = this.#slots.numberOf(cell, visitor);
    if (pair === known) this.#slotOfPair[pair] = this.#open(cell, visitor);
    return this.#slotOfPair[pair] as number;
  }

  #open(cell: number, visitor: number): number {
    const slot = this.#size++;
    if (slot >= this.#visitorOf.length) {
      const length = slot * 2;
      const wider = <T extends Float64Array | Int32Array>(old: T, fresh: T): T => {
        fresh.set(old);
        return fresh;
      };
      this.#visitorOf = wider(this.#visitorOf, new Int32Array(length));
      if (this.#cellOf) this.#cellOf = wider(this.#cellOf, new Int32Array(length));
      if (this.#rows) this.#rows = wider(this.#rows, new Float64Array(length));
      this.#sums = this.#sums.map((sums) => wider(sums, new Float64Array(length)));
    }
    this.#visitorOf[slot] = visitor;
    if (this.#cellOf) this.#cellOf[slot] = cell;
    if (this.#rows) this.#rows[slot] = 0;
    for (const sums of this.#sums) sums[slot] = NOTHING;
    return slot;
  }

  #add(slot: number, values: readonly Float64Array[], row: number): void {
    if (this.#rows) this.#rows[slot] = (this.#rows[slot] as number) + 1;
    for (let at = 0; at < values.length; at++) {
      const value = values[at]?.[row] as number;
      if (value === NOTHING) continue;
      const sums = this.#sums[at] as Float64Array;
      const before = sums[slot] as number;
      sums[slot] = before === NOTHING ? value : before + value;
    }
  }

  #close({ aggregate, field, having }: ScanMeasure, results: ExactSums): void {
    const mask = new Uint8Array(this.#size).fill(1);
    for (const condition of having ?? [])
      if ('field' in condition) {
        const value = 'value' in condition ? Number(condition.value) : 0;
        compareColumn(mask, this.#of(condition.field), 0, this.#size, condition.is as Comparison, value);
      }
    const sums = this.#of(field ?? 'rows');
    const cells = this.#cellOf;
    for (let slot = 0; slot < this.#size; slot++) {
      const sum = sums[slot] as number;
      if (mask[slot] === 0 || (sum === NOTHING && aggregate !== 'count')) continue;
      const cell = cells ? (cells[slot] as number) : this.#cell;
      if (aggregate === 'quantile') this.#quantiles.push(cell, sum);
      else {
        const value = aggregate === 'count' ? 1 : aggregate === 'sum' ? sum : sum * sum;
        results.add(cell, value);
      }
    }
  }

  #of(field: string): Float64Array {
    return field === 'rows'
      ? (this.#rows as Float64Array)
      : (this.#sums[this.#fields.indexOf(field)] as Float64Array);
  }
}
