import type { ScanMeasure } from '../../scan.js';
import type { Block } from './block.js';
import { CellSums } from './cell-sums.js';
import { ExactSums } from './exact-sums.js';
import { NOTHING } from './packed-column.js';
import { SeenValues } from './seen-values.js';

/** What a measure gathers, cell by cell, of the rows from `low` to `high` that a mask lets through. */
export interface Aggregate {
  /** All of the rows lie in one cell; no cell comes after a later one. */
  run(block: Block, mask: Uint8Array, low: number, high: number, cell: number): void;
  /** Each row lies in the cell that `cells` says, of so many that there are by now. */
  scatter(block: Block, mask: Uint8Array, low: number, high: number, cells: Int32Array, count: number): void;
  /** What comes later lies in other cells than what came before. */
  turn(): void;
  /** `null`: nothing was gathered. */
  result(cell: number): number | null;
  /** Its result together with that of other rows, all in cell 0, before {@link turn}; `undefined`: it cannot be told. */
  over?(closed: Aggregate): number | undefined;
  /** What rounding left out of the result; 0 for all that is exact. */
  rest?(cell: number): number;
}

const nothingToTurn = () => {};

/** The gatherer of a measure that is no quantile and whose rows are taken one by one. @param column that its field is read from */
export function aggregateOf({ aggregate }: ScanMeasure, column: string | undefined): Aggregate {
  if (aggregate === 'count') return counting();
  const name = column as string;
  if (aggregate === 'distinct') return distinct(name);
  if (aggregate === 'squares') return squares(name);
  return aggregate === 'sum' ? summing(name) : extreme(name, aggregate === 'min' ? Math.min : Math.max);
}

function counting(): Aggregate {
  const sums = new CellSums();
  return {
    run(_block, mask, low, high, cell) {
      let count = 0;
      for (let row = low; row < high; row++) count += mask[row] as number;
      if (count > 0) sums.add(cell, count);
    },
    scatter(_block, mask, low, high, cells, count) {
      const of = sums.room(count);
      for (let row = low; row < high; row++) {
        if (mask[row] === 0) continue;
        const at = cells[row] as number;
        const before = of[at] as number;
        of[at] = before >= 0 ? before + 1 : 1;
      }
    },
    turn: nothingToTurn,
    result: (cell) => sums.get(cell),
  };
}

function summing(column: string): Aggregate {
  const sums = new CellSums();
  return {
    run(block, mask, low, high, cell) {
      const values = block.column(column);
      let sum = 0;
      let known = 0;
      for (let row = low; row < high; row++) {
        const value = values[row] as number;
        if (value === NOTHING) continue;
        // No branch: a processor cannot guess what a mask says.
        const taken = mask[row] as number;
        sum += taken * value;
        known += taken;
      }
      if (known > 0) sums.add(cell, sum);
    },
    scatter(block, mask, low, high, cells, count) {
      const of = sums.room(count);
      const values = block.column(column);
      for (let row = low; row < high; row++) {
        const value = values[row] as number;
        if (mask[row] === 0 || value === NOTHING) continue;
        const at = cells[row] as number;
        const before = of[at] as number;
        of[at] = Number.isNaN(before) ? value : before + value;
      }
    },
    turn: nothingToTurn,
    result: (cell) => sums.get(cell),
  };
}

function extreme(column: string, better: (a: number, b: number) => number): Aggregate {
  const found = new CellSums();
  const put = (of: Float64Array, at: number, value: number) => {
    const before = of[at] as number;
    of[at] = Number.isNaN(before) ? value : better(before, value);
  };
  return {
    run(block, mask, low, high, cell) {
      const of = found.room(cell + 1);
      const values = block.column(column);
      for (let row = low; row < high; row++)
        if (mask[row] === 1 && values[row] !== NOTHING) put(of, cell, values[row] as number);
    },
    scatter(block, mask, low, high, cells, count) {
      const of = found.room(count);
      const values = block.column(column);
      for (let row = low; row < high; row++)
        if (mask[row] === 1 && values[row] !== NOTHING) put(of, cells[row] as number, values[row] as number);
    },
    turn: nothingToTurn,
    result: (cell) => found.get(cell),
  };
}

function squares(column: string): Aggregate {
  const sums = new ExactSums();
  return {
    run(block, mask, low, high, cell) {
      sums.addSquares(cell, block.column(column), mask, low, high);
    },
    scatter(block, mask, low, high, cells) {
      const values = block.column(column);
      for (let row = low; row < high; row++) {
        const value = values[row] as number;
        if (mask[row] === 1 && value !== NOTHING) sums.add(cells[row] as number, value * value);
      }
    },
    turn: nothingToTurn,
    result: (cell) => sums.get(cell),
    rest: (cell) => sums.rest(cell),
  };
}

function distinct(column: string): Distinct {
  const sums = new CellSums();
  const seen = new SeenValues();
  return {
    seen,
    run(block, mask, low, high, cell) {
      const count = seen.countNew(block.column(column), mask, low, high, cell);
      if (count > 0) sums.add(cell, count);
    },
    scatter(block, mask, low, high, cells, count) {
      const of = sums.room(count);
      const values = block.column(column);
      for (let row = low; row < high; row++) {
        const value = values[row] as number;
        if (mask[row] === 0 || value === NOTHING) continue;
        const at = cells[row] as number;
        if (!seen.isNewAmong(at, value)) continue;
        const before = of[at] as number;
        of[at] = before >= 0 ? before + 1 : 1;
      }
    },
    turn: () => seen.turn(),
    // As in SQL, where a count of different values of nothing is 0.
    result: (cell) => sums.get(cell) ?? 0,
    over(closed) {
      const more = seen.countBeside((closed as Distinct).seen);
      return more === undefined ? undefined : (closed.result(0) ?? 0) + more;
    },
  };
}

interface Distinct extends Aggregate {
  seen: SeenValues;
}
