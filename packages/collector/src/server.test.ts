import { EventEmitter, once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestApp } from './app.fixture.js';
import { PortUnavailable, type RunningServer, startServer, stopOnSignal } from './server.js';

const running: RunningServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

async function start(options: Partial<Parameters<typeof startServer>[0]> = {}) {
  const { app, takeBeacon } = await createTestApp();
  const server = await startServer({ app, takeBeacon, host: 'localhost', port: 0, ...options });
  running.push(server);
  return server;
}

/** What comes back for bytes as they are, until the other side ends. */
async function raw(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  socket.write(text);
  await once(socket, 'close');
  return answer;
}

describe('startServer', () => {
  it('listens on both addresses of localhost', async () => {
    const { url, port } = await start();
    expect(url).toBe(`http://localhost:${port}`);
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    const ipv6 = await fetch(`http://[::1]:${port}/healthz`).then(
      ({ status }) => status,
      (error: { cause?: { code?: string } }) => error.cause?.code,
    );
    // Where the machine has no IPv6 there is only the other one.
    expect([200, 'EADDRNOTAVAIL', 'EAFNOSUPPORT', 'ENETUNREACH']).toContain(ipv6);
  });

  it('says what to do when the port is taken, and leaves nothing open', async () => {
    const { port } = await start();
    const error = await start({ port }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PortUnavailable);
    expect((error as Error).message).toContain(`FOOTFALL_PORT=${port + 1} npm start`);
  });

  it('takes beacons over a socket, whole and in chunks, and not more than it must', async () => {
    const { url } = await start();
    const post = (body: BodyInit, init: object = {}) =>
      fetch(`${url}/v1/events`, {
        method: 'POST',
        headers: { origin: 'https://shop.example' },
        body,
        ...init,
      });
    const batch = JSON.stringify({
      site: 'shop',
      sent: Date.UTC(2026, 0, 15, 12),
      visitor: null,
      visit: null,
      events: [{ id: 'e', name: 'page_view', time: Date.UTC(2026, 0, 15, 12) }],
    });
    expect((await post(batch)).status).toBe(204);
    const chunked = new Blob([batch]).stream();
    expect((await post(chunked, { duplex: 'half' })).status).toBe(204);
    expect((await post('x'.repeat(65_537))).status).toBe(413);
    expect((await post(new Blob(['x'.repeat(200_000)]).stream(), { duplex: 'half' })).status).toBe(413);
    // The same connections go on to be of use.
    expect((await post(batch)).status).toBe(204);
  });

  it('answers in the form of errors to a request that cannot be read', async () => {
    const { port } = await start();
    const answer = await raw(port, 'GET / HTTP/1.1\r\nhost: a b/c\r\nconnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(answer).toContain('"error":{"code":"invalid_request"');
  });
});

describe('stop', () => {
  function slowApp() {
    let arrived = () => {};
    let answer = () => {};
    const inFlight = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const released = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const app = {
      fetch: async () => {
        arrived();
        await released;
        return new Response('done');
      },
    };
    return { app, inFlight, answer };
  }

  it('finishes what is in flight, takes nothing new, and ends', async () => {
    const { app, inFlight, answer } = slowApp();
    const server = await start({ app, host: '127.0.0.1' });
    const request = fetch(server.url.replace('localhost', '127.0.0.1')).then((response) => response.text());
    await inFlight;
    let stopped = false;
    const stop = server.stop().then(() => {
      stopped = true;
    });
    await expect(fetch(`http://127.0.0.1:${server.port}`)).rejects.toThrow();
    expect(stopped).toBe(false);
    answer();
    expect(await request).toBe('done');
    await stop;
  });

  it('cuts off what does not end in time', async () => {
    const { app, inFlight } = slowApp();
    const server = await start({ app, host: '127.0.0.1', grace: 50 });
    const request = fetch(`http://127.0.0.1:${server.port}`);
    const outcome = request.then(
      () => 'answered',
      () => 'cut off',
    );
    await inFlight;
    await server.stop();
    expect(await outcome).toBe('cut off');
  });
});

describe('stopOnSignal', () => {
  const log = { info: () => {}, error: () => {} };

  it('stops the server, then closes the store, then ends the process', async () => {
    const steps: string[] = [];
    const signals = new EventEmitter();
    await new Promise<void>((resolve) => {
      stopOnSignal({
        server: { stop: async () => void steps.push('server') },
        store: {
          close: async () => {
            steps.push('store');
            return true;
          },
        },
        log,
        signals,
        exit: (code) => {
          steps.push(`exit ${code}`);
          resolve();
        },
      });
      signals.emit('SIGTERM');
    });
    expect(steps).toEqual(['server', 'store', 'exit 0']);
  });

  it('dies of the signal where a report still reads, for an exit would wait for it', async () => {
    const signals = new EventEmitter();
    const died = await new Promise((resolve) => {
      stopOnSignal({
        server: { stop: async () => {} },
        store: { close: async () => false },
        log,
        signals,
        die: resolve,
        exit: () => {},
      });
      signals.emit('SIGTERM');
    });
    expect(died).toBe('SIGTERM');
  });

  it('ends with 1 when something could not be closed, and at once at the second signal', async () => {
    const ends: number[] = [];
    const died: string[] = [];
    const signals = new EventEmitter();
    const stopOn = (close: () => Promise<boolean>) =>
      new Promise<void>((resolve) => {
        stopOnSignal({
          server: { stop: async () => {} },
          store: { close },
          log,
          signals,
          die: (signal) => died.push(signal),
          exit: (code) => {
            ends.push(code);
            resolve();
          },
        });
      });
    const failed = stopOn(() => Promise.reject(new Error('disk full')));
    signals.emit('SIGINT');
    await failed;
    signals.removeAllListeners();
    const impatient = stopOn(() => new Promise(() => {}));
    signals.emit('SIGINT');
    signals.emit('SIGINT');
    await impatient;
    expect(ends).toEqual([1, 1]);
    expect(died).toEqual(['SIGINT']);
  });
});
