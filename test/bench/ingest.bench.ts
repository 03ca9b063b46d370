import { cp, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openStore } from '@footfall/collector';
import Database from 'better-sqlite3';
import { type Collector, startCollector } from '../harness/collector.js';
import { waitFor } from '../harness/wait.js';
import { openBareLog } from './bare-log.js';
import { type Beacon, beaconsNow, demoSite, eventsFlag, fillFor, UNTIL } from './demo-data.js';
import { load, rawRequest } from './http-load.js';
import { quantile, report } from './result.js';
import { spent, threadTimes } from './thread-time.js';

// Beacons over HTTP that are answered 204, which means on disk (synchronous=FULL) and in the facts, from 64
// connections: one event a beacon, and ten; visits of the demo shop that happen now, a new visitor in every third. Before
// that the file holds 1,000,000 events (--events; --data takes a copy of a folder that is there, or keeps the one it makes).
// Against: an empty route of the same app, and a bare append of the same rows, in the same run. The runs take turns, so that a
// machine that is busy for a while slows all of them down; medians are compared. Then latencies at a fixed 500 beacons a
// second, with the heaviest report in a loop and without.

const { values: flags } = parseArgs({ options: { data: { type: 'string' } }, strict: false });
const SECONDS = Number(process.env.FOOTFALL_BENCH_SECONDS ?? 5);
const ROUNDS = 3;
const CONNECTIONS = 64;
/** Beacons that are made before a run; one that uses them up ends before its time. */
const READY = { single: 25_000 * SECONDS, ten: 6_000 * SECONDS };
const RATE = 500;
const BARE_EVENTS = 50_000;
const EMPTY = rawRequest('GET', '/healthz', {});

const sources = new Map<number, Generator<Beacon>>();
const folder = await filled();
const bareFolder = await mkdtemp(join(tmpdir(), 'footfall-bare-'));
const before = await storedEvents();
const collector = await startCollector({ dataFolder: folder });
let acknowledged = 0;
let runs = 0;
try {
  await pagesWritten();
  await throughput(collector);
  await latency(collector);
} finally {
  await collector.end();
}
try {
  // What a restart finds is what was answered; a beacon's answer is never on its way when a run ends.
  const counted = (await storedEvents()) - before;
  if (counted !== acknowledged)
    throw new Error(`${acknowledged} events were answered 204, ${counted} are in the facts`);
} finally {
  await rm(folder, { recursive: true, force: true });
  await rm(bareFolder, { recursive: true, force: true });
}

async function throughput(on: Collector): Promise<void> {
  const rates = { empty: [] as number[], single: [] as number[], ten: [] as number[], bare: [] as number[] };
  await beacons(on, 'warm-up', 1);
  await beacons(on, 'warm-up', 10);
  for (let round = 0; round < ROUNDS; round++) {
    rates.empty.push(await emptyRoute(on));
    rates.single.push(await beacons(on, 'single', 1));
    rates.ten.push(await beacons(on, 'ten', 10));
    rates.bare.push(bareAppend(round));
  }
  const [empty, single, ten, bare] = (['empty', 'single', 'ten', 'bare'] as const).map((name) =>
    quantile(rates[name], 0.5),
  ) as [number, number, number, number];
  const common = { bench: 'ingest', unit: 'events/s' };
  const route = `an empty route of the same app in the same run: ${Math.round(empty)} requests/s`;
  report({ ...common, metric: 'single beacons', value: single, against: route, ratio: single / empty });
  const append = `a bare append of the same rows in the same run: ${Math.round(bare)} events/s`;
  report({
    ...common,
    metric: 'in batches of ten',
    value: ten * 10,
    against: append,
    ratio: (ten * 10) / bare,
  });
}

async function emptyRoute(on: Collector): Promise<number> {
  const times = threadTimes(on.pid);
  const { answered, others, seconds } = await load({
    port: on.port,
    connections: CONNECTIONS,
    next: () => EMPTY,
    seconds: SECONDS,
  });
  refuse('the empty route', others);
  const { http } = spent(on.pid, times, threadTimes(on.pid));
  note('empty route', answered / seconds, `${micros(http, answered)} µs of the HTTP thread`);
  return answered / seconds;
}

async function beacons(on: Collector, name: string, events: number): Promise<number> {
  const ready = take(events, events === 1 ? READY.single : READY.ten);
  const times = threadTimes(on.pid);
  const { answered, others, seconds } = await load({
    port: on.port,
    connections: CONNECTIONS,
    next: () => ready.pop(),
    seconds: name === 'warm-up' ? 2 : SECONDS,
  });
  refuse(name, others);
  acknowledged += answered * events;
  const took = spent(on.pid, times, threadTimes(on.pid));
  note(
    `${name}, ${events} a beacon`,
    answered / seconds,
    `${micros(took.http, answered)} µs of the HTTP thread, ${micros(took.busiest, answered)} µs of the writer`,
  );
  return answered / seconds;
}

/** Beacons as they go over the wire, the first one last. */
function take(events: number, count: number): Buffer[] {
  const ready: Buffer[] = [];
  while (ready.length < count) {
    const { body, userAgent } = next(events);
    const origin = 'https://kontor.example';
    ready.push(
      rawRequest(
        'POST',
        '/v1/events',
        { origin, 'content-type': 'text/plain', 'user-agent': userAgent },
        body,
      ),
    );
  }
  return ready.reverse();
}

/** The next beacon of so many events; those of one size come from a shop of their own. */
function next(events: number): Beacon {
  let source = sources.get(events);
  if (source === undefined) {
    source = beaconsNow('shop', events, 1000 * events);
    sources.set(events, source);
  }
  return source.next().value as Beacon;
}

function bareAppend(round: number): number {
  const source = beaconsNow('shop', 10, 10_000 + round);
  const batches = Array.from({ length: BARE_EVENTS / 10 }, () => {
    const { body, userAgent } = source.next().value as Beacon;
    const { events, sent, ...context } = JSON.parse(body);
    return { received: sent, context: { ...context, userAgent }, events };
  });
  const bare = openBareLog(join(bareFolder, `${runs++}.db`));
  const began = performance.now();
  bare.append(batches);
  const rate = (BARE_EVENTS * 1000) / (performance.now() - began);
  bare.close();
  note('bare append', rate, 'events/s');
  return rate;
}

async function latency(on: Collector): Promise<void> {
  const quiet: number[] = [];
  const beside: number[] = [];
  await fixedRate(on);
  for (let round = 0; round < ROUNDS; round++) {
    quiet.push(await fixedRate(on));
    const reports = reportsInALoop(on);
    beside.push(await fixedRate(on));
    note('reports meanwhile', await reports.stop(), '');
  }
  const [value, against] = [quantile(beside, 0.5), quantile(quiet, 0.5)];
  report({
    ...{ bench: 'ingest', metric: `p99 of a beacon at ${RATE}/s beside the heaviest report`, unit: 'ms' },
    ...{ value, against: `without it, in the same run: ${against.toFixed(2)} ms`, ratio: value / against },
  });
}

async function fixedRate(on: Collector): Promise<number> {
  const ready = take(1, RATE * SECONDS + 10);
  const { answered, others, latencies } = await load({
    port: on.port,
    connections: CONNECTIONS,
    next: () => ready.pop(),
    seconds: SECONDS,
    rate: RATE,
  });
  refuse('at a fixed rate', others);
  acknowledged += answered;
  const p99 = quantile(latencies, 0.99);
  note(
    'at a fixed rate',
    answered,
    `beacons, median ${quantile(latencies, 0.5).toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`,
  );
  return p99;
}

/** Five steps with filters over a year, each time with another time limit, so that no answer is one that was kept. */
function reportsInALoop(on: Collector): { stop(): Promise<number> } {
  let going = true;
  let asked = 0;
  const steps = ['page_view', 'view_item', 'add_to_cart', 'begin_checkout', 'purchase'].map((event) => ({
    event,
  }));
  const day = 86_400_000;
  const date = (time: number) => new Date(time).toISOString().slice(0, 10);
  const end = Date.parse(`${UNTIL}T22:00:00Z`);
  const loop = async () => {
    for (; going; asked++)
      await on.fetchJson('/v1/funnels', {
        json: {
          ...{ site: 'shop', from: date(end - 364 * day), to: UNTIL, steps, time_limit_minutes: 100 + asked },
          filter: 'device==mobile',
        },
      });
  };
  const looping = loop();
  return {
    stop: async () => {
      going = false;
      await looping;
      return asked;
    },
  };
}

/** The writer writes the columns of days between beacons; what is measured is what beacons cost. */
async function pagesWritten(): Promise<void> {
  const db = new Database(join(folder, 'footfall.db'), { readonly: true });
  const waiting = db.prepare('SELECT count(*) FROM column_changed WHERE day < unixepoch() / 86400').pluck();
  try {
    await waitFor('the columns to be written', async () => waiting.get() === 0, { timeout: 1_200_000 });
  } finally {
    db.close();
  }
}

async function filled(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'footfall-bench-'));
  const kept = typeof flags.data === 'string' ? flags.data : undefined;
  const target = kept ?? made;
  if (!(await stat(join(target, 'footfall.db')).catch(() => undefined))) {
    const store = await openStore({ folder: target, now: Date.now, threads: true });
    await fillFor(store, await demoSite(store), eventsFlag(1_000_000));
    await store.close();
  }
  if (kept !== undefined) await cp(kept, made, { recursive: true });
  return made;
}

function refuse(name: string, others: ReadonlyMap<number, number>): void {
  if (others.size > 0)
    throw new Error(`${name}: answered otherwise than 2xx: ${JSON.stringify([...others])}`);
}

function micros(seconds: number, count: number): string {
  return ((seconds * 1e6) / count).toFixed(1);
}

function note(what: string, value: number, rest: string): void {
  console.error(`${what}: ${Math.round(value)} ${rest}`);
}

/** Events in the file, by a reader of its own. */
async function storedEvents(): Promise<number> {
  const reader = await openStore({ folder, now: Date.now, threads: false });
  const [row] = await reader.query('SELECT count(*) FROM hit', []);
  await reader.close();
  return Number(row?.[0]);
}
