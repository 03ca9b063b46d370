import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, newPerson } from './harness/browser.js';
import { type Call, type RecordingShop, startRecordingShop } from './harness/recording-shop.js';
import { waitFor } from './harness/wait.js';

let browser: Browser;
let shop: RecordingShop;
let person: BrowserContext;
let page: Page;
let problems: string[];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

beforeEach(async () => {
  shop = await startRecordingShop();
  person = await newPerson(browser);
  page = await person.newPage();
  problems = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(new URL(shop.url).origin)) problems.push(`asked for ${request.url()}`);
  });
});
afterEach(async () => {
  await person.close();
  await shop.close();
  expect(problems).toEqual([]);
  expect(shop.notFound).toEqual([]);
});

const go = (path = '') => page.goto(shop.url + path);

const nthCall = (name: string, number = 1): Promise<Call> =>
  waitFor(`call ${number} of ${name}`, () => shop.calls.filter((call) => call.name === name)[number - 1]);

const names = () => shop.calls.map((call) => call.name);

async function fillAddress(country: string, coupon = '') {
  await page.getByLabel('E-mail address').first().fill('ada@example.org');
  await page.getByLabel('Name', { exact: true }).fill('Ada Example');
  await page.getByLabel('Street and number').fill('Ring 1');
  await page.getByLabel('Postcode and town').fill('10115 Berlin');
  await page.getByLabel('Country').selectOption(country);
  if (coupon) await page.getByLabel(/^Code/).fill(coupon);
  await page.getByRole('button', { name: 'On to shipping' }).click();
}

async function buy(country: string, coupon?: string) {
  await fillAddress(country, coupon);
  await page.getByLabel(/Standard/).check();
  await page.getByRole('button', { name: 'On to payment' }).click();
  await page.getByLabel('PayPal').check();
  await page.getByRole('button', { name: 'Place the order' }).click();
  await page.getByRole('heading', { name: 'Thank you' }).waitFor();
}

describe('the demo shop', () => {
  it('says what a buyer does, from the banner to the order, in GA4’s words', async () => {
    await go();
    expect((await nthCall('view_promotion')).data).toMatchObject({
      promotion_id: 'AUTUMN-TABLE',
      promotion_name: 'The autumn table',
    });
    await page.getByRole('link', { name: 'Set the table' }).click();
    expect((await nthCall('select_promotion')).data.promotion_id).toBe('AUTUMN-TABLE');

    const list = await nthCall('view_item_list', 2);
    expect(list.path).toBe('/shop/category/tableware/');
    expect(list.data.items).toHaveLength(4);
    await page.getByRole('main').getByRole('link', { name: 'Stoneware bowl' }).click();
    expect((await nthCall('select_item')).data).toMatchObject({
      item_list_id: 'tableware',
      items: [
        { item_id: 'KO-201', item_name: 'Stoneware bowl', item_category: 'Tableware', price: 24, index: 0 },
      ],
    });

    const view = await nthCall('view_item');
    expect(view.path).toBe('/shop/product/stoneware-bowl/');
    expect(view.data).toMatchObject({
      currency: 'EUR',
      value: 24,
      items: [{ item_id: 'KO-201', quantity: 1 }],
    });
    await page.getByRole('button', { name: 'Add to wish list' }).click();
    expect((await nthCall('add_to_wishlist')).data.items[0].item_id).toBe('KO-201');
    await page.getByRole('button', { name: 'Pinterest' }).click();
    expect((await nthCall('share')).data).toEqual({
      method: 'pinterest',
      content_type: 'product',
      item_id: 'KO-201',
    });
    await page.getByLabel('Quantity').fill('2');
    await page.getByRole('button', { name: 'Add to cart' }).click();
    expect((await nthCall('add_to_cart')).data).toMatchObject({ currency: 'EUR', value: 48 });

    await page.goto(`${shop.url}product/walnut-spoon/`);
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await nthCall('add_to_cart', 2);
    await page.getByRole('link', { name: 'Cart, 3 pieces' }).click();
    expect((await nthCall('view_cart')).data.value).toBe(64);
    await page.getByRole('button', { name: 'Remove Walnut cooking spoon' }).click();
    expect((await nthCall('remove_from_cart')).data).toMatchObject({
      value: 16,
      items: [{ item_id: 'KO-302', quantity: 1 }],
    });

    await page.getByRole('link', { name: 'To the checkout' }).click();
    await buy('DE', 'welcome10');
    expect((await nthCall('begin_checkout')).data.value).toBe(48);
    expect((await nthCall('add_shipping_info')).data).toMatchObject({
      value: 43.2,
      shipping_tier: 'Standard',
      coupon: 'WELCOME10',
    });
    expect((await nthCall('add_payment_info')).data).toMatchObject({ value: 43.2, payment_type: 'PayPal' });
    // 2 × 24.00 − 10 % = 43.20; shipping 4.90; 19 % of 48.10 = 9.14
    expect((await nthCall('purchase')).data).toEqual({
      transaction_id: await page.locator('#order-number').textContent(),
      currency: 'EUR',
      value: 43.2,
      tax: 9.14,
      shipping: 4.9,
      shipping_tier: 'Standard',
      payment_type: 'PayPal',
      coupon: 'WELCOME10',
      items: [
        {
          item_id: 'KO-201',
          item_name: 'Stoneware bowl',
          item_brand: 'Keramik am Fluss',
          item_category: 'Tableware',
          price: 24,
          quantity: 2,
          index: 0,
        },
      ],
    });
    expect(await page.getByRole('link', { name: 'Cart, 0 pieces' }).count()).toBe(1);
  });

  it('says the same order number again when the thank-you page is reloaded, and another for the next order', async () => {
    for (const order of [0, 1]) {
      await go('product/speckled-mug/');
      await page.getByRole('button', { name: 'Add to cart' }).click();
      await page.goto(`${shop.url}checkout/`);
      await buy('US');
      await nthCall('purchase', 2 * order + 1);
      await page.reload();
      await nthCall('purchase', 2 * order + 2);
    }
    const ids = shop.calls.filter(({ name }) => name === 'purchase').map(({ data }) => data.transaction_id);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).toBe(ids[3]);
    expect(ids[0]).not.toBe(ids[2]);
  });

  it('sells in yen without decimals, at the prices set for yen', async () => {
    await go('product/chefs-knife/');
    await page.getByLabel('Currency').selectOption('JPY');
    expect(await page.locator('.product .price').textContent()).toContain('¥21,500');
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await page.goto(`${shop.url}checkout/`);
    await buy('JP');
    // 10 % of 21,500 + 800
    expect((await nthCall('purchase')).data).toMatchObject({
      currency: 'JPY',
      value: 21_500,
      shipping: 800,
      tax: 2230,
      items: [{ price: 21_500 }],
    });
    expect(names().filter((name) => name === 'view_item')).toHaveLength(1);
  });

  it('counts what a search finds, and says when it finds nothing', async () => {
    await go();
    await page.getByLabel('Search the shop').fill('walnut');
    await page.getByLabel('Search the shop').press('Enter');
    expect((await nthCall('search')).data).toEqual({ search_term: 'walnut', results: 1 });
    await page.getByRole('main').getByRole('link', { name: 'wok' }).click();
    expect((await nthCall('search', 2)).data).toEqual({ search_term: 'wok', results: 0 });
    await page.getByRole('heading', { name: 'Nothing found for “wok”' }).waitFor();
  });

  it('makes one order of a payment button that is pressed twice', async () => {
    await go('product/speckled-mug/');
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await page.goto(`${shop.url}checkout/`);
    await fillAddress('FR');
    await page.getByLabel(/Express/).check();
    await page.getByRole('button', { name: 'On to payment' }).click();
    await page.getByLabel('Card').check();
    await page.getByRole('button', { name: 'Place the order' }).dblclick();
    const { data } = await nthCall('purchase');
    expect(data.value).toBe(19.5);
    expect(names().filter((name) => name === 'add_payment_info')).toHaveLength(1);
  });

  it('tells of a newsletter subscription without the address', async () => {
    await go('newsletter/');
    const form = page.getByRole('main').locator('form');
    await form.getByLabel('E-mail address').fill('ada@example.org');
    await form.getByRole('button', { name: 'Subscribe' }).click();
    expect((await nthCall('newsletter_subscribe')).data).toEqual({ method: 'page' });
    await page.getByText('WELCOME10').waitFor();
    expect(JSON.stringify(shop.calls)).not.toContain('ada@');
  });

  it('has a page behind every link', async () => {
    const seen = new Set<string>();
    const open = [shop.url];
    for (let url = open.pop(); url !== undefined; url = open.pop()) {
      if (seen.has(url)) continue;
      seen.add(url);
      await page.goto(url);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await page.title()).toMatch(/Kiln & Oak/);
      const links = await page
        .locator('a')
        .evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
      open.push(...links.map((link) => link.split('#')[0]!).filter((link) => link.startsWith(shop.url)));
    }
    const paths = [...seen].map((url) => url.slice(shop.url.length));
    expect(paths.filter((path) => path.startsWith('product/'))).toHaveLength(12);
    expect(paths.filter((path) => path.startsWith('category/'))).toHaveLength(3);
    expect(paths.filter((path) => path.startsWith('blog/'))).toHaveLength(3);
  });
});
