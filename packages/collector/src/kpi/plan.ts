import type { Boundaries, Condition, FactName, FilterClause, Scan, ScanRow } from '../store/scan.js';
import { ATTRIBUTED, DIMENSIONS } from './dimension.js';
import { fold, Groups, keyOf } from './groups.js';
import type { CostKind, Measure } from './measure.js';
import { type Period, windowBefore } from './period.js';
import type { Setting } from './setting.js';
import { levelsOf, withAllBefore } from './stock.js';

/** One way to cut the facts: a period, its pieces, and the dimensions to group by. */
export interface Grouping {
  period: Period;
  cut?: Boundaries;
  by: readonly string[];
}

/** Measures that can be taken in one pass, and how the pass must be cut for them. */
interface Pass {
  measures: Measure[];
  by: string[];
  filter: readonly FilterClause[];
  paidBy: readonly CostKind[] | undefined;
}

/**
 * Takes all measures of a grouping in as few scans as can be: one for each fact table, and one more for each way in
 * which its rows must be arranged (by visitor, by rank, by another dimension, divided among visits).
 */
export async function measure(
  setting: Setting,
  grouping: Grouping,
  measures: readonly Measure[],
): Promise<Groups> {
  const passes = passesOf(setting, grouping, measures);
  const answers = await Promise.all(
    passes.map(async (pass) => ({ pass, rows: await takePass(setting, grouping, pass) })),
  );
  const groups = new Groups((bucket) => monthsOf(grouping, bucket));
  // These come last, so that they find the group that the visits of the same source have made.
  answers.sort((a, b) => Number(isNamedByHand(a.pass)) - Number(isNamedByHand(b.pass)));
  for (const { pass, rows } of answers) {
    const width = grouping.by.length;
    for (const row of rows) {
      const values = row.values.slice(0, width);
      const group = isNamedByHand(pass)
        ? groups.alike(row.bucket, values)
        : groups.at(row.bucket, values, row.labels.slice(0, width));
      pass.measures.forEach((one, index) => {
        group.add(one, row.measures[index] ?? null);
      });
    }
  }
  return groups;
}

// Sources and campaigns of costs and mailings are written by people and exporters, not by links.
const NAMED_BY_HAND: ReadonlySet<FactName | undefined> = new Set<FactName>(['cost', 'email']);
function monthsOf({ period, cut }: Grouping, bucket: number): number {
  const date = (day: number) => new Date(day * 86_400_000).toISOString();
  const { days } = cut ?? {};
  const [first, last] = days
    ? [date(days[bucket] as number), date((days[bucket + 1] as number) - 1)]
    : [period.fromDate, period.toDate];
  const month = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
  return month(last) - month(first) + 1;
}

const isNamedByHand = (pass: Pass): boolean => NAMED_BY_HAND.has(pass.measures[0]?.fact);

function passesOf(setting: Setting, grouping: Grouping, measures: readonly Measure[]): Pass[] {
  const passes = new Map<string, Pass>();
  const seen = new Set<string>();
  for (const one of measures) {
    const key = keyOf(one);
    if (seen.has(key)) continue;
    seen.add(key);
    const by = grouping.by.map((name) => one.as?.[name] ?? name);
    const filter = filterOf(one, setting.filter);
    const words = [...by, ...filter.flat().map(({ dimension }) => dimension)];
    if (one.aside && words.some((name) => !DIMENSIONS[one.fact].includes(name))) continue;
    const arrangement = JSON.stringify([
      one.fact,
      by,
      filter,
      one.paidBy,
      one.inWindowBefore,
      one.per && [one.per, one.when],
      one.stock !== undefined,
      one.aggregate === 'quantile' && [one.field, one.when],
      (one.when ?? []).some((condition) => isAttributed(condition)),
    ]);
    const pass = passes.get(arrangement);
    if (pass) pass.measures.push(one);
    else passes.set(arrangement, { measures: [one], by, filter, paidBy: one.paidBy });
  }
  return [...passes.values()];
}

function filterOf({ as, unfiltered }: Measure, filter: Setting['filter']): Setting['filter'] {
  if (unfiltered) return [];
  if (!as) return filter;
  return filter.map((clause) =>
    clause.map((term) => ({ ...term, dimension: as[term.dimension] ?? term.dimension })),
  );
}

const isAttributed = (condition: Condition): boolean =>
  'dimension' in condition && (ATTRIBUTED as readonly string[]).includes(condition.dimension);

async function takePass(setting: Setting, grouping: Grouping, pass: Pass): Promise<ScanRow[]> {
  const first = pass.measures[0] as Measure;
  if (first.inWindowBefore) return takeWindows(setting, grouping, pass);
  if (first.stock) return takeStock(setting, grouping, pass);
  if (!pass.paidBy) return setting.store.scan(scanOf(setting, grouping, pass, pass.measures));
  const paid = await paidSources(setting, grouping.period, pass.paidBy);
  const keys = ['source', 'medium', 'campaign'];
  const rows = await setting.store.scan(
    scanOf(setting, grouping, { ...pass, by: [...pass.by, ...keys] }, pass.measures),
  );
  const width = pass.by.length;
  return first.fact === 'orders' ? rows.filter((row) => paid(row.values.slice(width))) : rows;
}

// What lies in the window of one piece can lie in that of the next one too, so each piece is a scan of its own.
async function takeWindows(setting: Setting, { period, cut, by }: Grouping, pass: Pass): Promise<ScanRow[]> {
  const ends = cut ? cut.instants.slice(1) : [period.to];
  const answers = await Promise.all(
    ends.map((end) => {
      const window = windowBefore(end, setting.windowDays, period.timezone);
      const scan = scanOf(setting, { period: window, by }, pass, pass.measures);
      return setting.store.scan({ ...scan, until: end });
    }),
  );
  return answers.flatMap((rows, bucket) => rows.map((row) => ({ ...row, bucket })));
}

async function takeStock(setting: Setting, grouping: Grouping, pass: Pass): Promise<ScanRow[]> {
  const since = { ...grouping, ...withAllBefore(grouping.period, grouping.cut) };
  const rows = await setting.store.scan(scanOf(setting, since, pass, pass.measures));
  return levelsOf(rows, grouping.cut ? grouping.cut.instants.length - 1 : 1, pass.measures);
}

function scanOf(setting: Setting, grouping: Grouping, pass: Pass, measures: readonly Measure[]): Scan {
  const fact = (measures[0] as Measure).fact;
  // Costs without a source belong to the whole, and to no part of it.
  const narrow = fact === 'cost' && (pass.by.length > 0 || pass.filter.length > 0);
  return {
    site: setting.site,
    fact,
    span: grouping.period,
    ...(grouping.cut ? { buckets: grouping.cut } : {}),
    by: pass.by,
    filter: pass.filter,
    measures: measures.map(
      ({
        scale: _scale,
        money: _money,
        as: _as,
        paidBy: _paidBy,
        stock: _stock,
        inWindowBefore: _w,
        unfiltered: _u,
        ...one
      }) => (narrow ? { ...one, when: [...(one.when ?? []), { field: 'source', is: 'known' }] } : one),
    ),
    attribution: setting.attribution,
    decimals: setting.decimals,
    now: setting.now,
    idleMs: setting.idleMs,
  };
}

/** Which sources have a cost row of the period: by source and medium, and by campaign where the row names one. */
async function paidSources(
  setting: Setting,
  period: Period,
  kinds: readonly CostKind[],
): Promise<(source: readonly (string | null)[]) => boolean> {
  const rows = await setting.store.scan({
    site: setting.site,
    fact: 'cost',
    span: period,
    by: ['source', 'medium', 'campaign'],
    filter: [],
    measures: [
      {
        fact: 'cost',
        aggregate: 'count',
        when: [
          { field: 'source', is: 'known' },
          { either: kinds.map((kind) => ({ field: 'kind', is: '=', value: kind })) },
        ],
      },
    ],
    attribution: setting.attribution,
    now: setting.now,
    idleMs: setting.idleMs,
  });
  const key = (words: readonly (string | null)[]) => JSON.stringify(words.map((word) => fold(word ?? '')));
  const paid = new Set(rows.filter((row) => (row.measures[0] ?? 0) > 0).map((row) => key(row.values)));
  return ([source = null, medium = null, campaign = null]) =>
    source !== null &&
    (paid.has(key([source, medium, null])) ||
      (campaign !== null && paid.has(key([source, medium, campaign]))));
}
