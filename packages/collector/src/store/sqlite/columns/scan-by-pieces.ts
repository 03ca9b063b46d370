import type { Scan, ScanMeasure } from '../../scan.js';
import { DAY_MS } from './column-facts.js';
import { isAdditive, type KeptPieces, type Piece } from './kept-pieces.js';
import type { Versions } from './read-pages.js';
import type { Found } from './scan-rows.js';

/** Takes a scan without dimensions from the rows: the pieces by their bucket. */
type Take = (scan: Scan) => readonly (Piece | undefined)[];

/** What is known from before, and which pages it must have been made from. */
export interface Known {
  kept: KeptPieces;
  versions: Versions;
}

interface Answer {
  groups: Found[];
  result(measure: number, cell: number): number | null;
}

/** Answers a scan without dimensions from pieces that are known, and the rows of those that are not. */
export function scanByPieces(scan: Scan, known: Known, take: Take): Answer {
  const { buckets, measures } = scan;
  if (buckets) return answerOf(measures, knownPieces(scan, buckets.instants, known, take));
  const parts = measures.filter(isAdditive);
  if (parts.length === 0)
    return answerOf(measures, knownPieces(scan, [scan.span.from, scan.span.to], known, take));
  // A whole is the sum of its days, but for what must be told apart over all of them.
  const whole = folded({ ...scan, measures: parts }, known, take);
  const others = measures.filter((measure) => !isAdditive(measure));
  const [other] =
    others.length === 0
      ? []
      : knownPieces({ ...scan, measures: others }, [scan.span.from, scan.span.to], known, take);
  if (!whole) return answerOf(measures, []);
  const at = (measure: ScanMeasure): [Piece | undefined, number] =>
    isAdditive(measure) ? [whole, parts.indexOf(measure)] : [other, others.indexOf(measure)];
  return answerOf(measures, [
    {
      sums: measures.map((measure) => {
        const [piece, index] = at(measure);
        return piece?.sums[index] ?? null;
      }),
      rests: measures.map((measure) => {
        const [piece, index] = at(measure);
        return piece?.rests[index] ?? 0;
      }),
    },
  ]);
}

function answerOf(measures: readonly ScanMeasure[], pieces: readonly (Piece | undefined)[]): Answer {
  const groups: Found[] = [];
  pieces.forEach((piece, bucket) => {
    if (piece) groups.push({ cell: bucket, bucket, values: [] });
  });
  return {
    groups,
    result(measure, cell) {
      const sum = pieces[cell]?.sums[measure] ?? null;
      if (sum === null) return measures[measure]?.aggregate === 'distinct' ? 0 : null;
      return sum + (pieces[cell]?.rests[measure] ?? 0);
    },
  };
}

/** The pieces between boundaries: those that are known, and in as few goes as can be those that are not. */
function knownPieces(
  scan: Scan,
  instants: readonly number[],
  known: Known,
  take: Take,
): (Piece | undefined)[] {
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
  for (const [first, last] of runsOf(wanted)) {
    const part = instants.slice(first, last + 2);
    const from = Math.max(part[0] as number, span.from);
    const to = Math.min(part.at(-1) as number, span.to);
    const found = take({ ...scan, span: { ...span, from, to }, buckets: { instants: part } });
    for (let bucket = first; bucket <= last; bucket++) {
      const piece = found[bucket - first];
      if (piece) pieces[bucket] = piece;
      const of = madeFrom[bucket];
      const [start, end] = clipped(instants, bucket, span);
      if (of !== undefined) kept.put(shape, `${start} ${end}`, of, piece);
    }
  }
  return pieces;
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

/** The whole of measures that add up, by the days (UTC) of their pages. */
function folded(scan: Scan, known: Known, take: Take): Piece | undefined {
  const { from, to } = scan.span;
  const instants = [from];
  for (let day = (Math.floor(from / DAY_MS) + 1) * DAY_MS; day < to; day += DAY_MS) instants.push(day);
  instants.push(to);
  const pieces = knownPieces(scan, instants, known, take).filter((piece) => piece !== undefined);
  if (pieces.length === 0) return undefined;
  const sums: (number | null)[] = [];
  const rests: number[] = [];
  scan.measures.forEach((measure, index) => {
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
