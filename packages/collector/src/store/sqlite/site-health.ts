import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { HealthQuestion, ReasonCount, SiteHealth } from '../site-health.js';
import type { Row } from '../store.js';

type Query = (sql: string, parameters: readonly unknown[]) => Promise<Row[]>;

/** How many of the newest events are looked through: on a file of many sites one may have none among them. */
const LOOKED_THROUGH = 20_000;
const NEWEST = 1000;

const DAY_MS = 24 * 3600_000;

/** Reads whether the data of a site can be trusted; each statement is a look at an index or at few rows. */
export async function readSiteHealth({ site, since }: HealthQuestion, query: Query): Promise<SiteHealth> {
  const [newest, [visit], refused, bots, [staff], disk] = await Promise.all([
    query(
      `SELECT time + lag, lag FROM event
       WHERE seq > (SELECT MAX(seq) FROM event) - ? AND +site = ? ORDER BY seq DESC LIMIT ?`,
      [LOOKED_THROUGH, site, NEWEST],
    ),
    query('SELECT ended FROM visit WHERE site = ? ORDER BY started DESC LIMIT 1', [site]),
    query(
      'SELECT reason, SUM(count) AS n FROM refusal WHERE site = ? AND day >= ? GROUP BY reason ORDER BY n DESC, reason',
      [site, new Date(since).toISOString().slice(0, 10)],
    ),
    query(
      `SELECT (SELECT value FROM term WHERE id = bot), COUNT(*) AS n FROM visit
       WHERE site = ? AND started >= ? AND (bot IS NOT NULL OR internal = 1) AND bot IS NOT NULL
       GROUP BY bot ORDER BY n DESC, 1`,
      [site, since],
    ),
    query(
      `SELECT COUNT(*) FROM visit
       WHERE site = ? AND started >= ? AND (bot IS NOT NULL OR internal = 1) AND bot IS NULL`,
      [site, since],
    ),
    diskOf(query),
  ]);
  const last = newest[0]?.[0] ?? visit?.[0];
  return {
    lastEvent: last === undefined || last === null ? null : Number(last),
    lag: lagOf(newest.map(([, lag]) => Number(lag))),
    refused: refused.map(counted),
    apart: { bots: bots.map(counted), internal: Number(staff?.[0] ?? 0) },
    disk,
  };
}

const counted = ([reason, count]: Row): ReasonCount => ({ reason: String(reason), count: Number(count) });

// Imported history has arrived years after its time, and says nothing of the way that events take now.
function lagOf(lags: readonly number[]): SiteHealth['lag'] {
  const sorted = lags.filter((lag) => lag < DAY_MS).sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  const at = (part: number) => Math.max(0, sorted[Math.ceil(part * sorted.length) - 1] ?? 0);
  return { events: sorted.length, medianMs: at(0.5), p95Ms: at(0.95) };
}

async function diskOf(query: Query): Promise<SiteHealth['disk']> {
  const [[bytes], [file]] = await Promise.all([
    query('SELECT page_count * page_size FROM pragma_page_count, pragma_page_size', []),
    query("SELECT file FROM pragma_database_list WHERE name = 'main'", []),
  ]);
  const path = String(file?.[0] ?? '');
  // A file system that does not tell is no reason to answer nothing.
  const free = path === '' ? undefined : await statfs(dirname(path)).catch(() => undefined);
  return { bytes: Number(bytes?.[0] ?? 0), freeBytes: free === undefined ? null : free.bavail * free.bsize };
}
