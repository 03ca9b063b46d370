import type { Scan, ScanRow } from '../../scan.js';
import type { Words } from './row-mask.js';

/** A group that rows were found for. */
export interface Found {
  cell: number;
  bucket: number;
  /** A number for each dimension; `null`: not set. */
  values: (number | null)[];
}

/** The groups of a scan in the order in which SQL sorts them, in words instead of numbers. */
export function scanRows(
  { by, buckets, measures }: Scan,
  { fact, dictionary }: Words,
  found: readonly Found[],
  result: (measure: number, cell: number) => number | null,
): ScanRow[] {
  const groups = [...found].sort((a, b) => a.bucket - b.bucket || compareValues(a.values, b.values));
  const first = measures[0];
  // Without groups there is one row, also of nothing.
  if (groups.length === 0 && by.length === 0 && !buckets && !first?.per && first?.aggregate !== 'quantile')
    groups.push({ cell: 0, bucket: 0, values: [] });
  const texts = by.map((name) => fact.made[name]?.texts);
  const ids = new Set(
    groups.flatMap(({ values }) => values.filter((value, at) => value !== null && !texts[at]) as number[]),
  );
  const words = dictionary.texts([...ids]);
  return groups.map(({ cell, bucket, values }) => ({
    bucket,
    values: values.map((value, at) =>
      value === null ? null : (texts[at]?.[value] ?? words.get(value) ?? null),
    ),
    labels: values.map(() => null),
    measures: measures.map((_, measure) => result(measure, cell)),
  }));
}

function compareValues(a: readonly (number | null)[], b: readonly (number | null)[]): number {
  for (let at = 0; at < a.length; at++) {
    const difference = (a[at] ?? -1) - (b[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}
