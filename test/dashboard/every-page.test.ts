import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../harness/browser.js';
import { type Collector, startCollector } from '../harness/collector.js';
import { footfall } from '../harness/footfall.js';
import { newOwner, type Owner, open, seriousFindings } from './owner.js';
import { goTo, settled } from './settled.js';

const REPORTS = [
  ...[
    'live',
    'goals',
    'sales',
    'products',
    'funnel',
    'carts',
    'customers',
    'acquisition',
    'markets',
    'pages',
  ],
  ...[
    'search',
    'email',
    'care',
    'reviews',
    'vitals',
    'kpis',
    'imports',
    'health',
    'sites',
    'keys',
    'persons',
  ],
];

let folder: string;
let collector: Collector;
let browser: Browser;
let owner: Owner;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'footfall-pages-'));
  const filled = await footfall(['demo', '--visits', '700', '--days', '70'], { dataFolder: folder });
  expect(filled.code).toBe(0);
  [collector, browser] = await Promise.all([startCollector({ dataFolder: folder }), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await collector?.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});
beforeEach(async () => {
  owner = await newOwner(browser, collector);
});
afterEach(() => owner.leave());

/** Shows the page in other colours, once none of them is on its way from one to the other. */
async function inColours(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.evaluate(
    () =>
      new Promise((done) =>
        requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))),
      ),
  );
}

/** What a panel gives to keep. */
async function savedOf(page: Page, panel: Locator, name: string): Promise<{ name: string; bytes: Buffer }> {
  await panel.getByRole('button', { name: 'Save these figures' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name }).click(),
  ]);
  const parts: Buffer[] = [];
  for await (const part of await download.createReadStream()) parts.push(part as Buffer);
  return { name: download.suggestedFilename(), bytes: Buffer.concat(parts) };
}

/** Panels and cards of figures that offer no file; what is filled in, chosen from or copied holds no figures. */
const panelsNotToBeSaved = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('main section[aria-labelledby], main article[data-kpi]')]
      .filter((panel) => panel.querySelector('form, pre, [data-set], [class*="drop"]') === null)
      .filter((panel) => panel.querySelector('button[aria-label="Save these figures"]') === null)
      .map((panel) => panel.querySelector('h2, h3')?.textContent ?? panel.outerHTML.slice(0, 200)),
  );

describe('every page', () => {
  it('keeps nobody out, and stays within the screen', async () => {
    const { page } = owner;
    await open(page, collector, '/s/demo');
    await settled(page);
    for (const report of REPORTS) {
      await page.setViewportSize({ width: 1280, height: 900 });
      await inColours(page, 'light');
      await goTo(page, report);
      // On a telephone more has to be scrolled, and in the dark other colours meet.
      await page.setViewportSize({ width: 390, height: 844 });
      expect([report, await seriousFindings(page)]).toEqual([report, []]);
      await inColours(page, 'dark');
      expect([report, await seriousFindings(page, ['color-contrast'])]).toEqual([report, []]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect([report, Math.max(0, wide)]).toEqual([report, 0]);
      expect([report, await panelsNotToBeSaved(page)]).toEqual([report, []]);
    }
    await page.goto(`${collector.url}/s/demo/kpi/conversion_rate`);
    await settled(page);
    await page.getByRole('button', { name: 'How is this computed?' }).click();
    await page.getByRole('heading', { name: 'Formula' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('stands still while it comes', async () => {
    const { page } = owner;
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await open(page, collector, '/s/demo');
    await settled(page);
    await page.waitForLoadState('networkidle');
    const shift = await page.evaluate(() =>
      (window as unknown as { shifts: number[] }).shifts.reduce((sum, one) => sum + one, 0),
    );
    expect(shift).toBeLessThan(0.005);
  });

  it('can be saved as figures and as a picture, panel by panel', async () => {
    const { page } = owner;
    await open(page, collector, '/s/demo/markets');
    await settled(page);
    const panel = page.getByRole('region', { name: 'By Currency' });
    const csv = await savedOf(page, panel, 'Figures as CSV');
    expect(csv.name).toMatch(/^demo-by-currency-.*\.csv$/);
    // All columns of the panel, and not those of its first figure alone.
    expect(csv.bytes.toString()).toMatch(
      /^currency,orders,revenue,revenue_currency,.*return_rate\r\nEUR,\d+,/,
    );
    const png = await savedOf(page, panel, 'As a picture (PNG)');
    expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
    // Text and lines, and not an empty sheet.
    expect(png.bytes.length).toBeGreaterThan(10_000);

    // What the page holds itself is written by the same rules.
    await goTo(page, 'health');
    const apart = page.getByRole('region', { name: /^Kept out of the figures/ });
    const reasons = await savedOf(page, apart, 'Figures as CSV');
    expect(reasons.bytes.toString()).toMatch(/^reason,visits\r\n(.+,\d+\r\n)+$/);
    const largest = await apart.getByRole('row').nth(1).getByRole('cell').last().textContent();
    expect(reasons.bytes.toString().split('\r\n')[1]).toMatch(new RegExp(`,${largest}$`));

    // A card shows its button to whoever comes near it.
    await goTo(page, 'sales');
    const card = page.locator('article[data-kpi=orders]');
    const days = await savedOf(page, card, 'Figures as CSV');
    expect(days.bytes.toString().trim().split('\n').length).toBe(31);

    // A panel of other days than the page says so, and so does its file.
    await page.goto(`${collector.url}/s/demo/customers?period=7d`);
    await settled(page);
    for (const title of [/^Cohort retention/, 'What a customer brings over time']) {
      const year = page.getByRole('region', { name: title }).first();
      const { name } = await savedOf(page, year, 'Figures as CSV');
      const [, from = '', to = ''] = /-(\d{4}-\d\d-01)-(\d{4}-\d\d-\d\d)\.csv$/.exec(name) ?? [name];
      const monthOf = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
      expect(monthOf(to) - monthOf(from)).toBe(11);
      const written = new Intl.DateTimeFormat('en-US', {
        ...{ day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' },
      }).formatRange(new Date(from), new Date(to));
      expect((await year.textContent())?.replace(/\s/g, ' ')).toContain(written.replace(/\s/g, ' '));
    }
  });

  it('says why a file could not be made, and makes it when asked again', async () => {
    const { page } = owner;
    await open(page, collector, '/s/demo/sales');
    await settled(page);
    const error = { code: 'busy', message: 'there are too many questions at once' };
    await page.route('**/v1/kpis/revenue?*', (route) => route.fulfill({ status: 503, json: { error } }));
    const card = page.locator('article[data-kpi=revenue]');
    await card.hover();
    await card.getByRole('button', { name: 'Save these figures' }).click();
    const menu = page.getByRole('dialog', { name: 'Save these figures' });
    await menu.getByRole('button', { name: 'Figures as CSV' }).click();
    await menu.getByRole('alert').getByText(error.message).waitFor();
    await page.unroute('**/v1/kpis/revenue?*');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      menu.getByRole('button', { name: 'Figures as CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^demo-revenue-.*\.csv$/);
    await menu.waitFor({ state: 'detached' });
  });

  it('is printed without what is only there to be pressed', async () => {
    const { page } = owner;
    await open(page, collector, '/s/demo');
    await settled(page);
    await page.emulateMedia({ media: 'print' });
    await page.getByRole('navigation').waitFor({ state: 'hidden' });
    // Names that can be pressed are text all the same; signs are not.
    const signs = page.locator('button:has(svg)').filter({ visible: true });
    expect(await signs.evaluateAll((all) => all.map(({ outerHTML }) => outerHTML.slice(0, 200)))).toEqual([]);
    await page.getByText(/^Demo shop · .*20\d\d$/).waitFor();
    expect(await page.locator('article[data-kpi=revenue]').isVisible()).toBe(true);
  });

  it('says of a figure without hours that it is known by day', async () => {
    const { page } = owner;
    await open(page, collector, '/s/demo/kpi/customer_acquisition_cost?period=yesterday');
    const course = page.getByRole('region', { name: /^Customer acquisition cost/ }).first();
    await course.getByText('Known by day: choose a longer period.').waitFor();
    await page.goto(`${collector.url}/s/demo/kpi/customer_acquisition_cost?period=7d`);
    await course.locator('canvas').waitFor();
    expect(await page.getByText('Known by day').count()).toBe(0);
  });

  it('has the numbers of each chart in a table beside or below it', async () => {
    const { page } = owner;
    await open(page, collector, '/s/demo');
    for (const report of ['sales', 'customers', 'markets']) {
      await goTo(page, report);
      const charts = page.locator('main section[aria-labelledby]:has(canvas)');
      // It comes with its figures.
      await charts.first().waitFor();
      for (const chart of await charts.all()) {
        for (const summary of await chart.locator('summary').all()) await summary.press('Enter');
        await chart.locator('table data').first().waitFor();
      }
      expect([report, await seriousFindings(page)]).toEqual([report, []]);
    }
  });

  it('can be used with the keyboard alone', async () => {
    const { page } = owner;
    await open(page, collector, '/s/demo');
    await settled(page);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: 'Find a KPI or a report' }).waitFor();
    // Each KPI of the catalogue is there to be found, by its name and by its id.
    const { kpis } = await collector.fetchJson<{ kpis: { id: string; title: string }[] }>('/v1/kpis');
    const offered = await page.getByRole('menuitem').allTextContents();
    expect(kpis.filter(({ title }) => !offered.some((text) => text.startsWith(title)))).toEqual([]);
    await page.keyboard.type('digital_marketing_roi');
    await page.getByRole('menuitem', { name: /^Return on marketing/ }).waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('churn');
    await page.getByRole('menuitem', { name: /^Churn rate/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/kpi\/churn_rate/);
    await page.getByRole('heading', { level: 1, name: 'Churn rate' }).waitFor();
  });
});
