import type { FilterClause, FunnelScan, FunnelStep } from '../../scan.js';
import { EVENT_FACT, type EventColumn, ORDERED, type StreamName } from './event-columns.js';
import type { EventDay } from './read-pages.js';
import { filterMask, type RowMask, type Words } from './row-mask.js';

/** What an event is filtered by itself; all else is asked of its visit. */
export const isOfEvent = (dimension: string): boolean => EVENT_FACT.terms.has(dimension);

interface Term {
  isOfEvent: boolean;
  mask: RowMask;
}

interface Step {
  stream: StreamName;
  /** `-1`: nothing was ever called so. */
  name: number;
  clauses: readonly (readonly Term[])[];
}

/** Says of each event which steps of a funnel it can be: bit 0 for the first. */
export class FunnelMarks {
  readonly #steps: Step[];
  readonly #names: Record<StreamName, ReadonlySet<number>>;
  #marks: Record<StreamName, Uint16Array> = { view: new Uint16Array(0), deed: new Uint16Array(0) };
  #one = new Uint8Array(0);
  #any = new Uint8Array(0);
  #of = new Uint8Array(0);

  constructor({ steps, order }: FunnelScan, words: Words) {
    this.#steps = steps.map((step) => stepOf(step, words));
    const names = (stream: StreamName) =>
      new Set(this.#steps.filter((step) => step.stream === stream).map(({ name }) => name));
    this.#names = { view: names('view'), deed: names('deed') };
    this.isStrict = order === 'strict';
  }

  /** Events that bear the name of a step and can be none have the mark {@link BETWEEN}. */
  readonly isStrict: boolean;

  /** Whether any step is in a stream. */
  asks(stream: StreamName): boolean {
    return this.#names[stream].size > 0;
  }

  /** Columns of visits that it needs. */
  get columns(): string[] {
    return this.#terms()
      .filter((term) => !term.isOfEvent)
      .flatMap(({ mask }) => mask.columns);
  }

  /** Columns of a stream that it needs. */
  columnsOf(stream: StreamName): EventColumn[] {
    const ofEvents = this.#terms(stream).filter((term) => term.isOfEvent);
    const columns = ofEvents.flatMap(({ mask }) => mask.columns) as EventColumn[];
    return [...new Set([...(stream === 'deed' && this.asks(stream) ? ['name' as const] : []), ...columns])];
  }

  /** What {@link of} said last. */
  marksOf(stream: StreamName): Uint16Array {
    return this.#marks[stream];
  }

  /** The marks of a stream's events. The array is used again for the next day. */
  of(day: EventDay, stream: StreamName): Uint16Array {
    const { size, block } = day.streams[stream];
    if (this.#marks[stream].length < size) this.#marks[stream] = new Uint16Array(size * 2);
    const marks = this.#marks[stream];
    marks.fill(0, 0, size);
    if (!this.asks(stream)) return marks;
    const names = stream === 'deed' ? block.column('name') : undefined;
    const own = this.#names[stream];
    if (this.isStrict)
      for (let at = 0; at < size; at++) if (!names || own.has(names[at] as number)) marks[at] = BETWEEN;
    this.#steps.forEach((step, index) => {
      if (step.stream !== stream) return;
      const bit = 1 << index;
      if (step.clauses.length === 0) {
        for (let at = 0; at < size; at++)
          if (!names || names[at] === step.name) marks[at] = (marks[at] as number) | bit;
        return;
      }
      const mask = this.#filtered(day, stream, step.clauses);
      for (let at = 0; at < size; at++)
        if (mask[at] === 1 && (!names || names[at] === step.name)) marks[at] = (marks[at] as number) | bit;
    });
    return marks;
  }

  #terms(stream?: StreamName): Term[] {
    return this.#steps
      .filter((step) => !stream || step.stream === stream)
      .flatMap((step) => step.clauses.flat());
  }

  #filtered(day: EventDay, stream: StreamName, clauses: Step['clauses']): Uint8Array {
    const { size, block, starts } = day.streams[stream];
    const visits = day.block.rows;
    if (this.#any.length < size) {
      this.#any = new Uint8Array(size * 2);
      this.#one = new Uint8Array(size * 2);
      this.#of = new Uint8Array(size * 2);
    }
    const [any, of] = [this.#any, this.#of];
    of.fill(1, 0, size);
    for (const clause of clauses) {
      any.fill(0, 0, size);
      for (const term of clause) {
        const length = term.isOfEvent ? size : visits;
        if (this.#one.length < length) this.#one = new Uint8Array(length * 2);
        const one = this.#one.fill(1, 0, length);
        term.mask.narrow(one, term.isOfEvent ? block : day.block, 0, length);
        if (term.isOfEvent)
          for (let at = 0; at < size; at++) any[at] = (any[at] as number) | (one[at] as number);
        else
          for (let visit = 0; visit < visits; visit++)
            if (one[visit] === 1) any.fill(1, starts[visit] as number, starts[visit + 1] as number);
      }
      for (let at = 0; at < size; at++) of[at] = (of[at] as number) & (any[at] as number);
    }
    return of;
  }
}

/** The mark of an event that can be no step, but comes between two. */
export const BETWEEN = 1 << 15;

function stepOf({ event, filter }: FunnelStep, words: Words): Step {
  return {
    stream: event === 'page_view' ? 'view' : 'deed',
    name: event === 'purchase' ? ORDERED : (words.dictionary.ids([event])[0] ?? -1),
    clauses: filter.map((clause) => clauseOf(clause, words)),
  };
}

function clauseOf(clause: FilterClause, words: Words): Term[] {
  return clause.map((term) =>
    isOfEvent(term.dimension)
      ? { isOfEvent: true, mask: filterMask(term, { ...words, fact: EVENT_FACT }) }
      : { isOfEvent: false, mask: filterMask(term, words) },
  );
}
