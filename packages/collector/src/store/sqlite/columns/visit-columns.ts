/** How a column is read from a visit's row, as `v`. */
const OWN = [
  ...['started', 'visitor', 'number', 'page_views', 'engaged_ms', 'orders', 'steps', 'leads', 'cookieless'],
  ...['bot', 'internal'],
] as const;

/** Columns that hold a term. */
export const TERM_COLUMNS = [
  ...['channel', 'source', 'medium', 'campaign', 'term', 'content', 'referrer', 'landing_page', 'exit_page'],
  ...['country', 'region', 'language', 'device', 'browser', 'os'],
] as const;

const OF_ORDERS = {
  revenue: `CASE WHEN v.orders > 0 THEN (SELECT SUM(b.reporting) FROM orders b WHERE b.visit = v.key AND b.bot IS NULL AND b.internal = 0) ELSE 0 END`,
  unvalued_orders: `CASE WHEN v.orders > 0 THEN (SELECT COUNT(*) FROM orders b WHERE b.visit = v.key AND b.bot IS NULL AND b.internal = 0 AND b.reporting IS NULL) ELSE 0 END`,
} as const;

/** Every column that is kept, and the SQL of its value. */
export const VISIT_COLUMNS: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...OWN, ...TERM_COLUMNS].map((name) => [name, `v.${name}`])),
  ...OF_ORDERS,
};

export const DAY_MS = 86_400_000;

/** The rows of a day as columns. Visits of one moment have no order: nothing that is asked of them depends on one. */
export const dayQuery = (names: readonly string[]): string =>
  `SELECT ${names.map((name) => VISIT_COLUMNS[name]).join(', ')} FROM visit v
   WHERE v.site = ? AND v.started >= ? AND v.started < ? ORDER BY v.started`;
