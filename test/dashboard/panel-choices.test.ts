import type { Browser, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../harness/browser.js';
import { type Collector, type KpiAnswer, startCollector } from '../harness/collector.js';
import { daysAgoInBerlin } from '../harness/day.js';
import { newOwner, type Owner, open } from './owner.js';
import { settled } from './settled.js';
import { makeSmallShop } from './small-shop.js';

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

const period = { site: 'shop', from: daysAgoInBerlin(29), to: daysAgoInBerlin(0) };

const SETTLED = { timeout: 20_000 };

/** Names and exact figures of a list, row by row. */
const rowsOf = (list: Locator) =>
  list.locator('tbody tr').evaluateAll((rows) =>
    rows.map((row) => ({
      name: row.querySelector('th')?.textContent,
      value: Number(row.querySelector('data')?.value),
    })),
  );

describe('what a panel is asked for', () => {
  it('lists the rows of the dimension that is chosen, name by name, and none of the one before', async () => {
    const { page } = owner;
    await open(page, collector, '/s/shop');
    await settled(page);
    for (const [region, kpi, by, figure, name] of [
      ['Acquisition', 'traffic_sources', 'source', 'visits', 'Source'],
      ['Products', 'product_performance', 'category', 'revenue', 'Category'],
      ['Products', 'product_performance', 'product', 'revenue', 'Product'],
      ['Markets', 'visits', 'language', 'value', 'Language'],
    ] as const) {
      const { rows = [] } = await collector.kpi<KpiAnswer>(kpi, { ...period, by, limit: 7 });
      expect(rows.length).toBeGreaterThan(0);
      const list = page.getByRole('region', { name: region, exact: true });
      await list.getByRole('radio', { name, exact: true }).check({ force: true });
      await expect
        .poll(() => rowsOf(list), SETTLED)
        .toEqual(
          rows.map((row) => {
            const value = row[figure] as number | { value: number };
            return {
              name: row[`${by}_name`] ?? row[by],
              value: typeof value === 'object' ? value.value : value,
            };
          }),
        );
    }
  });

  it('calls cohorts by what they are made of', async () => {
    const { page } = owner;
    await open(page, collector, '/s/shop/customers');
    const cohorts = page.getByRole('region', { name: /^Cohort retention/ });
    await cohorts.getByRole('radio', { name: 'Visitors', exact: true }).check({ force: true });
    const table = cohorts.getByRole('region', { name: 'Visitors by first month' });
    await table.getByRole('columnheader', { name: 'First visit' }).waitFor();
    // Two came first before these 30 days, and four within them.
    const sizes = await table
      .locator('tbody tr')
      .evaluateAll((rows) => rows.map((row) => Number(row.querySelector('td')?.textContent)));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(6);
  });

  it('shows no figures of one KPI under the name of another while these are on their way', async () => {
    const { page } = owner;
    await open(page, collector, '/s/shop/markets');
    await settled(page);
    const map = page.getByRole('region', { name: 'Where they are', exact: true });
    expect((await rowsOf(map)).map(({ value }) => value)).toEqual([5]);
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route('**/v1/query', async (route) => {
      await held;
      await route.continue();
    });
    await map.getByRole('radio', { name: 'Orders', exact: true }).check({ force: true });
    await map.locator('[class*=skeleton]').waitFor();
    expect(await map.locator('data').count()).toBe(0);
    answer();
    await expect.poll(async () => (await rowsOf(map)).map(({ value }) => value), SETTLED).toEqual([1]);
  });
});
