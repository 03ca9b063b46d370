import { createRoute, z } from '@hono/zod-openapi';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { ApiError } from '../http/error.js';
import type { KeyHolders } from '../http/key-check.js';
import type { Store, StoreCounts } from '../store/store.js';
import { type Api, errors, needsRole, WITH_KEY } from './route.js';

/** `GET /metrics` (role admin, a key of all sites): what a Prometheus server watches of a collector. */
export function metricsApi(app: Api, { store, now, version }: KeyHolders & { version: string }): void {
  // Made when first asked for: the measures of the process begin to watch it.
  let collect: (() => Promise<string>) | undefined;

  app.openapi(
    createRoute({
      method: 'get',
      path: '/metrics',
      tags: ['operation'],
      summary: 'Figures of the collector itself in the text format of Prometheus',
      security: WITH_KEY,
      middleware: [needsRole({ store, now }, 'admin')] as const,
      responses: {
        200: {
          description: 'The figures',
          content: { 'text/plain': { schema: z.string() } },
        },
        ...errors(401, 403, 503),
      },
    }),
    async (c) => {
      if (c.get('key').sites !== null)
        throw new ApiError(403, 'site_not_of_key', 'these figures are of all sites, this key is not');
      collect ??= collector(store, version);
      return c.text(await collect(), 200, { 'content-type': Registry.PROMETHEUS_CONTENT_TYPE });
    },
  );
}

function collector(store: Store, version: string): () => Promise<string> {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const registers = [register];
  new Gauge({ name: 'footfall_info', help: 'Version of the collector.', labelNames: ['version'], registers })
    .labels(version)
    .set(1);
  const events = new Counter({ name: 'footfall_events_total', help: 'Events on disk.', registers });
  const refused = new Counter({
    name: 'footfall_events_refused_total',
    help: 'Events that were refused, by the reason.',
    labelNames: ['reason'],
    registers,
  });
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers });
  const sites = gauge('footfall_sites', 'Sites.');
  const bytes = gauge('footfall_store_bytes', 'Bytes of the database file.');
  const pending = gauge('footfall_recomputing', 'Changes of settings or rates that facts still follow.');

  const put = (counts: StoreCounts) => {
    // They are counted in the file, so that they go on where they were when the process starts again.
    events.reset();
    events.inc(counts.events);
    refused.reset();
    for (const [reason, count] of Object.entries(counts.refused)) refused.labels(reason).inc(count);
    bytes.set(counts.bytes);
    pending.set(counts.pending);
    sites.set(store.sites().length);
  };
  return async () => {
    put(await store.counts());
    return register.metrics();
  };
}
