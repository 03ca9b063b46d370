import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadPage } from './bench/load-page.js';
import { type PageServer, servePages } from './bench/page-server.js';
import { quantile } from './bench/result.js';
import type { MainThread } from './bench/trace.js';
import { scriptTag } from './bench/trackers.js';
import { launchBrowser } from './harness/browser.js';
import { measured } from './harness/measured.js';

// What a page pays for the script tag, by Chromium's tracing on a processor four times slower, and by the thread's own clock, so
// that other programs count little; `npm run bench sdk` measures more loads, beside its peers.
const LOADS = 5;

// The goal is 5 ms; a page that sends one beacon and does nothing else takes more than that where this was written, and other
// programs lengthen what is measured by the caches that they share. So this catches what a change makes much worse (the
// time zone by Intl: 60 ms more), and BENCHMARKS.md has the figures.
const MOST_MS = 60;

const tracker = scriptTag();
const bare: MainThread[] = [];
const loads: MainThread[] = [];
let server: PageServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([servePages([tracker]), launchBrowser()]);
  // In turns, so that what else the machine does meets both.
  for (let load = 0; load < LOADS; load++) {
    bare.push(await loadPage(browser, server));
    loads.push(await loadPage(browser, server, tracker));
  }
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

it('makes no task longer than 50 ms', () => {
  // One may be long for what else the machine does; a script that makes long tasks makes them in each load.
  expect(
    quantile(
      loads.map(({ longTasks }) => longTasks),
      0.5,
    ),
  ).toBe(0);
});

it('forces no layout and no recalculation of style', () => {
  expect(loads.map(({ forced }) => forced)).toEqual(loads.map(() => 0));
});

it(`runs less than ${MOST_MS} ms of script on the main thread`, () => {
  // Less what the browser itself runs in a page without any script.
  const least = (all: readonly MainThread[]) => Math.min(...all.map(({ scriptOnThread }) => scriptOnThread));
  const own = least(loads) - least(bare);
  measured(
    'start-up script of footfall.js at 4× CPU throttling, least of five loads',
    Number(own.toFixed(1)),
    'ms',
  );
  expect(own).toBeLessThan(MOST_MS);
});
