import type { ScanMeasure } from '../../scan.js';
import { type Comparison, comparisonOf } from './comparison.js';
import { NOTHING } from './page.js';
import { PairTable } from './pair-table.js';
import type { VisitDay } from './read-pages.js';

/** Sums by visitor first, then what is asked about visitors: measures with `per: 'visitor'`, which share their `when`. */
export class ByVisitor {
  readonly #fields: string[];
  readonly #slots = new PairTable();
  #cellOf = new Int32Array(1024);
  #rows = new Float64Array(1024);
  #sums: Float64Array[];
  readonly #results: (number | null)[][];

  constructor(private readonly measures: readonly ScanMeasure[]) {
    const named = measures.flatMap(({ field, having }) => [
      ...(field ? [field] : []),
      ...(having ?? []).flatMap((condition) => ('field' in condition ? [condition.field] : [])),
    ]);
    this.#fields = [...new Set(named)].filter((field) => field !== 'rows');
    this.#sums = this.#fields.map(() => new Float64Array(1024).fill(Number.NaN));
    this.#results = measures.map(() => []);
  }

  get columns(): string[] {
    return ['visitor', ...this.#fields];
  }

  add(day: VisitDay, mask: Uint8Array, cell: Int32Array): void {
    const visitor = day.column('visitor');
    const values = this.#fields.map((field) => day.column(field));
    for (let row = 0; row < day.rows; row++) {
      if (mask[row] === 0) continue;
      const known = this.#slots.size;
      const slot = this.#slots.numberOf(cell[row] as number, visitor[row] as number);
      if (slot === known) this.#open(slot, cell[row] as number);
      this.#rows[slot] = (this.#rows[slot] as number) + 1;
      for (let at = 0; at < values.length; at++) {
        const value = values[at]?.[row] as number;
        if (value === NOTHING) continue;
        const sums = this.#sums[at] as Float64Array;
        const before = sums[slot] as number;
        sums[slot] = Number.isNaN(before) ? value : before + value;
      }
    }
  }

  /** Closes the visitors that are there: what comes later lies in other cells. */
  turn(): void {
    const { size } = this.#slots;
    for (let slot = 0; slot < size; slot++) this.#close(slot);
    this.#slots.clear();
    this.#rows.fill(0, 0, size);
    for (const sums of this.#sums) sums.fill(Number.NaN, 0, size);
  }

  result(measure: number, cell: number): number | null {
    return this.#results[measure]?.[cell] ?? null;
  }

  #open(slot: number, cell: number): void {
    if (slot >= this.#rows.length) {
      const wider = <T extends Float64Array | Int32Array>(old: T, fresh: T): T => {
        fresh.set(old);
        return fresh;
      };
      const length = slot * 2;
      this.#cellOf = wider(this.#cellOf, new Int32Array(length));
      this.#rows = wider(this.#rows, new Float64Array(length));
      this.#sums = this.#sums.map((sums) => wider(sums, new Float64Array(length).fill(Number.NaN)));
    }
    this.#cellOf[slot] = cell;
  }

  #close(slot: number): void {
    const cell = this.#cellOf[slot] as number;
    this.measures.forEach((measure, index) => {
      const results = this.#results[index] as (number | null)[];
      const having = (measure.having ?? []).every(
        (condition) => !('field' in condition) || holds(this.#sumOf(condition.field, slot), condition),
      );
      if (!having) return;
      const sum = this.#sumOf(measure.field ?? 'rows', slot);
      const value = measure.aggregate === 'count' ? 1 : measure.aggregate === 'sum' ? sum : sum * sum;
      if (Number.isNaN(value)) return;
      results[cell] = (results[cell] ?? 0) + value;
    });
  }

  /** `NaN` where nothing was summed. */
  #sumOf(field: string, slot: number): number {
    return field === 'rows'
      ? (this.#rows[slot] as number)
      : (this.#sums[this.#fields.indexOf(field)]?.[slot] as number);
  }
}

/** `NaN`: nothing was summed, and compares with nothing. */
function holds(sum: number, condition: Comparison): boolean {
  if (condition.is === 'known' || condition.is === 'unknown')
    return Number.isNaN(sum) === (condition.is === 'unknown');
  return !Number.isNaN(sum) && comparisonOf(condition)(sum);
}
