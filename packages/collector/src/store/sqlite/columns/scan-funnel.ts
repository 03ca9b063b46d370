import { stepOf } from '../../../facts/visit.js';
import type { FunnelLoss, FunnelRow, FunnelScan } from '../../scan.js';
import { bitOfNextStep } from '../scan/funnel-attempts.js';
import type { Block } from './block.js';
import { Cells } from './cells.js';
import { COLUMN_FACTS, columnsOfDimension } from './column-facts.js';
import { compareColumn } from './compare-column.js';
import { type EventColumn, ORDERED, type StreamName } from './event-columns.js';
import { FunnelMarks } from './funnel-marks.js';
import { type FunnelGroup, FunnelTally } from './funnel-tally.js';
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
    const { versions } = this.pages.goodVersions(COLUMN_FACTS.visit, { ...scan.span, site: scan.site });
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
  readonly #groups: FunnelGroup[] = [];
  readonly #bit: number;
  readonly #nextBit: number;
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
    this.#nextBit = bitOfNextStep(scan, this.#bit);
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
    const [view, deed] = [this.#open(day, 'view'), this.#open(day, 'deed')];
    const ofDay: OpenDay = {
      ...{ block, view, deed, started: block.column('started') },
      ...(this.losses && {
        lost: {
          exits: block.column('exit_page'),
          pages: day.streams.view.block.column('page'),
          names: day.streams.deed.block.column('name'),
        },
      }),
    };
    const steps = block.column('steps');
    for (let row = low; row < high; row++) {
      if (mask[row] === 0) continue;
      const all = (view.isAsked ? marksOf(view, row) : 0) | (deed.isAsked ? marksOf(deed, row) : 0);
      if ((all & 1) === 0) continue;
      // What came to a visit after it was sealed is no step of it.
      const hasNext = this.#nextBit === 0 || ((steps[row] as number) & this.#nextBit) !== 0;
      this.#enter(ofDay, row, hasNext && (all & 2) === 2, hasNext ? this.scan.steps.length : 1);
    }
  }

  #open(day: EventDay, stream: StreamName): OpenStream {
    const { starts, block } = day.streams[stream];
    const isAsked = this.marks.asks(stream);
    const after = isAsked || this.losses ? block.column('after') : new Float64Array(0);
    return { isAsked, starts, after, marks: this.marks.of(day, stream) };
  }

  /**
   * A visit that has reached the first step.
   *
   * @param goesOn whether it may have reached another
   * @param most how many steps it can have reached
   */
  #enter(day: OpenDay, row: number, goesOn: boolean, most: number): void {
    const { counts, gaps } = this.#groupOf(day, row);
    let depth = 1;
    const { times } = this.#walk;
    // Most get no further, and nobody asks when they reached it.
    if (goesOn || day.lost) {
      this.#walk.clear();
      for (const { isAsked, starts, after, marks } of [day.view, day.deed]) {
        if (!isAsked) continue;
        const end = starts[row + 1] as number;
        for (let at = starts[row] as number; at < end; at++)
          if (marks[at] !== 0) this.#walk.add(after[at] as number, marks[at] as number);
      }
      depth = Math.min(this.#walk.depth(), most);
    }
    for (let step = 0; step < depth; step++) {
      counts[step] = (counts[step] as number) + 1;
      if (step > 0) gaps[step]?.push((times[step] as number) - (times[step - 1] as number));
    }
    if (depth < this.scan.steps.length) this.#lose(day, row, depth - 1, times[depth - 1] as number);
  }

  #groupOf({ block, started }: OpenDay, row: number): FunnelGroup {
    const bucket = this.#bucketOf(started[row] as number);
    const cell = this.scan.by.length > 0 ? this.#cells.ofRow(block, row, bucket) : bucket;
    let group = this.#groups[cell];
    if (!group) {
      group = this.tally.group(bucket, this.scan.by.length > 0 ? this.#cells.valuesOf(cell) : []);
      this.#groups[cell] = group;
    }
    return group;
  }

  /** Where a visit went after a moment: the next page that it saw and the next thing that it did. */
  #lose({ view, deed, lost }: OpenDay, row: number, step: number, time: number): void {
    if (!lost) return;
    const { pages, names, exits } = lost;
    let at = view.starts[row] as number;
    let end = view.starts[row + 1] as number;
    while (at < end && (view.after[at] as number) <= time) at++;
    const page = at < end ? (pages[at] as number) : NOTHING;
    at = deed.starts[row] as number;
    end = deed.starts[row + 1] as number;
    while (at < end && ((deed.after[at] as number) <= time || names[at] === ORDERED)) at++;
    const event = at < end ? (names[at] as number) : NOTHING;
    this.tally.lose(step, page, event, exits[row] as number);
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

interface OpenStream {
  isAsked: boolean;
  starts: Int32Array;
  after: Float64Array;
  marks: Uint16Array;
}

interface OpenDay {
  block: Block;
  view: OpenStream;
  deed: OpenStream;
  started: Float64Array;
  /** What is asked of those who are lost. */
  lost?: { exits: Float64Array; pages: Float64Array; names: Float64Array };
}

function marksOf({ starts, marks }: OpenStream, row: number): number {
  const end = starts[row + 1] as number;
  let all = 0;
  for (let at = starts[row] as number; at < end; at++) all |= marks[at] as number;
  return all;
}
