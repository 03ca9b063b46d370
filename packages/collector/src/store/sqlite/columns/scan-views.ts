import type { Scan, ScanRow } from '../../scan.js';
import type { SqliteDatabase } from '../database.js';
import { aloneSpan, aloneViewsSql, holdsOfNothing } from './alone-views.js';
import type { Block } from './block.js';
import { CellSums } from './cell-sums.js';
import { Cells } from './cells.js';
import { COLUMN_FACTS, columnsOfDimension } from './column-facts.js';
import { isByPage } from './event-columns.js';
import type { Piece } from './kept-pieces.js';
import type { DaySpan, ReadPages } from './read-pages.js';
import { eitherOf, filterMask, type Words } from './row-mask.js';
import { canShare, takeApart } from './scan-by-pieces.js';
import type { Columns } from './scan-columns.js';
import { type Found, scanRows } from './scan-rows.js';
import { scanViewedPages } from './scan-viewed-pages.js';
import { Buckets } from './view-buckets.js';

/**
 * Counts page views by the columns of visits. Views have a time of their own, but nearly all visits lie in one bucket
 * with all that they saw; only of those that span two are the views looked at one by one.
 */
export function scanViews(
  scans: readonly Scan[],
  { pages, dictionary, kept }: Columns,
  db: SqliteDatabase,
): ScanRow[][] {
  const counted = new Map<string, Counted>();
  const count = (scan: Scan, words: Words): Counted => {
    const key = JSON.stringify(scan);
    const known = counted.get(key) ?? countViews(scan, pages, words, db);
    counted.set(key, known);
    return known;
  };
  return scans.map((scan) => {
    if (isByPage(scan)) return scanViewedPages(scan, { pages, dictionary }, db);
    const other = scans.find((one) => one.by.length === 0 && (canShare(scan, one) || canShare(one, scan)));
    return scanOne(scan, { pages, dictionary, ...(kept && { kept }) }, db, count, other);
  });
}

function scanOne(
  scan: Scan,
  { pages, dictionary, kept }: Columns,
  db: SqliteDatabase,
  count: (scan: Scan, words: Words) => Counted,
  other: Scan | undefined,
): ScanRow[] {
  const words: Words = { fact: COLUMN_FACTS.visit, dictionary, moment: scan };
  const days: DaySpan = { ...scan.span, site: scan.site, byViews: true };
  // No page says when a view of no visit comes in.
  if (kept && scan.by.length === 0 && !hasAlone(scan, db)) {
    const versions = pages.versions(words.fact, days, scan);
    const { groups, result } = takeApart(scan, { kept, versions }, other).answer((part) =>
      piecesOf(part, count(part, words)),
    );
    return scanRows(scan, words, groups, result);
  }
  const { counts, cells } = count(scan, words);
  const groups = scan.by.length > 0 ? cells.found() : counts.found();
  return scanRows(scan, words, groups, (measure, cell) => counts.result(measure, cell));
}

const hasAlone = (scan: Scan, db: SqliteDatabase): boolean =>
  db.prepare(`${aloneViewsSql('1')} LIMIT 1`).get(...aloneSpan(scan)) !== undefined;

interface Counted {
  counts: ViewCounts;
  cells: Cells;
}

function piecesOf({ measures }: Scan, { counts }: Counted): Piece[] {
  const pieces: Piece[] = [];
  for (const { cell, bucket } of counts.found())
    pieces[bucket] = {
      sums: measures.map((_, measure) => counts.result(measure, cell)),
      rests: measures.map(() => 0),
    };
  return pieces;
}

function countViews(scan: Scan, pages: ReadPages, words: Words, db: SqliteDatabase): Counted {
  const { site, span, by, filter } = scan;
  const filters = filter.map((clause) => eitherOf(clause.map((term) => filterMask(term, words))));
  const onlyPeople = scan.measures.every(({ who }) => (who ?? 'people') === 'people');
  const columns = [
    ...['started', 'bot', 'internal', 'key', 'views', 'first_view', 'last_view'],
    ...by.flatMap((name) => columnsOfDimension(words.fact, name)),
    ...filters.flatMap((mask) => mask.columns),
  ];
  const cells = new Cells(by, words);
  const counts = new ViewCounts(scan);
  const buckets = new Buckets(scan);
  let mask = new Uint8Array(4096);
  for (const block of pages.days(words.fact, { ...span, site, byViews: true }, [...new Set(columns)])) {
    if (mask.length < block.rows) mask = new Uint8Array(block.rows);
    if (onlyPeople) mask.set(block.who('people'));
    else mask.fill(1, 0, block.rows);
    for (const each of filters) each.narrow(mask, block, 0, block.rows);
    countBlock(block, mask, buckets, by.length > 0 ? cells : undefined, counts, db);
  }
  countAlone(scan, buckets, cells, counts, db);
  return { counts, cells };
}

function countBlock(
  block: Block,
  mask: Uint8Array,
  buckets: Buckets,
  cells: Cells | undefined,
  counts: ViewCounts,
  db: SqliteDatabase,
): void {
  const first = block.column('first_view');
  const last = block.column('last_view');
  const views = block.column('views');
  const split: number[] = [];
  counts.look(block);
  if (!cells) counts.takeRuns(block, mask, buckets);
  for (let row = 0; row < block.rows; row++) {
    if (mask[row] === 0 || views[row] === 0) continue;
    const bucket = buckets.of(first[row] as number);
    if (bucket >= 0 && buckets.isIn(bucket, last[row] as number)) {
      counts.add(row, cells ? cells.ofRow(block, row, bucket) : bucket, views[row] as number);
    } else if (buckets.touches(first[row] as number, last[row] as number)) split.push(row);
  }
  if (split.length === 0) return;
  const times = viewTimes(block, split, db);
  for (const row of split)
    for (const time of times.get(row) ?? []) {
      const bucket = buckets.of(time);
      if (bucket >= 0) counts.add(row, cells ? cells.ofRow(block, row, bucket) : bucket, 1);
    }
}

function viewTimes(block: Block, rows: readonly number[], db: SqliteDatabase): Map<number, number[]> {
  const wanted = rows.filter((row) => !block.viewTimes.has(row));
  if (wanted.length > 0) {
    const keys = block.column('key');
    const rowOf = new Map(wanted.map((row) => [keys[row] as number, row]));
    for (const row of wanted) block.viewTimes.set(row, []);
    const found = db
      .prepare<[string], [visit: number, time: number]>(
        `SELECT visit, time FROM hit WHERE visit IN (SELECT value FROM json_each(?))
           AND name = (SELECT id FROM term WHERE value = 'page_view')`,
      )
      .raw();
    for (const [visit, time] of found.iterate(JSON.stringify([...rowOf.keys()])))
      block.viewTimes.get(rowOf.get(visit) as number)?.push(time);
  }
  return block.viewTimes;
}

/** Page views of no visit: a person's, with no value of any dimension. */
function countAlone(
  scan: Scan,
  buckets: Buckets,
  cells: Cells,
  counts: ViewCounts,
  db: SqliteDatabase,
): void {
  if (!scan.filter.every(holdsOfNothing)) return;
  const alone = db.prepare<[number, number, number], number>(aloneViewsSql('time')).pluck();
  for (const time of alone.iterate(...aloneSpan(scan))) {
    const bucket = buckets.of(time);
    counts.addAlone(scan.by.length > 0 ? cells.unset(bucket) : bucket);
  }
}

/** Sums of views by whose they are. */
class ViewCounts {
  readonly #sums: CellSums[];
  readonly #any = new CellSums();
  readonly #of: ('people' | 'bots' | 'internal')[];
  #who: Uint8Array[] = [];
  #inside = new Uint8Array(4096);

  constructor({ measures }: Scan) {
    this.#of = measures.map(({ who }) => who ?? 'people');
    this.#sums = measures.map(() => new CellSums());
  }

  look(block: Block): void {
    this.#who = this.#of.map((who) => block.who(who));
  }

  /**
   * Counts the visits that lie with all that they saw in the bucket that they began in, and takes them out of the mask: nearly all do, and
   * those of a bucket lie together.
   */
  takeRuns(block: Block, mask: Uint8Array, buckets: Buckets): void {
    if (this.#inside.length < block.rows) this.#inside = new Uint8Array(block.rows);
    const inside = this.#inside;
    const started = block.column('started');
    const first = block.column('first_view');
    const last = block.column('last_view');
    const views = block.column('views');
    const end = block.rowAt(buckets.to);
    let low = block.rowAt(buckets.from);
    while (low < end) {
      const bucket = buckets.of(started[low] as number);
      const { from, to } = buckets.boundsOf(bucket);
      const high = Math.min(end, block.rowAt(to));
      for (let row = low; row < high; row++) {
        const isInside =
          (mask[row] as number) & Number((first[row] as number) >= from) & Number((last[row] as number) < to);
        inside[row] = isInside;
        mask[row] = (mask[row] as number) ^ isInside;
      }
      this.#addRun(inside, views, low, high, bucket);
      low = high;
    }
  }

  #addRun(inside: Uint8Array, views: Float64Array, low: number, high: number, cell: number): void {
    let all = 0;
    for (let row = low; row < high; row++) all += (inside[row] as number) * (views[row] as number);
    if (all === 0) return;
    this.#any.add(cell, all);
    for (let at = 0; at < this.#sums.length; at++) {
      const who = this.#who[at] as Uint8Array;
      let sum = 0;
      for (let row = low; row < high; row++)
        sum += (inside[row] as number) * (who[row] as number) * (views[row] as number);
      if (sum > 0) (this.#sums[at] as CellSums).add(cell, sum);
    }
  }

  add(row: number, cell: number, views: number): void {
    this.#any.add(cell, views);
    for (let at = 0; at < this.#sums.length; at++)
      if (this.#who[at]?.[row] === 1) (this.#sums[at] as CellSums).add(cell, views);
  }

  addAlone(cell: number): void {
    this.#any.add(cell, 1);
    this.#of.forEach((who, at) => {
      if (who === 'people') (this.#sums[at] as CellSums).add(cell, 1);
    });
  }

  found(): Found[] {
    return this.#any.cells().map((cell) => ({ cell, bucket: cell, values: [] }));
  }

  result(measure: number, cell: number): number | null {
    return (this.#sums[measure] as CellSums).get(cell);
  }
}
