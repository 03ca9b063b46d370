import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { launchBrowser, newPerson } from '../harness/browser.js';
import { type Collector, startCollector } from '../harness/collector.js';
import { processorSecondsOf } from '../harness/processor.js';
import { eventsFlag, UNTIL } from './demo-data.js';
import { type Sight, WATCH } from './first-sight.js';
import { columnsWritten, END, fillShop } from './kept-shop.js';
import { quantile, report } from './result.js';

// How soon an owner sees the overview, with an empty cache of the browser: the first paint, the figures of all cards, and
// all of the page, charts and lists too; and by how much what stands there moves meanwhile. At 1,000,000 events (--events);
// --data <folder> keeps the shop that is made, or takes the one that is there. A cold process has just been started.

const { values: flags } = parseArgs({
  options: { data: { type: 'string' }, runs: { type: 'string' } },
  strict: false,
});
const EVENTS = eventsFlag(1_000_000);
const RUNS = Number(flags.runs ?? 7);
const COLD_RUNS = 3;
const DAY = 86_400_000;

const kept = typeof flags.data === 'string' ? flags.data : undefined;
const folder = kept ?? (await mkdtemp(join(tmpdir(), 'footfall-bench-')));
const browser = await launchBrowser();
try {
  await fillShop(folder, EVENTS);
  await columnsWritten(folder);
  for (const days of [30, 365]) await overview(days);
} finally {
  await browser.close();
  if (kept === undefined) await rm(folder, { recursive: true, force: true });
}

async function overview(days: number): Promise<void> {
  const from = new Date(END - (days - 1) * DAY).toISOString().slice(0, 10);
  const path = `/s/shop?period=${from}..${UNTIL}`;
  const [cold, warm]: Sight[][] = [[], []];
  const bare: number[] = [];
  for (let run = 0; run < COLD_RUNS; run++) {
    const collector = await startCollector({ dataFolder: folder });
    try {
      cold?.push(await look(browser, collector, path));
      if (run === COLD_RUNS - 1)
        for (let again = 0; again < RUNS; again++) {
          warm?.push(await look(browser, collector, path));
          bare.push(await lookAtText(browser, collector));
        }
    } finally {
      await collector.end();
    }
  }
  const text = quantile(bare, 0.5);
  say(`overview of ${days} days, cold process`, cold ?? [], text);
  say(`overview of ${days} days`, warm ?? [], text);
}

/** Looks at the overview for the first time, as somebody with an empty cache. */
async function look(browser: Browser, collector: Collector, path: string): Promise<Sight> {
  const person = await newPerson(browser, { viewport: { width: 1280, height: 900 } });
  try {
    const page = await person.newPage();
    await page.addInitScript(WATCH);
    const before = processorSecondsOf(collector.pid);
    await page.goto(`${collector.url}${path}#key=${collector.adminKey}`);
    // The page's policy takes no text for code.
    await page.waitForFunction(
      () => (window as unknown as { sight: Sight }).sight.whole !== undefined,
      undefined,
      { polling: 100, timeout: 120_000 },
    );
    const sight = await page.evaluate(() => (window as unknown as { sight: Sight }).sight);
    return { ...sight, processor: (processorSecondsOf(collector.pid) - before) * 1000 };
  } finally {
    await person.close();
  }
}

/** How soon the same browser shows one line of text of the same collector: what the machine takes for anything, ms. */
async function lookAtText(browser: Browser, collector: Collector): Promise<number> {
  const person = await newPerson(browser);
  try {
    const page = await person.newPage();
    await page.goto(`${collector.url}/healthz`);
    await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
    return await page.evaluate(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    );
  } finally {
    await person.close();
  }
}

function say(what: string, sights: readonly Sight[], text: number): void {
  const middle = (name: keyof Sight) =>
    quantile(
      sights.map((sight) => sight[name]),
      0.5,
    );
  for (const [name, words] of [
    ['paint', 'first paint, median'],
    ['figures', 'figures of all cards, median'],
    ['whole', 'charts and lists too, median'],
    ['processor', 'processor of the collector, median'],
  ] as const)
    report({
      ...{ bench: 'dashboard', metric: `${what}: ${words}`, value: middle(name), unit: 'ms' },
      against: `a line of text in the same browser: ${Math.round(text)} ms; ratio: times as long`,
      ratio: middle(name) / text,
    });
  const shift = Math.max(...sights.map((sight) => sight.shift));
  report({
    ...{ bench: 'dashboard', metric: `${what}: layout shift, the most`, value: shift, unit: 'CLS' },
    ...{ against: 'what browsers call good: 0.1', ratio: shift / 0.1 },
  });
}
