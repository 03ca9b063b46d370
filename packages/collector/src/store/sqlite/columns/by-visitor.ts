import type { ScanMeasure } from '../../scan.js';
import { floats, integers } from './array-pool.js';
import type { Block } from './block.js';
import { type Comparison, compareColumn } from './compare-column.js';
import { ExactSums } from './exact-sums.js';
import { NOTHING } from './packed-column.js';
import { PairTable } from './pair-table.js';
import { Quantiles } from './quantiles.js';
import { quantileOfRanked } from './ranked-values.js';

/** The largest visitor that an array by visitor is kept for. */
const LARGEST = 1 << 24;
/** Cells of one visitor that are looked through one after the other. */
const MOST_HOPS = 8;

/** Room for all visitors that were ever seen: who begins with less goes through half a dozen arrays. */
let mostVisitors = 1 << 16;

/** Sums by visitor first, then what is asked about visitors: measures with `per: 'visitor'`, which share their `when`. */
export class ByVisitor {
  readonly #fields: string[];
  /** By visitor the last slot that it had, plus one, where cells come one after the other. */
  #slotOf = integers.take(mostVisitors);
  readonly #slots = new PairTable();
  readonly #slotOfPair: number[] = [];
  #size = 0;
  /** Where each row lies in a cell of its own, the cell of a slot; else all are of the one that is gathered just now. */
  #cellOf: Int32Array<ArrayBuffer> | undefined;
  #cell = 0;
  #visitorOf = new Int32Array(1024);
  /** The slot of the same visitor in another cell, plus one. */
  #nextOf = new Int32Array(0);
  /** How many rows each has, where somebody asks. */
  #rows: Float64Array<ArrayBuffer> | undefined;
  #sums: Float64Array<ArrayBuffer>[];
  readonly #results: ExactSums[];
  readonly #quantiles: Quantiles;
  /** Whether rows with 0 change no sum; most visits have bought nothing. */
  readonly #skipsZeros: boolean;
  /** 1 for cells that had such rows: there the sum is 0 where it would else be of nothing. */
  #zeros = new Uint8Array(64);
  /** How many cells there are, and how many of them are closed. */
  #cells = 0;
  #closedCells = 0;
  readonly #totals: { results: ExactSums; count: number }[] = [];
  #sorted: Float64Array | undefined;

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
    const zeros = this.#zerosOf(cell + 1);
    for (let row = low; row < high; row++) {
      if (mask[row] === 0) continue;
      if (skipped?.[row] === 0) {
        zeros[cell] = 1;
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

  /** Each row lies in a cell of its own, of so many that there are by now. */
  scatter(block: Block, mask: Uint8Array, low: number, high: number, cells: Int32Array, count: number): void {
    const zeros = this.#zerosOf(count);
    const visitors = block.column('visitor');
    const values = this.#fields.map((field) => block.column(field));
    const skipped = this.#skipsZeros ? values[0] : undefined;
    this.#cellOf ??= new Int32Array(this.#visitorOf.length);
    for (let row = low; row < high; row++) {
      if (mask[row] === 0) continue;
      if (skipped?.[row] === 0) zeros[cells[row] as number] = 1;
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
    for (; this.#closedCells < this.#cells; this.#closedCells++)
      if (this.#zeros[this.#closedCells] === 1)
        for (const results of this.#results)
          if (results.get(this.#closedCells) === null) results.add(this.#closedCells, 0);
    this.#slots.clear();
    this.#size = 0;
  }

  /** Gives its arrays back after the last {@link turn}; the results stay. */
  end(): void {
    for (const array of [this.#slotOf, this.#visitorOf, this.#nextOf, this.#cellOf])
      if (array) integers.give(array);
    for (const array of [...this.#sums, this.#rows]) if (array) floats.give(array);
    this.#slotOf = new Int32Array(0);
    this.#visitorOf = new Int32Array(0);
    this.#nextOf = new Int32Array(0);
    this.#cellOf = undefined;
    this.#rows = undefined;
    this.#sums = [];
  }

  result(measure: number, cell: number): number | null {
    return this.measures[measure]?.aggregate === 'quantile'
      ? this.#quantiles.result(measure, cell)
      : (this.#results[measure] as ExactSums).get(cell);
  }

  rest(measure: number, cell: number): number {
    return (this.#results[measure] as ExactSums).rest(cell);
  }

  #zerosOf(cells: number): Uint8Array {
    if (cells > this.#zeros.length) {
      const more = new Uint8Array(Math.max(cells, this.#zeros.length * 2));
      more.set(this.#zeros);
      this.#zeros = more;
    }
    this.#cells = cells;
    return this.#zeros;
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
      const length = 1 << (32 - Math.clz32(visitor));
      mostVisitors = Math.max(mostVisitors, length);
      this.#slotOf = integers.wider(this.#slotOf, length);
    }
    // What stands there can be of an earlier cell, or of who had the array before: then the slot is another's by now, or free.
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
      this.#nextOf = integers.wider(this.#nextOf, this.#visitorOf.length);
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
      this.#visitorOf = integers.wider(this.#visitorOf, length);
      if (this.#cellOf) this.#cellOf = integers.wider(this.#cellOf, length);
      if (this.#rows) this.#rows = floats.wider(this.#rows, length);
      this.#sums = this.#sums.map((sums) => floats.wider(sums, length));
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

  /** @returns how many visitors it is made of */
  #close(measure: ScanMeasure, results: ExactSums): number {
    const { aggregate, field, having } = measure;
    const mask = new Uint8Array(this.#size).fill(1);
    narrowByHaving(mask, having, this.#size, (name) => this.#of(name));
    const sums = this.#of(field ?? 'rows');
    const cells = this.#cellOf;
    let count = 0;
    for (let slot = 0; slot < this.#size; slot++) {
      const sum = sums[slot] as number;
      if (mask[slot] === 0 || (sum === NOTHING && aggregate !== 'count')) continue;
      count++;
      const cell = cells ? (cells[slot] as number) : this.#cell;
      if (aggregate === 'quantile') this.#quantiles.push(cell, sum);
      else results.add(cell, contributionOf(aggregate, sum));
    }
    return count;
  }

  /**
   * The results together with those of other rows, all in cell 0, before {@link turn}: of the visitors who are here, what they brought
   * there is taken back, and what they bring in all is put in its place. `undefined`: it cannot be told.
   */
  over(closed: ByVisitor): { sums: (number | null)[]; rests: number[] } | undefined {
    if (this.#slots.size > 0 || closed.#slots.size > 0) return undefined;
    const size = this.#size;
    const before = Array.from({ length: size }, (_, slot) =>
      closed.#slotOfVisitor(this.#visitorOf[slot] as number),
    );
    const then = (name: string) => {
      const of = closed.#of(name);
      return Float64Array.from(before, (slot) => (slot < 0 ? NOTHING : (of[slot] as number)));
    };
    const inAll = (name: string) => {
      const [there, here] = [then(name), this.#of(name)];
      return there.map((sum, slot) => {
        const more = here[slot] as number;
        return sum === NOTHING ? more : more === NOTHING ? sum : sum + more;
      });
    };
    const parts = this.measures.map((measure) => {
      const { aggregate, field, having } = measure;
      const taken = (of: (name: string) => Float64Array, isThere: (slot: number) => boolean) => {
        const mask = Uint8Array.from({ length: size }, (_, slot) => Number(isThere(slot)));
        narrowByHaving(mask, having, size, of);
        return of(field ?? 'rows').filter(
          (sum, slot) => mask[slot] === 1 && (sum !== NOTHING || aggregate === 'count'),
        );
      };
      return {
        gone: taken(then, (slot) => (before[slot] as number) >= 0),
        come: taken(inAll, () => true),
      };
    });
    if (this.measures[0]?.aggregate === 'quantile') {
      const [part] = parts;
      const ranked = {
        sorted: closed.#sumsInOrder(),
        gone: (part?.gone ?? new Float64Array(0)).sort(),
        come: (part?.come ?? new Float64Array(0)).sort(),
      };
      return {
        sums: this.measures.map(({ quantile }) => quantileOfRanked(ranked, quantile ?? 500)),
        rests: this.measures.map(() => 0),
      };
    }
    const hasZeros = this.#zeros[0] === 1 || closed.#zeros[0] === 1;
    const results = this.measures.map(({ aggregate }, index) => {
      const { results: total, count } = closed.#total(index);
      const { gone, come } = parts[index] as (typeof parts)[number];
      const sum = new ExactSums();
      sum.add(0, total.get(0) ?? 0);
      sum.add(0, total.rest(0));
      for (const one of gone) sum.add(0, -contributionOf(aggregate, one));
      for (const one of come) sum.add(0, contributionOf(aggregate, one));
      const isNothing = count - gone.length + come.length === 0 && !hasZeros;
      return { sum: isNothing ? null : sum.get(0), rest: isNothing ? 0 : sum.rest(0) };
    });
    return { sums: results.map(({ sum }) => sum), rests: results.map(({ rest }) => rest) };
  }

  /** The sum of all visitors, and of how many it is; found once. */
  #total(index: number): { results: ExactSums; count: number } {
    let total = this.#totals[index];
    if (!total) {
      const measure = this.measures[index] as ScanMeasure;
      const results = new ExactSums();
      total = { results, count: this.#close(measure, results) };
      this.#totals[index] = total;
    }
    return total;
  }

  #sumsInOrder(): Float64Array {
    if (!this.#sorted) {
      const [measure] = this.measures;
      if (measure) this.#close(measure, this.#results[0] as ExactSums);
      this.#sorted = this.#quantiles.inOrder();
    }
    return this.#sorted;
  }

  #of(field: string): Float64Array {
    return field === 'rows'
      ? (this.#rows as Float64Array)
      : (this.#sums[this.#fields.indexOf(field)] as Float64Array);
  }
}

const contributionOf = (aggregate: ScanMeasure['aggregate'], sum: number): number =>
  aggregate === 'count' ? 1 : aggregate === 'sum' ? sum : sum * sum;

function narrowByHaving(
  mask: Uint8Array,
  having: ScanMeasure['having'],
  size: number,
  of: (name: string) => Float64Array,
): void {
  for (const condition of having ?? [])
    if ('field' in condition) {
      const value = 'value' in condition ? Number(condition.value) : 0;
      compareColumn(mask, of(condition.field), 0, size, condition.is as Comparison, value);
    }
}
