import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '@footfall/collector';
import Database from 'better-sqlite3';
import { openBareLog } from './bare-log.js';
import { demoSite, demoVisits, eventsFlag } from './demo-data.js';
import { quantile, report } from './result.js';

// The store alone, without HTTP: visits of the demo shop appended (200,000 events, --events), and made again from the log.
// Against: a bare better-sqlite3 append of the same rows in transactions of 1,000, one table, one unique index, in turns.

const EVENTS = eventsFlag(200_000);
const GROUP = 100;
const TURNS = 5;

const folder = await mkdtemp(join(tmpdir(), 'footfall-bench-'));
const common = { bench: 'store', unit: 'events/s' } as const;
try {
  const visits = [...demoVisits(EVENTS)];
  const total = visits.reduce((sum, { events }) => sum + events.length, 0);
  const began = performance.now();
  let made = 0;
  for (const { events } of demoVisits(EVENTS, 8)) made += events.length;
  const generated = perSecond(made, began);

  const store = await openStore({ folder, now: Date.now, threads: true });
  const site = await demoSite(store);
  const bare = openBareLog(join(folder, 'bare.db'));
  const rates = { append: [] as number[], bare: [] as number[] };
  const share = Math.ceil(visits.length / TURNS);
  for (let turn = 0; turn < TURNS; turn++) {
    const part = visits.slice(turn * share, (turn + 1) * share);
    const count = part.reduce((sum, { events }) => sum + events.length, 0);
    let started = performance.now();
    for (let at = 0; at < part.length; at += GROUP)
      await Promise.all(
        part.slice(at, at + GROUP).map((batch) => store.append({ site: site.key, ...batch })),
      );
    rates.append.push(perSecond(count, started));
    started = performance.now();
    bare.append(part);
    rates.bare.push(perSecond(count, started));
  }
  bare.close();
  const append = quantile(rates.append, 0.5);
  const plain = quantile(rates.bare, 0.5);
  const against = `a bare append of the same rows: ${Math.round(plain)} events/s`;
  report({ ...common, metric: 'demo shop generated', value: generated, against, ratio: generated / plain });
  report({
    ...common,
    metric: 'appended with their facts, in groups of 100 visits',
    value: append,
    against,
    ratio: append / plain,
  });

  const rebuilding = performance.now();
  await store.rebuild();
  const rebuilt = perSecond(total, rebuilding);
  report({
    ...common,
    metric: 'rebuilt',
    value: rebuilt,
    against: 'appended, same run',
    ratio: rebuilt / append,
  });
  await store.close();

  // What deleted rows have left free is not of the events.
  const compact = new Database(join(folder, 'footfall.db'));
  compact.exec('VACUUM');
  compact.close();
  const { size } = await stat(join(folder, 'footfall.db'));
  const { size: bareSize } = await stat(join(folder, 'bare.db'));
  report({
    ...{
      bench: 'store',
      metric: 'on disk: log, facts and indexes',
      value: size / total,
      unit: 'bytes/event',
    },
    ...{ against: `the bare rows: ${Math.round(bareSize / total)} bytes/event`, ratio: size / bareSize },
  });
} finally {
  await rm(folder, { recursive: true, force: true });
}

function perSecond(count: number, since: number): number {
  return (count * 1000) / (performance.now() - since);
}
