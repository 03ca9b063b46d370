import { ApiError } from '../http/error.js';
import { quoted } from '../http/key-check.js';
import { type Asset, type Assets, loadAssets, serveAsset } from './asset.js';
import type { Api } from './route.js';

// The page works with a key: nothing of another origin runs in it, frames it, or is told of it.
const LOCKED = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
};

// The page names the others by what is in them, so it is asked for each time, and they never again.
const ALWAYS_ASKED = { ...LOCKED, 'cache-control': 'no-cache' };
const NEVER_AGAIN = { ...LOCKED, 'cache-control': 'public, max-age=31536000, immutable' };

/** What the build of the dashboard made. */
export interface DashboardFiles {
  /** `index.html` and what lies beside it. */
  page: Assets;
  /** Scripts and styles whose names carry a hash. */
  assets: Assets;
}

/** @param folder `dist` of the dashboard; no files where it is not built yet. */
export async function loadDashboard(folder: string): Promise<DashboardFiles> {
  const [page, assets] = await Promise.all([
    loadAssets(folder, ['.html', '.svg']),
    loadAssets(`${folder}/assets`, ['.js', '.css', '.svg']),
  ]);
  return { page, assets };
}

/** Addresses that the dashboard's own router reads; all of them are the same page. */
const PAGES = ['/', '/start', '/s/*'] as const;

/** `/`: the dashboard. */
export function dashboardPage(app: Api, { dashboard }: { dashboard: DashboardFiles }): void {
  const { page, assets } = dashboard;
  const found = (files: Assets, name: string): Asset => {
    const asset = files.get(name);
    if (asset !== undefined) return asset;
    throw new ApiError(404, 'not_found', `there is no file ${quoted(name)}`, {
      hint: page.size === 0 ? 'the dashboard is not built yet: npm run build' : undefined,
    });
  };
  for (const path of PAGES) app.get(path, (c) => serveAsset(c, found(page, 'index.html'), ALWAYS_ASKED));
  app.get('/icon.svg', (c) => serveAsset(c, found(page, 'icon.svg'), ALWAYS_ASKED));
  app.get('/assets/:file{[A-Za-z0-9._-]+}', (c) =>
    serveAsset(c, found(assets, c.req.param('file')), NEVER_AGAIN),
  );
}
