import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, newPerson } from './harness/browser.js';
import { type Collector, type KpiAnswer, startCollector } from './harness/collector.js';
import { euro } from './harness/money.js';
import { sendServerEvents, serverEvent } from './harness/server-events.js';
import { waitFor } from './harness/wait.js';

let collector: Collector;
let browser: Browser;
let owner: BrowserContext;
let page: Page;
let asked: string[];
let problems: string[];

beforeAll(async () => {
  [collector, browser] = await Promise.all([startCollector({ args: ['--demo-shop'] }), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await collector?.stop();
});
beforeEach(async () => {
  owner = await newPerson(browser, { locale: 'en-US' });
  page = await owner.newPage();
  asked = [];
  problems = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => problems.push(error.message));
});
afterEach(async () => {
  await owner.close();
  expect(problems).toEqual([]);
  expect(asked.filter((url) => !url.startsWith(collector.url))).toEqual([]);
});

const signIn = (key: string) => page.goto(`${collector.url}/#key=${key}`);
const textOf = async (id: string) => (await page.locator(`#${id}`).textContent())?.trim();

const KPIS = [
  ...['revenue', 'orders', 'conversion_rate', 'average_order_value', 'visits', 'visitors', 'bounce_rate'],
  ...['cart_abandonment_rate', 'revenue_per_visit', 'new_visitor_share'],
];

/** The ten numbers as the page shows them. */
const shown = async () =>
  Object.fromEntries(await Promise.all(KPIS.map(async (id) => [id, await textOf(id)])));

describe('the page at /, before the first event', () => {
  it('asks for a key, and says where to get one', async () => {
    await page.goto(collector.url);
    await page.getByLabel('Key with the role').waitFor();
    await page.getByText('prints an admin key on the first start').waitFor();
    expect(await page.getByRole('heading', { level: 2 }).count()).toBe(0);
  });

  it('takes the key of the address, and leaves it neither there nor in any request’s', async () => {
    await signIn(collector.adminKey);
    await page.getByRole('heading', { name: 'No visits yet' }).waitFor();
    expect(page.url()).toBe(`${collector.url}/`);
    expect(asked.filter((url) => url.includes(collector.adminKey))).toEqual([]);
    expect(await owner.cookies()).toEqual([]);
  });

  it('has no figure where there is none, and shows the way to the first', async () => {
    await signIn(collector.adminKey);
    await page.getByRole('heading', { name: 'No visits yet' }).waitFor();
    expect(await shown()).toEqual({
      ...{ revenue: '€0.00', orders: '0', visits: '0', visitors: '0' },
      ...{ conversion_rate: '–', average_order_value: '–', bounce_rate: '–' },
      ...{ cart_abandonment_rate: '–', revenue_per_visit: '–', new_visitor_share: '–' },
    });
    expect(await textOf('tag')).toBe(
      `<script async src="${collector.url}/footfall.js" data-site="demo"></script>`,
    );
    await page.getByRole('link', { name: 'Open the demo shop' }).click();
    await page.getByRole('heading', { name: 'The autumn table' }).waitFor();
    // The shop says how one comes back; by then the visit is there.
    await page.getByRole('link', { name: 'see your numbers' }).click();
    await waitFor('the first visit on the page', async () => {
      await page.getByRole('button', { name: 'Refresh' }).click();
      return (await textOf('visits')) === '1';
    });
    expect(await page.getByRole('heading', { name: 'No visits yet' }).isVisible()).toBe(false);
  });

  it('says that a key is wrong, and takes a right one', async () => {
    await signIn('ff_a_key_that_nobody_has_made_000000000000');
    const message = page.getByRole('status');
    await message.waitFor();
    expect(await message.textContent()).toMatch(/key/i);
    await page.getByLabel('Key with the role').fill(collector.adminKey);
    await page.getByRole('button', { name: 'Show figures' }).click();
    await page.locator('#visits').waitFor();
    expect(await message.isVisible()).toBe(false);
    expect(await page.getByLabel('Key with the role').isVisible()).toBe(false);
  });
});

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

/** A visit, two hours ago if left out: so many page views, and what else its visitor did. */
async function visit(
  visitor: string,
  views: number,
  more: readonly (readonly [name: string, data: object])[] = [],
  before = 120 * MINUTE,
): Promise<void> {
  const moment = (minute: number) => ago(before - minute * MINUTE);
  await sendServerEvents(collector, 'shop', visitor, [
    ...Array.from({ length: views }, (_, index) => serverEvent('page_view', moment(index))),
    ...more.map(([name, data], index) => serverEvent(name, moment(views + index), data)),
  ]);
}

describe('the page at /, of a shop with visits', () => {
  const bowl = { currency: 'EUR', items: [{ item_id: 'BOWL', price: 1234.5, quantity: 1 }] };

  beforeAll(async () => {
    await collector.createSite({ id: 'shop', name: 'My shop', timezone: 'Europe/Berlin', currency: 'EUR' });
    // The 30 days before: two visits.
    await visit('earlier-1', 2, [], 40 * DAY);
    await visit('earlier-2', 2, [], 41 * DAY);
    // These: a buyer, one who leaves a cart, one who bounces, one who looks around, and one of the earlier again.
    await visit('buyer', 2, [
      ['add_to_cart', bowl],
      ['purchase', { ...bowl, transaction_id: 'O1', value: 1234.5 }],
    ]);
    await visit('leaver', 1, [['add_to_cart', bowl]]);
    await visit('bouncer', 1);
    await visit('looker', 3);
    await visit('earlier-1', 2);
  });

  // Five visits by five visitors, one order.
  const EXPECTED = {
    revenue: '€1,234.50',
    orders: '1',
    conversion_rate: '20%',
    average_order_value: '€1,234.50',
    visits: '5',
    visitors: '5',
    bounce_rate: '20%',
    cart_abandonment_rate: '50%',
    revenue_per_visit: '€246.90',
    new_visitor_share: '80%',
  };

  it('shows the ten numbers that the API answers, to whoever may read them', async () => {
    const { key } = await collector.createKey({ role: 'reader', sites: ['shop'] });
    await signIn(key);
    await page.locator('#revenue').waitFor();
    expect(await page.getByLabel('Site').locator('option').allTextContents()).toEqual(['My shop']);
    expect(await shown()).toEqual(EXPECTED);
    expect(await page.getByText('€1,234.50 ÷ 5').count()).toBe(1);

    const [from, to] = ((await textOf('period')) ?? '').split(/ to |, /) as [string, string];
    const { kpis } = await collector.fetchJson<{ kpis: Record<string, KpiAnswer> }>('/v1/query', {
      json: { site: 'shop', from, to, kpis: KPIS },
    });
    const values = Object.fromEntries(Object.entries(kpis).map(([id, { value }]) => [id, value]));
    expect(values).toEqual({
      ...{ revenue: euro(1234_50), orders: 1, conversion_rate: 1 / 5, average_order_value: euro(1234_50) },
      ...{ visits: 5, visitors: 5, bounce_rate: 1 / 5, cart_abandonment_rate: 1 / 2 },
      ...{ revenue_per_visit: euro(246_90), new_visitor_share: 4 / 5 },
    });
  });

  it('shows each number’s way through the 30 days, and what it was in the 30 before', async () => {
    await signIn(collector.adminKey);
    await page.getByLabel('Site').selectOption('My shop');
    await waitFor('the figures of the shop', async () => (await textOf('visits')) === '5');
    expect(await page.getByRole('img').count()).toBe(10);
    const visits = page.locator('.card', { has: page.locator('#visits') });
    const bars = await visits.locator('rect title').allTextContents();
    // All of today, unless midnight lay between them.
    const sum = bars.reduce((total, text) => total + Number(text.split(': ')[1]), 0);
    expect(sum).toBe(5);
    // 5 after 2
    expect(await visits.getByText('+150% to the 30 days before').count()).toBe(1);
  });

  it('stays signed in while the tab is open, and forgets the key when told to', async () => {
    await signIn(collector.adminKey);
    await page.locator('#visits').waitFor();
    await page.reload();
    await page.locator('#visits').waitFor();
    await page.getByRole('button', { name: 'Forget key' }).click();
    await page.reload();
    await page.getByLabel('Key with the role').waitFor();
    expect(await page.locator('#visits').count()).toBe(0);
  });

  it('says so when the collector is away, and shows the figures when it is back', async () => {
    await signIn(collector.adminKey);
    await page.locator('#visits').waitFor();
    await collector.end();
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByText('The collector cannot be reached. Is it running?').waitFor();
    await collector.start();
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByText('The collector cannot be reached').waitFor({ state: 'hidden' });
  });
});
