import type { RanStatement, ScanStore } from '../../scan.js';
import { runBaskets, runProducts } from './baskets.js';
import { type Query, runFunnel, runFunnelLosses, runScan } from './run.js';

/**
 * Everything that the KPI engine can ask, over one way to run a statement. All scans go through that one way, so that
 * `watched` tells of each statement, whoever adds a scan.
 */
export function scansOver(query: Query): ScanStore {
  return {
    scan: (scan) => runScan(scan, query),
    funnel: (scan) => runFunnel(scan, query),
    funnelLosses: (scan, top) => runFunnelLosses(scan, top, query),
    baskets: (scan) => runBaskets(scan, query),
    products: (site, items) => runProducts(site, items, query),
    watched: (onStatement) => scansOver(watching(query, onStatement)),
  };
}

function watching(query: Query, onStatement: (statement: RanStatement) => void): Query {
  return async function watchedQuery(sql, parameters) {
    const rows = await query(sql, parameters);
    onStatement({ sql, parameters, rows: rows.length });
    return rows;
  };
}
