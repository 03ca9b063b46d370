import { once } from 'node:events';
import { request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A shop that has a collector under a path of its own host, as nginx's `proxy_pass` gives it one. */
export interface ShopBehindProxy {
  readonly url: string;
  /** Bodies of the beacons that passed, in their order. */
  readonly beacons: { visitor: { id: string; first: number }; visit: { number: number } }[];
  /** Cookies that the collector's answers set. */
  readonly cookiesSet: string[];
  stop(): Promise<void>;
}

const PAGE = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>Shop</title>
<script async src="/stats/footfall.js" data-site="shop"></script><h1>Shop</h1>`;

/** Starts the shop; what is asked for below `/stats/` is answered by the collector. */
export async function startShopBehindProxy(collectorUrl: string): Promise<ShopBehindProxy> {
  const beacons: ShopBehindProxy['beacons'] = [];
  const cookiesSet: string[] = [];

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    if (request.method === 'POST') beacons.push(JSON.parse(body.toString()));
    const target = new URL(request.url!.replace('/stats', ''), collectorUrl);
    // nginx asks under the name of the collector unless told otherwise.
    const headers = { ...request.headers, host: target.host };
    const passed = ask(target, { method: request.method!, headers });
    passed.on('error', () => response.destroy());
    passed.on('response', (answer) => {
      cookiesSet.push(...(answer.headers['set-cookie'] ?? []));
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    passed.end(body);
  }

  const server = createServer((request, response) => {
    if (request.url!.startsWith('/stats/')) void pass(request, response);
    else response.setHeader('content-type', 'text/html; charset=utf-8').end(PAGE);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    beacons,
    cookiesSet,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
