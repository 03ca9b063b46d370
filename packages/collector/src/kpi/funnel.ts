import type { FunnelRow, FunnelScan } from '../store/scan.js';
import { NOT_SET } from '../store/scan.js';
import type { KpiAnswer } from './kpi-answer.js';
import type { Request } from './request.js';
import type { Setting } from './setting.js';

/** What makes a funnel: its steps, and how they must follow each other. */
export type FunnelShape = Pick<FunnelScan, 'steps' | 'order' | 'within' | 'limitMs'>;

/** A funnel over a period in every way that it was asked for. */
export interface FunnelFacts {
  whole: FunnelRow | undefined;
  rows: FunnelRow[] | undefined;
  series: Map<number, FunnelRow> | undefined;
  compared: FunnelRow | undefined;
}

/** Takes a funnel: in all, by the dimensions, by the pieces of the period, and of the period compared with. */
export async function takeFunnel(
  setting: Setting,
  request: Request,
  shape: FunnelShape,
): Promise<FunnelFacts> {
  const scan = (more: Partial<FunnelScan>): Promise<FunnelRow[]> =>
    setting.store.funnel({ ...funnelScan(setting, request, shape), ...more });
  const [whole, rows, series, compared] = await Promise.all([
    scan({}),
    request.by.length > 0 ? scan({ by: request.by }) : undefined,
    request.cut ? scan({ buckets: request.cut }) : undefined,
    request.compared ? scan({ span: request.compared }) : undefined,
  ]);
  return {
    whole: whole[0],
    rows: rows?.sort((a, b) => countOf(b, 0) - countOf(a, 0)),
    series: series && new Map(series.map((row) => [row.bucket, row])),
    compared: compared?.[0],
  };
}

/** The question to the store, in all. */
export function funnelScan(setting: Setting, request: Request, shape: FunnelShape): FunnelScan {
  return { site: setting.site, span: request.period, by: [], filter: setting.filter, ...shape };
}

/** How many reached a step. */
export const countOf = (row: FunnelRow | undefined, step: number): number => row?.steps[step]?.count ?? 0;

/** The words of a breakdown's row. */
export const wordsOf = (by: readonly string[], row: FunnelRow): Record<string, string> =>
  Object.fromEntries(by.map((name, index) => [name, row.values[index] ?? NOT_SET]));

/** A part of a whole; `null` of nothing. */
export const partOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** Answers a funnel of the catalogue, whose steps are events of one visit: a row for each step and group. */
export async function answerFunnel(
  setting: Setting,
  request: Request,
  events: readonly string[],
): Promise<Partial<KpiAnswer>> {
  const { whole, rows, series, compared } = await takeFunnel(setting, request, {
    steps: events.map((event) => ({ event, filter: [] })),
    order: 'loose',
    within: 'visit',
    limitMs: null,
  });
  const totals = stepRows(events, whole);
  const answered =
    rows?.flatMap((row) => stepRows(events, row).map((step) => ({ ...wordsOf(request.by, row), ...step }))) ??
    totals;
  const answer: Partial<KpiAnswer> = { rows: answered.slice(0, request.limit) };
  if (answered.length > request.limit) answer.rows_left_out = answered.length - request.limit;
  if (rows) answer.totals = Object.fromEntries(totals.map(({ step, ...row }) => [step, row]));
  if (request.cut && series)
    answer.series = request.cut.starts.map((start, index) => ({
      start,
      ...visitsOf(events, series.get(index)),
    }));
  if (request.compared)
    answer.compare = {
      from: request.compared.fromDate,
      to: request.compared.toDate,
      totals: visitsOf(events, compared),
    };
  return answer;
}

const visitsOf = (events: readonly string[], row: FunnelRow | undefined): Record<string, number> =>
  Object.fromEntries(events.map((event, index) => [event, countOf(row, index)]));

function stepRows(events: readonly string[], row: FunnelRow | undefined) {
  return events.map((step, index) => ({
    step,
    visits: countOf(row, index),
    of_first: partOf(countOf(row, index), countOf(row, 0)),
    of_previous: partOf(countOf(row, index), countOf(row, Math.max(0, index - 1))),
    median_ms: row?.steps[index]?.medianMs ?? null,
  }));
}
