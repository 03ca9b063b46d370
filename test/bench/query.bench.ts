import { readFileSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openStore } from '@footfall/collector';
import Database from 'better-sqlite3';
import { type Collector, startCollector } from '../harness/collector.js';
import { demoSite, eventsFlag, fillFor } from './demo-data.js';
import { type Duck, duckOf } from './duckdb.js';
import { columnsWritten, END } from './kept-shop.js';
import { quantile, report } from './result.js';

// An overview of twenty KPIs with daily series and comparison over 30 and 365 days, at 1,000,000 events (--events) of the demo
// shop, asked for over HTTP; the same by each dimension as filter and as breakdown; the checkout funnel. Against: DuckDB with two
// threads, from the events and from the same fact tables (it is asked for less: no carts, no sums by visitor).
// --data <folder> keeps the shop that is made, or takes the one that is there.

const { values: flags } = parseArgs({
  options: { data: { type: 'string' }, runs: { type: 'string' } },
  strict: false,
});
const EVENTS = eventsFlag(1_000_000);
const RUNS = Number(flags.runs ?? 15);
const DAY = 86_400_000;
const KPIS = [
  ...['revenue', 'net_revenue', 'orders', 'average_order_value', 'units_per_order', 'conversion_rate'],
  ...['visitor_conversion_rate', 'cart_abandonment_rate', 'checkout_abandonment_rate', 'revenue_per_visit'],
  ...['revenue_per_visitor', 'new_customer_orders', 'visitors', 'visits', 'page_views', 'new_visitor_share'],
  ...['time_on_site', 'bounce_rate', 'engagement_rate', 'pages_per_visit'],
];
/** Those that all of the twenty have. */
const DIMENSIONS = [
  ...['channel', 'source', 'medium', 'campaign', 'landing_page', 'referrer', 'country', 'language'],
  ...['device', 'browser', 'os'],
];

const FIVE_STEPS = [
  { event: 'page_view', filter: 'page==/' },
  { event: 'page_view', filter: 'page=~/c;device!=tablet' },
  { event: 'view_item', filter: 'country==DE' },
  { event: 'add_to_cart' },
  { event: 'purchase' },
];

const kept = typeof flags.data === 'string' ? flags.data : undefined;
const folder = kept ?? (await mkdtemp(join(tmpdir(), 'footfall-bench-')));
const scratch = await mkdtemp(join(tmpdir(), 'footfall-duck-'));
const file = join(folder, 'footfall.db');
try {
  if (!(await stat(file).catch(() => undefined))) await fill();
  await columnsWritten(folder);
  await disk();
  const duck = await duckOf(file, scratch);
  try {
    for (const days of [30, 365]) await overview(days, duck);
    await dimensions();
    await funnels(duck);
  } finally {
    duck.close();
  }
} finally {
  await rm(scratch, { recursive: true, force: true });
  if (kept === undefined) await rm(folder, { recursive: true, force: true });
}

async function fill(): Promise<void> {
  const store = await openStore({ folder, now: () => END, threads: true });
  const site = await demoSite(store);
  const began = performance.now();
  const { events } = await fillFor(store, site, EVENTS);
  const perSecond = (events * 1000) / (performance.now() - began);
  const counted = Number((await store.query('SELECT count(*) FROM hit', []))[0]?.[0]);
  if (counted !== events) throw new Error(`${events} events were acknowledged, ${counted} are in the facts`);
  await store.close();
  const metric = 'the demo shop written, visits and imports';
  report({
    bench: 'query',
    metric,
    value: perSecond,
    unit: 'events/s',
    against: 'nothing: the set-up',
    ratio: 1,
  });
}

async function disk(): Promise<void> {
  const db = new Database(file, { readonly: true });
  const events = db.prepare('SELECT count(*) FROM event').pluck().get() as number;
  const columns = db.prepare('SELECT sum(length(data)) FROM column_data').pluck().get() as number;
  db.close();
  const { size } = await stat(file);
  const against = `columns of it: ${(columns / events).toFixed(1)}; ${events} events`;
  const head = { bench: 'query', unit: 'bytes/event', against };
  report({
    ...head,
    metric: 'on disk: log, facts, columns, indexes',
    value: size / events,
    ratio: size / columns,
  });
}

function periodOf(days: number): { from: string; to: string } {
  return {
    from: new Date(END - (days - 1) * DAY).toISOString().slice(0, 10),
    to: new Date(END).toISOString().slice(0, 10),
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function ask(collector: Collector, question: Record<string, unknown>): Promise<number> {
  return timed(() => collector.fetchJson('/v1/query', { json: { site: 'shop', ...question } }));
}

function memoryOf(collector: Collector): number {
  const status = readFileSync(`/proc/${collector.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1000;
}

async function overview(days: number, duck: Duck): Promise<void> {
  const question = { ...periodOf(days), kpis: KPIS, interval: 'day', compare: 'previous' };
  const [cold, starts, warm, written]: number[][] = [[], [], [], []];
  let memory = 0;
  for (let run = 0; run < 5; run++) {
    const began = performance.now();
    const collector = await startCollector({ dataFolder: folder });
    starts?.push(performance.now() - began);
    cold?.push(await ask(collector, question));
    if (run === 4) {
      for (let again = 0; again < RUNS; again++) warm?.push(await ask(collector, question));
      for (let again = 0; again < RUNS; again++) {
        await beacon(collector);
        written?.push(await ask(collector, question));
      }
      memory = memoryOf(collector);
    }
    await collector.end();
  }
  const span = [END - days * DAY, END] as const;
  const times = { events: [] as number[], facts: [] as number[] };
  for (let run = 0; run < 3; run++) {
    times.events.push(await timed(() => duck.fromEvents(...span)));
    times.facts.push(await timed(() => duck.fromFacts(...span)));
  }
  const [events, facts] = [quantile(times.events, 0.5), quantile(times.facts, 0.5)];
  const say = (metric: string, value: number, whose: string, other: number) =>
    report({
      ...{ bench: 'query', metric: `twenty KPIs, ${days} days, ${metric}`, value, unit: 'ms' },
      ...{
        against: `DuckDB from ${whose}: ${Math.round(other)} ms; ratio: times faster`,
        ratio: other / value,
      },
    });
  for (const [metric, list] of [
    ['cold process', cold],
    ['warm', warm],
    ['warm, an event since', written],
  ] as const) {
    say(`${metric}, median`, quantile(list ?? [], 0.5), 'the events', events);
    say(`${metric}, p95`, quantile(list ?? [], 0.95), 'the same facts', facts);
  }
  const head = { bench: 'query', against: 'nothing', ratio: 1 };
  report({ ...head, metric: 'start to answering, p95', value: quantile(starts ?? [], 0.95), unit: 'ms' });
  report({ ...head, metric: `memory after overviews of ${days} days`, value: memory, unit: 'MB' });
}

/** Something happens now, so that nobody can answer from what he remembers of a moment ago. */
async function beacon(collector: Collector): Promise<void> {
  const now = Date.now();
  await collector.fetchJson('/v1/server-events', {
    json: {
      ...{ site: 'shop', sent: now, visitor: { id: crypto.randomUUID() } },
      events: [{ id: crypto.randomUUID(), name: 'page_view', time: now, url: 'https://kontor.example/' }],
    },
  });
}

async function dimensions(): Promise<void> {
  const collector = await startCollector({ dataFolder: folder });
  const period = periodOf(365);
  const say = (metric: string, [first = Number.NaN, ...again]: number[]) => {
    const [against, ratio] = [`the first time: ${Math.round(first)} ms`, quantile(again, 0.5) / first];
    report({ bench: 'query', metric, value: quantile(again, 0.5), unit: 'ms', against, ratio });
  };
  try {
    for (const by of DIMENSIONS) {
      const top = (await collector.fetchJson('/v1/query', {
        json: { site: 'shop', ...period, kpis: ['visits'], by, limit: 1 },
      })) as { kpis: { visits: { rows: Record<string, string>[] } } };
      const filter = `${by}==${top.kpis.visits.rows[0]?.[by]}`;
      const overview = { ...period, kpis: KPIS, interval: 'day', compare: 'previous' };
      const times = async (more: Record<string, unknown>) => {
        const list: number[] = [];
        for (let run = 0; run < 4; run++) list.push(await ask(collector, { ...overview, ...more }));
        return list;
      };
      say(`twenty KPIs, 365 days, filter by ${by}, median`, await times({ filter }));
      say(`twenty KPIs, 365 days, by ${by}, median`, await times({ by, limit: 50 }));
    }
  } finally {
    await collector.end();
  }
}

async function funnels(duck: Duck): Promise<void> {
  const collector = await startCollector({ dataFolder: folder });
  const other: number[] = [];
  for (let run = 0; run < 3; run++) other.push(await timed(() => duck.funnel(END - 365 * DAY, END)));
  try {
    const first = await ask(collector, { ...periodOf(365), kpis: ['checkout_funnel'] });
    const again = await ask(collector, { ...periodOf(365), kpis: ['checkout_funnel'] });
    for (const [metric, value] of [
      ['first time', first],
      ['again', again],
    ] as const)
      report({
        ...{ bench: 'query', metric: `checkout funnel, 365 days, ${metric}`, value, unit: 'ms' },
        against: `DuckDB from the events: ${Math.round(quantile(other, 0.5))} ms; ratio: times faster`,
        ratio: quantile(other, 0.5) / value,
      });
    const custom = () =>
      timed(() =>
        collector.fetchJson('/v1/funnels', { json: { site: 'shop', ...periodOf(365), steps: FIVE_STEPS } }),
      );
    const [once, twice] = [await custom(), await custom()];
    report({
      ...{ bench: 'query', metric: 'five steps with filters, 365 days, and where the lost went, first time' },
      ...{ value: once, unit: 'ms', against: `again: ${Math.round(twice)} ms`, ratio: once / twice },
    });
  } finally {
    await collector.end();
  }
}
