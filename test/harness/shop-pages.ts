import type { Page } from 'playwright-core';

// What a person does in the demo shop, in its own words. Nothing here waits for Footfall.

export type Country = 'AT' | 'DE' | 'FR' | 'GB' | 'JP' | 'US';
export type ShippingTier = 'Standard' | 'Express';
export type PaymentType = 'Card' | 'PayPal' | 'Invoice';

/** On the page of a product. */
export async function addToCart(page: Page, quantity = 1): Promise<void> {
  if (quantity !== 1) await page.getByLabel('Quantity').fill(String(quantity));
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.getByText('is in your cart').waitFor();
}

export async function chooseCurrency(page: Page, code: 'EUR' | 'USD' | 'JPY'): Promise<void> {
  await page.getByLabel('Currency').selectOption(code);
}

export async function openCart(page: Page): Promise<void> {
  await page.getByRole('link', { name: /^Cart, / }).click();
  await page.getByRole('heading', { name: 'Your cart' }).waitFor();
}

/** From the cart to the first step of the checkout. */
export async function beginCheckout(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'To the checkout' }).click();
  await page.getByRole('button', { name: 'On to shipping' }).waitFor();
}

/** The first step, filled in and sent. */
export async function giveAddress(page: Page, country: Country, coupon = ''): Promise<void> {
  await page.getByLabel('E-mail address').first().fill('somebody@example.org');
  await page.getByLabel('Name', { exact: true }).fill('Some Body');
  await page.getByLabel('Street and number').fill('Ring 1');
  await page.getByLabel('Postcode and town').fill('10115 Berlin');
  await page.getByLabel('Country').selectOption(country);
  if (coupon !== '') await page.getByLabel(/^Code/).fill(coupon);
  await page.getByRole('button', { name: 'On to shipping' }).click();
  await page.getByRole('button', { name: 'On to payment' }).waitFor();
}

/** The second step. */
export async function chooseShipping(page: Page, tier: ShippingTier): Promise<void> {
  await page.getByLabel(new RegExp(tier)).check();
  await page.getByRole('button', { name: 'On to payment' }).click();
  await page.getByRole('button', { name: 'Place the order' }).waitFor();
}

/** The last step. @returns the order's number, from the thank-you page. */
export async function pay(page: Page, type: PaymentType): Promise<string> {
  await page.getByLabel(type).check();
  await page.getByRole('button', { name: 'Place the order' }).click();
  return (await page.locator('#order-number').textContent()) as string;
}

/** Types into the search field above every page, and waits for the answer. */
export async function searchFor(page: Page, term: string): Promise<void> {
  await page.getByLabel('Search the shop').fill(term);
  await page.getByLabel('Search the shop').press('Enter');
  await page.waitForURL(`**/shop/search/?q=${encodeURIComponent(term)}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

/** Follows a link inside the page, not one of its head or foot. */
export async function follow(page: Page, name: string | RegExp): Promise<void> {
  const link = page.getByRole('main').getByRole('link', { name }).first();
  const address = new URL((await link.getAttribute('href')) as string, page.url()).href;
  await link.click();
  await page.waitForURL(address);
}
