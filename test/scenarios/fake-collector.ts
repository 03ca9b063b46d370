import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { browserBatch, nameFile, takeCampaign } from '@footfall/protocol';

/** What one event looked like when it arrived, with the envelope that it came in. */
export interface SeenEvent {
  id: string;
  name: string;
  time: number;
  url: string;
  title?: string;
  referrer?: string;
  data: Record<string, unknown>;
  batch: Batch;
}

/** One beacon's body. */
export interface Batch {
  site: string;
  sent: number;
  visitor: { id: string; first: number } | null;
  visit: { id: string; number: number; started: number; landing: string; referrer: string } | null;
  customer?: string;
  consent?: string;
  internal?: boolean;
  device: Record<string, string>;
  events: Omit<SeenEvent, 'batch'>[];
}

/** How the next requests are answered. `lost`: stored, but the answer never arrives. */
export type Answer = 204 | 202 | 400 | 403 | 404 | 413 | 429 | 503 | 'hang' | 'reset' | 'lost';

/** Sees one request before it is answered; returns how to answer it. */
export type Behaviour = (batch: Batch, body: string) => Answer;

const DIST = fileURLToPath(new URL('../../packages/sdk/dist/', import.meta.url));
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'retry-after, x-footfall-refused',
};

/**
 * A collector in miniature: it takes what the real one's schema takes, logs each beacon, counts an event id once, and fails on
 * request.
 */
export class FakeCollector {
  readonly server = createServer((request, response) => this.#handle(request, response));
  /** Every event that arrived and was answered as stored, in the order of arrival, doubled ones too. */
  raw: SeenEvent[] = [];
  /** Every request's answer. */
  requests: { answer: Answer; bytes: number; cookie: string | undefined }[] = [];
  /** What scripts of the pages threw. */
  pageErrors: string[] = [];
  behaviour: Behaviour = () => 204;
  /** HTML by path; a path that is not here gets an empty page with the tracker. */
  page: (path: string, search: string) => { html: string; headers?: Record<string, string> } = () => ({
    html: '',
  });
  retryAfter = '1';
  /** Answers wait for it, when it is there. */
  held: Promise<void> | undefined;
  /** The cookie that each answer sets. */
  cookie: string | undefined;
  #wake: (() => void)[] = [];

  get origin(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  async listen(): Promise<this> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return this;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  reset(): void {
    this.raw = [];
    this.requests = [];
    this.pageErrors = [];
    this.behaviour = () => 204;
    this.retryAfter = '1';
  }

  /** Each event once, in the order of its time. */
  get events(): SeenEvent[] {
    const once = new Map(this.raw.map((event) => [event.id, event]));
    return [...once.values()].sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
  }

  /** Resolves at the next request. */
  next(): Promise<void> {
    return new Promise((done) => this.#wake.push(done));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname: path, search } = new URL(request.url!, 'http://localhost');
    if (path === '/page-error') {
      this.pageErrors.push(decodeURIComponent(search.slice(1)));
      response.writeHead(204).end();
      return;
    }
    if (path.endsWith('/v1/events') && request.method === 'POST') return this.#receive(request, response);
    if (path.startsWith('/sdk/') && path.endsWith('.js')) {
      response.writeHead(200, { 'content-type': 'text/javascript', ...CORS });
      createReadStream(DIST + path.split('/').pop()!)
        .on('error', () => response.end())
        .pipe(response);
      return;
    }
    if (path.startsWith('/file/')) {
      response.writeHead(200, {
        'content-type': 'application/octet-stream',
        'content-disposition': 'attachment',
      });
      response.end('x');
      return;
    }
    const { html, headers } = this.page(path, search);
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers });
    response.end(html);
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    try {
      for await (const chunk of request.setEncoding('utf8')) body += chunk;
    } catch {
      return;
    }
    const batch = JSON.parse(body) as Batch;
    const read = browserBatch.safeParse(batch);
    const answer = read.success ? this.behaviour(batch, body) : 400;
    // What is no customer's id is nobody's there.
    if (read.success && read.data.customer === undefined) delete batch.customer;
    this.requests.push({ answer, bytes: Buffer.byteLength(body), cookie: request.headers.cookie });
    if (answer === 204 || answer === 202 || answer === 'lost')
      for (const event of batch.events) {
        const seen = { ...event, data: event.data ?? {}, batch };
        takeCampaign(seen, batch.visit !== null);
        nameFile(seen);
        this.raw.push(seen);
      }
    await this.held;
    if (answer === 'reset' || answer === 'lost') request.socket.destroy();
    else if (answer !== 'hang') {
      const extra: Record<string, string> =
        answer === 202
          ? { 'x-footfall-refused': '1 invalid_money' }
          : answer === 429 || answer === 503
            ? { 'retry-after': this.retryAfter }
            : {};
      if (this.cookie) extra['set-cookie'] = this.cookie;
      response.writeHead(answer, { ...CORS, ...extra });
      response.end();
    }
    for (const wake of this.#wake.splice(0)) wake();
  }
}
