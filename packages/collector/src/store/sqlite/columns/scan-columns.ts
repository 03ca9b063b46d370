import type { Scan, ScanRow } from '../../scan.js';
import type { Block } from './block.js';
import { COLUMN_FACTS, type ColumnFactName } from './column-facts.js';
import type { KeptPieces, Piece } from './kept-pieces.js';
import type { KeptWholes } from './kept-wholes.js';
import { PartRows } from './part-rows.js';
import type { ReadPages } from './read-pages.js';
import { type Dictionary, eitherOf, filterMask, type RowMask, type Words } from './row-mask.js';
import { canShare, type FindPieces, takeApart } from './scan-by-pieces.js';
import { scanRows } from './scan-rows.js';
import { SelectedRows } from './selected-rows.js';

/** What scans are answered from. */
export interface Columns {
  pages: ReadPages;
  dictionary: Dictionary;
  /** Left out: nothing is kept. */
  kept?: KeptPieces;
  wholes?: KeptWholes;
}

/**
 * Answers scans of one fact from columns, within one read transaction of the caller. They must be ones that fit. What they need is
 * gone through once for all of them.
 */
export function scanColumns(scans: readonly Scan[], columns: Columns): ScanRow[][] {
  const { pages, dictionary, kept } = columns;
  const wanted = new Map<string, PartRows>();
  const want = (scan: Scan): PartRows => {
    const key = JSON.stringify(scan);
    let part = wanted.get(key);
    if (!part) {
      part = new PartRows(scan, wordsOf(scan, dictionary));
      wanted.set(key, part);
    }
    return part;
  };
  const found: FindPieces = (part) => want(part).pieces();
  const answers = scans.map((scan) => {
    const words = wordsOf(scan, dictionary);
    if (kept && scan.by.length === 0) {
      const versions = pages.versions(words.fact, { ...scan.span, site: scan.site }, scan);
      const overClosed = (whole: Scan) => takeOverClosed(whole, columns);
      const apart = takeApart(
        scan,
        { kept, versions, overClosed },
        scans.find((other) => isOther(scan, other)),
      );
      for (const part of apart.parts) want(part);
      return () => {
        const { groups, result } = apart.answer(found);
        return scanRows(scan, words, groups, result);
      };
    }
    const part = want(scan);
    return () => scanRows(scan, words, part.groups, (measure, cell) => part.result(measure, cell));
  });
  for (const parts of bySpan([...wanted.values()])) {
    goThrough(parts, pages, dictionary);
    for (const { plan } of parts) {
      plan.turn();
      plan.end();
    }
  }
  return answers.map((answer) => answer());
}

/** A whole from what is known of the days that have not changed, and the rows of those that have. */
function takeOverClosed(scan: Scan, { pages, dictionary, wholes }: Columns): Piece | null | undefined {
  // Of carts more than changes decides: when their visits have ended.
  if (!wholes || scan.fact === 'cart') return undefined;
  const words = wordsOf(scan, dictionary);
  const part = { ...scan, buckets: { instants: [scan.span.from, scan.span.to] } };
  const span = { ...scan.span, site: scan.site };
  const { changed, versions } = pages.goodVersions(words.fact, span);
  const gather = (isWanted: (day: number) => boolean) => {
    const rows = new PartRows(part, words);
    goThrough([rows], pages, dictionary, isWanted);
    return rows;
  };
  const closed = wholes.get(part, versions, () => gather((day) => !changed.has(day)));
  const fresh = gather((day) => changed.has(day));
  if (closed.groups.length === 0 && fresh.groups.length === 0) return null;
  return fresh.plan.over(closed.plan);
}

const wordsOf = (scan: Scan, dictionary: Dictionary): Words => ({
  fact: COLUMN_FACTS[scan.fact as ColumnFactName],
  dictionary,
  moment: scan,
});

const isOther = (scan: Scan, other: Scan): boolean =>
  other.by.length === 0 && (canShare(scan, other) || canShare(other, scan));

/** Parts of the same stretch of time, so that no column is read of days that are not asked for it. */
function bySpan(parts: readonly PartRows[]): PartRows[][] {
  const spans = new Map<string, PartRows[]>();
  for (const part of parts) {
    const { site, fact, span, filter } = part.scan;
    const key = JSON.stringify([site, fact, span.from, span.to, filter]);
    const list = spans.get(key);
    if (list) list.push(part);
    else spans.set(key, [part]);
  }
  return [...spans.values()];
}

/** Of fewer rows than this part of a block a block of their own is made. */
const FEW = 0.7;

/** Goes through the rows of scans of the same span and filter, day after day. */
function goThrough(
  parts: readonly PartRows[],
  pages: ReadPages,
  dictionary: Dictionary,
  isWanted?: (day: number) => boolean,
): void {
  const { scan } = parts[0] as PartRows;
  const words = wordsOf(scan, dictionary);
  const filter = scan.filter.map((clause) => eitherOf(clause.map((term) => filterMask(term, words))));
  const columns = [...filter.flatMap((mask) => mask.columns), ...parts.flatMap(({ plan }) => plan.columns)];
  const rows = { people: new WhichRows(filter, true), all: new WhichRows(filter, false) };
  const ofPeople = parts.filter(({ plan }) => plan.onlyPeople);
  const ofAll = parts.filter(({ plan }) => !plan.onlyPeople);
  const span = { ...scan.span, site: scan.site };
  for (const block of pages.days(words.fact, span, [...new Set(columns)], isWanted)) {
    // One after the other: selected rows are unpacked to the same place.
    if (ofPeople.length > 0) {
      const { selected, mask } = rows.people.of(block);
      for (const part of ofPeople) part.take(selected, mask);
    }
    if (ofAll.length > 0) {
      const { selected, mask } = rows.all.of(block);
      for (const part of ofAll) part.take(selected, mask);
    }
  }
}

/** The rows of a block that a filter lets through, and of people alone where no others are asked for. */
class WhichRows {
  #mask = new Uint8Array(4096);
  #rows = new Int32Array(4096);

  constructor(
    private readonly filter: readonly RowMask[],
    private readonly onlyPeople: boolean,
  ) {}

  of(block: Block): { selected: Block; mask: Uint8Array | undefined } {
    if (!this.onlyPeople && this.filter.length === 0) return { selected: block, mask: undefined };
    if (this.#mask.length < block.rows) {
      this.#mask = new Uint8Array(block.rows);
      this.#rows = new Int32Array(block.rows);
    }
    const [mask, rows] = [this.#mask, this.#rows];
    if (this.onlyPeople) mask.set(block.who('people'));
    else mask.fill(1, 0, block.rows);
    for (const each of this.filter) each.narrow(mask, block, 0, block.rows);
    let count = 0;
    for (let row = 0; row < block.rows; row++) {
      rows[count] = row;
      count += mask[row] as number;
    }
    if (count > block.rows * FEW) return { selected: block, mask };
    return { selected: new SelectedRows(block, rows, count), mask: undefined };
  }
}
