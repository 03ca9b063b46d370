import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../harness/browser.js';
import { type Collector, type KpiAnswer, startCollector } from '../harness/collector.js';
import { daysAgoInBerlin } from '../harness/day.js';
import { dropFile } from './dropped-file.js';
import { newOwner, type Owner, open, seriousFindings } from './owner.js';
import { goTo, settled } from './settled.js';
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

/** What the reviews of January say. */
async function figures() {
  const january = { site: 'shop', from: '2026-01-01', to: '2026-01-31' };
  return { reviews: (await collector.kpi('product_reviews', january)).value };
}

const count = (page: Page, name: string) =>
  page.locator(`[data-import=done] [data-count=${name}] dd`).textContent();

const SETTLED = { timeout: 20_000 };

describe('an owner', () => {
  it('brings in costs by drag and drop, says which column is which, and sees the acquisition cost', async () => {
    const { page } = owner;
    await open(page, collector, '/s/shop/kpi/customer_acquisition_cost');
    await settled(page);
    // 30 + 20 for the one customer who is new, and a row that cannot be.
    const day = daysAgoInBerlin(2);
    const file = `Tag;Art;Ausgabe\n${day};ads;30,00\n${day};marketing;20,00\n${day};lunch;9,00\n`;
    await dropFile(page.locator('[class*=drop]').first(), 'costs.csv', file);
    await page.getByText('The file does not say by itself: date, kind, cost, currency').waitFor();
    await page.getByLabel('Tag', { exact: true }).selectOption('date');
    await page.getByLabel('Art', { exact: true }).selectOption('kind');
    await page.getByLabel('Ausgabe', { exact: true }).selectOption('cost');
    await page.getByLabel('currency *').fill('EUR');
    await page.getByLabel('Numbers are written').selectOption('comma');
    await page.getByRole('button', { name: 'Look again' }).click();
    const preview = page.getByRole('region', { name: 'First rows, as they would be kept' });
    await preview.getByRole('cell', { name: '30.00' }).waitFor();
    expect(await page.getByRole('list', { name: 'Refused' }).textContent()).toContain('Row 3');
    expect((await collector.kpi('customer_acquisition_cost', period)).value).toBeNull();
    expect(await seriousFindings(page)).toEqual([]);

    await page.getByRole('button', { name: 'Bring it in' }).click();
    const shown = page.locator('[data-kpi=customer_acquisition_cost] data');
    await shown.waitFor();
    const { value } = await collector.kpi<KpiAnswer>('customer_acquisition_cost', period);
    expect(value).toMatchObject({ value: 50_00, currency: 'EUR' });
    expect(await shown.textContent()).toBe('€50.00');
    // What became of the file stands there until it was read.
    const report = page.locator('[data-import=done]');
    expect(await report.getByRole('list', { name: 'Refused' }).textContent()).toContain('Row 3');
    expect(await page.getByText('This needs data').count()).toBe(0);
    await page.getByRole('main').getByRole('button', { name: 'Close', exact: true }).click();
    await report.waitFor({ state: 'detached' });
    expect(await page.locator('[class*=drop]').count()).toBe(0);
    expect(await shown.textContent()).toBe('€50.00');

    await page.goto(`${collector.url}/s/shop/imports/costs`);
    const history = page.getByRole('region', { name: 'What was brought in' }).last();
    await history.getByText('costs.csv').waitFor();
    expect(await history.getByRole('row').last().textContent()).toMatch(/done.*3.*2.*0.*1$/);
  });

  it('sees exactly which rows of a file were refused, and brings it again without harm', async () => {
    const { page } = owner;
    await open(page, collector, '/s/shop/imports/reviews');
    await settled(page);
    const rows = ['review_id,time,rating', 'R1,2026-01-01,5', 'R2,2026-01-01,seven', 'R1,2026-01-01,4'].join(
      '\n',
    );
    const bring = async () => {
      await dropFile(page.locator('[class*=drop]').first(), 'reviews.csv', rows);
      await page.locator('[data-import=whole]').waitFor();
      await page.getByRole('button', { name: 'Bring it in' }).click();
      await page.locator('[data-import=done]').waitFor();
      const names = ['rows', 'inserted', 'updated', 'refused'];
      return Promise.all(names.map((name) => count(page, name)));
    };
    expect(await bring()).toEqual(['3', '1', '0', '2']);
    const refused = page.locator('[data-import=done]').getByRole('list', { name: 'Refused' });
    expect(await refused.getByRole('listitem').allTextContents()).toEqual([
      expect.stringMatching(/^Row 2/),
      'Row 3The key stood in the file before',
    ]);
    // The same file again changes nothing.
    const { reviews } = await figures();
    expect(await bring()).toEqual(['3', '0', '1', '2']);
    expect((await figures()).reviews).toEqual(reviews);
  });

  it('sees every refused row of a long file, and takes them along to mend it, in their own language', async () => {
    const other = await newOwner(browser, collector, { locale: 'de-DE' });
    const { page } = other;
    await open(page, collector, '/s/shop/imports/reviews');
    await settled(page);
    // Each third row has no time.
    const rows = Array.from({ length: 450 }, (_, at) => `L${at},${at % 3 === 0 ? '' : '2026-02-01'},5`);
    const file = ['review_id,time,rating', ...rows].join('\n');
    await dropFile(page.locator('[class*=drop]').first(), 'lang.csv', file);
    await page.locator('[data-import=whole]').waitFor();
    await page.getByText('1–100 von 150').waitFor();
    const refused = page.getByRole('list', { name: 'Abgelehnt' });
    expect(await refused.getByRole('listitem').first().textContent()).toBe('Zeile 1time fehlt');
    await page.getByRole('button', { name: 'Nächste Zeilen' }).click();
    await page.getByText('101–150 von 150').waitFor();
    expect(await refused.getByRole('listitem').last().textContent()).toBe('Zeile 448time fehlt');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Alle als CSV sichern' }).click(),
    ]);
    const parts: Buffer[] = [];
    for await (const part of await download.createReadStream()) parts.push(part as Buffer);
    const lines = Buffer.concat(parts).toString().trim().split('\r\n');
    expect(lines.length).toBe(151);
    expect(lines[1]).toBe('1,missing_time,time fehlt');
    await other.leave();
  });

  it('sets a goal, is warned of one that is hardly achievable, changes it and gives it up', async () => {
    const { page } = owner;
    await open(page, collector, '/s/shop/goals');
    await page.getByText('No goals yet').waitFor();
    await page.getByRole('button', { name: 'Set a goal' }).click();
    await page.getByRole('combobox', { name: 'KPI' }).selectOption('visits');
    await page.getByLabel('Change by (%)').fill('10');
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Set the goal' }).click();
    const goal = page.locator('[data-goal=visits]');
    await goal.getByText('Should be by now').waitFor();
    const { goals } = await collector.fetchJson<{ goals: { kpi: string; target: { change: number } }[] }>(
      '/v1/goals?site=shop',
    );
    expect(goals).toMatchObject([{ kpi: 'visits', target: { change: 0.1 } }]);

    await goal.getByRole('button', { name: 'Change' }).click();
    await page.getByLabel('A value').check({ force: true });
    await page.getByLabel('Value (1)').fill('1000000');
    await page.getByLabel('Name').fill('A million');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await goal.getByRole('heading', { name: 'A million' }).waitFor();
    expect(await goal.getByRole('note').textContent()).toMatch(/achievable|weeks/);
    await goal.getByRole('button', { name: 'Give up' }).click();
    await page.getByText('No goals yet').waitFor();
  });

  it('builds a funnel, whose address says all of it', async () => {
    const { page } = owner;
    await open(page, collector, '/s/shop/funnel');
    const panel = page.getByRole('region', { name: 'From step to step' });
    const steps = () =>
      panel
        .locator('[data-step] data')
        .evaluateAll((all) => all.map((one) => (one as HTMLDataElement).value));
    // Two saw a product and put it into the cart, one of them went on.
    await expect.poll(steps, SETTLED).toEqual(['2', '2', '1', '0', '0', '0']);
    await panel.getByRole('button', { name: 'Other steps' }).click();
    for (let left = 6; left > 2; left--) await panel.getByRole('button', { name: 'Remove step 3' }).click();
    await panel.getByLabel('Step 1', { exact: true }).fill('page_view');
    await panel.getByLabel('Step 2', { exact: true }).fill('purchase');
    await panel.getByRole('button', { name: 'Show this funnel' }).click();
    await expect.poll(steps, SETTLED).toEqual(['5', '1']);
    expect(new URL(page.url()).searchParams.getAll('step')).toEqual(['page_view', 'purchase']);
    await page.reload();
    await expect.poll(steps, SETTLED).toEqual(['5', '1']);
    await page.goBack();
    await expect.poll(steps, SETTLED).toEqual(['2', '2', '1', '0', '0', '0']);
  });

  it('drills down, goes back, and finds each step of it in the address', async () => {
    const { page } = owner;
    await open(page, collector, '/s/shop/sales');
    await settled(page);
    await page
      .locator('article[data-kpi=orders]')
      .getByRole('button', { name: 'Orders', exact: true })
      .click();
    await page.waitForURL(/\/kpi\/orders/);
    // The address is the new one while the page of before still stands there.
    await page.getByRole('heading', { level: 1, name: 'Orders', exact: true }).waitFor();
    await settled(page);
    expect(await page.locator('[data-kpi=orders] data').first().textContent()).toBe('1');
    await page.goBack();
    await page.waitForURL(/\/sales/);
    await page.getByRole('heading', { level: 1, name: 'Sales', exact: true }).waitFor();
  });

  it('has a person’s data handed out, and erased', async () => {
    const { page } = owner;
    await open(page, collector, '/s/shop/persons');
    await page.getByLabel('Visitor id or customer id').fill('looker');
    await page.getByRole('button', { name: 'Look it up' }).click();
    await page.locator('[data-part=events] dd').waitFor();
    expect(await page.locator('[data-part=events] dd').textContent()).toBe('3');
    await page.getByLabel('Type looker to erase').fill('looker');
    await page.getByRole('button', { name: 'Erase this person' }).click();
    await page.getByText('Erased.').waitFor();
    expect((await collector.fetch('/v1/persons/looker?site=shop')).status).toBe(404);
  });

  it('selects what is to be copied where the page has no clipboard, as over plain http', async () => {
    const { page } = owner;
    await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await open(page, collector, '/s/shop/sites');
    const snippet = await page.locator('pre').textContent();
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await expect
      .poll(() => page.evaluate(() => getSelection()?.toString().trim()), SETTLED)
      .toBe(snippet?.trim());
    expect(await page.getByRole('button', { name: 'Copied', exact: true }).count()).toBe(0);
  });

  it('shares what is seen by a link that ends', async () => {
    const { page } = owner;
    await open(page, collector, '/s/shop/sales?period=7d');
    await settled(page);
    await page.getByRole('button', { name: 'Share this page' }).click();
    await page.getByRole('button', { name: 'Make the link' }).click();
    const link = (await page.locator('pre').textContent()) as string;
    expect(link).toMatch(/\/s\/shop\/sales\?period=7d#key=ff_/);
    const other = await newOwner(browser, collector);
    await other.page.goto(link);
    await other.page.getByRole('heading', { level: 1, name: 'Sales' }).waitFor();
    expect(await other.page.getByRole('link', { name: 'Keys' }).count()).toBe(0);

    // Whoever has the link sees the goals, and leaves them as they are.
    const goal = { site: 'shop', kpi: 'visits', deadline: daysAgoInBerlin(-30), target: { change: 0.1 } };
    const { id } = await collector.fetchJson<{ id: string }>('/v1/goals', { json: goal });
    await goTo(other.page, 'goals');
    await other.page.locator('[data-goal=visits]').getByText('Should be by now').waitFor();
    const buttons = other.page.locator('main').getByRole('button');
    expect(await buttons.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))).toEqual([
      'Save these figures',
    ]);
    expect(await other.page.locator('[data-set]').count()).toBe(0);
    await other.leave();
    const headers = { authorization: `Bearer ${link.split('#key=')[1]}` };
    for (const [path, method] of [
      [`/v1/goals/${id}`, 'DELETE'],
      ['/v1/export/orders?site=shop', 'GET'],
      ['/v1/persons/buyer?site=shop', 'GET'],
    ] as const)
      expect([path, (await collector.fetch(path, { method, headers })).status]).toEqual([path, 403]);
    await collector.fetchJson(`/v1/goals/${id}`, { method: 'DELETE' });
    const { keys } = await collector.fetchJson<{ keys: { role: string; expires: number | null }[] }>(
      '/v1/keys',
    );
    const days = ((keys.find(({ role }) => role === 'guest')?.expires ?? 0) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(29.9);
    expect(days).toBeLessThanOrEqual(30);
  });
});
