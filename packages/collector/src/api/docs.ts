import { createRequire } from 'node:module';
import { ApiError } from '../http/error.js';
import { type Asset, type Assets, loadAsset, serveAsset } from './asset.js';
import type { Api } from './route.js';

// The viewer styles itself from its script, and shows what the collector itself answers; nothing of another origin.
const LOCKED = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
};

/** `/docs`: the OpenAPI document as a page, with a form for each route. */
export function docsPage(app: Api, { overview }: { overview: Assets }): void {
  let viewer: Promise<Asset> | undefined;

  app.get('/docs', (c) => {
    const page = overview.get('docs.html');
    if (page === undefined) throw new ApiError(404, 'not_found', 'the page is not installed');
    return serveAsset(c, page, { ...LOCKED, 'cache-control': 'no-cache' });
  });
  app.get('/docs/rapidoc.js', async (c) => {
    // Of 860 kB, so read when somebody asks for it.
    viewer ??= loadAsset(createRequire(import.meta.url).resolve('rapidoc/dist/rapidoc-min.js'));
    return serveAsset(c, await viewer, LOCKED);
  });
}
