import type { Condition, Scan, ScanMeasure, ScanRow } from '../../scan.js';
import { type Aggregate, aggregateOf } from './aggregates.js';
import { ByVisitor } from './by-visitor.js';
import { Cells } from './cells.js';
import { conditionMask, type Dictionary, eitherOf, filterMask, type Mask, personMask } from './mask.js';
import type { ReadPages, VisitDay } from './read-pages.js';
import { columnsOf, isDimension, isField, textsOf } from './visit-words.js';

/** Whether a scan asks only for what columns can answer; all else is asked of the rows. */
export function fitsColumns(scan: Scan): boolean {
  return (
    scan.fact === 'visit' &&
    scan.by.every(isDimension) &&
    scan.filter.flat().every(({ dimension }) => isDimension(dimension)) &&
    scan.measures.every(
      ({ aggregate, field, per, when, having }) =>
        (when ?? []).every(fits) &&
        (per ? isSum(field) : field === undefined || isField(field)) &&
        (aggregate !== 'distinct' || field === 'visitor') &&
        (having ?? []).every((condition) => 'field' in condition && isSum(condition.field)),
    )
  );
}

const isSum = (field: string | undefined): boolean =>
  field === undefined || field === 'rows' || isField(field);

function fits(condition: Condition): boolean {
  if ('either' in condition) return condition.either.every(fits);
  if ('dimension' in condition) return isDimension(condition.dimension);
  return isField(condition.field) && (!('value' in condition) || typeof condition.value === 'number');
}

/** Answers a scan of visits from their columns, within one read transaction of the caller. */
export function scanVisits(scan: Scan, pages: ReadPages, dictionary: Dictionary): ScanRow[] {
  const plan = planOf(scan, dictionary);
  const cells = new Cells(scan.by, scan.buckets?.instants);
  let mask = new Uint8Array(4096);
  let narrowed = new Uint8Array(4096);
  for (const day of pages.days(scan.site, scan.span.from, scan.span.to, plan.columns)) {
    if (mask.length < day.rows) {
      mask = new Uint8Array(day.rows);
      narrowed = new Uint8Array(day.rows);
    }
    const started = day.column('started');
    for (let row = 0; row < day.rows; row++)
      mask[row] =
        (started[row] as number) >= scan.span.from && (started[row] as number) < scan.span.to ? 1 : 0;
    for (const each of plan.rows) each.narrow(mask, day);
    const first = mask.indexOf(1);
    if (first === -1 || first >= day.rows) continue;
    if (cells.isPast(started[first] as number)) plan.turn();
    const cell = cells.of(day, mask);
    plan.add(day, mask, narrowed, cell, cells.size);
  }
  plan.turn();
  return rowsOf(scan, cells, plan, dictionary);
}

interface Plan {
  columns: string[];
  /** What a row must be to be in a group at all. */
  rows: Mask[];
  add(day: VisitDay, mask: Uint8Array, scratch: Uint8Array, cell: Int32Array, cells: number): void;
  turn(): void;
  result(measure: number, cell: number): number | null;
}

function planOf(scan: Scan, dictionary: Dictionary): Plan {
  const first = scan.measures[0] as ScanMeasure;
  const filter = scan.filter.map((clause) => eitherOf(clause.map((term) => filterMask(term, dictionary))));
  // Visitors and quantiles are of the rows that count only, so that a group without one is no group.
  const shared = first.per !== undefined || first.aggregate === 'quantile';
  const onlyPeople = shared || scan.measures.every(({ who }) => (who ?? 'people') === 'people');
  const rows = [
    ...filter,
    ...(onlyPeople ? [personMask('people')] : []),
    ...(shared ? (first.when ?? []).map((condition) => conditionMask(condition, dictionary)) : []),
    ...(first.aggregate === 'quantile'
      ? [conditionMask({ field: first.field as string, is: 'known' }, dictionary)]
      : []),
  ];
  const taken = first.per
    ? byVisitor(scan.measures)
    : oneByOne(scan.measures, shared, onlyPeople, dictionary);
  const columns = [
    ...['started', 'bot', 'internal'],
    ...scan.by.flatMap(columnsOf),
    ...rows.flatMap((mask) => mask.columns),
    ...taken.columns,
  ];
  return { ...taken, rows, columns: [...new Set(columns)] };
}

function byVisitor(measures: readonly ScanMeasure[]): Omit<Plan, 'rows'> {
  const visitors = new ByVisitor(measures);
  return {
    columns: visitors.columns,
    add: (day, mask, _scratch, cell) => visitors.add(day, mask, cell),
    turn: () => visitors.turn(),
    result: (measure, cell) => visitors.result(measure, cell),
  };
}

/** Measures with the same conditions share the mask that these make. */
function oneByOne(
  measures: readonly ScanMeasure[],
  shared: boolean,
  onlyPeople: boolean,
  dictionary: Dictionary,
): Omit<Plan, 'rows'> {
  const groups = new Map<string, { masks: Mask[]; aggregates: Aggregate[] }>();
  const aggregates = measures.map((measure) => {
    const { who = 'people', when = [] } = measure;
    const name = shared ? '' : JSON.stringify([onlyPeople || who, when]);
    let group = groups.get(name);
    if (!group) {
      const masks = shared
        ? []
        : [
            ...(onlyPeople ? [] : [personMask(who)]),
            ...when.map((condition) => conditionMask(condition, dictionary)),
          ];
      group = { masks, aggregates: [] };
      groups.set(name, group);
    }
    const aggregate = aggregateOf(measure);
    group.aggregates.push(aggregate);
    return aggregate;
  });
  return {
    columns: [
      ...[...groups.values()].flatMap(({ masks }) => masks.flatMap(({ columns }) => columns)),
      ...measures.flatMap(({ field }) => (field ? [field] : [])),
    ],
    add(day, mask, scratch, cell, cells) {
      for (const group of groups.values()) {
        let own = mask;
        if (group.masks.length > 0) {
          scratch.set(mask.subarray(0, day.rows));
          for (const each of group.masks) each.narrow(scratch, day);
          own = scratch;
        }
        for (const aggregate of group.aggregates) aggregate.add(day, own, cell, cells);
      }
    },
    turn() {
      for (const aggregate of aggregates) aggregate.turn?.();
    },
    result: (measure, cell) => (aggregates[measure] as Aggregate).result(cell),
  };
}

function rowsOf(scan: Scan, cells: Cells, plan: Plan, dictionary: Dictionary): ScanRow[] {
  const first = scan.measures[0] as ScanMeasure;
  const found = Array.from({ length: cells.size }, (_, cell) => ({
    cell,
    bucket: cells.bucketOf(cell),
    values: cells.valuesOf(cell),
  }));
  found.sort((a, b) => a.bucket - b.bucket || compareValues(a.values, b.values));
  // Without groups there is one row, also of nothing.
  if (
    found.length === 0 &&
    scan.by.length === 0 &&
    !scan.buckets &&
    !first.per &&
    first.aggregate !== 'quantile'
  )
    found.push({ cell: 0, bucket: 0, values: [] });
  const texts = scan.by.map(textsOf);
  const ids = new Set(
    found.flatMap(({ values }) => values.filter((value, at) => value !== null && !texts[at]) as number[]),
  );
  const words = dictionary.texts([...ids]);
  return found.map(({ cell, bucket, values }) => ({
    bucket,
    values: values.map((value, at) =>
      value === null ? null : (texts[at]?.[value] ?? words.get(value) ?? null),
    ),
    labels: values.map(() => null),
    measures: scan.measures.map((_, measure) => plan.result(measure, cell)),
  }));
}

function compareValues(a: readonly (number | null)[], b: readonly (number | null)[]): number {
  for (let at = 0; at < a.length; at++) {
    const difference = (a[at] ?? -1) - (b[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}
