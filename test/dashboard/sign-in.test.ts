import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../harness/browser.js';
import { type Collector, startCollector } from '../harness/collector.js';
import { counting } from '../harness/counting.js';
import { waitFor } from '../harness/wait.js';
import { cardsOf, newOwner, type Owner, open, seriousFindings } from './owner.js';

let collector: Collector;
let browser: Browser;
let owner: Owner;

beforeAll(async () => {
  [collector, browser] = await Promise.all([
    startCollector({ args: ['--demo-shop', '--no-demo'] }),
    launchBrowser(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await collector?.stop();
});
beforeEach(async () => {
  owner = await newOwner(browser, collector);
});
afterEach(() => owner.leave());

describe('the way in', () => {
  it('asks for a key, and says where to get one', async () => {
    const { page } = owner;
    await page.goto(collector.url);
    await page.getByLabel('Key', { exact: true }).waitFor();
    await page.getByText('The first start of the collector prints an admin key').waitFor();
    expect(await page.getByRole('navigation').count()).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('takes the key of the address, and leaves it neither there nor in any request’s', async () => {
    const { page, asked, context } = owner;
    await open(page, collector);
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    expect(page.url()).toBe(`${collector.url}/s/demo`);
    expect(asked.filter((url) => url.includes(collector.adminKey))).toEqual([]);
    expect(await context.cookies()).toEqual([]);
  });

  it('says that a key is wrong, and takes a right one', async () => {
    const { page } = owner;
    await open(page, collector, '/', 'ff_a_key_that_nobody_has_made_000000000000');
    await page.getByText('This key is not known here').waitFor();
    await page.getByLabel('Key', { exact: true }).fill(collector.adminKey);
    await page.getByRole('button', { name: 'Show figures' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
  });

  it('says of a key that may only send what is missing', async () => {
    const { key } = await collector.createKey({ role: 'writer', sites: ['demo'] });
    await open(owner.page, collector, '/', key);
    await owner.page.getByText('This key may only send data').waitFor();
  });

  it('forgets the key with the tab, unless it is told to keep it, and when told to forget it', async () => {
    const { page, context } = owner;
    await page.goto(collector.url);
    await page.getByLabel('Key', { exact: true }).fill(collector.adminKey);
    await page.getByRole('button', { name: 'Show figures' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    const other = await context.newPage();
    await other.goto(collector.url);
    await other.getByLabel('Key', { exact: true }).fill(collector.adminKey);
    await other.getByLabel('Stay signed in on this device').check();
    await other.getByRole('button', { name: 'Show figures' }).click();
    await other.getByRole('heading', { name: 'Overview' }).waitFor();
    const third = await context.newPage();
    await third.goto(collector.url);
    await third.getByRole('heading', { name: 'Overview' }).waitFor();
    await third.getByRole('button', { name: 'Settings' }).click();
    await third.getByRole('button', { name: 'Sign out' }).click();
    await third.getByLabel('Key', { exact: true }).waitFor();
    await third.reload();
    await third.getByLabel('Key', { exact: true }).waitFor();
  });

  it('keeps who stays signed in, whatever links are opened beside', async () => {
    const { page, context } = owner;
    await page.goto(collector.url);
    await page.getByLabel('Key', { exact: true }).fill(collector.adminKey);
    await page.getByLabel('Stay signed in on this device').check();
    await page.getByRole('button', { name: 'Show figures' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();

    const { key } = await collector.createKey({ role: 'guest', sites: ['demo'] });
    const linked = await context.newPage();
    await open(linked, collector, '/s/demo', key);
    await linked.getByRole('heading', { name: 'Overview' }).waitFor();
    expect(await linked.locator('nav a[href$="/keys"]').count()).toBe(0);
    const ended = await context.newPage();
    let answer = () => {};
    const refusedFirst = new Promise<void>((resolve) => {
      answer = resolve;
    });
    // The second refusal comes when the key of the link is forgotten already, and leads to another look at what it opens.
    await ended.route(/\/v1\/kpis$/, async (route) => {
      await refusedFirst;
      await route.continue();
    });
    await open(ended, collector, '/s/demo', 'ff_a_key_that_nobody_has_made_000000000000');
    await ended.getByText('This key is not known here').waitFor();
    const again = ended.waitForResponse(/\/v1\/me$/);
    answer();
    expect((await again).status()).toBe(401);

    const fresh = await context.newPage();
    await fresh.goto(collector.url);
    await fresh.locator('nav a[href$="/keys"]').first().waitFor();
  });

  it('shows the way to the first visit where there is none, and then the visit', async () => {
    const { page } = owner;
    await open(page, collector);
    await page.getByRole('heading', { name: 'No visits in this period' }).waitFor();
    // As the README has it: what a page says before the script is there waits for it.
    const snippet = `<script>window.footfall=window.footfall||function(){(footfall.q=footfall.q||[]).push(arguments)}</script>
<script async src="${collector.url}/footfall.js" data-site="demo"></script>`;
    expect(await page.locator('pre').textContent()).toBe(snippet);
    await page.getByRole('link', { name: 'Open the demo shop' }).click();
    await page.getByRole('heading', { name: 'The autumn table' }).waitFor();
    await counting(page);
    await page.getByRole('link', { name: 'see your numbers' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await waitFor('the first visit on the page', async () => {
      await page.reload();
      return (await cardsOf(page)).visits === 1;
    });
    expect(await page.getByRole('heading', { name: 'No visits in this period' }).count()).toBe(0);
  });
});
