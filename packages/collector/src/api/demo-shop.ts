import { serveStatic } from '@hono/node-server/serve-static';
import type { Api } from './route.js';

/** The demo shop at `/shop/`, from a folder, as it lies on disk. */
export function demoShop(app: Api, { folder }: { folder: string }): void {
  app.get('/shop', (c) => c.redirect('/shop/', 301));
  app.get(
    '/shop/*',
    serveStatic({ root: folder, rewriteRequestPath: (path) => path.replace(/^\/shop/, '') }),
  );
}
