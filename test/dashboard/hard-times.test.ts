import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../harness/browser.js';
import { type Collector, startCollector } from '../harness/collector.js';
import { sendServerEvents, serverEvent } from '../harness/server-events.js';
import { cardsOf, newOwner, type Owner, open } from './owner.js';
import { goTo, settled } from './settled.js';
import { FROM_THE_RIGHT, HOSTILE, makeSmallShop } from './small-shop.js';

const PRODUCTS = 10_000;

let collector: Collector;
let browser: Browser;
let owner: Owner;

beforeAll(async () => {
  [collector, browser] = await Promise.all([startCollector(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await collector?.stop();
});
beforeEach(async () => {
  owner = await newOwner(browser, collector);
});
afterEach(() => owner.leave());

const day = (before: number) => new Date(Date.now() - before * 86_400_000).toISOString().slice(0, 10);

/** Brings rows of a dataset in, as a shop's server does. */
async function bring(site: string, dataset: string, rows: readonly string[]): Promise<void> {
  const answer = await collector.fetch(`/v1/import/${dataset}?site=${site}`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: `${rows.join('\n')}\n`,
  });
  expect(await answer.json()).toMatchObject({ rows: rows.length - 1, refused_count: 0 });
}

describe('from an empty database', () => {
  it('leads to the first event, step by step', async () => {
    const { page } = owner;
    await open(page, collector);
    await page.getByRole('heading', { name: 'Add your shop' }).waitFor();
    await page.getByLabel('Address of the shop').fill('www.shop.example/start');
    await page.getByLabel('Name').fill('My shop');
    await page.getByText('Its id will be my-shop').waitFor();
    await page.getByRole('button', { name: 'Make the site' }).click();
    await page.getByText('Waiting for the first visit').waitFor();
    expect(await page.locator('pre').textContent()).toContain('data-site="my-shop"');
    expect(await collector.fetchJson('/v1/sites/my-shop')).toMatchObject({
      ...{ origins: ['https://www.shop.example'], name: 'My shop' },
    });
    await sendServerEvents(collector, 'my-shop', 'first', [
      serverEvent('page_view', new Date(Date.now() - 1000).toISOString()),
    ]);
    await page.getByText('The first visit has arrived.').waitFor();
    await page.getByRole('link', { name: 'Open the dashboard' }).click();
    await expect.poll(async () => (await cardsOf(page)).visits, { timeout: 20_000 }).toBe(1);
  });
});

describe('what goes wrong', () => {
  beforeAll(() => makeSmallShop(collector));

  it('tells a key that has ended from one that is wrong, also while one looks', async () => {
    const { page } = owner;
    const { key } = await collector.fetchJson<{ key: string }>('/v1/keys', {
      json: { role: 'reader', sites: ['shop'], expires: Date.now() + 20_000 },
    });
    await open(page, collector, '/s/shop', key);
    await cardsOf(page);
    await expect
      .poll(
        async () => (await collector.fetch('/v1/me', { headers: { authorization: `Bearer ${key}` } })).status,
        { timeout: 60_000 },
      )
      .toBe(401);
    await page.locator('nav a[href*="/sales"]').first().click();
    await page.getByText('This key has ended').waitFor();
    expect(await page.getByRole('navigation').count()).toBe(0);
  });

  it('tells a reader that a page is for admins, and offers none of it', async () => {
    const { page, asked } = owner;
    const { key } = await collector.createKey({ role: 'reader', sites: ['shop'] });
    await open(page, collector, '/s/shop', key);
    await settled(page);
    for (const admin of ['imports', 'health', 'sites', 'keys', 'persons']) {
      expect(await page.locator(`nav a[href$="/${admin}"]`).count()).toBe(0);
      await page.goto(`${collector.url}/s/shop/${admin}`);
      await page.getByRole('heading', { name: 'Only for admins' }).waitFor();
    }
    expect(asked.filter((url) => /\/v1\/(keys|imports|health|sites)/.test(url))).toEqual([]);
    // Data that is missing is named, and not asked for from who may not bring it.
    await page.goto(`${collector.url}/s/shop/kpi/customer_acquisition_cost`);
    await page.getByText('Advertising and other costs').first().waitFor();
    expect(await page.getByRole('button', { name: 'Choose a file' }).count()).toBe(0);
  });

  it('names the file that a KPI waits for, and takes it right there', async () => {
    const { page } = owner;
    const { kpis } = await collector.fetchJson<{ kpis: { id: string }[] }>('/v1/kpis');
    const question = { site: 'shop', from: day(29), to: day(0), kpis: kpis.map(({ id }) => id) };
    const { kpis: answers } = await collector.fetchJson<{
      kpis: Record<string, { missing: { import: string } | null }>;
    }>('/v1/query', { json: question });
    // Once for each file: all KPIs that lack the same one say the same.
    const waiting = new Map<string, string>();
    for (const [id, { missing }] of Object.entries(answers)) {
      if (missing !== null && !waiting.has(missing.import)) waiting.set(missing.import, id);
    }
    expect([...waiting.keys()]).toEqual(expect.arrayContaining(['costs', 'email_stats', 'cases', 'reviews']));
    await open(page, collector, '/s/shop');
    for (const [file, kpi] of waiting) {
      // As a link within the page, which loads nothing anew.
      await page.evaluate((path) => {
        history.pushState(null, '', path);
        dispatchEvent(new PopStateEvent('popstate'));
      }, `/s/shop/kpi/${kpi}`);
      await page.locator(`[data-missing="${file}"]`).waitFor();
      await settled(page);
      const text = await page.locator('main').textContent();
      if (file === 'web_vital events') expect(text).toContain('footfall-vitals.js');
      else {
        expect([file, text]).toEqual([file, expect.stringContaining('This needs data')]);
        await page.getByRole('button', { name: 'Choose a file' }).waitFor();
      }
      // Nobody is asked twice for the same file.
      expect([kpi, await page.locator('[class*=drop]').count()]).toEqual([
        kpi,
        file === 'web_vital events' ? 0 : 1,
      ]);
    }
  });

  it('explains a figure in the language of the owner', async () => {
    const german = await newOwner(browser, collector, { locale: 'de-DE' });
    await open(german.page, collector, '/s/shop/kpi/conversion_rate');
    await german.page.getByRole('button', { name: 'Wie wird das berechnet?' }).click();
    await german.page.getByText('Besuche mit einer Bestellung ÷ Besuche', { exact: true }).waitFor();
    await german.leave();
  });

  it('says in the language of the owner what does not fit', async () => {
    const german = await newOwner(browser, collector, { locale: 'de-DE' });
    const { page } = german;
    await open(page, collector, '/s/shop/sites');
    await page.getByLabel('Netze Ihrer Leute').fill('mein Büro');
    await page.getByLabel('Inhaltsgruppen').fill('blog');
    await page.getByRole('button', { name: 'Speichern' }).click();
    await page.getByText('eine IP-Adresse oder ein Bereich wie 192.0.2.0/24', { exact: true }).waitFor();
    await page.getByText('darf nicht leer sein', { exact: true }).waitFor();
    expect(await page.locator('form [lang=en]').count()).toBe(0);
    await page.goto(`${collector.url}/s/shop/goals`);
    await page.getByRole('button', { name: 'Ziel setzen' }).first().click();
    await page.getByLabel('Nur wo').fill('planet==earth');
    await page.locator('form').getByRole('button', { name: 'Ziel setzen' }).click();
    await page.getByText('Umsatz lässt sich nicht nach „planet“ filtern').waitFor();
    await german.leave();
  });

  it('goes on by itself when the collector was gone and is back', async () => {
    const { page } = owner;
    await open(page, collector, '/s/shop');
    const before = await cardsOf(page);
    await collector.end();
    // Another period can be asked for, and a page that was not loaded yet.
    await page.getByRole('button', { name: /^Period/ }).click();
    await page.getByRole('button', { name: 'Last 90 days' }).click();
    await page.getByText('The collector does not answer. What you see is from before').waitFor();
    await page.goBack();
    await page.locator('nav a[href*="/live"]').first().click();
    await page.getByText('This page could not be loaded').waitFor();
    await collector.start();
    await page.getByRole('heading', { level: 1, name: 'Live' }).waitFor();
    await page.locator('nav a[href*="/s/shop"]').first().click();
    expect(await cardsOf(page)).toEqual(before);
  });

  it('shows today as today, also when it was left open over midnight', async () => {
    const { page } = owner;
    await page.clock.install({ time: Date.now() });
    await open(page, collector, '/s/shop?period=today');
    await cardsOf(page);
    const tomorrow = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' }).format(
      Date.now() + 86_400_000,
    );
    const asked = page.waitForRequest(
      (request) => request.url().endsWith('/v1/query') && request.postDataJSON().to === tomorrow,
    );
    await page.clock.fastForward('24:00:00');
    expect((await asked).postDataJSON().from).toBe(tomorrow);
  });

  it('leaves a site that was deleted meanwhile', async () => {
    const { page } = owner;
    await collector.createSite({ id: 'short', name: 'Short-lived' });
    await open(page, collector, '/s/short');
    await cardsOf(page);
    await collector.fetch('/v1/sites/short', { method: 'DELETE' });
    await page.locator('nav a[href*="/sales"]').first().click();
    await page.waitForURL(/\/s\/(shop|my-shop)/);
    await page.getByRole('button', { name: /^Site: M/ }).waitFor();
  });

  it('shows names as they are, however they are written', async () => {
    const { page } = owner;
    await open(page, collector, '/s/shop/products');
    await settled(page);
    const table = page.getByRole('region', { name: 'Product performance' }).first();
    await table.getByRole('button', { name: HOSTILE }).waitFor();
    const lamp = table.locator('bdi', { hasText: FROM_THE_RIGHT });
    await lamp.waitFor();
    expect(await lamp.evaluate((name) => getComputedStyle(name).unicodeBidi)).toBe('isolate');
    expect(await page.title()).not.toBe('taken');
    await table.getByRole('button', { name: HOSTILE }).click();
    await page.locator('[data-filter]').waitFor();
    expect(new URL(page.url()).searchParams.get('filter')).toBe('product==BOWL');
  });

  it('writes money with the decimals of the collector, which browsers do not have for every currency', async () => {
    const { page } = owner;
    await collector.createSite({ id: 'dinar', currency: 'IQD' });
    const order = `O1,${day(40)},IQD,12500.500,C1`;
    await bring('dinar', 'orders', ['order_id,time,currency,value,customer_id', order]);
    await open(page, collector, '/s/dinar/customers');
    const lifetime = page.getByRole('region', { name: 'What a customer brings over time' }).first();
    await lifetime.getByText(/IQD\s12,500\.500/).waitFor();
  });

  it('shows all figures of each row of a long table, though each is ranked by its own', async () => {
    const { page } = owner;
    await collector.createSite({ id: 'long' });
    const codes = Array.from({ length: 1100 }, (_, at) => `K${String(at).padStart(4, '0')}`);
    // Who spends most has the fewest pieces.
    const orders = codes.map((code, at) => `${code},${day(2)},EUR,${at + 1},C${at},${code}`);
    const lines = codes.map((code, at) => `${code},1,P,Pin,1,${codes.length - at}`);
    await bring('long', 'orders', ['order_id,time,currency,value,customer_id,coupon', ...orders]);
    await bring('long', 'order_items', ['order_id,line,item_id,item_name,price,quantity', ...lines]);
    await open(page, collector, '/s/long/sales');
    await page.getByLabel('Broken down by').selectOption('coupon');
    const table = page.getByRole('region', { name: 'By Coupon' }).first();
    for (const [code, figures] of [
      ['K0000', [100, 1, 100, 1100]],
      ['K1099', [110_000, 1, 110_000, 1]],
    ] as const) {
      await table.getByRole('searchbox').fill(code);
      const row = table.getByRole('row').filter({ hasText: code });
      await row.waitFor();
      expect(
        await row
          .locator('data')
          .evaluateAll((all) => all.map((one) => Number((one as HTMLDataElement).value))),
      ).toEqual(figures);
    }
  });

  it('takes ten thousand products', async () => {
    const { page } = owner;
    await collector.createSite({ id: 'large' });
    const orders = Array.from(
      { length: PRODUCTS / 100 },
      (_, order) => `O${order},${day(2)},EUR,1000,C${order}`,
    );
    const lines = Array.from({ length: PRODUCTS }, (_, at) =>
      [
        `O${Math.floor(at / 100)}`,
        at % 100,
        `P${at}`,
        `Product ${at}`,
        `1.${String(at).padStart(4, '0')}`,
        1,
      ].join(','),
    );
    await bring('large', 'orders', ['order_id,time,currency,value,customer_id', ...orders]);
    await bring('large', 'order_items', ['order_id,line,item_id,item_name,price,quantity', ...lines]);
    await open(page, collector, '/s/large/products');
    const table = page.getByRole('region', { name: 'Product performance' }).first();
    await table.getByText('9,000 more are in the file').waitFor();
    await table.getByRole('searchbox').fill('Product 9999');
    await table.getByRole('button', { name: 'Product 9999' }).waitFor();
    expect(await table.getByRole('row').count()).toBe(2);
    await goTo(page, 'sales');
    expect(await page.locator('article[data-kpi=orders] data').textContent()).toBe('100');
  });
});
