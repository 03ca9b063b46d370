import type { Scan, ScanMeasure, ScanRow } from '../../scan.js';
import { type Aggregate, aggregateOf } from './aggregates.js';
import type { Block } from './block.js';
import { ByVisitor } from './by-visitor.js';
import { Cells } from './cells.js';
import { COLUMN_FACTS, type ColumnFactName, columnOfField, columnsOfDimension } from './column-facts.js';
import type { KeptPieces, Piece } from './kept-pieces.js';
import { Quantiles } from './quantiles.js';
import type { ReadPages } from './read-pages.js';
import {
  conditionMask,
  type Dictionary,
  eitherOf,
  filterMask,
  type RowMask,
  type Words,
} from './row-mask.js';
import { scanByPieces } from './scan-by-pieces.js';
import { type Found, scanRows } from './scan-rows.js';

/** Answers a scan from columns, within one read transaction of the caller. The scan must be one that fits. */
export function scanColumns(
  scan: Scan,
  pages: ReadPages,
  dictionary: Dictionary,
  kept?: KeptPieces,
): ScanRow[] {
  const words: Words = { fact: COLUMN_FACTS[scan.fact as ColumnFactName], dictionary, moment: scan };
  if (kept && scan.by.length === 0) {
    const fresh = (part: Scan) => piecesOf(part, takeRows(part, pages, words));
    const versions = pages.versions(words.fact, { ...scan.span, site: scan.site }, scan);
    const found = scanByPieces(scan, { kept, versions }, fresh);
    return scanRows(scan, words, found.groups, (measure, cell) => found.result(measure, cell));
  }
  const { groups, plan } = takeRows(scan, pages, words);
  return scanRows(scan, words, groups, (measure, cell) => wholeOf(plan, measure, cell));
}

interface TakenRows {
  groups: readonly Found[];
  plan: Plan;
}

function piecesOf({ measures }: Scan, { groups, plan }: TakenRows): Piece[] {
  const pieces: Piece[] = [];
  for (const { cell, bucket } of groups)
    pieces[bucket] = {
      sums: measures.map((_, measure) => plan.result(measure, cell)),
      rests: measures.map((_, measure) => plan.rest(measure, cell)),
    };
  return pieces;
}

function wholeOf(plan: Plan, measure: number, cell: number): number | null {
  const sum = plan.result(measure, cell);
  return sum === null ? null : sum + plan.rest(measure, cell);
}

/** Goes through the rows of a scan, day after day. */
function takeRows(scan: Scan, pages: ReadPages, words: Words): TakenRows {
  const { span, by } = scan;
  const starts = scan.buckets?.instants;
  const plan = planOf(scan, words);
  const cells = new Cells(by, words);
  const found: Found[] = [];
  let mask = new Uint8Array(4096);
  let bucket = 0;
  for (const block of pages.days(words.fact, { ...span, site: scan.site }, plan.columns)) {
    if (mask.length < block.rows) mask = new Uint8Array(block.rows);
    let low = block.rowAt(span.from);
    const end = block.rowAt(span.to);
    if (low >= end) continue;
    if (plan.onlyPeople) mask.set(block.who('people').subarray(low, end), low);
    else mask.fill(1, low, end);
    for (const each of plan.rows) each.narrow(mask, block, low, end);
    plan.prepare(block, mask, low, end);
    // Rows come in the order of time, so those of a bucket lie together.
    for (;;) {
      const next = starts?.[bucket + 1];
      const high = next === undefined ? end : Math.min(end, block.rowAt(next));
      const some = mask.indexOf(1, low);
      if (some >= 0 && some < high) {
        if (by.length > 0)
          plan.scatter(block, low, high, cells.of(block, mask, low, high, bucket), cells.size);
        else {
          if (found.at(-1)?.cell !== bucket) found.push({ cell: bucket, bucket, values: [] });
          plan.run(block, low, high, bucket);
        }
      }
      low = high;
      if (low >= end) break;
      bucket++;
      plan.turn();
    }
  }
  plan.turn();
  return { groups: by.length > 0 ? cells.found() : found, plan };
}

interface Plan {
  columns: string[];
  /** Rows of bots and staff are in no measure, and make no group. */
  onlyPeople: boolean;
  /** What a row must be to be in a group at all. */
  rows: RowMask[];
  /** Looks at a block before its rows are taken, a bucket after the other. */
  prepare(block: Block, mask: Uint8Array, low: number, high: number): void;
  run(block: Block, low: number, high: number, cell: number): void;
  scatter(block: Block, low: number, high: number, cells: Int32Array, count: number): void;
  turn(): void;
  result(measure: number, cell: number): number | null;
  /** What rounding left out of the result. */
  rest(measure: number, cell: number): number;
}

type Gathering = Omit<Plan, 'rows' | 'onlyPeople'>;

function planOf(scan: Scan, words: Words): Plan {
  const first = scan.measures[0] as ScanMeasure;
  const filter = scan.filter.map((clause) => eitherOf(clause.map((term) => filterMask(term, words))));
  // Visitors and quantiles are of the rows that count only, so that a group without one is no group.
  const shared = first.per !== undefined || first.aggregate === 'quantile';
  const onlyPeople = shared || scan.measures.every(({ who }) => (who ?? 'people') === 'people');
  const rows = [
    ...filter,
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
    scatter: (block, low, high, cells) => of.scatter(block, mask, low, high, cells),
    turn: () => of.turn(),
    result: (measure, cell) => of.result(measure, cell),
    rest: (measure, cell) => of.rest(measure, cell),
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
    result: (measure, cell) => (aggregates[measure] as Aggregate).result(cell),
    rest: (measure, cell) => (aggregates[measure] as Aggregate).rest?.(cell) ?? 0,
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
