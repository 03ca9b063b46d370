import type { Live, LiveCount, LiveEvent, LiveQuestion } from '../live.js';
import type { Row } from '../store.js';

type Query = (sql: string, parameters: readonly unknown[]) => Promise<Row[]>;

// A visit lasts a day at most, so one that goes on has begun within it.
const LONGEST_VISIT_MS = 24 * 3600_000;

/** How many of the newest events are looked through: on a file of many sites one may have none among them. */
const LOOKED_THROUGH = 20_000;

const HERE =
  'visit v WHERE v.site = ? AND v.started >= ? AND v.ended >= ? AND v.bot IS NULL AND v.internal = 0';

/** Reads what happens on a site now. */
export async function readLive({ site, now, windowMs, limit }: LiveQuestion, query: Query): Promise<Live> {
  const active = now - windowMs;
  const parameters = [site, active - LONGEST_VISIT_MS, active];
  const counts = async (column: string): Promise<LiveCount[]> => {
    const rows = await query(
      `SELECT (SELECT value FROM term WHERE id = ${column}), COUNT(DISTINCT v.visitor) AS n FROM ${HERE}
       GROUP BY ${column} ORDER BY n DESC, 1 LIMIT ?`,
      [...parameters, limit],
    );
    return rows.map(([name, visitors]) => ({ name: name as string | null, visitors: Number(visitors) }));
  };
  const [[visitors], pages, countries, channels, events] = await Promise.all([
    query(`SELECT COUNT(DISTINCT v.visitor) FROM ${HERE}`, parameters),
    counts('v.exit_page'),
    counts('v.country'),
    counts('v.channel'),
    readEvents(site, limit, query),
  ]);
  return { visitors: Number(visitors?.[0] ?? 0), pages, countries, channels, events };
}

async function readEvents(site: number, limit: number, query: Query): Promise<LiveEvent[]> {
  const term = (column: string) => `(SELECT value FROM term WHERE id = ${column})`;
  const rows = await query(
    `SELECT h.time, ${['h.name', 'h.page', 'v.country', 'v.channel', 'v.device', 'v.bot'].map(term).join(', ')},
       COALESCE(v.internal, 0)
     FROM hit h LEFT JOIN visit v ON v.key = h.visit
     WHERE h.seq > (SELECT MAX(seq) FROM hit) - ? AND +h.site = ? ORDER BY h.seq DESC LIMIT ?`,
    [LOOKED_THROUGH, site, limit],
  );
  return rows.map(([time, name, page, country, channel, device, bot, internal]) => ({
    time: Number(time),
    name: String(name),
    page: page as string | null,
    country: country as string | null,
    channel: channel as string | null,
    device: device as string | null,
    bot: bot as string | null,
    internal: Number(internal) === 1,
  }));
}
