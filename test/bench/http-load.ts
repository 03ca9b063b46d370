import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

// A load generator that costs next to nothing: requests are made before the clock runs, and of an answer only the status
// and the end of its body are looked for. On a machine of two cores one that parses all of it would be what is measured.

/** A request as it goes over the wire, head and body. */
export function rawRequest(
  method: 'GET' | 'POST',
  path: string,
  headers: Readonly<Record<string, string>>,
  body = '',
): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const length = method === 'POST' ? `content-length: ${Buffer.byteLength(body)}\r\n` : '';
  return Buffer.from(
    `${method} ${path} HTTP/1.1\r\nhost: localhost\r\n${length}${lines.join('')}\r\n${body}`,
  );
}

export interface LoadResult {
  /** Requests that were answered 2xx. */
  answered: number;
  /** Statuses of the others, with how many of each. */
  others: Map<number, number>;
  seconds: number;
  /** From when each request was due until its answer was there, ms. */
  latencies: number[];
}

interface LoadOptions {
  port: number;
  connections: number;
  /** The next request; `undefined` ends the run. */
  next: () => Buffer | undefined;
  seconds: number;
  /** Requests a second, whether or not those before are answered (open loop); left out: each connection sends when it can. */
  rate?: number;
}

/** Sends requests for a while and waits for the last answers. */
export async function load({ port, connections, next, seconds, rate }: LoadOptions): Promise<LoadResult> {
  const result: LoadResult = { answered: 0, others: new Map(), seconds: 0, latencies: [] };
  const lines = await Promise.all(Array.from({ length: connections }, () => Line.open(port)));
  const began = performance.now();
  const ends = began + seconds * 1000;
  const ask = async (line: Line, due: number, request: Buffer) => {
    const status = await line.ask(request);
    result.latencies.push(performance.now() - due);
    if (status >= 200 && status < 300) result.answered++;
    else result.others.set(status, (result.others.get(status) ?? 0) + 1);
  };
  try {
    if (rate === undefined)
      await Promise.all(
        lines.map(async (line) => {
          for (let due = performance.now(); due < ends; due = performance.now()) {
            const request = next();
            if (request === undefined) return;
            await ask(line, due, request);
          }
        }),
      );
    else await openLoop(lines, { began, ends, rate, next, ask });
    result.seconds = (performance.now() - began) / 1000;
    return result;
  } finally {
    for (const line of lines) line.close();
  }
}

async function openLoop(
  lines: Line[],
  on: {
    began: number;
    ends: number;
    rate: number;
    next: () => Buffer | undefined;
    ask: (line: Line, due: number, request: Buffer) => Promise<void>;
  },
): Promise<void> {
  const idle = [...lines];
  const late: number[] = [];
  const under = new Set<Promise<void>>();
  const send = (line: Line, due: number) => {
    const request = on.next();
    if (request === undefined) return;
    const asked = on.ask(line, due, request).then(() => {
      under.delete(asked);
      const waiting = late.shift();
      if (waiting === undefined) idle.push(line);
      else send(line, waiting);
    });
    under.add(asked);
  };
  for (let sent = 0; ; ) {
    const now = performance.now();
    if (now >= on.ends) break;
    for (; on.began + (sent * 1000) / on.rate <= now; sent++) {
      const due = on.began + (sent * 1000) / on.rate;
      const line = idle.pop();
      // All lines wait: the request is due all the same, and its latency counts from now on.
      if (line === undefined) late.push(due);
      else send(line, due);
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  while (under.size > 0) await Promise.all(under);
}

/** A connection that is kept; one request at a time. */
class Line {
  #answer = '';
  #resolve: ((status: number) => void) | undefined;
  #reject: ((error: Error) => void) | undefined;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => this.#take(text));
    socket.on('error', (error) => this.#reject?.(error));
    socket.on('close', () => this.#reject?.(new Error('the connection was closed')));
  }

  static async open(port: number): Promise<Line> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new Line(socket);
  }

  ask(request: Buffer): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      this.socket.write(request);
    });
  }

  close(): void {
    this.#reject = undefined;
    this.socket.destroy();
  }

  #take(text: string): void {
    this.#answer += text;
    const end = this.#answer.indexOf('\r\n\r\n');
    if (end === -1) return;
    const length = /\r\ncontent-length: (\d+)/i.exec(this.#answer.slice(0, end))?.[1];
    if (this.#answer.length < end + 4 + Number(length ?? 0)) return;
    const status = Number(this.#answer.slice(9, 12));
    this.#answer = '';
    this.#resolve?.(status);
  }
}
