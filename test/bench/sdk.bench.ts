import { launchBrowser } from '../harness/browser.js';
import { loadPage, SLOWER } from './load-page.js';
import { servePages } from './page-server.js';
import { quantile, report } from './result.js';
import type { MainThread } from './trace.js';
import { sizesOf, type Tracker, trackers } from './trackers.js';

// What a page pays for the tracker: bytes, and the main thread of a phone (a processor four times slower) from the first
// byte of the page until its page view is sent and the network is quiet. Every load has an empty cache, and the trackers
// take turns, so that what else the machine does meets all of them. Umami's tracker is not on npm.

const LOADS = Number(process.env.FOOTFALL_BENCH_LOADS ?? 9);
const BUDGET = { bytes: 4096, script: 5 };

const all = await trackers();
const [footfall] = all as [Tracker, ...Tracker[]];
const median = (values: readonly number[]) => quantile(values, 0.5);

for (const tracker of all) {
  for (const [kind, value] of Object.entries(sizesOf(tracker.code))) {
    const own = sizesOf(footfall.code)[kind as 'raw' | 'gzip' | 'brotli'];
    report({
      ...{ bench: 'sdk', metric: `${tracker.name}: ${kind} size`, value, unit: 'bytes' },
      ...(tracker === footfall && kind === 'brotli'
        ? { against: 'its budget', ratio: value / BUDGET.bytes }
        : { against: 'footfall.js', ratio: value / own }),
    });
  }
}

const bare: MainThread[] = [];
const loads = new Map<Tracker, MainThread[]>(all.map((tracker) => [tracker, []]));
const server = await servePages(all);
const browser = await launchBrowser();
try {
  for (let round = 0; round < LOADS; round++) {
    bare.push(await loadPage(browser, server));
    for (const tracker of all) loads.get(tracker)?.push(await loadPage(browser, server, tracker));
  }
} finally {
  await browser.close();
  await server.close();
}

const of = (tracker: Tracker | undefined, what: keyof MainThread) =>
  median((tracker ? (loads.get(tracker) ?? []) : bare).map((one) => one[what]));
const slowly = `at ${SLOWER}× CPU throttling, median of ${LOADS} page loads`;

for (const [what, metric] of [
  ['script', 'start-up script on the main thread'],
  ['scriptOnThread', 'the same without what other programs took'],
  ['beforePaint', 'what of that ran before the first paint'],
] as const) {
  // What the browser itself runs in a page without any script.
  const without = of(undefined, what);
  const own = of(footfall, what) - without;
  for (const tracker of all) {
    const value = of(tracker, what) - without;
    report({
      ...{ bench: 'sdk', metric: `${tracker.name}: ${metric}, ${slowly}`, value, unit: 'ms' },
      ...(tracker === footfall
        ? { against: 'its budget', ratio: value / BUDGET.script }
        : { against: 'footfall.js', ratio: value / own }),
    });
  }
}
for (const tracker of all) {
  const runs = loads.get(tracker) ?? [];
  const count = (what: 'longTasks' | 'forced') => runs.reduce((sum, one) => sum + one[what], 0);
  const counted = {
    bench: 'sdk',
    unit: `in ${LOADS} page loads`,
    against: 'nothing: none is wanted',
    ratio: 1,
  };
  report({
    ...counted,
    metric: `${tracker.name}: tasks that its script made longer than 50 ms`,
    value: count('longTasks'),
  });
  report({
    ...counted,
    metric: `${tracker.name}: layouts and style recalculations that it forced`,
    value: count('forced'),
  });
  report({
    ...{
      bench: 'sdk',
      metric: `${tracker.name}: all layouts and style recalculations of the page`,
      unit: 'a load',
    },
    ...{ value: of(tracker, 'layouts'), against: 'the page without a script' },
    ratio: of(tracker, 'layouts') / of(undefined, 'layouts'),
  });
}
