import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.js';
import { type Collector, startCollector } from '../harness/collector.js';
import { footfall } from '../harness/footfall.js';
import { MovableClock } from '../harness/movable-clock.js';
import { root } from '../harness/root.js';
import { settled } from './settled.js';

/**
 * Takes docs/screenshots/: each report of the demo shop on a telephone, a laptop and a wide screen, in light and in dark.
 * The shop has its usual seed and the clock stands still, so that the same code gives the same pictures.
 */
const NOW = Date.parse('2026-10-31T20:15:00+01:00');
const WIDTHS = [390, 1280, 1920] as const;
const SCHEMES = ['light', 'dark'] as const;
/** The start of a long page says enough. */
const TALLEST = 1500;
const QUALITY = 58;

const REPORTS = [
  ...[
    'overview',
    'live',
    'goals',
    'sales',
    'products',
    'funnel',
    'carts',
    'customers',
    'acquisition',
    'markets',
  ],
  ...[
    'pages',
    'search',
    'email',
    'care',
    'reviews',
    'vitals',
    'kpis',
    'kpi/conversion_rate',
    'imports',
    'health',
  ],
];
const VISITS = process.env.FOOTFALL_SCREENSHOT_VISITS ?? '30000';

const folder = join(root, 'docs/screenshots');
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !REPORTS.includes(name));
if (unknown !== undefined) {
  console.error(`There is no report ${unknown}. There are: ${REPORTS.join(', ')}.`);
  process.exit(2);
}
const reports = wanted.length > 0 ? wanted : REPORTS;

const data = await mkdtemp(join(tmpdir(), 'footfall-screenshots-'));
const clock = new MovableClock(NOW);
let collector: Collector | undefined;
const browser = await launchBrowser();
try {
  console.log('filling the demo shop …');
  await footfall(['demo', '--visits', VISITS], { dataFolder: data, env: clock.env, timeout: 600_000 });
  clock.set(NOW);
  collector = await startCollector({ dataFolder: data, env: clock.env });
  await makeGoals(collector);
  await bePresent(collector);
  await mkdir(folder, { recursive: true });
  for (const colorScheme of SCHEMES) {
    const context = await browser.newContext({ colorScheme, locale: 'en-US', timezoneId: 'Europe/Berlin' });
    const page = await context.newPage();
    await page.clock.setFixedTime(NOW);
    await page.goto(`${collector.url}/s/demo#key=${collector.adminKey}`);
    await settled(page);
    for (const report of reports) {
      // What is bought together shows over a year.
      const search = report === 'products' ? '?period=12m' : '';
      await page.goto(`${collector.url}/s/demo${report === 'overview' ? '' : `/${report}`}${search}`);
      for (const width of WIDTHS) {
        const name = `${report.replace('/', '-')}-${width}-${colorScheme}.webp`;
        await writeFile(join(folder, name), await pictureOf(page, width));
      }
      console.log(`${report} in ${colorScheme}`);
    }
    await context.close();
  }
  console.log(`${folder}: ${((await sizeOf(folder)) / 1e6).toFixed(1)} MB`);
} finally {
  await browser.close();
  await collector?.stop();
  clock.close();
  await rm(data, { recursive: true, force: true, maxRetries: 5 });
}

async function pictureOf(page: Page, width: number): Promise<Buffer> {
  await page.setViewportSize({ width, height: 900 });
  await settled(page);
  await page.waitForLoadState('networkidle');
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.min(TALLEST, Math.max(700, height)) });
  // Charts draw themselves anew for the new size, in the next frames.
  await page.evaluate(
    () =>
      new Promise((done) =>
        requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))),
      ),
  );
  const session = await page.context().newCDPSession(page);
  const { data: picture } = await session.send('Page.captureScreenshot', {
    format: 'webp',
    quality: QUALITY,
  });
  await session.detach();
  return Buffer.from(picture, 'base64');
}

/** A few goals that are under way. */
async function makeGoals(shop: Collector): Promise<void> {
  const common = { site: 'demo', from: '2026-09-01', deadline: '2026-12-31' };
  for (const goal of [
    { ...common, kpi: 'revenue', name: 'A tenth more revenue until the new year', target: { change: 0.1 } },
    { ...common, kpi: 'cart_abandonment_rate', name: 'Fewer carts left', target: { change: -0.05 } },
    { ...common, kpi: 'visits', name: 'Three times the visits', target: { change: 2 } },
  ])
    await shop.fetchJson('/v1/goals', { json: goal });
}

/** People who are in the shop at this moment: a demo's history ends before it. */
async function bePresent(shop: Collector): Promise<void> {
  const pages = [
    '/',
    '/category/knives',
    '/product/santoku-17-cm',
    '/search',
    '/cart',
    '/product/iron-griddle',
  ];
  for (let person = 0; person < 14; person++) {
    const path = pages[(person * person) % pages.length] ?? '/';
    const time = NOW - 240_000 + person * 16_000;
    const url = `https://demo.example${path}`;
    const names = path.startsWith('/product') ? ['page_view', 'view_item'] : ['page_view'];
    await shop.fetchJson('/v1/server-events', {
      json: {
        site: 'demo',
        visitor: { id: `present-${person}` },
        events: names.map((name, at) => ({
          id: `present-${person}-${at}`,
          name,
          time: time + at * 900,
          url,
        })),
      },
    });
  }
}

async function sizeOf(path: string): Promise<number> {
  const sizes = (await readdir(path)).map(async (name) => (await stat(join(path, name))).size);
  return (await Promise.all(sizes)).reduce((sum, one) => sum + one, 0);
}
