import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, newPerson } from './harness/browser.js';
import { type Collector, startCollector } from './harness/collector.js';
import { type ShopBehindProxy, startShopBehindProxy } from './harness/shop-behind-proxy.js';
import { waitFor } from './harness/wait.js';

let collector: Collector;
let shop: ShopBehindProxy;
let browser: Browser;

beforeAll(async () => {
  [collector, browser] = await Promise.all([startCollector(), launchBrowser()]);
  shop = await startShopBehindProxy(collector.url);
  await collector.createSite({ id: 'shop', origins: [shop.url] });
});
afterAll(async () => {
  await browser?.close();
  await shop?.stop();
  await collector?.stop();
});

it('knows a visitor again whose browser has thrown away all that scripts have stored', async () => {
  const person = await newPerson(browser);
  const page = await person.newPage();
  await page.goto(`${shop.url}/one`);
  const cookie = await waitFor('the cookie of the collector', async () =>
    (await person.cookies()).find(({ name }) => name === 'footfall_id'),
  );
  const [first] = shop.beacons;
  expect(cookie.value).toMatch(`${first!.visitor.id}.${first!.visitor.first}.`);
  expect(cookie).toMatchObject({ domain: 'localhost', path: '/', httpOnly: false, sameSite: 'Lax' });
  const days = (cookie.expires - Date.now() / 1000) / 86_400;
  expect(days).toBeGreaterThan(399);
  expect(days).toBeLessThanOrEqual(400);

  // As Safari does with what scripts have stored, seven days after the last visit.
  // Not on a page of the tracker, which would write it anew while it is left.
  await page.goto(`${shop.url}/stats/healthz`);
  await page.evaluate(() => localStorage.clear());
  await person.clearCookies({ name: 'footfall' });
  await page.goto(`${shop.url}/two`);
  const again = await waitFor('the second visit', () => shop.beacons.find(({ visit }) => visit.number === 2));
  expect(again.visitor).toEqual(first!.visitor);
  expect((await person.cookies()).find(({ name }) => name === 'footfall_id')?.value).toBe(cookie.value);
  expect(shop.cookiesSet.length, 'a young cookie is not set again').toBe(1);
  await person.close();
});
