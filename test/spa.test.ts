import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { launchBrowser, newPerson } from './harness/browser.js';
import { type Collector, startCollector } from './harness/collector.js';
import { type ExportedEvent, exportedEvents } from './harness/exported.js';
import { euro } from './harness/money.js';
import { buildRouterShop, type RouterShop, serveRouterShop } from './harness/router-shop.js';
import { waitFor } from './harness/wait.js';

// examples/spa, built with the npm package, in a real browser.

let collector: Collector;
let browser: Browser;
let shop: RouterShop;
let person: BrowserContext;
let page: Page;
let problems: string[];

beforeAll(async () => {
  await buildRouterShop();
  [collector, browser] = await Promise.all([startCollector(), launchBrowser()]);
  await collector.createSite({ id: 'demo' });
  shop = await serveRouterShop(collector.url);
});
afterAll(async () => {
  await shop?.close();
  await browser?.close();
  await collector?.stop();
});
beforeEach(async () => {
  person = await newPerson(browser);
  page = await person.newPage();
  // Time passes when a test says so, beside what the machine takes.
  await page.clock.install();
  problems = [];
  page.on('pageerror', (error) => problems.push(error.message));
});
afterEach(async () => {
  await person.close();
  expect(problems).toEqual([]);
});

const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
const link = (name: string) => page.getByRole('link', { name }).click();

async function open(path: string, name: string): Promise<void> {
  await page.goto(shop.url + path);
  await heading(name);
}

/** Looks at the page for so long. */
const stay = (seconds: number) => page.clock.fastForward(seconds * 1000);

const idOfPerson = async () =>
  (await person.cookies()).find(({ name }) => name === 'footfall')?.value.split('.')[0];

/** This person's events by the browser's times, once so many page views have arrived. */
async function eventsAfter(pageViews: number): Promise<ExportedEvent[]> {
  const visitor = await idOfPerson();
  return waitFor(
    `${pageViews} page views`,
    async () => {
      const events = (await exportedEvents(collector, 'demo')).filter(
        ({ visitor_id }) => visitor_id === visitor,
      );
      if (named(events, 'page_view').length < pageViews) return undefined;
      return events.sort((one, other) => Date.parse(one.time) - Date.parse(other.time));
    },
    { interval: 250 },
  );
}

const named = (events: readonly ExportedEvent[], name: string) =>
  events.filter((event) => event.name === name);
const pathOf = ({ url }: ExportedEvent) => (url ?? '').replace(shop.url, '');
const paths = (events: readonly ExportedEvent[]) => events.map(pathOf);

/** Seconds of attention by path. */
function secondsByPath(events: readonly ExportedEvent[]): Record<string, number> {
  const seconds: Record<string, number> = {};
  for (const event of named(events, 'user_engagement'))
    seconds[pathOf(event)] = (seconds[pathOf(event)] ?? 0) + Number(event.data?.engagement_ms) / 1000;
  return seconds;
}

it('counts one page view for each route, under its own URL, also for back and forward', async () => {
  await open('/', 'Things for a kitchen that is used');
  await link('Tableware');
  await heading('Tableware');
  await link('Stoneware bowl, 18 cm');
  await heading('Stoneware bowl, 18 cm');
  await page.goBack();
  await heading('Tableware');
  await page.goForward();
  await heading('Stoneware bowl, 18 cm');
  const events = await eventsAfter(5);
  expect(paths(named(events, 'page_view'))).toEqual([
    '/',
    '/category/tableware',
    '/product/stoneware-bowl',
    '/category/tableware',
    '/product/stoneware-bowl',
  ]);
  expect(new Set(events.map(({ visit_id }) => visit_id)).size).toBe(1);
});

it('gives the time of a page to the page that was looked at, before the next one is counted', async () => {
  await open('/', 'Things for a kitchen that is used');
  await stay(100);
  await link('Tableware');
  await heading('Tableware');
  await stay(500);
  await link('Cart, 0');
  await heading('Your cart');
  const events = await eventsAfter(3);
  const seconds = secondsByPath(events);
  expect(Object.keys(seconds).sort()).toEqual(['/', '/category/tableware']);
  // What the machine takes comes on top.
  expect(seconds['/']).toBeGreaterThanOrEqual(100);
  expect(seconds['/']).toBeLessThan(200);
  expect(seconds['/category/tableware']).toBeGreaterThanOrEqual(500);
  expect(seconds['/category/tableware']).toBeLessThan(600);
  const [, category, cart] = named(events, 'page_view').map(({ time }) => Date.parse(time)) as [
    number,
    number,
    number,
  ];
  const told = named(events, 'user_engagement').map(({ time }) => Date.parse(time)) as [number, number];
  expect(told[0]).toBeLessThanOrEqual(category);
  expect(told[1]).toBeLessThanOrEqual(cart);
});

it('counts an order with its items once, also when the thank-you page is reloaded', async () => {
  await open('/category/tableware', 'Tableware');
  await link('Linen napkins, set of four');
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await link('Cart, 1');
  await link('To the checkout');
  await page.getByLabel('E-mail address').fill('somebody@example.org');
  await page.getByRole('button', { name: 'Place the order' }).click();
  await heading('Thank you');
  const order = await page.locator('#order-number').textContent();
  await page.reload();
  await heading('Thank you');
  // What would be counted twice would come before this page.
  await link('Kiln & Oak');
  await heading('Things for a kitchen that is used');

  const events = await eventsAfter(7);
  const thanks = `/thanks/${order}`;
  expect(paths(named(events, 'page_view'))).toEqual([
    ...['/category/tableware', '/product/linen-napkins', '/cart', '/checkout', thanks, thanks, '/'],
  ]);
  const item = { item_id: 'KO-202', item_name: 'Linen napkins, set of four', item_category: 'Tableware' };
  expect(named(events, 'purchase')).toEqual([
    expect.objectContaining({
      url: shop.url + thanks,
      data: expect.objectContaining({
        ...{ transaction_id: order, currency: 'EUR', value: 38.5, shipping: 4.9 },
        items: [expect.objectContaining({ ...item, price: 38.5, quantity: 1 })],
      }),
    }),
  ]);
  const steps = [
    'select_item',
    'view_item',
    'add_to_cart',
    'view_cart',
    'begin_checkout',
    'add_shipping_info',
  ];
  for (const step of [...steps, 'add_payment_info'])
    expect([step, named(events, step).length]).toEqual([step, 1]);
  const days = { site: 'demo', from: '2020-01-01', to: '2029-12-31' };
  expect(await collector.kpi('revenue', days)).toMatchObject({ value: euro(3850) });
  expect(await collector.kpi('orders', days)).toMatchObject({ value: 1 });
});
