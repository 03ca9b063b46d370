import { randomUUID } from 'node:crypto';
import autocannon from 'autocannon';
import { type Collector, startCollector } from '../harness/collector.js';
import { quantile, report } from './result.js';

// Beacons over HTTP that are answered 204, which means on disk (synchronous=FULL) and in the facts, from 64
// connections: one event a beacon, and ten. Against: an empty route of the same app in the same run. The runs take
// turns, so that a machine that is busy for a while slows both down; medians are compared.

const SECONDS = Number(process.env.FOOTFALL_BENCH_SECONDS ?? 5);
const ROUNDS = 3;
const CONNECTIONS = 64;

let visit = { visitor: randomUUID(), id: randomUUID(), started: Date.now(), left: 0 };

const collector = await startCollector();
try {
  await collector.createSite({ id: 'shop', origins: ['https://shop.example'] });
  const { rates, acknowledged } = await measure(collector);
  // What was under way when a run ended is stored, but the load generator no longer heard the answer.
  const counted = await pageViews(collector);
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
            headers: {
              origin: 'https://shop.example',
              'content-type': 'text/plain',
              'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
            },
            setupRequest: (request) => ({ ...request, body: bodyOf(events) }),
          }
        : { method: 'GET', path: '/healthz' },
    ],
  });
  const wrong = result.non2xx + result.errors + result.timeouts;
  if (wrong > 0) throw new Error(`${name}: ${wrong} of the requests were not answered well`);
  return { perSecond: result['2xx'] / result.duration, answered: result['2xx'] };
}

// A new visitor in every third beacon, as in a shop of short visits.
function bodyOf(events: number): string {
  const now = Date.now();
  if (visit.left-- <= 0) visit = { visitor: randomUUID(), id: randomUUID(), started: now, left: 2 };
  const url = 'https://shop.example/p/1?utm_source=news&utm_medium=email';
  return JSON.stringify({
    site: 'shop',
    sent: now,
    visitor: { id: visit.visitor, first: visit.started },
    visit: {
      id: visit.id,
      number: 1,
      started: visit.started,
      landing: url,
      referrer: 'https://mail.example/',
    },
    device: { screen: '1440x900', viewport: '1200x800', language: 'de-DE', timezone: 'Europe/Berlin' },
    events: Array.from({ length: events }, () => ({
      id: randomUUID(),
      name: 'page_view',
      time: now,
      url,
      title: 'A product',
    })),
  });
}

async function pageViews(on: Collector): Promise<number> {
  const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  const answer = await on.kpi<{ value: number }>('page_views', { site: 'shop', from: day(-1), to: day(1) });
  return answer.value;
}
