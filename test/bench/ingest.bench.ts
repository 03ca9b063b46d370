import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '@footfall/collector';
import autocannon from 'autocannon';
import { type Collector, startCollector } from '../harness/collector.js';
import { type Beacon, beaconsNow, demoSite, eventsFlag, fillFor } from './demo-data.js';
import { quantile, report } from './result.js';

// Beacons over HTTP that are answered 204, which means on disk (synchronous=FULL) and in the facts, from 64
// connections: one event a beacon, and ten; visits of the demo shop that happen now, a new visitor in every third. Before
// that the file holds 100,000 events (--events). Against: an empty route of the same app in the same run. The runs take
// turns, so that a machine that is busy for a while slows both down; medians are compared.

const SECONDS = Number(process.env.FOOTFALL_BENCH_SECONDS ?? 5);
const ROUNDS = 3;
const CONNECTIONS = 64;

const sources = new Map<number, Generator<Beacon>>();

const folder = await mkdtemp(join(tmpdir(), 'footfall-bench-'));
const store = await openStore({ folder, now: Date.now, threads: true });
await fillFor(store, await demoSite(store), eventsFlag(100_000));
await store.close();
const collector = await startCollector({ dataFolder: folder });
const before = await storedEvents();
try {
  const { rates, acknowledged } = await measure(collector);
  // What was under way when a run ended is stored, but the load generator no longer heard the answer.
  const counted = (await storedEvents()) - before;
  if (counted < acknowledged || counted > acknowledged + CONNECTIONS * (1 + ROUNDS * 11))
    throw new Error(`${acknowledged} events were answered 204, ${counted} are in the facts`);
  const empty = quantile(rates.empty, 0.5);
  const single = quantile(rates.single, 0.5);
  const ten = quantile(rates.ten, 0.5);
  const against = `an empty route of the same app in the same run: ${Math.round(empty)} requests/s`;
  const common = { bench: 'ingest', unit: 'events/s', against };
  report({ ...common, metric: 'single beacons', value: single, ratio: single / empty });
  report({ ...common, metric: 'in batches of ten', value: ten * 10, ratio: (ten * 10) / empty });
} finally {
  await collector.stop();
  await rm(folder, { recursive: true, force: true });
}

async function measure(on: Collector) {
  const rates = { empty: [] as number[], single: [] as number[], ten: [] as number[] };
  let acknowledged = 0;
  await hit(on, 'warm-up', 1);
  for (let round = 0; round < ROUNDS; round++) {
    rates.empty.push((await load(on, 'empty', 0)).perSecond);
    const single = await hit(on, 'single', 1);
    const ten = await hit(on, 'ten', 10);
    rates.single.push(single);
    rates.ten.push(ten);
  }
  return { rates, acknowledged };

  async function hit(target: Collector, name: string, events: number): Promise<number> {
    const { perSecond, answered } = await load(target, name, events);
    acknowledged += answered * events;
    return perSecond;
  }
}

async function load(on: Collector, name: string, events: number) {
  const beacon = events > 0;
  const result = await autocannon({
    url: on.url,
    connections: CONNECTIONS,
    duration: SECONDS,
    requests: [
      beacon
        ? {
            method: 'POST',
            path: '/v1/events',
            setupRequest: (request) => {
              const { body, userAgent } = next(events);
              const headers = {
                origin: 'https://kontor.example',
                'content-type': 'text/plain',
                'user-agent': userAgent,
              };
              return { ...request, headers, body };
            },
          }
        : { method: 'GET', path: '/healthz' },
    ],
  });
  const wrong = result.non2xx + result.errors + result.timeouts;
  if (wrong > 0) throw new Error(`${name}: ${wrong} of the requests were not answered well`);
  return { perSecond: result['2xx'] / result.duration, answered: result['2xx'] };
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

/** Events in the file, by a reader of its own. */
async function storedEvents(): Promise<number> {
  const reader = await openStore({ folder, now: Date.now, threads: false });
  const [row] = await reader.query('SELECT count(*) FROM hit', []);
  await reader.close();
  return Number(row?.[0]);
}
