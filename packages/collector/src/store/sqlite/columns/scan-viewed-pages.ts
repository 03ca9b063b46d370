import type { Scan, ScanRow } from '../../scan.js';
import type { SqliteDatabase } from '../database.js';
import { aloneSpan, aloneViewsSql, holdsOfNothing } from './alone-views.js';
import { Block } from './block.js';
import { CellSums } from './cell-sums.js';
import { Cells } from './cells.js';
import { COLUMN_FACTS } from './column-facts.js';
import { EVENT_FACT, type EventColumn } from './event-columns.js';
import { openColumn, packColumn } from './packed-column.js';
import { eitherOf, filterMask, type Words } from './row-mask.js';
import type { Columns } from './scan-columns.js';
import { scanRows } from './scan-rows.js';
import { Buckets } from './view-buckets.js';

/** Counts the page views of people by page or content group: from the events that lie with the visits of their day. */
export function scanViewedPages(
  scan: Scan,
  { pages, dictionary }: Pick<Columns, 'pages' | 'dictionary'>,
  db: SqliteDatabase,
): ScanRow[] {
  const ofVisit: Words = { fact: COLUMN_FACTS.visit, dictionary, moment: scan };
  const ofEvent: Words = { fact: EVENT_FACT, dictionary, moment: scan };
  const filters = scan.filter.map((clause) => eitherOf(clause.map((term) => filterMask(term, ofVisit))));
  const by = scan.by as EventColumn[];
  const buckets = new Buckets(scan);
  const cells = new Cells(by, ofEvent);
  const views = new CellSums();
  let mask = new Uint8Array(4096);
  for (const { block, streams } of pages.daysWithEvents(
    { ...scan.span, site: scan.site, byViews: true },
    [...new Set(['started', 'bot', 'internal', ...filters.flatMap(({ columns }) => columns)])],
    { view: ['after', ...by], deed: [] },
    () => true,
  )) {
    if (mask.length < block.rows) mask = new Uint8Array(block.rows);
    mask.set(block.who('people'));
    for (const each of filters) each.narrow(mask, block, 0, block.rows);
    const started = block.column('started');
    const { starts, block: events } = streams.view;
    const after = events.column('after');
    for (let row = 0; row < block.rows; row++) {
      if (mask[row] === 0) continue;
      const end = starts[row + 1] as number;
      for (let at = starts[row] as number; at < end; at++) {
        const bucket = buckets.of((started[row] as number) + (after[at] as number));
        if (bucket >= 0) views.add(cells.ofRow(events, at, bucket), 1);
      }
    }
  }
  countAlone(scan, buckets, cells, views, db);
  return scanRows(scan, ofEvent, cells.found(), (_, cell) => views.get(cell));
}

/** Views of no visit have a page, and are a person's. */
function countAlone(scan: Scan, buckets: Buckets, cells: Cells, views: CellSums, db: SqliteDatabase): void {
  if (!scan.filter.every(holdsOfNothing)) return;
  const { by } = scan;
  const alone = db
    .prepare<[number, number, number], (number | null)[]>(aloneViewsSql(['time', ...by].join()))
    .raw()
    .all(...aloneSpan(scan));
  if (alone.length === 0) return;
  const events = new Block(EVENT_FACT, alone.length, 0, 'alone.');
  by.forEach((name, at) => {
    events.put(name, openColumn(packColumn(alone.map((row) => row[at + 1] as number | null))));
  });
  alone.forEach(([time], row) => {
    views.add(cells.ofRow(events, row, buckets.of(time as number)), 1);
  });
}
