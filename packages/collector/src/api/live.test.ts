import { afterEach, describe, expect, it } from 'vitest';
import { createTestApp } from '../app.fixture.js';
import type { LoggedContext } from '../facts/logged.js';
import { openStore } from '../store/sqlite/open.js';
import { newFolder, SHOP } from '../store/sqlite/shop-writer.fixture.js';
import type { Store } from '../store/store.js';

const NOW = Date.UTC(2026, 0, 10, 11);
const MINUTE = 60_000;
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

let store: Store | undefined;
afterEach(async () => {
  await store?.close();
  store = undefined;
});

/** An app over a real file, and a way to see a page as a visitor. */
async function liveShop() {
  store = await openStore({ folder: newFolder(), now: () => NOW, threads: false });
  const real = store;
  const site = await real.addSite(SHOP);
  const test = await createTestApp({ now: () => NOW });
  Object.assign(test.store, {
    live: (...asked: Parameters<Store['live']>) => real.live(...asked),
    counts: () => real.counts(),
  });
  let made = 0;
  const see = (visitor: number, path: string, minutesAgo: number, more: Partial<LoggedContext> = {}) =>
    real.append({
      site: site.key,
      received: NOW,
      context: {
        origin: 'browser',
        userAgent: FIREFOX,
        country: 'DE',
        visitor: `0198aaaa-0000-7000-8000-00000000000${visitor}`,
        visit: { id: `0198bbbb-0000-7000-8000-00000000000${visitor}`, number: 1 },
        ...more,
      },
      events: [
        {
          id: `e${++made}`,
          name: 'page_view',
          time: NOW - minutesAgo * MINUTE,
          url: `https://shop.example${path}`,
        },
      ],
    });
  return { ...test, see };
}

describe('GET /v1/live', () => {
  it('answers the last events as CSV', async () => {
    const { see, key, asHolder } = await liveShop();
    await see(1, '/p', 2);
    const reader = await key('reader', ['shop']);
    const answer = await asHolder(reader, 'GET', '/v1/live?site=shop&format=csv');
    expect(answer.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(await answer.text()).toMatch(/^\uFEFF?time,name,page,.*\r?\n\d+,page_view,\/p,DE,Direct,desktop,/);
  });

  it('answers who is there now, where, and what came in last', async () => {
    const { see, key, asHolder } = await liveShop();
    await see(1, '/', 20);
    await see(1, '/p', 2);
    await see(2, '/p', 4, { country: 'AT' });
    await see(3, '/gone', 6);
    await see(4, '/bot', 1, { userAgent: 'Googlebot/2.1 (+http://www.google.com/bot.html)' });
    await see(5, '/staff', 1, { internal: true });
    const answer = await asHolder(await key('reader', ['shop']), 'GET', '/v1/live?site=shop&limit=3');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      site: 'shop',
      now: NOW,
      window_ms: 5 * MINUTE,
      visitors: 2,
      pages: [{ name: '/p', visitors: 2 }],
      countries: [
        { name: 'AT', visitors: 1 },
        { name: 'DE', visitors: 1 },
      ],
      channels: [{ name: 'Direct', visitors: 2 }],
      events: [
        { name: 'page_view', page: '/staff', internal: true, bot: null, time: NOW - MINUTE },
        { page: '/bot', internal: false, bot: expect.any(String) },
        { page: '/gone', internal: false, bot: null, country: 'DE', device: 'desktop' },
      ],
    });
  });

  it('is quiet where nobody is, and closed to keys of other sites', async () => {
    const { key, asHolder } = await liveShop();
    const quiet = await asHolder(await key('reader', ['shop']), 'GET', '/v1/live?site=shop');
    expect(await quiet.json()).toMatchObject({ visitors: 0, pages: [], events: [] });
    expect((await asHolder(await key('reader', ['other']), 'GET', '/v1/live?site=shop')).status).toBe(403);
    expect((await asHolder(await key('writer'), 'GET', '/v1/live?site=shop')).status).toBe(403);
    expect((await asHolder(await key('reader'), 'GET', '/v1/live?site=shop&limit=0')).status).toBe(400);
    expect((await asHolder(await key('reader'), 'GET', '/v1/live?site=nowhere')).status).toBe(404);
  });
});

describe('GET /metrics', () => {
  it('answers what a Prometheus server reads, to an admin of all sites', async () => {
    const { see, key, asHolder, ask } = await liveShop();
    await see(1, '/', 1);
    await see(1, '/p', 1);
    const admin = await key('admin');
    const answer = await asHolder(admin, 'GET', '/metrics');
    expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    const text = await answer.text();
    expect(text).toMatch(/^footfall_events_total 2$/m);
    expect(text).toMatch(/^footfall_sites 2$/m);
    expect(text).toMatch(/^footfall_recomputing 0$/m);
    expect(Number(/^footfall_store_bytes (\d+)$/m.exec(text)?.[1])).toBeGreaterThan(4096);
    expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m);
    // Asked for again, what is counted is not counted twice.
    expect(await (await asHolder(admin, 'GET', '/metrics')).text()).toMatch(/^footfall_events_total 2$/m);
    expect((await asHolder(await key('admin', ['shop']), 'GET', '/metrics')).status).toBe(403);
    expect((await asHolder(await key('reader'), 'GET', '/metrics')).status).toBe(403);
    expect((await ask('GET', '/metrics')).status).toBe(401);
  });
});
