import { once } from 'node:events';
import { createServer } from 'node:http';
import { waitFor } from '../harness/wait.js';
import type { Tracker } from './trackers.js';

/** One page of a shop, the same with each tracker and without any. */
export interface PageServer {
  /** The page with this tracker; the bare one if left out. */
  pageOf(tracker?: Tracker): string;
  /** A page of the same origin with nothing in it. */
  readonly blank: string;
  /** Waits until the page of this tracker has sent something since `forgetSent`; one that was just closed sends too. */
  sent(tracker: Tracker): Promise<void>;
  forgetSent(): void;
  close(): Promise<void>;
}

const CARDS = Array.from(
  { length: 200 },
  (_, index) =>
    `<li><a href="/product/${index}"><b>Bowl ${index}</b> <i>thrown by hand</i></a> <span>€ ${index}.90</span></li>`,
).join('\n');

const page = (script: string) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Bowls</title><link rel="icon" href="data:,">
<style>ul{display:grid;grid-template-columns:repeat(4,1fr);gap:1rem}li{border:1px solid;padding:1rem}</style>
${script}</head><body><h1>Bowls</h1><ul>${CARDS}</ul>
<form><input name="email"><button>Send</button></form></body></html>`;

/** Serves the pages, and answers every beacon at once. */
export async function servePages(trackers: readonly Tracker[]): Promise<PageServer> {
  const sent = new Set<string>();
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://shop');
    const [, kind, number] = pathname.split('/');
    const tracker = trackers[Number(number)];
    if (request.method === 'POST') {
      request.resume();
      sent.add(request.headers.referer ?? '');
      response.writeHead(204).end();
    } else if (kind === 'blank')
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>');
    else if (kind === 'script' && tracker)
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(tracker.code);
    else if (kind === 'page') {
      const script = tracker ? `<script async src="/script/${number}" ${tracker.attributes}></script>` : '';
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page(script));
    } else response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const origin = `http://localhost:${port}`;
  const pageOf = (tracker?: Tracker) => `${origin}/page/${tracker ? trackers.indexOf(tracker) : 'bare'}`;
  return {
    pageOf,
    blank: `${origin}/blank`,
    async sent(tracker) {
      await waitFor('the tracker to send its page view', () => sent.has(pageOf(tracker)), {
        timeout: 30_000,
      });
    },
    forgetSent() {
      sent.clear();
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
