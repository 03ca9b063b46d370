import { stepOf } from '../../../facts/visit.js';
import type { FunnelLoss, FunnelRow, FunnelScan } from '../../scan.js';
import { Cells } from './cells.js';
import { COLUMN_FACTS, columnsOfDimension } from './column-facts.js';
import { compareColumn } from './compare-column.js';
import { type EventColumn, ORDERED, type StreamName } from './event-columns.js';
import { FunnelMarks } from './funnel-marks.js';
import { FunnelTally } from './funnel-tally.js';
import { FunnelWalk } from './funnel-walk.js';
import { NOTHING } from './packed-column.js';
import type { EventDay, ReadPages } from './read-pages.js';
import { type Dictionary, eitherOf, filterMask, type RowMask, type Words } from './row-mask.js';

/** What is kept of a funnel: what the days said whose pages had these versions. */
interface KeptTally {
  versions: string;
  tally: FunnelTally;
  hasLosses: boolean;
}

/** Funnels that one reader remembers; each takes up to some megabytes. */
const KEPT = 6;

/** Answers funnels from columns, within one read transaction of the caller. */
export class FunnelColumns {
  readonly #kept = new Map<string, KeptTally>();

  constructor(
    private readonly pages: ReadPages,
    private readonly dictionary: Dictionary,
  ) {}

  /** The funnel must be one that fits. */
  rows(scan: FunnelScan): FunnelRow[] {
    const { closed, fresh } = this.#tallies(scan, false);
    const texts = scan.by.map((name) => COLUMN_FACTS.visit.made[name]?.texts);
    return closed.rowsWith(fresh, (values) =>
      values.map((value, at) => {
        if (value === null) return null;
        return texts[at]?.[value] ?? this.dictionary.texts([value]).get(value) ?? null;
      }),
    );
  }

  losses(scan: FunnelScan, top: number): FunnelLoss[] {
    const { closed, fresh } = this.#tallies(scan, true);
    return closed.lossesWith(fresh, top, (terms) => this.dictionary.texts(terms));
  }

  #tallies(scan: FunnelScan, losses: boolean): { closed: FunnelTally; fresh: FunnelTally } {
    const shape = JSON.stringify(scan);
    const versions = this.pages.goodVersions(COLUMN_FACTS.visit, { ...scan.span, site: scan.site });
    let kept = this.#kept.get(shape);
    this.#kept.delete(shape);
    if (kept?.versions !== versions || (losses && !kept.hasLosses))
      kept = {
        versions,
        tally: this.#take(scan, losses, (version) => version !== undefined),
        hasLosses: losses,
      };
    this.#kept.set(shape, kept);
    if (this.#kept.size > KEPT) this.#kept.delete(this.#kept.keys().next().value as string);
    return { closed: kept.tally, fresh: this.#take(scan, losses, (version) => version === undefined) };
  }

  /** Goes through the visits of the days whose version is wanted. */
  #take(scan: FunnelScan, losses: boolean, isWanted: (version: number | undefined) => boolean): FunnelTally {
    const words: Words = {
      fact: COLUMN_FACTS.visit,
      dictionary: this.dictionary,
      moment: { now: 0, idleMs: 0 },
    };
    const marks = new FunnelMarks(scan, words);
    const filters = scan.filter.map((clause) => eitherOf(clause.map((term) => filterMask(term, words))));
    const tally = new FunnelTally(scan);
    const visits = new FunnelVisits(scan, words, filters, marks, tally, losses);
    const span = { ...scan.span, site: scan.site };
    for (const day of this.pages.daysWithEvents(span, visits.columns, visits.eventColumns, isWanted))
      visits.take(day);
    return tally;
  }
}

/** The visits of a day, each walked through the funnel. */
class FunnelVisits {
  readonly #walk: FunnelWalk;
  readonly #cells: Cells;
  readonly #bit: number;
  readonly columns: string[];
  readonly eventColumns: Record<StreamName, EventColumn[]>;
  #mask = new Uint8Array(4096);

  constructor(
    private readonly scan: FunnelScan,
    words: Words,
    private readonly filters: readonly RowMask[],
    private readonly marks: FunnelMarks,
    private readonly tally: FunnelTally,
    private readonly losses: boolean,
  ) {
    this.#walk = new FunnelWalk(scan);
    this.#cells = new Cells(scan.by, words);
    const first = scan.steps[0]?.event ?? '';
    // An order that only a server told of has left no event, and no bit.
    this.#bit = first === 'purchase' ? 0 : stepOf(first);
    this.columns = [
      ...['started', 'bot', 'internal', 'steps'],
      ...(losses ? ['exit_page'] : []),
      ...scan.by.flatMap((name) => columnsOfDimension(words.fact, name)),
      ...filters.flatMap((mask) => mask.columns),
      ...marks.columns,
    ];
    const columnsOf = (stream: StreamName, ofLosses: EventColumn): EventColumn[] => [
      ...new Set<EventColumn>([
        ...(marks.asks(stream) || losses ? ['after' as const] : []),
        ...marks.columnsOf(stream),
        ...(losses ? [ofLosses] : []),
      ]),
    ];
    this.eventColumns = { view: columnsOf('view', 'page'), deed: columnsOf('deed', 'name') };
  }

  take(day: EventDay): void {
    const { block } = day;
    const { from, to } = this.scan.span;
    const [low, high] = [block.rowAt(from), block.rowAt(to)];
    if (low >= high) return;
    if (this.#mask.length < block.rows) this.#mask = new Uint8Array(block.rows);
    const mask = this.#mask;
    mask.set(block.who('people').subarray(low, high), low);
    for (const each of this.filters) each.narrow(mask, block, low, high);
    if (this.#bit !== 0) compareColumn(mask, block.column('steps'), low, high, 'any_bit', this.#bit);
    const view = this.marks.of(day, 'view');
    const deed = this.marks.of(day, 'deed');
    const [viewStarts, deedStarts] = [day.streams.view.starts, day.streams.deed.starts];
    for (let row = low; row < high; row++) {
      if (mask[row] === 0) continue;
      let all = 0;
      if (this.marks.asks('view'))
        for (let at = viewStarts[row] as number; at < (viewStarts[row + 1] as number); at++)
          all |= view[at] as number;
      if (this.marks.asks('deed'))
        for (let at = deedStarts[row] as number; at < (deedStarts[row + 1] as number); at++)
          all |= deed[at] as number;
      if ((all & 1) === 1) this.#enter(day, row, (all & 2) === 2);
    }
  }

  /** A visit that has reached the first step. */
  #enter(day: EventDay, row: number, goesOn: boolean): void {
    const { block } = day;
    const bucket = this.#bucketOf(block.column('started')[row] as number);
    const values = this.scan.by.length > 0 ? this.#cells.valuesOfRow(block, row, bucket) : [];
    const { counts, gaps } = this.tally.group(bucket, values);
    let depth = 1;
    const { times } = this.#walk;
    // Most get no further, and nobody asks when they reached it.
    if (goesOn || this.losses) {
      this.#walk.clear();
      for (const stream of ['view', 'deed'] as const) this.#add(day, stream, row);
      depth = this.#walk.depth();
    }
    for (let step = 0; step < depth; step++) {
      counts[step] = (counts[step] as number) + 1;
      if (step > 0) gaps[step]?.push((times[step] as number) - (times[step - 1] as number));
    }
    if (this.losses && depth < this.scan.steps.length)
      this.#lose(day, row, depth - 1, times[depth - 1] as number);
  }

  #add({ streams }: EventDay, stream: StreamName, row: number): void {
    if (!this.marks.asks(stream)) return;
    const { starts, block } = streams[stream];
    const marks = this.marks.marksOf(stream);
    const after = block.column('after');
    for (let at = starts[row] as number; at < (starts[row + 1] as number); at++)
      if (marks[at] !== 0) this.#walk.add(after[at] as number, marks[at] as number);
  }

  #lose({ block, streams: { view, deed } }: EventDay, row: number, step: number, time: number): void {
    const after = (stream: typeof view, at: number) => stream.block.column('after')[at] as number;
    let page = NOTHING;
    for (let at = view.starts[row] as number; at < (view.starts[row + 1] as number); at++)
      if (after(view, at) > time) {
        page = view.block.column('page')[at] as number;
        break;
      }
    let event = NOTHING;
    const names = deed.block.column('name');
    for (let at = deed.starts[row] as number; at < (deed.starts[row + 1] as number); at++)
      if (after(deed, at) > time && names[at] !== ORDERED) {
        event = names[at] as number;
        break;
      }
    this.tally.lose(step, page, event, block.column('exit_page')[row] as number);
  }

  /** Visits come in the order of time. */
  #bucketOf(started: number): number {
    const starts = this.scan.buckets?.instants;
    if (!starts) return 0;
    while ((starts[this.#bucket + 1] as number) <= started) this.#bucket++;
    return this.#bucket;
  }
  #bucket = 0;
}
