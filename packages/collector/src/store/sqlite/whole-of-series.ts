import type { Condition, FactName, Scan, ScanMeasure, ScanRow } from '../scan.js';
import { inOneGo } from './in-one-go.js';
import { splits } from './scan/credit.js';

type RunScan = (scan: Scan) => Promise<ScanRow[]>;

/** Facts whose rows have one moment each, sums in whole numbers, and no word that depends on where the period is cut. */
const SUMMED: ReadonlySet<FactName> = new Set<FactName>(['refund', 'hit', 'item_hit', 'lead']);

/**
 * Answers the whole of a period from its own series, where both are asked of the rows in the same turn of the event loop: they are
 * gone through once. To find what each refund is attributed to takes most of a statement's time, and is the same for both.
 *
 * @param run asks for one scan by itself, as all others are.
 */
export function wholeOfSeries(run: RunScan): RunScan {
  const ask = inOneGo(async (scans: readonly Scan[]) => {
    const answers = new Map<Scan, Promise<ScanRow[]>>();
    for (const [whole, series] of pairsOf(scans)) {
      const { measures, places } = union(series.measures, whole.measures);
      const pieces = run({ ...series, measures });
      answers.set(
        series,
        pieces.then((rows) => rows.map((row) => withFirst(row, series.measures.length))),
      );
      answers.set(
        whole,
        pieces.then((rows) => summed(rows, places) ?? run(whole)),
      );
    }
    // Each is waited for by itself, so that none waits for the slowest.
    return scans.map((scan) => ({ rows: answers.get(scan) ?? run(scan) }));
  });
  return async (scan) => (await ask(scan)).rows;
}

/** Wholes with a series of the same question. */
function pairsOf(scans: readonly Scan[]): [whole: Scan, series: Scan][] {
  const series = new Map<string, Scan[]>();
  const wholes: Scan[] = [];
  for (const scan of scans) {
    if (!isSummed(scan)) continue;
    if (scan.buckets === undefined) wholes.push(scan);
    else series.set(questionOf(scan), [...(series.get(questionOf(scan)) ?? []), scan]);
  }
  return wholes.flatMap((whole) => {
    const its = series.get(questionOf(whole))?.shift();
    return its === undefined ? [] : [[whole, its]];
  });
}

const questionOf = (scan: Scan): string =>
  JSON.stringify({ ...scan, buckets: undefined, measures: undefined });

const isSummed = ({ fact, by, attribution, measures }: Scan): boolean =>
  SUMMED.has(fact) &&
  by.length === 0 &&
  // Shares of an order are no whole numbers.
  !splits(attribution) &&
  measures.every(
    ({ aggregate, per, when = [] }) =>
      (aggregate === 'count' || aggregate === 'sum') && per === undefined && when.every(isOfField),
  );

// A dimension can ask for a join by which other measures are counted in another way.
const isOfField = (condition: Condition): boolean =>
  'either' in condition ? condition.either.every(isOfField) : 'field' in condition;

/** The first measures, then those of the others that are not among them; and where the others stand. */
function union(
  first: readonly ScanMeasure[],
  others: readonly ScanMeasure[],
): { measures: ScanMeasure[]; places: number[] } {
  const measures = [...first];
  const names = first.map((one) => JSON.stringify(one));
  const places = others.map((one) => {
    const name = JSON.stringify(one);
    const known = names.indexOf(name);
    if (known !== -1) return known;
    names.push(name);
    return measures.push(one) - 1;
  });
  return { measures, places };
}

const withFirst = (row: ScanRow, count: number): ScanRow => ({
  ...row,
  measures: row.measures.slice(0, count),
});

/** The sums over all pieces as the one row of a whole; `undefined` where one would not be exact. */
function summed(rows: readonly ScanRow[], places: readonly number[]): ScanRow[] | undefined {
  const measures: (number | null)[] = [];
  for (const place of places) {
    let sum: number | null = null;
    for (const row of rows) {
      const value = row.measures[place] ?? null;
      if (value === null) continue;
      sum = (sum ?? 0) + value;
      if (!Number.isSafeInteger(value) || !Number.isSafeInteger(sum)) return undefined;
    }
    measures.push(sum);
  }
  return [{ bucket: 0, values: [], labels: [], measures }];
}
