import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, newPerson } from './harness/browser.js';
import { type Collector, startCollector } from './harness/collector.js';
import { type ExportedEvent, exportedEvents } from './harness/exported.js';
import { euro } from './harness/money.js';
import {
  addToCart,
  beginCheckout,
  chooseShipping,
  giveAddress,
  openCart,
  pay,
} from './harness/shop-pages.js';
import { waitFor } from './harness/wait.js';

let collector: Collector;
let browser: Browser;
let person: BrowserContext;
let page: Page;

beforeAll(async () => {
  [collector, browser] = await Promise.all([startCollector({ args: ['--demo-shop'] }), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await collector?.stop();
});
beforeEach(async () => {
  person = await newPerson(browser);
  page = await person.newPage();
});
afterEach(() => person.close());

const open = async (path: string, tab = page) => {
  await tab.goto(`${collector.url}/shop/${path}`);
  await tab.getByRole('heading', { level: 1 }).first().waitFor();
};

const share = (network: string) => page.getByRole('button', { name: network }).click();

/** What the collector has of this test's person. */
async function eventsOfPerson(): Promise<ExportedEvent[]> {
  const [cookie] = (await person.cookies()).filter(({ name }) => name === 'footfall');
  const visitor = cookie?.value.split('.')[0];
  const events = await exportedEvents(collector, 'demo');
  return events.filter(({ visitor_id }) => visitor_id === visitor);
}

/** Waits until there is such an event of the person, and answers all of theirs. */
const eventsWith = (name: string, count = 1): Promise<ExportedEvent[]> =>
  waitFor(
    `${count} × ${name}`,
    async () => {
      const events = await eventsOfPerson();
      return events.filter((event) => event.name === name).length >= count ? events : undefined;
    },
    { timeout: 20_000, interval: 100 },
  );

/** How often there is each event; time on a page may come in pieces, and is left out. */
function countByName(events: readonly ExportedEvent[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { name } of events) if (name !== 'user_engagement') counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

const PRODUCT_PAGE = { page_view: 1, view_item: 1, view_item_list: 1 };

async function closeLikeAPerson(tab: Page): Promise<void> {
  const closed = tab.waitForEvent('close');
  await tab.close({ runBeforeUnload: true });
  await closed;
}

/** Whether a request of the page brings this event. */
const brings = (event: ExportedEvent) => (request: { url(): string; postData(): string | null }) =>
  request.url().endsWith('/v1/events') && (request.postData()?.includes(event.id) ?? false);

describe('a tab that is closed at once after a click', () => {
  it('has said everything, once', async () => {
    await open('product/stoneware-bowl/');
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await closeLikeAPerson(page);
    const events = await eventsWith('user_engagement');
    expect(countByName(events)).toEqual({ ...PRODUCT_PAGE, add_to_cart: 1 });
    expect(new Set(events.map(({ visit_id }) => visit_id)).size).toBe(1);
  });

  it('has said it once, though its answers were heard by nobody and the next page says it again', async () => {
    await person.clock.install();
    await open('product/stoneware-bowl/');
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await closeLikeAPerson(page);
    const before = await eventsWith('user_engagement');
    const added = before.find(({ name }) => name === 'add_to_cart') as ExportedEvent;

    page = await person.newPage();
    await person.clock.fastForward('01:00');
    const again = page.waitForRequest(brings(added));
    await open('contact/');
    await again;
    const events = await eventsWith('page_view', 2);
    expect(countByName(events)).toEqual({ ...PRODUCT_PAGE, page_view: 2, add_to_cart: 1 });
  });
});

describe('a network that is away for a while', () => {
  it('loses and doubles nothing while the page stays open', async () => {
    await open('product/stoneware-bowl/');
    await eventsWith('view_item');
    await person.setOffline(true);
    const failed = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/v1/events'));
    await share('Facebook');
    await failed;
    await share('Pinterest');
    const left = Date.now();
    await person.setOffline(false);
    const events = await eventsWith('share', 2);
    expect(countByName(events)).toEqual({ ...PRODUCT_PAGE, share: 2 });
    for (const { name, time } of events)
      if (name === 'share') expect(Date.parse(time)).toBeLessThanOrEqual(left);
  });

  it('loses nothing when the tab is closed meanwhile', async () => {
    await open('product/stoneware-bowl/');
    await eventsWith('view_item');
    await person.setOffline(true);
    await share('WhatsApp');
    const left = Date.now();
    await closeLikeAPerson(page);
    await person.setOffline(false);
    page = await person.newPage();
    await open('contact/');
    const events = await eventsWith('share');
    expect(countByName(events)).toEqual({ ...PRODUCT_PAGE, page_view: 2, share: 1 });
    const { time } = events.find(({ name }) => name === 'share') as ExportedEvent;
    expect(Date.parse(time)).toBeLessThanOrEqual(left);
  });

  it('counts an event once whose answer was lost on the way', async () => {
    let lost = 0;
    await page.route('**/v1/events', async (route) => {
      await route.fetch();
      lost += 1;
      await route.abort('connectionreset');
      await page.unroute('**/v1/events');
    });
    await open('product/stoneware-bowl/');
    const said = await eventsWith('view_item');
    const again = page.waitForRequest(brings(said.find(({ name }) => name === 'view_item') as ExportedEvent));
    await again;
    await share('Facebook');
    expect(countByName(await eventsWith('share'))).toEqual({ ...PRODUCT_PAGE, share: 1 });
    expect(lost).toBe(1);
  });
});

describe('a collector that is away for a while', () => {
  it('gets everything once when it is back', async () => {
    await open('product/stoneware-bowl/');
    await eventsWith('view_item');
    await collector.end();
    const failed = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/v1/events'));
    await share('Facebook');
    await failed;
    await collector.start();
    await share('Pinterest');
    expect(countByName(await eventsWith('share', 2))).toEqual({ ...PRODUCT_PAGE, share: 2 });
  });
});

/** Puts a bowl into the cart and goes as far as the last step of the checkout. */
async function goToPayment(): Promise<void> {
  await open('product/stoneware-bowl/');
  await addToCart(page);
  await openCart(page);
  await beginCheckout(page);
  await giveAddress(page, 'DE');
  await chooseShipping(page, 'Standard');
}

/** Orders by their numbers, and their revenue, from the collector's answers. */
async function ordersOfToday() {
  const [orders, revenue] = await Promise.all(
    ['orders', 'revenue'].map((id) =>
      collector.kpi(id, { site: 'demo', from: '2020-01-01', to: '2029-12-31' }),
    ),
  );
  return { orders: orders?.value, revenue: revenue?.value };
}

describe('an order', () => {
  it('is one, however often the thank-you page is looked at', async () => {
    await goToPayment();
    const order = await pay(page, 'Card');
    for (let reload = 0; reload < 3; reload++) {
      await page.reload();
      await page.locator('#order-number').waitFor();
    }
    await open('contact/');
    await page.goBack();
    await page.locator('#order-number').waitFor();
    const second = await person.newPage();
    await second.goto(page.url());
    await second.locator('#order-number').waitFor();
    await open('blog/', second);

    // product, cart, three steps, then thanks five or six times (Back may find the page as it was left), contact, blog
    const events = await eventsWith('page_view', 12);
    const purchases = events.filter(({ name }) => name === 'purchase');
    expect(purchases.map(({ data }) => data?.transaction_id)).toEqual([order]);
    expect(await ordersOfToday()).toEqual({ orders: 1, revenue: euro(24_00) });
  });

  it('is one, when two tabs pay at the same time', async () => {
    await goToPayment();
    const second = await person.newPage();
    await open('checkout/payment/', second);
    for (const tab of [page, second]) await tab.getByLabel('PayPal').check();
    await Promise.all(
      [page, second].map((tab) => tab.getByRole('button', { name: 'Place the order' }).click()),
    );
    const number = await Promise.any([page, second].map((tab) => tab.locator('#order-number').textContent()));
    // Whichever tab came second may have found the cart empty; it looks at the order too.
    await Promise.all([page, second].map((tab) => open(`thank-you/?order=${number}`, tab)));
    await Promise.all([page, second].map((tab) => open('contact/', tab)));
    const events = await eventsWith('page_view', 10);
    expect(countByName(events)).toMatchObject({ purchase: 1, add_to_cart: 1 });
    expect(new Set(events.map(({ visit_id }) => visit_id)).size).toBe(1);
    // And the one of the test before.
    expect(await ordersOfToday()).toEqual({ orders: 2, revenue: euro(48_00) });
  });
});

describe('two tabs that are opened at the same moment', () => {
  it('are one visitor, one visit and two page views', async () => {
    const second = await person.newPage();
    await Promise.all([open('product/stoneware-bowl/'), open('product/speckled-mug/', second)]);
    await Promise.all([open('contact/'), open('blog/', second)]);
    const events = await eventsWith('page_view', 4);
    expect(countByName(events)).toEqual({ page_view: 4, view_item: 2, view_item_list: 2 });
    expect(new Set(events.map(({ visit_id }) => visit_id)).size).toBe(1);
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  });
});
