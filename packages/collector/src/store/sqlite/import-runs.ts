import type { ImportRunRecord, Row } from '../store.js';
import type { SqliteDatabase } from './database.js';

const COLUMNS = [
  ...['id', 'site', 'dataset', 'exporter', 'file', 'source', 'api_key', 'started', 'ended', 'state', 'rows'],
  ...['inserted', 'updated', 'refused', 'parts', 'error'],
] as const;

/** Runs of a site that are kept. */
const KEPT = 1_000;

/** Writes a row of the history of imports, and drops the oldest of the site beyond {@link KEPT}. */
export function putImportRun(db: SqliteDatabase, run: ImportRunRecord): void {
  const { apiKey, datasets, ...rest } = run;
  const row: Record<string, unknown> = {
    ...rest,
    api_key: apiKey,
    parts: datasets === null ? null : JSON.stringify(datasets),
  };
  db.prepare(
    `INSERT INTO import_run (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map((name) => `@${name}`).join(', ')})
     ON CONFLICT (id) DO UPDATE SET ${COLUMNS.map((name) => `${name} = excluded.${name}`).join(', ')}`,
  ).run(row);
  db.prepare(
    `DELETE FROM import_run WHERE site = @site AND id IN
       (SELECT id FROM import_run WHERE site = @site ORDER BY started DESC, rowid DESC LIMIT -1 OFFSET ${KEPT})`,
  ).run({ site: run.site });
}

/** An import of the command line can run beside the collector, but not for a day. */
const LOST_MS = 24 * 3600_000;

/** Ends in the history what was under way when the collector was killed. To be called at its start. */
export function endLostImportRuns(db: SqliteDatabase, now: number): void {
  db.prepare(
    `UPDATE import_run SET state = 'failed', error = 'interrupted', ended = ?
     WHERE state = 'running' AND (source <> 'cli' OR started < ?)`,
  ).run(now, now - LOST_MS);
}

/** The history of a site, the newest first. */
export async function readImportRuns(
  site: number,
  limit: number,
  query: (sql: string, parameters: readonly unknown[]) => Promise<Row[]>,
): Promise<ImportRunRecord[]> {
  const rows = await query(
    `SELECT ${COLUMNS.join(', ')} FROM import_run WHERE site = ? ORDER BY started DESC, rowid DESC LIMIT ?`,
    [site, limit],
  );
  return rows.map((values) => {
    const row = Object.fromEntries(COLUMNS.map((name, place) => [name, values[place]]));
    const { api_key: apiKey, parts, ...rest } = row;
    return {
      ...rest,
      apiKey,
      datasets: typeof parts === 'string' ? JSON.parse(parts) : null,
    } as unknown as ImportRunRecord;
  });
}
