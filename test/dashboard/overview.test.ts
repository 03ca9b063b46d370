import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../harness/browser.js';
import { type Collector, type KpiAnswer, startCollector } from '../harness/collector.js';
import { daysAgoInBerlin } from '../harness/day.js';
import { sendServerEvents, serverEvent } from '../harness/server-events.js';
import { cardsOf, newOwner, type Owner, open, seriousFindings } from './owner.js';
import { makeSmallShop, SMALL_SHOP } from './small-shop.js';

let collector: Collector;
let browser: Browser;
let owner: Owner;

beforeAll(async () => {
  [collector, browser] = await Promise.all([startCollector(), launchBrowser()]);
  await makeSmallShop(collector);
});
afterAll(async () => {
  await browser?.close();
  await collector?.stop();
});
beforeEach(async () => {
  owner = await newOwner(browser, collector);
});
afterEach(() => owner.leave());

/** The same figures from the API. */
async function answered(more: object = {}): Promise<Record<string, number | null>> {
  const { kpis } = await collector.fetchJson<{ kpis: Record<string, KpiAnswer> }>('/v1/query', {
    json: {
      site: 'shop',
      from: daysAgoInBerlin(29),
      to: daysAgoInBerlin(0),
      kpis: Object.keys(SMALL_SHOP),
      ...more,
    },
  });
  return Object.fromEntries(
    Object.entries(kpis).map(([id, { value }]) => [
      id,
      value !== null && typeof value === 'object'
        ? (value as { value: number }).value
        : (value as number | null),
    ]),
  );
}

// The figures of before stay, and are marked as waiting, until those of the new question are there.
const SETTLED = { timeout: 20_000 };

describe('the overview', () => {
  it('shows the numbers that the API answers, to whoever may read them', async () => {
    const { page } = owner;
    const { key } = await collector.createKey({ role: 'reader', sites: ['shop'] });
    await open(page, collector, '/', key);
    await expect.poll(() => cardsOf(page), SETTLED).toEqual(SMALL_SHOP);
    expect(await answered()).toEqual(SMALL_SHOP);
    const revenue = page.locator('article[data-kpi=revenue]');
    expect(await revenue.locator('data').textContent()).toBe('€1,234.50');
    // 5 visits after 2
    const visits = page.locator('article[data-kpi=visits]');
    expect(await visits.getByText('+150%').count()).toBe(1);
    expect(await page.getByRole('link', { name: 'Keys' }).count()).toBe(0);
  });

  it('lists the rows that the API answers, figure by figure', async () => {
    const { page } = owner;
    await open(page, collector, '/s/shop');
    await cardsOf(page);
    const question = { site: 'shop', from: daysAgoInBerlin(29), to: daysAgoInBerlin(0), limit: 7 };
    for (const [region, kpi, by, figure] of [
      ['Acquisition', 'traffic_sources', 'channel', 'visits'],
      ['Products', 'product_performance', 'product', 'revenue'],
      ['Pages', 'page_views', 'page', 'value'],
      ['Markets', 'visits', 'country', 'value'],
    ] as const) {
      const { rows = [] } = await collector.kpi<KpiAnswer>(kpi, { ...question, by });
      const plain = (value: unknown) =>
        typeof value === 'object' && value !== null ? (value as { value: number }).value : value;
      const list = page.getByRole('region', { name: region, exact: true });
      await expect
        .poll(
          () =>
            list
              .locator('tbody data')
              .evaluateAll((all) => all.map((one) => Number((one as HTMLDataElement).value))),
          SETTLED,
        )
        .toEqual(rows.map((row) => plain(row[figure])));
      expect(rows.length).toBeGreaterThan(0);
    }
  });

  it('has the numbers of its chart as a table, for who cannot see it', async () => {
    const { page } = owner;
    await open(page, collector, '/s/shop?kpi=visits');
    const chart = page.getByRole('region', { name: /^Visits/ }).filter({ has: page.locator('canvas') });
    const table = chart.locator('details').getByRole('region', { name: /^Visits, / });
    await chart.locator('summary', { hasText: 'Numbers as a table' }).focus();
    expect(await table.count()).toBe(0);
    await page.keyboard.press('Enter');
    const question = { site: 'shop', interval: 'day' };
    const [{ series: now = [] }, { series: then = [] }] = await Promise.all([
      collector.kpi<KpiAnswer>('visits', { ...question, from: daysAgoInBerlin(29), to: daysAgoInBerlin(0) }),
      collector.kpi<KpiAnswer>('visits', { ...question, from: daysAgoInBerlin(59), to: daysAgoInBerlin(30) }),
    ]);
    expect(now.length).toBe(30);
    await expect
      .poll(
        () =>
          table
            .locator('tbody data')
            .evaluateAll((all) => all.map((one) => Number((one as HTMLDataElement).value))),
        SETTLED,
      )
      .toEqual(now.flatMap(({ value }, day) => [value, then[day]?.value]));
    // Each day says which it is, and which it is compared with.
    expect(await table.getByRole('rowheader').count()).toBe(30);
    expect(new Set(await table.locator('tbody bdi').allTextContents()).size).toBe(60);
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('says in words whether a change is more than chance', async () => {
    const { page } = owner;
    const conversion = page.locator('article[data-kpi=conversion_rate]');
    await open(page, collector, '/s/shop');
    await cardsOf(page);
    // 1 of 5 after 0 of 2.
    expect(await conversion.textContent()).toMatch(/from 0%.*may be chance/);

    // 15 of 30 after 0 of 30.
    await collector.createSite({ id: 'rising', name: 'Rising' });
    for (let visitor = 0; visitor < 30; visitor++) {
      const at = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
      const order = { transaction_id: `R${visitor}`, currency: 'EUR', value: 10 };
      await sendServerEvents(collector, 'rising', `before-${visitor}`, [serverEvent('page_view', at(40))]);
      await sendServerEvents(collector, 'rising', `now-${visitor}`, [
        serverEvent('page_view', at(2)),
        ...(visitor % 2 === 0 ? [serverEvent('purchase', at(2), order)] : []),
      ]);
    }
    await open(page, collector, '/s/rising');
    await page.getByRole('button', { name: 'Site: Rising' }).waitFor();
    await cardsOf(page);
    expect(await conversion.textContent()).toMatch(/50%.*from 0%.*more than chance/);
  });

  it('asks the collector for little', async () => {
    const { page, asked } = owner;
    await open(page, collector, '/s/shop');
    await cardsOf(page);
    await page.waitForLoadState('networkidle');
    // What the key opens, the declarations, all cards at once, the line of before, and lists by three dimensions.
    expect(asked.filter((url) => url.includes('/v1/')).length).toBeLessThanOrEqual(7);
  });

  it('filters by a press on a row, widens, goes back, survives a reload, and can be shared', async () => {
    const { page, context } = owner;
    await open(page, collector, '/s/shop');
    const products = page.getByRole('region', { name: 'Markets' });
    await products.getByRole('radio', { name: 'Device' }).waitFor({ state: 'attached' });
    const acquisition = page.getByRole('region', { name: 'Acquisition' });
    await acquisition.getByRole('button', { name: 'Direct' }).click();
    await page.locator('[data-filter="channel==Direct"]').waitFor();
    expect(new URL(page.url()).searchParams.get('filter')).toBe('channel==Direct');
    await expect.poll(() => cardsOf(page), SETTLED).toEqual(await answered({ filter: 'channel==Direct' }));

    await page.reload();
    await page.locator('[data-filter="channel==Direct"]').waitFor();
    await expect.poll(() => cardsOf(page), SETTLED).toEqual(await answered({ filter: 'channel==Direct' }));

    // Whoever has a key of their own sees the same behind the same address.
    const shared = await context.newPage();
    await shared.goto(`${page.url()}#key=${collector.adminKey}`);
    await shared.locator('[data-filter="channel==Direct"]').waitFor();
    await shared.close();

    await page.goBack();
    await page.locator('[data-filter]').waitFor({ state: 'detached' });
    await expect.poll(() => cardsOf(page), SETTLED).toEqual(SMALL_SHOP);
  });

  it('adds any filter, also one that leaves nothing', async () => {
    const { page } = owner;
    await open(page, collector, '/s/shop');
    await cardsOf(page);
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('dialog').getByLabel('What').selectOption('country');
    await page.getByRole('dialog').getByLabel('Value').fill('JP');
    await page.getByRole('button', { name: 'Add the filter' }).click();
    await page.locator('[data-filter="country==JP"]').waitFor();
    await expect.poll(() => cardsOf(page), SETTLED).toEqual(await answered({ filter: 'country==JP' }));
    await page.getByRole('button', { name: /^Remove the filter/ }).click();
    await expect.poll(() => cardsOf(page), SETTLED).toEqual(SMALL_SHOP);
  });

  it('takes another period, by name and by days', async () => {
    const { page } = owner;
    await open(page, collector, '/s/shop');
    await cardsOf(page);
    await page.getByRole('button', { name: /^Period/ }).click();
    await page.getByRole('button', { name: 'Last 90 days' }).click();
    await page.waitForURL(/period=90d/);
    await expect.poll(() => cardsOf(page), SETTLED).toEqual(await answered({ from: daysAgoInBerlin(89) }));

    await page.getByRole('button', { name: /^Period/ }).click();
    await page.getByRole('button', { name: 'Any days …' }).click();
    await page.getByRole('grid').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Show these days' }).click();
    await page.waitForURL(new RegExp(`period=${daysAgoInBerlin(89)}..${daysAgoInBerlin(0)}`));
    await expect.poll(() => cardsOf(page), SETTLED).toEqual(await answered({ from: daysAgoInBerlin(89) }));
  });

  it('compares with the year before, or with nothing', async () => {
    const { page } = owner;
    await open(page, collector, '/s/shop');
    await cardsOf(page);
    await page.getByRole('button', { name: /^Compared with/ }).click();
    await page.getByRole('button', { name: 'Same days last year' }).click();
    await page.waitForURL(/compare=year/);
    // There were no visits, and of no visits there is no rate.
    await page.locator('article[data-kpi=visits]').getByText('from 0').waitFor();
    const rate = page.locator('article[data-kpi=conversion_rate]');
    await rate.getByText('nothing to compare with').waitFor();
    await page.getByRole('button', { name: /^Compared with/ }).click();
    await page.getByRole('button', { name: 'No comparison' }).click();
    await page.waitForURL(/compare=none/);
    await rate.getByText('nothing to compare with').waitFor({ state: 'detached' });
  });

  it('speaks another language at once, and again the next time', async () => {
    const { page } = owner;
    await open(page, collector, '/s/shop');
    await cardsOf(page);
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('dialog').getByRole('combobox').selectOption('de');
    await page.keyboard.press('Escape');
    const revenue = page.locator('article[data-kpi=revenue]');
    const acquisition = page.getByRole('region', { name: 'Herkunft' });
    const isGerman = async () => {
      await revenue.getByRole('heading', { name: 'Umsatz' }).waitFor();
      expect(await revenue.locator('data').textContent()).toMatch(/^1\.234,50\s€$/);
      await acquisition.getByRole('button', { name: 'Direkt' }).waitFor();
      expect(await page.evaluate(() => document.documentElement.lang)).toBe('de');
    };
    await isGerman();
    await page.reload();
    await isGerman();
    // The name of a value is the language's; what is filtered by is the value.
    await acquisition.getByRole('button', { name: 'Direkt' }).click();
    await page.locator('[data-filter="channel==Direct"]').waitFor();
  });

  it('shows what a card is about in the large chart', async () => {
    const { page } = owner;
    await open(page, collector, '/s/shop');
    await cardsOf(page);
    await page
      .locator('article[data-kpi=orders]')
      .getByRole('button', { name: 'Orders', exact: true })
      .click();
    await page
      .getByRole('region', { name: 'Orders' })
      .getByRole('img', { name: /^Orders, / })
      .waitFor();
  });

  it.each([
    [{ width: 1280, height: 900 }, 'light'],
    [{ width: 390, height: 844 }, 'dark'],
  ] as const)('keeps nobody out at %j in %s', async (viewport, colorScheme) => {
    const { page } = owner;
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    await open(page, collector, '/s/shop');
    await cardsOf(page);
    await page.waitForLoadState('networkidle');
    expect(await seriousFindings(page)).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
  });
});
