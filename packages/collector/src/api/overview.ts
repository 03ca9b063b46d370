import { ApiError } from '../http/error.js';
import { type Assets, serveAsset } from './asset.js';
import type { Api } from './route.js';

// The page works with a key: nothing of another origin runs in it, frames it, or is told of it.
const LOCKED = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  // The page and its script belong together; both are small and asked for again each time.
  'cache-control': 'no-cache',
};

/** `/`: ten KPIs of the last 30 days on one page, until the dashboard takes its place. */
export function overviewPage(app: Api, { overview }: { overview: Assets }): void {
  app.get('/', (c) => {
    const page = overview.get('overview.html');
    if (page === undefined) throw new ApiError(404, 'not_found', 'the page is not installed');
    return serveAsset(c, page, LOCKED);
  });
  app.get('/overview/:file{[a-z.-]+}', (c) => {
    const asset = overview.get(c.req.param('file'));
    if (asset === undefined) throw new ApiError(404, 'not_found', 'there is no such file');
    return serveAsset(c, asset, LOCKED);
  });
}
