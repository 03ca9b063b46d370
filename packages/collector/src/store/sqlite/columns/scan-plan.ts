import type { Scan, ScanMeasure } from '../../scan.js';
import { type Aggregate, aggregateOf } from './aggregates.js';
import type { Block } from './block.js';
import { ByVisitor } from './by-visitor.js';
import { columnOfField, columnsOfDimension } from './column-facts.js';
import type { Piece } from './kept-pieces.js';
import { Quantiles } from './quantiles.js';
import { conditionMask, type RowMask, type Words } from './row-mask.js';

/** How the rows of a scan are gathered. */
export interface Plan {
  columns: string[];
  /** Rows of bots and staff are in no measure, and make no group. */
  onlyPeople: boolean;
  /** What a row must be to be in a group at all, beside what the filter says. */
  rows: RowMask[];
  /** Looks at a block before its rows are taken, a bucket after the other. */
  prepare(block: Block, mask: Uint8Array, low: number, high: number): void;
  run(block: Block, low: number, high: number, cell: number): void;
  scatter(block: Block, low: number, high: number, cells: Int32Array, count: number): void;
  turn(): void;
  /** Lets go of all but the results, after the last {@link turn}. */
  end(): void;
  result(measure: number, cell: number): number | null;
  /** What rounding left out of the result. */
  rest(measure: number, cell: number): number;
  /** What gathers: those of two plans of the same measures can be put together. */
  gatherers: readonly Gatherer[];
  /**
   * The results together with those of other rows, gathered by a plan of the same measures; both have seen rows of cell 0 alone and have
   * not turned yet. `undefined`: it cannot be told.
   */
  over(closed: Plan): Piece | undefined;
}

type Gatherer = Aggregate | ByVisitor | Quantiles;

type Gathering = Omit<Plan, 'rows' | 'onlyPeople'>;

/** The plan of a scan that fits columns. */
export function planOf(scan: Scan, words: Words): Plan {
  const first = scan.measures[0] as ScanMeasure;
  // Visitors and quantiles are of the rows that count only, so that a group without one is no group.
  const shared = first.per !== undefined || first.aggregate === 'quantile';
  const onlyPeople = shared || scan.measures.every(({ who }) => (who ?? 'people') === 'people');
  const rows = [
    ...(shared ? (first.when ?? []).map((condition) => conditionMask(condition, words)) : []),
    ...(first.aggregate === 'quantile'
      ? [conditionMask({ field: first.field as string, is: 'known' }, words)]
      : []),
  ];
  const taken = first.per
    ? together(new ByVisitor(scan.measures))
    : first.aggregate === 'quantile'
      ? together(new Quantiles(scan.measures, columnOfField(words.fact, first.field as string)))
      : oneByOne(scan.measures, onlyPeople, words);
  const columns = [
    ...[words.fact.time, 'bot', 'internal'],
    ...scan.by.flatMap((name) => columnsOfDimension(words.fact, name)),
    ...rows.flatMap((mask) => mask.columns),
    ...taken.columns,
  ];
  return { ...taken, rows, onlyPeople, columns: [...new Set(columns)] };
}

/** Measures that are taken of the same rows, all in one. */
function together(of: ByVisitor | Quantiles): Gathering {
  let mask: Uint8Array = new Uint8Array(0);
  return {
    columns: of.columns,
    prepare(_block, rows) {
      mask = rows;
    },
    run: (block, low, high, cell) => of.run(block, mask, low, high, cell),
    scatter: (block, low, high, cells, count) => of.scatter(block, mask, low, high, cells, count),
    turn: () => of.turn(),
    end() {
      if (of instanceof ByVisitor) of.end();
    },
    result: (measure, cell) => of.result(measure, cell),
    rest: (measure, cell) => of.rest(measure, cell),
    gatherers: [of],
    over({ gatherers: [closed] }) {
      if (of instanceof ByVisitor) return of.over(closed as ByVisitor);
      return { sums: of.over(closed as Quantiles), rests: [] };
    },
  };
}

/** Measures with the same conditions share the mask that these make. */
function oneByOne(measures: readonly ScanMeasure[], onlyPeople: boolean, words: Words): Gathering {
  const groups = new Map<string, Shared>();
  const aggregates = measures.map((measure) => {
    const { who = 'people', when = [] } = measure;
    const name = JSON.stringify([onlyPeople || who, when]);
    let group = groups.get(name);
    if (!group) {
      group = new Shared(
        onlyPeople ? undefined : who,
        when.map((condition) => conditionMask(condition, words)),
      );
      groups.set(name, group);
    }
    const aggregate = aggregateOf(measure, measure.field && columnOfField(words.fact, measure.field));
    group.aggregates.push(aggregate);
    return aggregate;
  });
  const all = [...groups.values()];
  return {
    columns: [
      ...all.flatMap(({ masks }) => masks.flatMap(({ columns }) => columns)),
      ...measures.flatMap(({ field }) => (field ? [columnOfField(words.fact, field)] : [])),
    ],
    prepare(block, mask, low, high) {
      for (const group of all) group.prepare(block, mask, low, high);
    },
    run(block, low, high, cell) {
      for (const { mask, aggregates: own } of all)
        for (const aggregate of own) aggregate.run(block, mask, low, high, cell);
    },
    scatter(block, low, high, cells, count) {
      for (const { mask, aggregates: own } of all)
        for (const aggregate of own) aggregate.scatter(block, mask, low, high, cells, count);
    },
    turn() {
      for (const aggregate of aggregates) aggregate.turn();
    },
    end() {},
    result: (measure, cell) => (aggregates[measure] as Aggregate).result(cell),
    rest: (measure, cell) => (aggregates[measure] as Aggregate).rest?.(cell) ?? 0,
    gatherers: aggregates,
    over({ gatherers: closed }) {
      const sums = aggregates.map((aggregate, at) => aggregate.over?.(closed[at] as Aggregate));
      return sums.some((sum) => sum === undefined) ? undefined : { sums: sums as number[], rests: [] };
    },
  };
}

/** Measures of the same rows, and which rows of a block these are. */
class Shared {
  readonly aggregates: Aggregate[] = [];
  #own = new Uint8Array(0);
  mask: Uint8Array = this.#own;

  constructor(
    private readonly who: ScanMeasure['who'],
    readonly masks: readonly RowMask[],
  ) {}

  prepare(block: Block, rows: Uint8Array, low: number, high: number): void {
    if (this.who === undefined && this.masks.length === 0) {
      this.mask = rows;
      return;
    }
    if (this.#own.length < high) this.#own = new Uint8Array(rows.length);
    this.mask = this.#own;
    this.mask.set(rows.subarray(low, high), low);
    if (this.who !== undefined) {
      const who = block.who(this.who);
      for (let row = low; row < high; row++)
        this.mask[row] = (this.mask[row] as number) & (who[row] as number);
    }
    for (const each of this.masks) each.narrow(this.mask, block, low, high);
  }
}
