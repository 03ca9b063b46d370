import type { Page } from 'playwright-core';

/** Waits until a page of the dashboard shows what it was asked for: nothing is on its way, nothing is of before. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.waitForFunction(
    () => document.querySelector('[aria-busy="true"], main [class*="skeleton"]') === null,
  );
}

/** Follows a link of the navigation, as an owner does. */
export async function goTo(page: Page, report: string): Promise<void> {
  const link = page.locator(`nav a[href*="/${report}"]`);
  await link.first().click();
  await page.waitForURL(new RegExp(`/${report}(\\?|$)`));
  // The address is the new one while the page of before still stands there; the link is marked when it has gone.
  await link.and(page.locator('[aria-current=page]')).first().waitFor({ state: 'attached' });
  await settled(page);
}
