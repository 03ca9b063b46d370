import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, newPerson } from './harness/browser.js';
import { type Collector, type KpiAnswer, startCollector } from './harness/collector.js';
import { counting } from './harness/counting.js';
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
/** The ids by which this test's person is known; one, if all goes well. */
let visitors = new Set<string | null>();
const earlier = new Set<string | null>();
let before: Arrived;

const ALL_DAYS = { site: 'demo', from: '2020-01-01', to: '2029-12-31' };
const isBeacon = (request: Request) => request.url().endsWith('/v1/events');

beforeAll(async () => {
  [collector, browser] = await Promise.all([startCollector({ args: ['--demo-shop'] }), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await collector?.stop();
});
beforeEach(async () => {
  before = await arrived();
  person = await newPerson(browser);
  page = await person.newPage();
});
afterEach(async () => {
  // Closed pages say how long they were looked at, which may come when the next test runs.
  for (const visitor of visitors) earlier.add(visitor);
  await person.close();
});

const open = async (path: string, tab = page) => {
  await tab.goto(`${collector.url}/shop/${path}`);
  await counting(tab);
};

const share = (network: string) => page.getByRole('button', { name: network }).click();

/** What tells, without a look into the log, that events have come. */
interface Arrived {
  readonly page_views: number;
  readonly social_shares: number;
  readonly carts: number;
}

async function arrived(): Promise<Arrived> {
  const { kpis } = await collector.fetchJson<{ kpis: Record<string, KpiAnswer> }>('/v1/query', {
    json: { ...ALL_DAYS, kpis: ['page_views', 'social_shares', 'product_performance'] },
  });
  const { page_views, social_shares, product_performance } = kpis;
  const products = product_performance?.totals as { carts: number } | undefined;
  return {
    page_views: Number(page_views?.value),
    social_shares: Number(social_shares?.value),
    carts: Number(products?.carts),
  };
}

/** Waits until so much has come since the test began. */
async function until(expected: Partial<Arrived>): Promise<void> {
  let now: Arrived = before;
  const names = Object.keys(expected) as (keyof Arrived)[];
  const come = async () => {
    now = await arrived();
    return names.every((name) => now[name] - before[name] >= (expected[name] ?? 0));
  };
  await waitFor(JSON.stringify(expected), come).catch((error: Error) => {
    throw new Error(`${error.message}; ${JSON.stringify(before)} became ${JSON.stringify(now)}`, {
      cause: error,
    });
  });
}

/** All events of this test's person. */
async function eventsOfPerson(): Promise<ExportedEvent[]> {
  const all = await exportedEvents(collector, 'demo');
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  const events = all.filter(({ visitor_id }) => !earlier.has(visitor_id));
  visitors = new Set(events.map(({ visitor_id }) => visitor_id));
  return events;
}

/** How often there is each event; time on a page may come in pieces, and is left out. */
function countByName(events: readonly ExportedEvent[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { name } of events) if (name !== 'user_engagement') counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

// The form is the one that puts into the cart.
const BOWL_ADDED = { add_to_cart: 1, form_submit: 1 };
const PRODUCT_PAGE = { page_view: 1, view_item: 1, view_item_list: 1 };

/** When the last event of a name was, ms since the epoch. */
const latest = (events: readonly ExportedEvent[], name: string) =>
  Math.max(...events.filter((event) => event.name === name).map(({ time }) => Date.parse(time)));

async function closeLikeAPerson(tab: Page): Promise<void> {
  const closed = tab.waitForEvent('close');
  await tab.close({ runBeforeUnload: true });
  await closed;
}

/** Ids of the events that a request brings. */
const idsOf = (request: Request): string[] =>
  JSON.parse(request.postData() ?? '{"events":[]}').events.map(({ id }: { id: string }) => id);

/** Whether a request of the page brings this event. */
const brings = (event: ExportedEvent) => (request: Request) =>
  isBeacon(request) && idsOf(request).includes(event.id);

const failedBeacon = () => page.waitForEvent('requestfailed', isBeacon);

describe('a tab that is closed at once after a click', () => {
  it('has said everything, once', async () => {
    await open('product/stoneware-bowl/');
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await closeLikeAPerson(page);
    await until({ carts: 1 });
    const events = await eventsOfPerson();
    expect(countByName(events)).toEqual({ ...PRODUCT_PAGE, ...BOWL_ADDED });
    expect(events.some(({ name }) => name === 'user_engagement')).toBe(true);
  });

  it('has said it once, though its answers were heard by nobody and the next page says it again', async () => {
    await person.clock.install();
    await open('product/stoneware-bowl/');
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await closeLikeAPerson(page);
    await until({ carts: 1 });
    const first = await eventsOfPerson();
    const added = first.find(({ name }) => name === 'add_to_cart') as ExportedEvent;

    page = await person.newPage();
    await person.clock.fastForward('00:50');
    const again = page.waitForRequest(brings(added));
    await open('contact/');
    await again;
    await until({ page_views: 2 });
    expect(countByName(await eventsOfPerson())).toEqual({ ...PRODUCT_PAGE, ...BOWL_ADDED, page_view: 2 });
  });
});

describe('a network that is away for a while', () => {
  it('loses and doubles nothing while the page stays open', async () => {
    await open('product/stoneware-bowl/');
    await until({ page_views: 1 });
    await person.setOffline(true);
    const failed = failedBeacon();
    await share('Facebook');
    await failed;
    await share('Pinterest');
    const left = Date.now();
    await person.setOffline(false);
    await until({ social_shares: 2 });
    const events = await eventsOfPerson();
    expect(countByName(events)).toEqual({ ...PRODUCT_PAGE, share: 2 });
    expect(latest(events, 'share')).toBeLessThanOrEqual(left);
  });

  it('loses nothing when the tab is closed meanwhile, and the shop is opened again later', async () => {
    await person.clock.install();
    await open('product/stoneware-bowl/');
    await until({ page_views: 1 });
    await person.setOffline(true);
    await share('WhatsApp');
    const left = Date.now();
    await closeLikeAPerson(page);
    await person.setOffline(false);
    // Within the minute that browsers' clocks may be off.
    await person.clock.fastForward('00:50');
    page = await person.newPage();
    await open('contact/');
    await until({ social_shares: 1, page_views: 2 });
    const events = await eventsOfPerson();
    expect(countByName(events)).toEqual({ ...PRODUCT_PAGE, page_view: 2, share: 1 });
    expect(latest(events, 'share')).toBeLessThanOrEqual(left);
  });

  it('counts an event once whose answer was lost on the way', async () => {
    const sent: string[] = [];
    await page.route('**/v1/events', async (route) => {
      sent.push(...idsOf(route.request()));
      const answer = await route.fetch();
      if (sent.length > new Set(sent).size) await route.fulfill({ response: answer });
      else await route.abort('connectionreset');
    });
    await open('product/stoneware-bowl/');
    await waitFor('the page view to be sent again', () => sent.length > new Set(sent).size);
    await share('Facebook');
    await until({ social_shares: 1 });
    expect(countByName(await eventsOfPerson())).toEqual({ ...PRODUCT_PAGE, share: 1 });
  });
});

describe('a collector that is away for a while', () => {
  it('gets everything once when it is back', async () => {
    await open('product/stoneware-bowl/');
    await until({ page_views: 1 });
    await collector.end();
    const failed = failedBeacon();
    await share('Facebook');
    await failed;
    await collector.start();
    await share('Pinterest');
    await until({ social_shares: 2 });
    expect(countByName(await eventsOfPerson())).toEqual({ ...PRODUCT_PAGE, share: 2 });
  });
});

/** Puts a bowl into the cart and goes as far as the last step of the checkout: five pages. */
async function goToPayment(): Promise<void> {
  await open('product/stoneware-bowl/');
  await addToCart(page);
  await openCart(page);
  await counting(page);
  await beginCheckout(page);
  await counting(page);
  await giveAddress(page, 'DE');
  await counting(page);
  await chooseShipping(page, 'Standard');
  await counting(page);
}

/** Waits until a thank-you page is there and counted. @returns the order's number */
async function thanks(tab: Page): Promise<string> {
  const number = (await tab.locator('#order-number').textContent()) as string;
  await counting(tab);
  return number;
}

/** How many orders there are and what they are worth, by the collector's answers. */
async function ordersSoFar() {
  const { kpis } = await collector.fetchJson<{ kpis: Record<string, KpiAnswer> }>('/v1/query', {
    json: { ...ALL_DAYS, kpis: ['orders', 'revenue'] },
  });
  return { orders: kpis.orders?.value, revenue: kpis.revenue?.value };
}

describe('an order', () => {
  it('is one, however often the thank-you page is looked at', async () => {
    await goToPayment();
    const order = await pay(page, 'Card');
    await thanks(page);
    for (let reload = 0; reload < 3; reload++) {
      await page.reload();
      await thanks(page);
    }
    const second = await person.newPage();
    await second.goto(page.url());
    await thanks(second);
    // Back finds the page as it was left, or loads it again.
    await open('contact/');
    await page.goBack();
    await thanks(page);
    await open('blog/');

    // Five to payment; thanks, three times again, in the other tab and by Back; contact and blog.
    await until({ page_views: 13 });
    const purchases = (await eventsOfPerson()).filter(({ name }) => name === 'purchase');
    expect(purchases.map(({ data }) => data?.transaction_id)).toEqual([order]);
    expect(await ordersSoFar()).toEqual({ orders: 1, revenue: euro(24_00) });
  });

  it('is one, when two tabs pay at the same time', async () => {
    await goToPayment();
    const second = await person.newPage();
    await open('checkout/payment/', second);
    const tabs = [page, second];
    for (const tab of tabs) await tab.getByLabel('PayPal').check();
    await Promise.all(tabs.map((tab) => tab.getByRole('button', { name: 'Place the order' }).click()));
    const number = await Promise.any(tabs.map(thanks));
    // Whichever tab came second may have found the cart empty; it looks at the order too.
    await Promise.all(tabs.map((tab) => open(`thank-you/?order=${number}`, tab)));
    await Promise.all(tabs.map((tab) => open('contact/', tab)));

    // Six to payment, thanks in one tab at least, and then in both, contact in both.
    await until({ page_views: 11 });
    const purchases = (await eventsOfPerson()).filter(({ name }) => name === 'purchase');
    expect(new Set(purchases.map(({ data }) => data?.transaction_id))).toEqual(new Set([number]));
    // And the one of the test before.
    expect(await ordersSoFar()).toEqual({ orders: 2, revenue: euro(48_00) });
  });
});

describe('two tabs that are opened at the same moment', () => {
  it('are one visitor, one visit and two page views', async () => {
    const second = await person.newPage();
    await Promise.all([open('product/stoneware-bowl/'), open('product/speckled-mug/', second)]);
    await Promise.all([open('contact/'), open('blog/', second)]);
    await until({ page_views: 4 });
    const events = await eventsOfPerson();
    expect(countByName(events)).toEqual({ page_view: 4, view_item: 2, view_item_list: 2 });
    expect(visitors.size).toBe(1);
    expect(new Set(events.map(({ visit_id }) => visit_id)).size).toBe(1);
  });
});
