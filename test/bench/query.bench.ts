import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '@footfall/collector';
import { startCollector } from '../harness/collector.js';
import { demoSite, eventsFlag, fillFor, UNTIL } from './demo-data.js';
import { quantile, report } from './result.js';

// An overview of ten KPIs with daily series and comparison over 30 and 365 days, at 1,000,000 events (--events) of the demo
// shop, asked for over HTTP. Against: the time that SQLite takes to read the same period's raw events once and add up their money.

const EVENTS = eventsFlag(1_000_000);
const END = Date.parse(`${UNTIL}T22:00:00Z`);
const KPIS = [
  ...['revenue', 'orders', 'conversion_rate', 'average_order_value', 'visits', 'visitors', 'bounce_rate'],
  ...['cart_abandonment_rate', 'revenue_per_visit', 'new_visitor_share'],
];
const RUNS = 15;

const folder = await mkdtemp(join(tmpdir(), 'footfall-bench-'));
try {
  const filled = await fill();
  report({
    bench: 'query',
    metric: 'the demo shop written, visits and imports',
    value: filled.perSecond,
    unit: 'events/s',
    against: 'nothing: the set-up of this benchmark',
    ratio: 1,
  });
  for (const days of [30, 365]) await overview(days);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function fill(): Promise<{ perSecond: number }> {
  const store = await openStore({ folder, now: () => END, threads: true });
  const site = await demoSite(store);
  const began = performance.now();
  const { events } = await fillFor(store, site, EVENTS);
  const seconds = (performance.now() - began) / 1000;
  const counted = Number((await store.query('SELECT count(*) FROM hit', []))[0]?.[0]);
  if (counted !== events) throw new Error(`${events} events were acknowledged, ${counted} are in the facts`);
  await store.close();
  return { perSecond: events / seconds };
}

async function overview(days: number): Promise<void> {
  const to = new Date(END).toISOString().slice(0, 10);
  const from = new Date(END - (days - 1) * 86_400_000).toISOString().slice(0, 10);
  const question = { site: 'shop', from, to, kpis: KPIS, interval: 'day', compare: 'previous' };

  const collector = await startCollector({ dataFolder: folder });
  const times: number[] = [];
  try {
    for (let run = 0; run <= RUNS; run++) {
      const began = performance.now();
      await collector.fetchJson('/v1/query', { json: question });
      times.push(performance.now() - began);
    }
  } finally {
    await collector.end();
  }
  const plain = await scanRawEvents(END - days * 86_400_000, END);
  const [cold = Number.NaN, ...warm] = times;
  const against = 'one pass of SQLite over the raw events of the period, same run';
  const say = (metric: string, value: number) =>
    report({ bench: 'query', metric, value, unit: 'ms', against, ratio: value / plain });
  say(`ten KPIs, ${days} days, cold process`, cold);
  say(`ten KPIs, ${days} days, warm, median`, quantile(warm, 0.5));
  say(`ten KPIs, ${days} days, warm, p95`, quantile(warm, 0.95));
}

async function scanRawEvents(from: number, to: number): Promise<number> {
  const store = await openStore({ folder, now: () => END, threads: false });
  const times: number[] = [];
  for (let run = 0; run < 3; run++) {
    const began = performance.now();
    await store.query(
      "SELECT count(*), sum(json_extract(body, '$.data.value')) FROM event WHERE site = 1 AND time BETWEEN ? AND ?",
      [from, to],
    );
    times.push(performance.now() - began);
  }
  await store.close();
  return quantile(times, 0.5);
}
