import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quantile } from './bench/result.js';
import { BROWSER_HEADERS, beacon, newcomer, pageView, SHOP_ORIGIN } from './harness/beacons.js';
import { type Collector, startCollector } from './harness/collector.js';
import { count } from './harness/counts.js';
import { countIn, expectSound } from './harness/facts.js';
import { measured } from './harness/measured.js';
import { mebibytes, memoryOf, tellsMemory } from './harness/memory.js';
import { waitFor } from './harness/wait.js';

const MIB = 1024 * 1024;
/** Events in each beacon: the writer is what is overloaded, and not the test that sends. */
const EVENTS = 50;

let collector: Collector;
const agent = new Agent({ keepAlive: true, maxSockets: 1500 });

beforeAll(async () => {
  collector = await startCollector();
  await collector.createSite({ id: 'shop', origins: [SHOP_ORIGIN], timezone: 'UTC', currency: 'EUR' });
});
afterAll(async () => {
  agent.destroy();
  await collector.stop();
});

interface Answer {
  status: number;
  ms: number;
  retryAfter: string | undefined;
  /** When it was on its way, ms. */
  at: number;
}

function post(body: string): Promise<Answer> {
  // From when it is on its way: that this process has no socket left for it says nothing of the collector.
  let began = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port: collector.port,
        path: '/v1/events',
        method: 'POST',
        headers: BROWSER_HEADERS,
        agent,
      },
      (response) => {
        response.resume();
        response.once('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            at: began,
            ms: performance.now() - began,
            retryAfter: response.headers['retry-after'],
          }),
        );
        response.once('error', reject);
      },
    );
    sent.once('socket', () => {
      began = performance.now();
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

const body = (events = EVENTS) =>
  JSON.stringify(
    beacon(
      Array.from({ length: events }, () => pageView()),
      newcomer(),
    ),
  );
const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
const p99 = (times: readonly number[]) => quantile(times, 0.99);

describe('ten times what the collector can take', () => {
  let accepted = 0;

  it('is answered 503 for what is too much; what is accepted is answered soon, and memory is bounded', {
    timeout: 300_000,
  }, async () => {
    // What it can take: as fast as it answers.
    const began = performance.now();
    const calm: Answer[] = [];
    const CALM = count(200, 1000);
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        while (calm.length < CALM) calm.push(await post(body()));
      }),
    );
    expect(calm.every(({ status }) => status === 204)).toBe(true);
    accepted += calm.length;
    const capacity = calm.length / ((performance.now() - began) / 1000);

    // Ten times as many a second, whatever is answered; made before, so that the test keeps up.
    const seconds = count(2, 20);
    const bodies = Array.from({ length: Math.ceil(capacity * 10 * seconds) }, () => body());
    const answers: Promise<Answer>[] = [];
    let most = 0;
    const start = performance.now();
    while (answers.length < bodies.length) {
      const due = Math.min(bodies.length, ((performance.now() - start) / 1000) * capacity * 10);
      while (answers.length < due) answers.push(post(bodies[answers.length] as string));
      if (tellsMemory) most = Math.max(most, memoryOf(collector.pid));
      await wait(5);
    }
    const all = await Promise.all(answers);
    const lasted = (performance.now() - start) / 1000;
    const taken = all.filter(({ status }) => status === 204);
    const refused = all.filter(({ status }) => status === 503);
    accepted += taken.length;
    measured('overload: capacity', Math.round(capacity), `beacons of ${EVENTS} events a second`);
    measured('overload: sent', Math.round(all.length / lasted), 'a second');
    measured('overload: accepted', Math.round(taken.length / lasted), 'a second');
    measured('overload: p99 of the accepted', Math.round(p99(taken.map(({ ms }) => ms))), 'ms');
    measured('overload: most memory', mebibytes(most), 'MiB');
    expect(taken.length + refused.length).toBe(all.length);
    expect(refused.length).toBeGreaterThan(all.length / 4);
    expect(refused.every(({ retryAfter }) => Number(retryAfter) > 0)).toBe(true);
    // It goes on doing its work, and does not only refuse.
    expect(taken.length / lasted).toBeGreaterThan(capacity * 0.25);
    // Nobody's browser gives up before; and who comes late waits no longer than who came early, so nothing piles up.
    expect(p99(taken.map(({ ms }) => ms))).toBeLessThan(12_000);
    const waited = (from: number, to: number) =>
      median(taken.filter(({ at }) => at >= start + from && at < start + to).map(({ ms }) => ms));
    const whole = lasted * 1000;
    expect(waited(0.75 * whole, whole)).toBeLessThan(2 * waited(0.25 * whole, 0.5 * whole) + 1000);
    if (tellsMemory) expect(most).toBeLessThan(700 * MIB);
  });

  it('is over within seconds, and what was accepted is there once', { timeout: 120_000 }, async () => {
    const over = performance.now();
    await waitFor('a beacon that is answered as before', async () => {
      const { status, ms } = await post(body(1));
      if (status === 204) accepted += 1 / EVENTS;
      return status === 204 && ms < 500;
    });
    expect(performance.now() - over).toBeLessThan(10_000);
    expect(countIn(collector.dataFolder, 'SELECT count(*) FROM event')).toBe(Math.round(accepted * EVENTS));
    expectSound(collector.dataFolder);
  });
});

describe('clients that are slow on purpose', () => {
  const SLOW = 300;
  const sockets: Socket[] = [];
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
  });

  async function open(text: string): Promise<Socket> {
    const socket = connect(collector.port, '127.0.0.1');
    // Read, so that its end is seen.
    socket.on('error', () => {}).resume();
    sockets.push(socket);
    await once(socket, 'connect');
    socket.write(text);
    return socket;
  }

  it('hold nobody else, and are cut off', { timeout: 120_000 }, async () => {
    const headers = `POST /v1/events HTTP/1.1\r\nHost: localhost\r\nOrigin: ${SHOP_ORIGIN}\r\n`;
    const half = body(1).slice(0, 100);
    const slow = await Promise.all(
      Array.from({ length: SLOW }, (_, number) =>
        open(number % 2 === 0 ? headers : `${headers}Content-Length: 5000\r\n\r\n${half}`),
      ),
    );
    const times: number[] = [];
    // As many as there are slow ones: of a hundred the 99th percentile would be all but the slowest.
    for (let number = 0; number < SLOW; number++) {
      const { status, ms } = await post(body(1));
      expect(status).toBe(204);
      times.push(ms);
      // A byte now and then.
      slow[number]?.write(number % 2 === 0 ? 'x' : ' ');
    }
    measured(`beacons beside ${SLOW} clients that send half: p99`, Math.round(p99(times)), 'ms');
    expect(p99(times)).toBeLessThan(2_000);
    // Headers have 15 s, a body 20 s, and it is looked at every five.
    await waitFor('all to be cut off', () => slow.every((socket) => socket.destroyed), { timeout: 60_000 });
    expect((await post(body(1))).status).toBe(204);
  });
});
