import { OpenAPIHono } from '@hono/zod-openapi';
import type { Assets } from './api/asset.js';
import { type DashboardFiles, dashboardPage } from './api/dashboard.js';
import { demoShop } from './api/demo-shop.js';
import { docsPage } from './api/docs.js';
import { documentEvents } from './api/events-document.js';
import { exportsApi } from './api/exports.js';
import { funnelsApi } from './api/funnels.js';
import { goalsApi } from './api/goals.js';
import { healthApi } from './api/health.js';
import { importRunsApi } from './api/import-runs.js';
import { type Importer, importsApi } from './api/imports.js';
import { keysApi } from './api/keys.js';
import type { KpiEngine } from './api/kpi-engine.js';
import { kpisApi } from './api/kpis.js';
import { liveApi } from './api/live.js';
import { meApi } from './api/me.js';
import { metricsApi } from './api/metrics.js';
import { openApi } from './api/openapi.js';
import { personsApi } from './api/persons.js';
import type { Api, ApiEnv } from './api/route.js';
import { scriptApi } from './api/script.js';
import { siteHealthApi } from './api/site-health.js';
import { sitesApi } from './api/sites.js';
import { ApiError, invalidRequest, toApiError } from './http/error.js';
import { sayIssuesPlainly } from './http/issue-words.js';
import { quoted } from './http/key-check.js';
import { suggest } from './http/suggest.js';
import { beaconRoute, browserEvents } from './receive/browser-events.js';
import { preflight } from './receive/cors.js';
import type { ReceiveDependencies } from './receive/dependencies.js';
import { serverEvents } from './receive/server-events.js';

/** Everything that the app is made of. Nothing in it is found by the app itself, so that tests pass what they like. */
export interface AppDependencies extends ReceiveDependencies {
  kpi: KpiEngine;
  importer: Importer;
  files: {
    /** `footfall.js` and its chunks: {@link loadAssets} of the SDK's `dist`. */
    script: Assets;
    /** The page at `/`: {@link loadDashboard} of its `dist`. */
    dashboard: DashboardFiles;
    /** Folder of the demo shop, where it is asked for. */
    shop?: string;
  };
  /** Of the collector, for the OpenAPI document. */
  version: string;
}

/**
 * Puts the routes together. The app is a function from requests to answers: it opens no port and starts no timer.
 *
 * @example
 * ```ts
 * const app = createApp({ store, now: Date.now, … });
 * const answer = await app.request('/healthz');
 * ```
 */
export function createApp(deps: AppDependencies): Api {
  sayIssuesPlainly();
  const app: Api = new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (!result.success) throw invalidRequest(result.error);
    },
  });

  // No middleware stands before these: a collector spends its days here.
  app.post('/v1/events', beaconRoute(browserEvents(deps)));
  app.options('/v1/events', (c) => preflight(c.req.header('origin') ?? null));
  app.post('/v1/server-events', serverEvents(deps));
  documentEvents(app);

  importsApi(app, deps);
  importRunsApi(app, deps);
  exportsApi(app, deps);
  kpisApi(app, deps);
  funnelsApi(app, deps);
  goalsApi(app, deps);
  liveApi(app, deps);
  personsApi(app, deps);
  sitesApi(app, deps);
  keysApi(app, deps);
  meApi(app, deps);
  siteHealthApi(app, deps);
  healthApi(app, deps);
  metricsApi(app, deps);
  openApi(app, deps);
  docsPage(app);
  dashboardPage(app, deps.files);
  if (deps.files.shop !== undefined) demoShop(app, { folder: deps.files.shop });
  scriptApi(app, deps.files);

  const known = [...new Set(app.routes.map(({ path }) => path))].filter((path) => !/[:*]/.test(path));
  app.notFound((c) =>
    new ApiError(404, 'not_found', `there is no ${c.req.method} ${quoted(c.req.path)}`, {
      hint: known.includes(c.req.path) ? methodsOf(app, c.req.path) : suggest(c.req.path, known),
    }).toResponse(),
  );
  app.onError((thrown, c) => {
    const error = toApiError(thrown);
    if (error.status >= 500)
      deps.log.error({ err: thrown, method: c.req.method, path: c.req.path }, 'a request failed');
    return error.toResponse();
  });
  return app;
}

function methodsOf(app: Api, path: string): string {
  const methods = app.routes.filter((route) => route.path === path).map(({ method }) => method);
  return `it takes ${[...new Set(methods)].join(', ')}`;
}
