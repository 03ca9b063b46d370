import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { ApiError } from './http/error.js';
import { SERVER_LIMITS } from './limits.js';
import type { TakeBeacon } from './receive/browser-events.js';
import { corsHeaders } from './receive/cors.js';
import { answerBeacons, BEACON_PATH } from './receive/incoming-beacon.js';

/** A server that takes requests. */
export interface RunningServer {
  /** For people: `http://localhost:8787`. */
  url: string;
  port: number;
  /** Takes no more connections, lets requests in flight end for a while, and then cuts them off. */
  stop(): Promise<void>;
}

interface StartOptions {
  app: { fetch: (request: Request, env: object) => Response | Promise<Response> };
  /** `localhost` listens on both of its addresses, and nowhere else. */
  host: string;
  /** 0 takes any that is free. */
  port: number;
  /** Time for requests in flight at the stop, in ms. */
  grace?: number;
  /** Takes beacons past the app; where it is left out the app takes them. */
  takeBeacon?: TakeBeacon;
  /** Whether beacons would be refused now: then they are told so before anything of them is read. */
  full?: () => boolean;
}

/** The port cannot be had; the message says what to do. */
export class PortUnavailable extends Error {
  override readonly name = 'PortUnavailable';
}

/**
 * Listens.
 *
 * @returns when connections are taken.
 * @throws PortUnavailable when the port or the address cannot be had.
 */
export async function startServer({
  app,
  host,
  port,
  grace = SERVER_LIMITS.stopGrace,
  takeBeacon,
  full = () => false,
}: StartOptions): Promise<RunningServer> {
  const hosts = host === 'localhost' ? ['127.0.0.1', '::1'] : [host];
  const servers: Server[] = [];
  let bound = port;
  try {
    for (const address of hosts) {
      const server = serverOf(app, full, takeBeacon);
      try {
        bound = await listen(server, address, bound);
        servers.push(server);
      } catch (error) {
        // A machine without IPv6 has one localhost only.
        if (address !== '::1' || host === '::1' || !withoutIpv6(error)) throw error;
      }
    }
  } catch (error) {
    await Promise.all(servers.map((server) => stop(server, 0)));
    throw explained(error, host, port);
  }
  const name = ['0.0.0.0', '::', '127.0.0.1', '::1'].includes(host) ? 'localhost' : host;
  return {
    url: `http://${name.includes(':') ? `[${name}]` : name}:${bound}`,
    port: bound,
    stop: async () => {
      await Promise.all(servers.map((server) => stop(server, grace)));
    },
  };
}

function serverOf(app: StartOptions['app'], full: () => boolean, takeBeacon: TakeBeacon | undefined): Server {
  const answerBeacon = takeBeacon && answerBeacons(takeBeacon);
  const answer = getRequestListener((request, env) => app.fetch(request, env), {
    // What cannot even be made a request of, such as a host header that is no host.
    errorHandler: () =>
      new ApiError(400, 'invalid_request', 'this is no request that can be read').toResponse(),
  });
  let inFlight = 0;
  return createServer(
    {
      headersTimeout: SERVER_LIMITS.headersTimeout,
      // Imports last as long as they last. Bodies have limits of their own: see http/body.ts, api/import-body.ts.
      requestTimeout: 0,
      connectionsCheckingInterval: 5_000,
      // Longer than the minute for which usual proxies keep a connection: it is theirs to close it.
      keepAliveTimeout: 75_000,
    },
    (incoming, outgoing) => {
      outgoing.once('finish', () => {
        // Who was too slow has had the time; what may come of the body would hold the connection for as long as the client likes.
        if (outgoing.statusCode === 408) incoming.socket.destroySoon();
        else passOver(incoming);
      });
      // Not those who only look: whether the collector lives is asked above all when it has much to do.
      if (incoming.method === 'POST') {
        const isBeacon = incoming.url === BEACON_PATH;
        if (inFlight >= SERVER_LIMITS.requestsInFlight || (isBeacon && full())) {
          turnAway(incoming, outgoing);
          return;
        }
        inFlight++;
        outgoing.once('close', () => inFlight--);
        if (isBeacon && answerBeacon) {
          answerBeacon(incoming, outgoing);
          return;
        }
      }
      void answer(incoming, outgoing);
    },
  );
}

/** 503 that costs nearly nothing, in words that the script in a page may read. */
function turnAway({ headers: { origin } }: IncomingMessage, outgoing: ServerResponse): void {
  const error = {
    code: 'busy',
    message: 'the collector cannot take more just now',
    hint: 'try again in 2 s',
  };
  outgoing
    .writeHead(503, {
      ...corsHeaders(origin ?? null),
      'retry-after': '2',
      'content-type': 'application/json',
    })
    .end(JSON.stringify({ error }));
}

/**
 * Takes what is left of a body that was refused before its end, so that the connection is good for the next request.
 *
 * A body that has been read as a stream for a while is held back by that stream, which nobody reads any more: the next
 * request on the connection, behind a proxy that of somebody else, would wait for it and then be cut off.
 */
function passOver(incoming: IncomingMessage): void {
  if (incoming.readableEnded || incoming.destroyed) return;
  incoming.removeAllListeners('data');
  incoming.resume();
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function withoutIpv6(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT';
}

function explained(error: unknown, host: string, port: number): unknown {
  const { code } = error as NodeJS.ErrnoException;
  const message = {
    EADDRINUSE: `Port ${port} is taken. End the program that has it, or take another port: FOOTFALL_PORT=${port + 1} npm start`,
    EACCES: `Port ${port} needs rights that this user does not have. Take one above 1023: FOOTFALL_PORT=8787 npm start`,
    EADDRNOTAVAIL: `This machine has no address ${host}. FOOTFALL_HOST=0.0.0.0 listens on all that it has`,
    ENOTFOUND: `There is no host ${host}. FOOTFALL_HOST=0.0.0.0 listens on all addresses of this machine`,
  }[code ?? ''];
  return message === undefined ? error : new PortUnavailable(message, { cause: error });
}

function stop(server: Server, grace: number): Promise<void> {
  return new Promise((resolve) => {
    // A connection that ends its last request after the close is idle, and would keep the server for as long as
    // the client likes.
    const sweep = setInterval(() => server.closeIdleConnections(), 25);
    const cut = setTimeout(() => server.closeAllConnections(), grace);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}

interface Stoppable {
  server: Pick<RunningServer, 'stop'>;
  store: { close(): Promise<boolean> };
  log: { info(message: string): void; error(fields: object, message: string): void };
  exit?: (code: number) => void;
  /** Ends the process at once. */
  die?: (signal: NodeJS.Signals) => void;
  signals?: NodeJS.EventEmitter;
}

/**
 * Ends the process in order at SIGINT and SIGTERM: no more requests, those in flight to their end, what is queued
 * onto the disk. The exit code is 0; where a report still reads that nothing can interrupt, the process dies of the signal, as
 * programs do that do not handle it. The second signal does not wait.
 */
export function stopOnSignal({
  server,
  store,
  log,
  exit = (code) => process.exit(code),
  die = dieOf,
  signals = process,
}: Stoppable): void {
  let stopping = false;
  async function onSignal(signal: NodeJS.Signals): Promise<void> {
    if (stopping) {
      die(signal);
      return exit(1);
    }
    stopping = true;
    log.info('stopping: requests in flight are finished first');
    try {
      await server.stop();
      // An exit waits for all threads, and that one reads for as long as it likes.
      if (!(await store.close())) die(signal);
      exit(0);
    } catch (error) {
      log.error({ err: error }, 'not everything could be closed in order');
      exit(1);
    }
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) signals.on(signal, () => void onSignal(signal));
}

/** By the signal's own way, which asks no thread. The first process of a container is spared by it, and exits when it can. */
function dieOf(signal: NodeJS.Signals): void {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}
