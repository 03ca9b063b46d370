import type { Scan, ScanMeasure } from '../../scan.js';
import { DAY_MS } from './column-facts.js';
import { isAdditive, type KeptPieces, type Piece } from './kept-pieces.js';
import type { Versions } from './page-versions.js';
import type { Found } from './scan-rows.js';

/** What is known from before, and which pages it must have been made from. */
export interface Known {
  kept: KeptPieces;
  versions: Versions;
  /** A whole of which some days have changed, from what is known of the others; `undefined`: it must be gone through. */
  overClosed?(whole: Scan): Piece | null | undefined;
}

/** The pieces of a part, by their bucket. */
export type Pieces = readonly (Piece | undefined)[];

/** Finds the pieces of a part: all parts of a question are gone through before any is asked for. */
export type FindPieces = (part: Scan) => Pieces;

interface Answer {
  groups: Found[];
  result(measure: number, cell: number): number | null;
}

/** A scan taken apart: what must be gone through, and the answer that comes of it. */
export interface TakenApart {
  parts: Scan[];
  answer(found: FindPieces): Answer;
}

/** Buckets of a series that a whole can share; one by hours has thousands. */
const MOST_SHARED = 400;

/** Whether the whole and the series of a question can be made of the same pieces. */
export function canShare(whole: Scan, series: Scan): boolean {
  const isPlain = ({ measures }: Scan) =>
    measures.every(({ per, aggregate }) => !per && aggregate !== 'quantile');
  return (
    whole.buckets === undefined &&
    series.buckets !== undefined &&
    series.buckets.instants.length <= MOST_SHARED &&
    whole.fact === series.fact &&
    whole.span.from === series.span.from &&
    whole.span.to === series.span.to &&
    isPlain(whole) &&
    isPlain(series) &&
    JSON.stringify(whole.filter) === JSON.stringify(series.filter)
  );
}

/**
 * Takes a scan without dimensions apart into pieces that are known and parts that are not. A whole is the sum of its days, but for
 * what must be told apart over all of them.
 *
 * @param other the series of a whole, or the whole of a series, that is asked for at the same time: both are made of the same pieces
 */
export function takeApart(scan: Scan, known: Known, other?: Scan): TakenApart {
  const [whole, series] = scan.buckets ? [other, scan] : [scan, other];
  const instants = series?.buckets?.instants ?? daysOf(scan.span);
  const sums: Taken[] = [];
  for (const isOfPeople of [true, false]) {
    const own = [...(series?.measures ?? []), ...(whole?.measures.filter(isAdditive) ?? [])];
    const measures = eachOnce(own.filter((measure) => isPeoples(measure) === isOfPeople));
    if (measures.length > 0) sums.push(takePieces({ ...scan, measures }, instants, known));
  }
  const others = scan.buckets ? [] : scan.measures.filter((measure) => !isAdditive(measure));
  const apart = others.length > 0 ? takeWhole({ ...scan, measures: others }, known) : undefined;
  return {
    parts: [...sums, ...(apart ? [apart] : [])].flatMap(({ parts }) => parts),
    answer(found) {
      const taken = sums.map(({ measures, pieces }) =>
        scan.buckets
          ? { measures, pieces: pieces(found) }
          : {
              measures: measures.filter(({ measure }) => isAdditive(measure)),
              pieces: [folded(measures, pieces(found))],
            },
      );
      if (apart) taken.push({ measures: apart.measures, pieces: apart.pieces(found) });
      return answerOf(scan.measures, taken);
    },
  };
}

/** A measure with the place that it has in pieces. */
interface Named {
  key: string;
  measure: ScanMeasure;
  place: number;
}

interface Taken {
  measures: Named[];
  parts: Scan[];
  pieces(found: FindPieces): Pieces;
}

const isPeoples = ({ who = 'people' }: ScanMeasure): boolean => who === 'people';

/** Each measure once, in an order that does not depend on who asks. */
function eachOnce(measures: readonly ScanMeasure[]): ScanMeasure[] {
  const byKey = new Map(measures.map((measure) => [JSON.stringify(measure), measure]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, measure]) => measure);
}

function answerOf(
  measures: readonly ScanMeasure[],
  taken: readonly { measures: readonly Named[]; pieces: Pieces }[],
): Answer {
  const groups: Found[] = [];
  const buckets = Math.max(0, ...taken.map(({ pieces }) => pieces.length));
  for (let bucket = 0; bucket < buckets; bucket++)
    if (taken.some(({ pieces }) => pieces[bucket])) groups.push({ cell: bucket, bucket, values: [] });
  const places = measures.map((measure) => {
    const key = JSON.stringify(measure);
    for (const { measures: named, pieces } of taken) {
      const place = named.find((one) => one.key === key)?.place;
      if (place !== undefined) return { pieces, place };
    }
    throw new Error(`the measure ${key} was not taken`);
  });
  return {
    groups,
    result(measure, cell) {
      const { pieces, place } = places[measure] as (typeof places)[number];
      const piece = pieces[cell];
      const sum = piece?.sums[place] ?? null;
      if (sum === null) return measures[measure]?.aggregate === 'distinct' ? 0 : null;
      return sum + (piece?.rests[place] ?? 0);
    },
  };
}

/** The pieces between boundaries: those that are known, and in as few parts as can be those that are not. */
function takePieces(scan: Scan, instants: readonly number[], known: Known): Taken {
  const { site, fact, filter, measures, span, idleMs } = scan;
  const { kept, versions } = known;
  // Of what a question says, carts alone are judged by more: when their visits have ended.
  const shape = JSON.stringify([site, fact, filter, measures, fact === 'cart' ? idleMs : 0]);
  kept.touch(site, shape, filter.length === 0);
  const pieces: (Piece | undefined)[] = [];
  const wanted: number[] = [];
  const madeFrom: (string | undefined)[] = [];
  for (let bucket = 0; bucket + 1 < instants.length; bucket++) {
    const [from, to] = clipped(instants, bucket, span);
    const of = versions.between(from, to);
    madeFrom.push(of);
    const piece = of === undefined ? undefined : kept.get(shape, `${from} ${to}`, of);
    if (piece === undefined) wanted.push(bucket);
    else if (piece) pieces[bucket] = piece;
  }
  const runs = runsOf(wanted).map(([first, last]) => {
    const part = instants.slice(first, last + 2);
    const from = Math.max(part[0] as number, span.from);
    const to = Math.min(part.at(-1) as number, span.to);
    return { first, last, part: { ...scan, span: { ...span, from, to }, buckets: { instants: part } } };
  });
  return {
    measures: measures.map((measure, place) => ({ key: JSON.stringify(measure), measure, place })),
    parts: runs.map(({ part }) => part),
    pieces(found) {
      for (const { first, last, part } of runs) {
        const fresh = found(part);
        for (let bucket = first; bucket <= last; bucket++) {
          const piece = fresh[bucket - first];
          if (piece) pieces[bucket] = piece;
          const of = madeFrom[bucket];
          const [start, end] = clipped(instants, bucket, span);
          if (of !== undefined) kept.put(shape, `${start} ${end}`, of, piece);
        }
      }
      return pieces;
    },
  };
}

/** What is no sum of days. */
function takeWhole(scan: Scan, known: Known): Taken {
  const { from, to } = scan.span;
  if (known.versions.between(from, to) === undefined) {
    const over = known.overClosed?.(scan);
    if (over !== undefined) {
      const measures = scan.measures.map((measure, place) => ({
        key: JSON.stringify(measure),
        measure,
        place,
      }));
      return { measures, parts: [], pieces: () => (over ? [over] : []) };
    }
  }
  return takePieces(scan, [from, to], known);
}

const clipped = (
  instants: readonly number[],
  bucket: number,
  span: { from: number; to: number },
): [from: number, to: number] => [
  Math.max(instants[bucket] as number, span.from),
  Math.min(instants[bucket + 1] as number, span.to),
];

/** Numbers that follow each other, ascending. */
function runsOf(numbers: readonly number[]): [first: number, last: number][] {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run && run[1] === number - 1) run[1] = number;
    else runs.push([number, number]);
  }
  return runs;
}

/** The boundaries of the days (UTC) of a span, as its pages have them. */
function daysOf({ from, to }: Scan['span']): number[] {
  const instants = [from];
  for (let day = (Math.floor(from / DAY_MS) + 1) * DAY_MS; day < to; day += DAY_MS) instants.push(day);
  instants.push(to);
  return instants;
}

/** The whole of measures that add up. */
function folded(measures: readonly Named[], all: Pieces): Piece | undefined {
  const pieces = all.filter((piece) => piece !== undefined);
  if (pieces.length === 0) return undefined;
  const sums: (number | null)[] = [];
  const rests: number[] = [];
  measures.forEach(({ measure }, index) => {
    let sum: number | null = null;
    let rest = 0;
    for (const piece of pieces) {
      const value = piece.sums[index] ?? null;
      if (value === null) continue;
      rest += piece.rests[index] ?? 0;
      if (sum === null) sum = value;
      else if (measure.aggregate === 'min') sum = Math.min(sum, value);
      else if (measure.aggregate === 'max') sum = Math.max(sum, value);
      else {
        const next: number = sum + value;
        rest += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
        sum = next;
      }
    }
    sums.push(sum);
    rests.push(rest);
  });
  return { sums, rests };
}
