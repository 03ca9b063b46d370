import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type Asset, loadAsset, serveAsset } from './asset.js';
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
export function docsPage(app: Api): void {
  let page: Promise<Asset> | undefined;
  let viewer: Promise<Asset> | undefined;

  app.get('/docs', async (c) => {
    page ??= loadAsset(fileURLToPath(new URL('../../public/docs.html', import.meta.url)));
    return serveAsset(c, await page, { ...LOCKED, 'cache-control': 'no-cache' });
  });
  app.get('/docs/rapidoc.js', async (c) => {
    // Of 860 kB, so read when somebody asks for it.
    viewer ??= loadAsset(createRequire(import.meta.url).resolve('rapidoc/dist/rapidoc-min.js'));
    return serveAsset(c, await viewer, LOCKED);
  });
}
