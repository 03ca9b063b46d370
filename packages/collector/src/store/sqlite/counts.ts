import type { Row, StoreCounts } from '../store.js';

/** Counts for who watches the collector; each is a look at an index or at a small table. */
export async function readCounts(
  query: (sql: string, parameters: readonly unknown[]) => Promise<Row[]>,
): Promise<StoreCounts> {
  const [[log], refused, [pages], [pending]] = await Promise.all([
    // By the facts as well, for events may have gone from the log.
    query(
      'SELECT MAX(COALESCE((SELECT MAX(seq) FROM event), 0), COALESCE((SELECT MAX(seq) FROM hit), 0))',
      [],
    ),
    query('SELECT reason, SUM(count) FROM refusal GROUP BY reason', []),
    query('SELECT page_count * page_size FROM pragma_page_count, pragma_page_size', []),
    query('SELECT COUNT(*) FROM pending', []),
  ]);
  return {
    events: Number(log?.[0] ?? 0),
    refused: Object.fromEntries(refused.map(([reason, count]) => [String(reason), Number(count)])),
    bytes: Number(pages?.[0] ?? 0),
    pending: Number(pending?.[0] ?? 0),
  };
}
