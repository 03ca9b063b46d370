import type { FunnelRow, FunnelScan } from '../store/scan.js';
import { NOT_SET } from '../store/scan.js';
import type { KpiAnswer } from './kpi-answer.js';
import type { Setting } from './plan.js';
import type { Request } from './request.js';

/** Answers a funnel: a row for each step, and for each value of the dimensions asked for. */
export async function answerFunnel(
  setting: Setting,
  request: Request,
  steps: readonly string[],
): Promise<Partial<KpiAnswer>> {
  const scan = (more: Partial<FunnelScan>): Promise<FunnelRow[]> =>
    setting.store.funnel({
      site: setting.site,
      span: request.period,
      by: [],
      filter: setting.filter,
      steps,
      ...more,
    });
  const [whole, broken, series, compared] = await Promise.all([
    scan({}),
    request.by.length > 0 ? scan({ by: request.by }) : undefined,
    request.cut ? scan({ buckets: request.cut }) : undefined,
    request.compared ? scan({ span: request.compared }) : undefined,
  ]);
  const totals = rowsOf(steps, whole[0]);
  const rows = broken
    ? broken
        .map((row) => ({ row, visits: row.steps[0]?.visits ?? 0 }))
        .sort((a, b) => b.visits - a.visits)
        .flatMap(({ row }) => rowsOf(steps, row).map((step) => ({ ...wordsOf(request.by, row), ...step })))
    : totals;
  const answer: Partial<KpiAnswer> = { rows: rows.slice(0, request.limit) };
  if (rows.length > request.limit) answer.rows_left_out = rows.length - request.limit;
  if (broken) answer.totals = Object.fromEntries(totals.map(({ step, ...row }) => [step, row]));
  if (request.cut && series) {
    const byBucket = new Map(series.map((row) => [row.bucket, row]));
    answer.series = request.cut.starts.map((start, index) => ({
      start,
      ...visitsOf(steps, byBucket.get(index)),
    }));
  }
  if (compared && request.compared)
    answer.compare = {
      from: request.compared.fromDate,
      to: request.compared.toDate,
      totals: visitsOf(steps, compared[0]),
    };
  return answer;
}

const wordsOf = (by: readonly string[], row: FunnelRow): Record<string, string> =>
  Object.fromEntries(by.map((name, index) => [name, row.values[index] ?? NOT_SET]));

const visitsOf = (steps: readonly string[], row: FunnelRow | undefined): Record<string, number> =>
  Object.fromEntries(steps.map((step, index) => [step, row?.steps[index]?.visits ?? 0]));

function rowsOf(steps: readonly string[], row: FunnelRow | undefined) {
  const first = row?.steps[0]?.visits ?? 0;
  return steps.map((step, index) => {
    const { visits, medianMs } = row?.steps[index] ?? { visits: 0, medianMs: null };
    const before = index === 0 ? first : (row?.steps[index - 1]?.visits ?? 0);
    return {
      step,
      visits,
      of_first: first === 0 ? null : visits / first,
      of_previous: before === 0 ? null : visits / before,
      median_ms: medianMs,
    };
  });
}
