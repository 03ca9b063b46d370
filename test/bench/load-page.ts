import type { Browser } from 'playwright-core';
import { newPerson } from '../harness/browser.js';
import type { PageServer } from './page-server.js';
import { CATEGORIES, type MainThread, readTrace } from './trace.js';
import type { Tracker } from './trackers.js';

/** How many times slower than this machine the processor is while pages load, unless told otherwise: about a phone. */
export const SLOWER = 4;

/**
 * Loads the page once with an empty cache on a slow processor, with this tracker or without any.
 *
 * @returns what the main thread did from the first byte until the page view was sent and the network was quiet.
 */
export async function loadPage(
  browser: Browser,
  server: PageServer,
  tracker?: Tracker,
  slower = SLOWER,
): Promise<MainThread> {
  const person = await newPerson(browser);
  try {
    const page = await person.newPage();
    // The process of the origin is there, as for a visitor's second page; the cache is not.
    await page.goto(server.blank);
    const session = await person.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
    server.forgetSent();
    await browser.startTracing(page, { categories: CATEGORIES });
    await page.goto(server.pageOf(tracker));
    if (tracker) await server.sent(tracker);
    await page.waitForLoadState('networkidle');
    return readTrace(await browser.stopTracing(), server.pageOf(tracker));
  } finally {
    await person.close();
  }
}
