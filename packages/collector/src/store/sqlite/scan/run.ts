import type { FunnelLoss, FunnelRow, FunnelScan, Scan, ScanRow } from '../../scan.js';
import type { Row } from '../../store.js';
import { compileFunnel } from './funnel.js';
import { compileFunnelLosses } from './funnel-losses.js';
import { compileScan } from './scan.js';

/** Runs a statement on a reader. */
export type Query = (sql: string, parameters: readonly unknown[]) => Promise<Row[]>;

/** Compiles a scan, runs it, and reads its rows. */
export async function runScan(scan: Scan, query: Query): Promise<ScanRow[]> {
  const { sql, values } = compileScan(scan);
  const rows = await query(sql, parametersOf(values));
  const width = scan.by.length;
  return rows.map((row) => ({
    bucket: Number(row[0]),
    values: scan.by.map((_, index) => row[1 + 2 * index] as string | null),
    labels: scan.by.map((_, index) => row[2 + 2 * index] as string | null),
    measures: row.slice(1 + 2 * width).map((value) => (value === null ? null : Number(value))),
  }));
}

/** The same for a funnel. */
export async function runFunnel(scan: FunnelScan, query: Query): Promise<FunnelRow[]> {
  const { sql, values } = compileFunnel(scan);
  const rows = await query(sql, parametersOf(values));
  const width = scan.by.length;
  return rows.map((row) => ({
    bucket: Number(row[0]),
    values: row.slice(1, 1 + width) as (string | null)[],
    steps: scan.steps.map((_, index) => {
      const median = row[2 + width + 2 * index];
      return {
        count: Number(row[1 + width + 2 * index] ?? 0),
        medianMs: median === null || median === undefined ? null : Number(median),
      };
    }),
  }));
}

/** Where those went who did not reach the next step of a funnel. */
export async function runFunnelLosses(scan: FunnelScan, top: number, query: Query): Promise<FunnelLoss[]> {
  const { sql, values } = compileFunnelLosses(scan, top);
  const rows = await query(sql, parametersOf(values));
  return rows.map(([step, kind, page, event, count]) => ({
    step: Number(step),
    kind: kind as FunnelLoss['kind'],
    page: page as string | null,
    event: event as string | null,
    count: Number(count),
  }));
}

/** Parameters as the engine takes them. */
// A number is bound as a real, and with one of those a division is no longer an integer's.
export function parametersOf(values: readonly unknown[]): unknown[] {
  return values.map((value) =>
    typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : value,
  );
}
