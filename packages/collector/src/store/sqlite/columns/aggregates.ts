import type { ScanMeasure } from '../../scan.js';
import { NOTHING } from './page.js';
import { PairTable } from './pair-table.js';
import type { VisitDay } from './read-pages.js';

/** What a measure gathers, cell by cell. */
export interface Aggregate {
  add(day: VisitDay, mask: Uint8Array, cell: Int32Array, cells: number): void;
  /** What comes later lies in other cells than what came before. */
  turn?(): void;
  /** `null`: nothing was gathered. */
  result(cell: number): number | null;
}

/** Numbers by cell; `NaN`: nothing yet. */
class Sums {
  #of = new Float64Array(64).fill(Number.NaN);

  room(cells: number): Float64Array {
    if (cells > this.#of.length) {
      const more = new Float64Array(Math.max(cells, this.#of.length * 2)).fill(Number.NaN);
      more.set(this.#of);
      this.#of = more;
    }
    return this.#of;
  }

  result(cell: number): number | null {
    const value = this.#of[cell];
    return value === undefined || Number.isNaN(value) ? null : value;
  }
}

/** The gatherer of a measure whose rows are taken one by one. */
export function aggregateOf({ aggregate, field, quantile }: ScanMeasure): Aggregate {
  if (aggregate === 'count') return counting();
  const name = field as string;
  if (aggregate === 'distinct') return distinct(name);
  if (aggregate === 'quantile') return quantiles(name, quantile ?? 500);
  if (aggregate === 'squares') return squares(name);
  return folding(name, aggregate);
}

function counting(): Aggregate {
  const sums = new Sums();
  return {
    add(day, mask, cell, cells) {
      const of = sums.room(cells);
      for (let row = 0; row < day.rows; row++) {
        if (mask[row] === 0) continue;
        const at = cell[row] as number;
        const before = of[at] as number;
        of[at] = before >= 0 ? before + 1 : 1;
      }
    },
    result: (cell) => sums.result(cell),
  };
}

function folding(field: string, how: 'sum' | 'min' | 'max'): Aggregate {
  const sums = new Sums();
  return {
    add(day, mask, cell, cells) {
      const of = sums.room(cells);
      const values = day.column(field);
      for (let row = 0; row < day.rows; row++) {
        if (mask[row] === 0) continue;
        const value = values[row] as number;
        if (value === NOTHING) continue;
        const at = cell[row] as number;
        const before = of[at] as number;
        if (Number.isNaN(before)) of[at] = value;
        else
          of[at] =
            how === 'sum'
              ? before + value
              : how === 'min'
                ? Math.min(before, value)
                : Math.max(before, value);
      }
    },
    result: (cell) => sums.result(cell),
  };
}

/** Σ x² with what rounding leaves out carried along (Neumaier 1974): a million squares go beyond 53 bits. */
function squares(field: string): Aggregate {
  const sums = new Sums();
  const rests = new Sums();
  return {
    add(day, mask, cell, cells) {
      const of = sums.room(cells);
      const rest = rests.room(cells);
      const values = day.column(field);
      for (let row = 0; row < day.rows; row++) {
        const value = values[row] as number;
        if (mask[row] === 0 || value === NOTHING) continue;
        const at = cell[row] as number;
        const square = value * value;
        const before = of[at] as number;
        if (Number.isNaN(before)) {
          of[at] = square;
          rest[at] = 0;
          continue;
        }
        const sum = before + square;
        rest[at] = (rest[at] as number) + (before >= square ? before - sum + square : square - sum + before);
        of[at] = sum;
      }
    },
    result: (cell) => {
      const sum = sums.result(cell);
      return sum === null ? null : sum + (rests.result(cell) ?? 0);
    },
  };
}

function distinct(field: string): Aggregate {
  const sums = new Sums();
  const seen = new PairTable();
  return {
    add(day, mask, cell, cells) {
      const of = sums.room(cells);
      const values = day.column(field);
      for (let row = 0; row < day.rows; row++) {
        if (mask[row] === 0) continue;
        const value = values[row] as number;
        if (value === NOTHING) continue;
        const at = cell[row] as number;
        const known = seen.size;
        if (seen.numberOf(at, value) !== known) continue;
        const before = of[at] as number;
        of[at] = before >= 0 ? before + 1 : 1;
      }
    },
    turn: () => seen.clear(),
    // As in SQL, where a count of different values of nothing is 0.
    result: (cell) => sums.result(cell) ?? 0,
  };
}

/** Exact quantiles, interpolated between the two nearest values (type 7 of Hyndman and Fan 1996). */
function quantiles(field: string, perMille: number): Aggregate {
  const gathered: number[][] = [];
  return {
    add(day, mask, cell) {
      const values = day.column(field);
      for (let row = 0; row < day.rows; row++) {
        const value = values[row] as number;
        if (mask[row] === 0 || value === NOTHING) continue;
        const at = cell[row] as number;
        const list = gathered[at];
        if (list) list.push(value);
        else gathered[at] = [value];
      }
    },
    result(cell) {
      const list = gathered[cell];
      if (!list) return null;
      const sorted = Float64Array.from(list).sort();
      const place = (sorted.length - 1) * perMille;
      const low = Math.floor(place / 1000);
      const part = (place % 1000) / 1000;
      return (sorted[low] as number) * (1 - part) + (sorted[low + 1] ?? 0) * part;
    },
  };
}
