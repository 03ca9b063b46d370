import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { root } from '../harness/root.js';

/** A tracker as one script file of a page, that starts with page views, links and shop events at hand. */
export interface Tracker {
  readonly name: string;
  readonly code: string;
  /** Attributes of its script element. */
  readonly attributes: string;
}

// Each counts page views by itself and, where it can, links, forms and time; its shop events stay in the bundle.
const ENTRIES: Readonly<Record<string, string>> = {
  '@footfall/sdk, all of it': `
    import * as footfall from '@footfall/sdk';
    window.shop = footfall;
    const { dataLayer, forms, links, timeOnSite } = footfall;
    footfall.init({ site: 'shop', endpoint: location.origin + '/v1/events', plugins: [timeOnSite, dataLayer, links, forms] });`,
  '@plausible-analytics/tracker': `
    import { init, track } from '@plausible-analytics/tracker';
    window.shop = { track };
    init({ domain: 'shop.example', endpoint: location.origin + '/api/event', captureOnLocalhost: true,
      outboundLinks: true, fileDownloads: true, formSubmissions: true });`,
  '@snowplow/browser-tracker with its ecommerce plugin': `
    import { enableActivityTracking, newTracker, trackPageView } from '@snowplow/browser-tracker';
    import * as ecommerce from '@snowplow/browser-plugin-snowplow-ecommerce';
    window.shop = ecommerce;
    newTracker('shop', location.origin, { appId: 'shop', plugins: [ecommerce.SnowplowEcommercePlugin()] });
    enableActivityTracking({ minimumVisitLength: 10, heartbeatDelay: 10 });
    trackPageView();`,
  '@openpanel/web': `
    import { OpenPanel } from '@openpanel/web';
    window.shop = new OpenPanel({ clientId: 'shop', apiUrl: location.origin,
      trackScreenViews: true, trackOutgoingLinks: true, trackAttributes: true });`,
};

async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    ...{ bundle: true, write: false, minify: true, format: 'iife', target: 'es2020', logLevel: 'error' },
    stdin: { contents, resolveDir: join(root, 'test') },
    // OpenPanel loads its recorder of sessions only when that is asked for.
    external: ['./replay-*'],
  });
  return outputFiles[0]?.text ?? '';
}

// What the browser itself takes for one beacon: no tracker that sends a page view can be below.
const ONE_FETCH: Tracker = {
  name: 'one fetch and nothing else',
  code: "fetch('/v1/events',{method:'POST',body:'{}',keepalive:true})",
  attributes: '',
};

// What the browser itself takes for a visit id that outlives the page, in storage and a cookie, and for an event that survives
// it: read, written, and sent half a second later. What is above this is the tracker's own.
const FLOOR: Tracker = {
  name: 'ids kept, one event stored and sent, nothing else',
  code: `{
    const kept = localStorage.kept || document.cookie || 'x'.repeat(120);
    localStorage.kept = kept;
    document.cookie = 'kept=' + kept + ';path=/;samesite=lax;max-age=34560000';
    localStorage.event = JSON.stringify({ url: location.href, title: document.title });
    setTimeout(() => requestIdleCallback(() =>
      fetch('/v1/events', { method: 'POST', body: localStorage.event + document.cookie, keepalive: true })
        .then(() => { delete localStorage.event; })), 500);
  }`,
  attributes: '',
};

/** The script of Footfall's own tag, as it is built. */
export const scriptTag = (): Tracker => ({
  name: 'footfall.js',
  code: readFileSync(join(root, 'packages/sdk/dist/footfall.js'), 'utf8'),
  attributes: 'data-site="shop" data-endpoint="/v1/events"',
});

/**
 * The script of Footfall's own tag, then the npm build and its peers, all bundled and minified by esbuild alike; last, two
 * scripts that do nothing but what the browser must do for any tracker that keeps ids, and for any that sends.
 */
export async function trackers(): Promise<Tracker[]> {
  const bundled = Object.entries(ENTRIES).map(async ([name, entry]) => ({
    ...{ name, attributes: '' },
    code: await bundle(entry),
  }));
  return [scriptTag(), ...(await Promise.all(bundled)), FLOOR, ONE_FETCH];
}

/** Bytes of a script as it is, and by the highest levels of gzip and brotli. */
export function sizesOf(code: string): Readonly<Record<'raw' | 'gzip' | 'brotli', number>> {
  const bytes = Buffer.from(code);
  const brotli = brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  return { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotli.length };
}
