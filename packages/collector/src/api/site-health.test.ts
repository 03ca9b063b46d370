import { afterEach, describe, expect, it } from 'vitest';
import { createTestApp } from '../app.fixture.js';
import type { LoggedContext } from '../facts/logged.js';
import { openStore } from '../store/sqlite/open.js';
import { newFolder, SHOP } from '../store/sqlite/shop-writer.fixture.js';
import type { Store } from '../store/store.js';

const NOW = Date.UTC(2026, 0, 10, 11);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let store: Store | undefined;
afterEach(async () => {
  await store?.close();
  store = undefined;
});

async function watchedShop() {
  store = await openStore({ folder: newFolder(), now: () => NOW, threads: false });
  const real = store;
  const site = await real.addSite(SHOP);
  const test = await createTestApp({ now: () => NOW });
  Object.assign(test.store, {
    siteHealth: (...asked: Parameters<Store['siteHealth']>) => real.siteHealth(...asked),
  });
  let made = 0;
  /** A page seen so long ago, which arrived so much later. */
  const see = (ago: number, late: number, more: Partial<LoggedContext> = {}) => {
    const number = String(++made).padStart(12, '0');
    return real.append({
      site: site.key,
      received: NOW - ago + late,
      context: {
        origin: 'browser',
        userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
        visitor: `0198aaaa-0000-7000-8000-${number}`,
        visit: { id: `0198bbbb-0000-7000-8000-${number}`, number: 1 },
        ...more,
      },
      events: [{ id: `e${made}`, name: 'page_view', time: NOW - ago, url: 'https://shop.example/' }],
    });
  };
  const health = async (more = '') => {
    const answer = await test.asHolder(await test.key('admin', null), 'GET', `/v1/health?site=shop${more}`);
    expect(answer.status).toBe(200);
    return (await answer.json()) as Record<string, unknown>;
  };
  return { ...test, real, site, see, health };
}

describe('GET /v1/health', () => {
  it('says when the last event came, how late events come, and what was kept apart', async () => {
    const { see, health } = await watchedShop();
    await see(40 * DAY, 1000, { userAgent: 'Googlebot/2.1 (+http://www.google.com/bot.html)' });
    await see(3 * MINUTE, 100);
    await see(2 * MINUTE, 300);
    await see(MINUTE, 20_000, { userAgent: 'Googlebot/2.1 (+http://www.google.com/bot.html)' });
    await see(MINUTE, 1000, { internal: true });
    const answer = await health();
    expect(answer).toMatchObject({
      site: 'shop',
      now: NOW,
      days: 30,
      last_event: NOW - MINUTE + 1000,
      lag: { events: 5, median_ms: 1000, p95_ms: 20_000 },
      refused: [],
      apart: { bots: [{ reason: expect.any(String), count: 1 }], internal: 1 },
      recomputing: false,
    });
    const { disk } = answer as { disk: { bytes: number; free_bytes: number } };
    expect(disk.bytes).toBeGreaterThan(10_000);
    expect(disk.free_bytes).toBeGreaterThan(0);
    expect(await health('&days=60')).toMatchObject({ apart: { bots: [{ count: 2 }], internal: 1 } });
  });

  it('says of a site without anything that there is nothing', async () => {
    const { health } = await watchedShop();
    expect(await health()).toMatchObject({
      ...{ last_event: null, lag: null, refused: [], apart: { bots: [], internal: 0 } },
    });
  });

  it('counts what was refused by its reason, the most frequent first', async () => {
    const { real, site, health } = await watchedShop();
    real.countRefusals(site.key, 'invalid_name', 2);
    real.countRefusals(site.key, 'too_old', 5);
    real.countRefusals(site.key + 1, 'too_old', 7);
    await expect
      .poll(async () => (await health()).refused, { timeout: 10_000 })
      .toEqual([
        { reason: 'too_old', count: 5 },
        { reason: 'invalid_name', count: 2 },
      ]);
  });

  it('is for admins of the site', async () => {
    const { key, asHolder } = await watchedShop();
    for (const [holder, status] of [
      [await key('reader', ['shop']), 403],
      [await key('admin', ['other']), 403],
    ] as const)
      expect((await asHolder(holder, 'GET', '/v1/health?site=shop')).status).toBe(status);
  });
});
