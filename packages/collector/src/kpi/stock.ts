import type { Boundaries, ScanRow } from '../store/scan.js';
import type { Measure } from './measure.js';
import type { Period } from './period.js';

/** Before anything that a shop can have written down. */
const BEGINNING = { instant: Date.parse('0000-01-01T00:00:00Z'), date: '0000-01-01' };
const DAY_MS = 86_400_000;

const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;

/**
 * What a stock is scanned by: the period with all that lies before it as a first piece, for what there is at an
 * instant is the sum of every change up to it, however long ago.
 */
export function withAllBefore(
  period: Period,
  cut: Boundaries | undefined,
): { period: Period; cut: Boundaries } {
  const days = cut ? cut.days : [dayOf(period.fromDate), dayOf(period.toDate) + 1];
  return {
    period: { ...period, from: BEGINNING.instant, fromDate: BEGINNING.date },
    cut: {
      instants: [BEGINNING.instant, ...(cut?.instants ?? [period.from, period.to])],
      ...(days ? { days: [dayOf(BEGINNING.date), ...days] } : {}),
    },
  };
}

/**
 * Sums changes to what there is at the start or the end of each piece.
 *
 * @param rows of a scan by {@link withAllBefore}: bucket 0 is all before the first piece.
 * @param pieces number of pieces without that one.
 */
export function levelsOf(
  rows: readonly ScanRow[],
  pieces: number,
  measures: readonly Pick<Measure, 'stock'>[],
): ScanRow[] {
  const groups = new Map<string, ScanRow[]>();
  for (const row of rows) {
    const key = JSON.stringify(row.values);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].flatMap((group) => {
    const changes = new Map(group.map((row) => [row.bucket, row.measures]));
    const { values, labels } = group[0] as ScanRow;
    const change = (bucket: number) => measures.map((_, index) => changes.get(bucket)?.[index] ?? 0);
    let level = change(0);
    return Array.from({ length: pieces }, (_, bucket) => {
      const start = level;
      const changed = change(bucket + 1);
      level = start.map((value, index) => value + (changed[index] as number));
      const at = measures.map((one, index) => (one.stock === 'start' ? start : level)[index] as number);
      return { bucket, values, labels, measures: at };
    });
  });
}
