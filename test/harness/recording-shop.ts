import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { root } from './root.js';

/** One `footfall(…)` call that the shop made, and on which page. */
export interface Call {
  readonly path: string;
  readonly command: string;
  readonly name: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a page says is read as it comes
  readonly data: any;
}

export interface RecordingShop {
  readonly url: string;
  /** All calls so far, in the order in which they arrived. */
  readonly calls: Call[];
  /** What was asked for and is not there. */
  readonly notFound: string[];
  close(): Promise<void>;
}

const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};

// Stands in for the SDK: it passes each call on as it is, those of the queue first.
const RECORDER = `{
  const queue = window.footfall?.q ?? [];
  const pass = (...call) => navigator.sendBeacon('/recorded', JSON.stringify([location.pathname, ...call]));
  for (const call of queue) pass(...call);
  window.footfall = pass;
}`;

/** The demo shop on a plain file server, with a script in Footfall's place that records what the shop says. */
export async function startRecordingShop(): Promise<RecordingShop> {
  const calls: Call[] = [];
  const notFound: string[] = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://shop');
    if (pathname === '/recorded') {
      let body = '';
      for await (const chunk of request) body += chunk;
      const [path, command, name, data] = JSON.parse(body);
      calls.push({ path, command, name, data });
      response.writeHead(204).end();
      return;
    }
    if (pathname === '/footfall.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(RECORDER);
      return;
    }
    const path = normalize(decodeURIComponent(pathname)).replace(/^\/shop\//, '');
    const file = path.endsWith('/') || path === '' ? `${path}index.html` : path;
    try {
      const content = await readFile(join(root, 'examples/storefront', file));
      response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/plain' }).end(content);
    } catch {
      notFound.push(pathname);
      response.writeHead(404).end();
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}/shop/`,
    calls,
    notFound,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
