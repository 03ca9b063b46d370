import type { ServerResponse } from 'node:http';

/** An answer before it is anybody's class: beacons are answered past `Response`, which costs more than all that they need. */
export interface PlainAnswer {
  status: number;
  headers: Record<string, string>;
  body?: string;
}

/** An answer whose body is JSON. */
export function jsonAnswer(status: number, value: unknown, headers: Record<string, string>): PlainAnswer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) };
}

/** The same as the web's class. */
export function responseOf({ status, headers, body }: PlainAnswer): Response {
  return new Response(body ?? null, { status, headers });
}

/** Writes it to where a request of Node's server came from. */
export function writeAnswer({ status, headers, body }: PlainAnswer, outgoing: ServerResponse): void {
  if (body === undefined) {
    outgoing.writeHead(status, headers).end();
    return;
  }
  outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}
