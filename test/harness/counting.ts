import type { Page } from 'playwright-core';
import { waitFor } from './wait.js';

/**
 * Waits until a page of the demo shop is counted. The script loads beside the page and begins when that is painted; a page that
 * is left before was seen by nobody, and what it said until then is said without the person's device, or not at all.
 */
export async function counting(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await waitFor('the script', () =>
    page.evaluate(() => (window as { footfallStarted?: boolean }).footfallStarted),
  );
}
