import type { FilterClause, FunnelScan, FunnelStep } from '../../scan.js';
import type { Block } from './block.js';
import { EVENT_FACT, type EventColumn, ORDERED, type StreamName } from './event-columns.js';
import type { EventDay } from './read-pages.js';
import { eitherOf, filterMask, type RowMask, type Words } from './row-mask.js';

/** What an event is filtered by itself; all else is asked of its visit. */
export const isOfEvent = (dimension: string): boolean => EVENT_FACT.terms.has(dimension);

/** What must hold of an event, of its visit, and of the one or the other. */
interface Conditions {
  ofVisit: RowMask[];
  ofEvent: RowMask[];
  ofBoth: { ofEvent: RowMask; ofVisit: RowMask }[];
}

interface Step {
  stream: StreamName;
  /** `-1`: nothing was ever called so. */
  name: number;
  conditions: Conditions | undefined;
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
    return this.#steps.flatMap(({ conditions }) => [
      ...(conditions?.ofVisit ?? []).flatMap((mask) => mask.columns),
      ...(conditions?.ofBoth ?? []).flatMap(({ ofVisit }) => ofVisit.columns),
    ]);
  }

  /** Columns of a stream that it needs. */
  columnsOf(stream: StreamName): EventColumn[] {
    const own = this.#steps.filter((step) => step.stream === stream);
    const columns = own.flatMap(({ conditions }) => [
      ...(conditions?.ofEvent ?? []).flatMap((mask) => mask.columns),
      ...(conditions?.ofBoth ?? []).flatMap(({ ofEvent }) => ofEvent.columns),
    ]) as EventColumn[];
    return [...new Set([...(stream === 'deed' && own.length > 0 ? ['name' as const] : []), ...columns])];
  }

  /** The marks of a stream's events. The array is used again for the next day. */
  of(day: EventDay, stream: StreamName): Uint16Array {
    const { size, block } = day.streams[stream];
    if (this.#marks[stream].length < size) this.#marks[stream] = new Uint16Array(size * 2);
    const marks = this.#marks[stream];
    if (!this.asks(stream) || size === 0) return marks.fill(0, 0, size);
    this.#markByName(marks, stream, block);
    this.#steps.forEach((step, index) => {
      if (step.stream !== stream || !step.conditions) return;
      const mask = this.#filtered(day, stream, step.conditions);
      const names = stream === 'deed' ? block.column('name') : undefined;
      const bit = 1 << index;
      for (let at = 0; at < size; at++)
        if (mask[at] === 1 && (!names || names[at] === step.name)) marks[at] = (marks[at] as number) | bit;
    });
    return marks;
  }

  /** Marks what the name alone says: a look into a table for each event, however many steps there are. */
  #markByName(marks: Uint16Array, stream: StreamName, block: Block): void {
    const ofName = (name: number) => {
      let mark = 0;
      this.#steps.forEach((step, index) => {
        if (step.stream !== stream || (stream === 'deed' && step.name !== name)) return;
        if (this.isStrict) mark |= BETWEEN;
        if (!step.conditions) mark |= 1 << index;
      });
      return mark;
    };
    const size = block.rows;
    if (stream === 'view') {
      marks.fill(ofName(0), 0, size);
      return;
    }
    const { base, data } = block.packed('name');
    if (!data) {
      marks.fill(ofName(base), 0, size);
      return;
    }
    const table = new Uint16Array(Math.max(0, Math.max(...this.#names[stream]) - base + 2));
    for (const name of this.#names[stream]) if (name >= base) table[name - base + 1] = ofName(name);
    for (let at = 0; at < size; at++) marks[at] = table[data[at] as number] ?? 0;
  }

  #filtered(day: EventDay, stream: StreamName, { ofVisit, ofEvent, ofBoth }: Conditions): Uint8Array {
    const { size, block, starts } = day.streams[stream];
    const visits = day.block.rows;
    const longest = Math.max(size, visits);
    if (this.#any.length < longest) {
      this.#any = new Uint8Array(longest * 2);
      this.#one = new Uint8Array(longest * 2);
      this.#of = new Uint8Array(longest * 2);
    }
    const [one, any, of] = [this.#one, this.#any, this.#of.fill(1, 0, size)];
    for (const mask of ofEvent) mask.narrow(of, block, 0, size);
    if (ofVisit.length > 0) {
      one.fill(1, 0, visits);
      for (const mask of ofVisit) mask.narrow(one, day.block, 0, visits);
      for (let visit = 0; visit < visits; visit++)
        if (one[visit] === 0) of.fill(0, starts[visit] as number, starts[visit + 1] as number);
    }
    for (const either of ofBoth) {
      any.fill(0, 0, size);
      one.fill(1, 0, size);
      either.ofEvent.narrow(one, block, 0, size);
      any.set(one.subarray(0, size));
      one.fill(1, 0, visits);
      either.ofVisit.narrow(one, day.block, 0, visits);
      for (let visit = 0; visit < visits; visit++)
        if (one[visit] === 1) any.fill(1, starts[visit] as number, starts[visit + 1] as number);
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
    conditions: filter.length === 0 ? undefined : conditionsOf(filter, words),
  };
}

function conditionsOf(filter: readonly FilterClause[], words: Words): Conditions {
  const conditions: Conditions = { ofVisit: [], ofEvent: [], ofBoth: [] };
  for (const clause of filter) {
    const ofEvent = clause.filter(({ dimension }) => isOfEvent(dimension));
    const ofVisit = clause.filter(({ dimension }) => !isOfEvent(dimension));
    const events = ofEvent.map((term) => filterMask(term, { ...words, fact: EVENT_FACT }));
    const visits = ofVisit.map((term) => filterMask(term, words));
    if (visits.length === 0) conditions.ofEvent.push(eitherOf(events));
    else if (events.length === 0) conditions.ofVisit.push(eitherOf(visits));
    else conditions.ofBoth.push({ ofEvent: eitherOf(events), ofVisit: eitherOf(visits) });
  }
  return conditions;
}
