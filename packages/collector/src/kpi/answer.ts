import type { ScanStore } from '../store/scan.js';
import type { Site } from '../store/store.js';
import { answerComputed } from './computation.js';
import { type Compute, computeHere } from './compute.js';
import type { Figure, Kpi } from './definition.js';
import { DATED_BY_DAY, measuresOf } from './dimension.js';
import { type Exclusion, exclusionMeasures, exclusionOf, presentExcluded } from './excluded.js';
import { type Computed, compute, present } from './figure-answer.js';
import { findKpi } from './find-kpi.js';
import { answerFunnel } from './funnel.js';
import { columnsOf, figuresOf, rowOf, tableOf, unknownOf } from './group-answer.js';
import type { Group, Groups } from './groups.js';
import type { KpiAnswer } from './kpi-answer.js';
import type { Measure } from './measure.js';
import { knownPieces, missingOf, presentOf } from './missing.js';
import type { KpiParameters } from './parameters.js';
import { type Grouping, measure } from './plan.js';
import { checkOwnParameters, checkRequest, type Request, readRequest } from './request.js';
import { type Setting, settingOf } from './setting.js';
import { SIGNIFICANCE, twoProportionP, welchP } from './statistics.js';

/** What a question is answered from. */
export interface KpiContext {
  store: ScanStore & { recomputing?(site: number): boolean };
  site: Site;
  /** Milliseconds since the epoch. */
  now: number;
  /** Is told the measures of the whole period, for who explains a figure by what it is made of. */
  onWhole?: (whole: Group) => void;
  /** Where models are fitted and sets are searched; on this thread when left out. */
  compute?: Compute;
}

/**
 * Answers one KPI.
 *
 * @throws {KpiError} for an unknown KPI, or parameters that it does not have.
 */
export async function answerKpi(
  context: KpiContext,
  id: string,
  parameters: KpiParameters,
): Promise<KpiAnswer> {
  const answers = await answerKpis(context, [id], parameters);
  return answers[id] as KpiAnswer;
}

/**
 * Answers several KPIs from as few scans as they can share.
 *
 * @throws {KpiError} for an unknown KPI, or parameters that one of them does not have.
 */
export async function answerKpis(
  context: KpiContext,
  ids: readonly string[],
  parameters: KpiParameters,
): Promise<Record<string, KpiAnswer>> {
  const kpis = [...new Set(ids)].map(findKpi);
  const request = readRequest(parameters, context.site.timezone);
  for (const kpi of kpis) checkRequest(kpi, request);
  checkOwnParameters(kpis, request);
  const asked = kpis.map((kpi) => ({ kpi, exclusion: exclusionOf(kpi) }));
  const facts = await takeFacts(context, request, asked);
  context.onWhole?.(facts.whole.bucket(0));
  const answers = await Promise.all(
    asked.map(async ({ kpi, exclusion }) => {
      const answer = await answerOne(context, request, kpi, exclusion, facts);
      return [kpi.id, answer] as const;
    }),
  );
  return Object.fromEntries(answers);
}

interface Asked {
  kpi: Kpi;
  exclusion: Exclusion;
}

/** The groups that all KPIs of a question are answered from. */
interface Facts {
  setting: Setting;
  whole: Groups;
  series: Groups | undefined;
  compared: Groups | undefined;
  /** By the dimensions, as tables have some of their own. */
  rows: Map<string, Groups>;
}

const rowsOf = (kpi: Kpi, request: Request): readonly string[] =>
  request.by.length > 0 ? request.by : kpi.by ? [kpi.by] : [];

async function takeFacts(
  context: KpiContext,
  request: Request,
  everything: readonly Asked[],
): Promise<Facts> {
  const asked = everything.filter(({ kpi }) => !kpi.computed);
  const setting = settingOf(context, request);
  const needs = asked.flatMap(({ kpi }) => presentOf(kpi));
  const figures = asked.flatMap(({ kpi }) => measuresOf(kpi));
  const exclusions = asked.flatMap(({ exclusion }) => exclusionMeasures(exclusion));
  const { period, cut, compared } = request;
  // What there is at a time is unknown before the first that was told of it.
  const inSeries = [...figures, ...needs.filter(({ stock }) => stock !== undefined)];
  const take = (grouping: Grouping, measures: readonly Measure[]) => measure(setting, grouping, measures);

  const tables = new Map<string, { by: readonly string[]; measures: Measure[] }>();
  for (const { kpi } of asked) {
    const by = rowsOf(kpi, request);
    if (by.length === 0) continue;
    const table = tables.get(by.join()) ?? { by, measures: [] };
    table.measures.push(...measuresOf(kpi));
    tables.set(by.join(), table);
  }
  const [whole, series, before, ...rows] = await Promise.all([
    take({ period, by: [] }, [...figures, ...needs, ...exclusions]),
    cut ? take({ period, cut, by: [] }, cut.days ? inSeries : inSeries.filter(hasHours)) : undefined,
    compared ? take({ period: compared, by: [] }, [...figures, ...needs]) : undefined,
    ...[...tables.values()].map(({ by, measures }) => take({ period, by }, measures)),
  ]);
  return {
    setting,
    whole,
    series,
    compared: before,
    rows: new Map([...tables.keys()].map((key, index) => [key, rows[index] as Groups])),
  };
}

const hasHours = ({ fact }: Measure): boolean => !DATED_BY_DAY.has(fact);

async function answerOne(
  { store, site, compute = computeHere }: KpiContext,
  request: Request,
  kpi: Kpi,
  exclusion: Exclusion,
  facts: Facts,
): Promise<KpiAnswer> {
  const whole = facts.whole.bucket(0);
  const missing = missingOf(kpi, whole, site.id);
  const answer: KpiAnswer = {
    kpi: kpi.id,
    site: site.id,
    from: request.period.fromDate,
    to: request.period.toDate,
    timezone: site.timezone,
    unit: kpi.unit,
    value: null,
    numerator: null,
    denominator: null,
    missing,
    excluded: presentExcluded(exclusion, whole),
  };
  if (store.recomputing?.(site.key)) answer.recomputing = true;
  if (missing) return answer;
  if (kpi.computed) {
    const question = { setting: facts.setting, request, site, kpi, compute };
    return { ...answer, ...(await answerComputed(question, kpi.computed)) };
  }
  if (kpi.steps) return { ...answer, ...(await answerFunnel(facts.setting, request, kpi.steps)) };

  Object.assign(answer, figuresOf(kpi, whole, whole, site.currency));
  if (kpi.columns) answer.totals = columnsOf(kpi, whole, whole, site.currency);
  if (facts.compared && request.compared) answer.compare = compareOf(kpi, request, facts, site);
  if (facts.series && request.cut) {
    const { series } = facts;
    const isKnown = knownPieces(kpi);
    answer.series = request.cut.starts.map((start, index) => {
      const piece = series.bucket(index);
      return {
        start,
        ...(isKnown(piece) ? rowOf(kpi, piece, whole, site.currency) : unknownOf(kpi)),
      };
    });
  }
  const by = rowsOf(kpi, request);
  const groups = facts.rows.get(by.join());
  if (groups) Object.assign(answer, tableOf(kpi, by, groups, whole, request.limit, site.currency));
  return answer;
}

function compareOf(kpi: Kpi, request: Request, facts: Facts, site: Site): NonNullable<KpiAnswer['compare']> {
  const period = request.compared as NonNullable<Request['compared']>;
  const after = facts.whole.bucket(0);
  const before = (facts.compared as Groups).bucket(0);
  const head = { from: period.fromDate, to: period.toDate };
  if (missingOf(kpi, before, site.id))
    return { ...head, value: null, change: null, p: null, significant: null };
  if (kpi.columns) return { ...head, totals: columnsOf(kpi, before, before, site.currency) };
  const figure = kpi.value as Figure;
  const now = compute(figure, after);
  const then = compute(figure, before);
  const p = significanceOf(figure, now, then);
  return {
    ...head,
    ...present(figure, then, site.currency),
    change:
      now.value === null || then.value === null || then.value === 0
        ? null
        : (now.value - then.value) / Math.abs(then.value),
    p,
    significant: p === null ? null : p < SIGNIFICANCE,
  };
}

function significanceOf(figure: Figure, now: Computed, then: Computed): number | null {
  if (figure.unit === 'proportion')
    return twoProportionP(
      now.numerator ?? 0,
      now.denominator ?? 0,
      then.numerator ?? 0,
      then.denominator ?? 0,
    );
  if (!figure.squares) return null;
  const mean = ({ numerator, denominator, n, se }: Computed) => ({
    mean: (numerator ?? 0) / (denominator || 1),
    n: n ?? 0,
    se: se ?? null,
  });
  return welchP(mean(now), mean(then));
}
