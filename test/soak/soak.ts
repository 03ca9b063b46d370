import { parseArgs } from 'node:util';
import {
  BROWSER_HEADERS,
  beacon,
  newcomer,
  type Person,
  pageView,
  purchase,
  SHOP_ORIGIN,
} from '../harness/beacons.js';
import { type Collector, startCollector } from '../harness/collector.js';
import { aroundNow } from '../harness/day.js';
import { mebibytes, memoryOf, tellsMemory } from '../harness/memory.js';
import { judge, median, type Sample } from './judge.js';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '30' }, rate: { type: 'string', default: '100' } },
});
const seconds = Number(values.minutes) * 60;
const rate = Number(values.rate);
const refused = !(seconds >= 60 && rate > 0)
  ? '--minutes is a number of 1 or more, --rate one of beacons a second'
  : !tellsMemory && 'a soak needs a system that tells of the memory of a process (Linux)';
if (refused) {
  console.error(refused);
  process.exit(2);
}

/** Pieces in which the course is looked at. */
const PIECES = Math.min(180, Math.floor(seconds / 5));
/** Visitors before the first look: more than the collector remembers at a time. */
const WARM_UP = 60_000;
const say = (line: object) => console.log(JSON.stringify({ bench: 'soak', ...line }));

const collector = await startCollector();
const faults: string[] = [];
let answered = 0;
let times: number[] = [];

async function send(person: Person, number: number): Promise<void> {
  const events = number % 20 === 0 ? [pageView(), purchase((number % 90) + 0.5)] : [pageView()];
  const began = performance.now();
  try {
    const response = await fetch(`${collector.url}/v1/events`, {
      method: 'POST',
      headers: BROWSER_HEADERS,
      body: JSON.stringify(beacon(events, person)),
    });
    await response.arrayBuffer();
    times.push(performance.now() - began);
    if (response.status === 204) answered += events.length;
    else faults.push(`a beacon was answered ${response.status}`);
  } catch (error) {
    faults.push(String(error));
  }
}

async function sizes(of: Collector): Promise<{ events: number; bytes: number }> {
  const text = await (await of.fetch('/metrics')).text();
  const read = (name: string) => Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(text)?.[1]);
  return { events: read('footfall_events_total'), bytes: read('footfall_store_bytes') };
}

try {
  await collector.createSite({ id: 'shop', origins: [SHOP_ORIGIN], timezone: 'UTC', currency: 'EUR' });
  // What the collector keeps in memory of visitors seen lately is full from the first look on, as after weeks.
  let warmed = 0;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (warmed < WARM_UP) await send(newcomer(), 20 * ++warmed + 1);
    }),
  );
  const samples: Sample[] = [];
  const began = performance.now();
  const underWay = new Set<Promise<void>>();
  // A new visitor in every third beacon, as the ingest benchmark has it.
  let person = newcomer();
  let sent = 0;
  const elapsed = () => (performance.now() - began) / 1000;
  while (elapsed() < seconds) {
    // By the clock, not by the answers: who is slow is sent as many as who is fast.
    for (; sent < elapsed() * rate; sent++) {
      if (sent % 3 === 0) person = newcomer();
      const one = send(person, sent).finally(() => underWay.delete(one));
      underWay.add(one);
    }
    if (elapsed() >= ((samples.length + 1) * seconds) / PIECES) {
      // Somebody looks at the figures now and then, and they are right.
      const { value } = await collector.kpi('visitors', { site: 'shop', ...aroundNow() });
      if (typeof value !== 'number') faults.push(`visitors: ${value}`);
      const { bytes } = await sizes(collector);
      times.sort((a, b) => a - b);
      const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
      const sample: Sample = {
        ...{ at: Math.round(elapsed()), memory: memoryOf(collector.pid), p50: at(0.5), p99: at(0.99) },
        ...{ events: answered, bytes },
      };
      times = [];
      samples.push(sample);
      if (samples.length % Math.ceil(PIECES / 20) === 0)
        say({ ...sample, memory: `${mebibytes(sample.memory)} MiB`, bytes: `${mebibytes(bytes)} MiB` });
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await Promise.all(underWay);
  const { events, bytes } = await sizes(collector);
  if (events !== answered) faults.push(`${answered} events were answered 204, ${events} are there`);
  const late = samples.slice(Math.floor(samples.length / 3));
  const figure = (metric: string, value: number, unit: string) =>
    say({ metric, value: Math.round(value * 100) / 100, unit });
  figure('length', seconds / 60, 'min');
  figure('events', events, 'events');
  figure('memory, median after the first third', mebibytes(median(late.map(({ memory }) => memory))), 'MiB');
  figure('memory, most', mebibytes(Math.max(...samples.map(({ memory }) => memory))), 'MiB');
  figure('latency, median', median(late.map(({ p50 }) => p50)), 'ms');
  figure('latency, median of p99', median(late.map(({ p99 }) => p99)), 'ms');
  figure('bytes an event', bytes / events, 'bytes');
  const verdicts = judge(samples);
  for (const verdict of verdicts) say(verdict);
  for (const fault of new Set(faults)) say({ fault, count: faults.filter((each) => each === fault).length });
  const ok = faults.length === 0 && verdicts.every((verdict) => verdict.ok);
  console.log(ok ? 'The soak has shown nothing that grows.' : 'The soak has FAILED: see above.');
  process.exitCode = ok ? 0 : 1;
} finally {
  await collector.stop();
}
