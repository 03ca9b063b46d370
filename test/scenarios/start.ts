import { expect } from 'vitest';
import type { Scenario } from './scenario.js';

const FROM_SEARCH = `Object.defineProperty(document, 'referrer', { value: 'https://search.example/' });`;

export const start: Scenario[] = [
  {
    name: 'a loaded page is one page view, then time on site with the same URL',
    async run(shop) {
      const tab = await shop.open('/a?x=1');
      await tab.pass(5000);
      await tab.run('test.hide()');
      await shop.arrived('user_engagement');
      shop.expect([
        { name: 'page_view', at: '/a?x=1', title: '/a' },
        { name: 'user_engagement', at: '/a?x=1' },
      ]);
      expect(shop.named('user_engagement')[0]!.data.engagement_ms).toBeGreaterThanOrEqual(5000);
      expect(shop.named('user_engagement')[0]!.data.engagement_ms).toBeLessThan(8000);
    },
  },
  {
    name: 'automatic counting switched off counts nothing until asked',
    async run(shop) {
      shop.page('*', { settings: { auto: false }, html: '<a href="tel:1" onclick="return false">call</a>' });
      const tab = await shop.open('/a');
      await tab.engine.click('a');
      await tab.run(`history.pushState(null, '', '/b')`);
      await tab.run(`footfall('page', { content_group: 'blog' })`);
      await tab.settled();
      shop.expect([{ name: 'page_view', at: '/b', data: { content_group: 'blog' } }]);
    },
  },
  {
    name: 'calls made before the tracker loaded are replayed first and in order',
    async run(shop) {
      shop.page('*', {
        before: `footfall('first', { n: 1 }); footfall('track', 'second'); footfall('customer', 'C1');`,
      });
      const tab = await shop.open('/a');
      await tab.settled();
      shop.expect([{ name: 'first', data: { n: 1 } }, { name: 'second' }, { name: 'page_view' }]);
      expect(shop.named('page_view')[0]!.batch.customer).toBe('C1');
    },
  },
  {
    name: 'what a page says before the tracker is there takes nothing from where its visit came from',
    async run(shop) {
      shop.page('/a', { before: `${FROM_SEARCH} footfall('view_item', { value: 1, currency: 'EUR' });` });
      const tab = await shop.open('/a?utm_campaign=spring');
      await tab.settled();
      expect(shop.named('view_item')[0]!.batch.visit).toMatchObject({
        ...{ number: 1, landing: shop.url('/a?utm_campaign=spring'), referrer: 'https://search.example/' },
      });
      shop.expect([{ name: 'view_item' }, { name: 'page_view' }]);
    },
  },
  {
    name: 'without ids the first that a page says tells where its visitor came from, and nothing after the page view does',
    async run(shop) {
      shop.page('/a', {
        settings: { cookieless: true },
        before: `${FROM_SEARCH} footfall('view_item', { value: 1, currency: 'EUR' });`,
      });
      const tab = await shop.open('/a');
      await tab.run(`footfall('view_cart')`);
      await tab.settled();
      const from = (name: string) => shop.named(name)[0]!.referrer;
      expect(['view_item', 'page_view', 'view_cart'].map(from)).toEqual([
        ...['https://search.example/', 'https://search.example/', undefined],
      ]);
    },
  },
  {
    name: 'two tags on a page are one page view',
    async run(shop) {
      shop.page('*', { tags: 2 });
      const tab = await shop.open('/a');
      await tab.run(`footfall('add_to_cart')`);
      await tab.settled();
      shop.expect([{ name: 'page_view' }, { name: 'add_to_cart' }]);
    },
  },
  {
    name: 'a second start is a warning on the console, and the first settings stay',
    async run(shop) {
      shop.page('*', {
        tags: 2,
        settings: { customer: 'C1' },
        before: `console.warn = (...words) => { (window.warned ||= []).push(words.join(' ')); };`,
      });
      const tab = await shop.open('/a');
      await tab.settled();
      expect(await tab.run('return window.warned')).toEqual(['[footfall] twice']);
      expect(shop.named('page_view')).toHaveLength(1);
      expect(shop.events[0]!.batch.customer).toBe('C1');
    },
  },
  {
    name: 'a tracker loaded long after the page still counts it',
    async run(shop) {
      shop.page('*', { late: true, before: `footfall('early')` });
      const tab = await (await shop.blank()).open('/a');
      await tab.run('loadTracker()');
      await tab.started();
      await tab.settled();
      shop.expect([{ name: 'early' }, { name: 'page_view' }]);
    },
  },
  {
    name: 'a page opened in the background sends and stores nothing until it is seen, then counts once',
    async run(shop) {
      shop.page('*', { before: `footfall('early')` });
      const tab = await shop.open('/hidden');
      await shop.expectSilence(tab);
      expect(await tab.run('return document.cookie + Object.keys(localStorage)')).toBe('');
      await tab.run('test.show()');
      await tab.run('test.hide(); test.show()');
      await tab.settled();
      shop.expect([{ name: 'early' }, { name: 'page_view' }]);
    },
  },
  {
    name: 'a page in the background that nobody ever sees is never counted',
    async run(shop) {
      const tab = await shop.open('/hidden');
      await tab.engine.close();
      await shop.expectSilence();
    },
  },
  {
    name: 'another endpoint is respected, also under a path of the shop',
    async run(shop) {
      shop.page('*', { settings: { endpoint: '/shop/stats/v1/events' } });
      const tab = await shop.open('/a');
      await tab.settled();
      shop.expect([{ name: 'page_view' }]);
    },
  },
  ...['', 'x'.repeat(200)].map(
    (customer): Scenario => ({
      name: `a customer named by ${customer.length} signs is nobody, and takes no event with it`,
      async run(shop) {
        shop.page('*', { settings: { customer } });
        const tab = await shop.open('/a');
        await tab.run(`footfall('add_to_cart')`);
        await tab.settled();
        shop.expect([{ name: 'page_view' }, { name: 'add_to_cart' }]);
        expect(shop.events.map(({ batch }) => batch.customer)).toEqual([undefined, undefined]);
      },
    }),
  ),
  {
    name: 'the envelope says who, which visit and what device',
    async run(shop) {
      shop.page('*', { settings: { internal: true } });
      const tab = await shop.open('/a?utm_source=news');
      await tab.settled();
      const { batch } = shop.events[0]!;
      expect(batch).toMatchObject({
        site: 'shop',
        internal: true,
        visit: { number: 1, landing: shop.url('/a?utm_source=news'), referrer: '' },
      });
      expect(batch.device.screen).toMatch(/^\d+x\d+$/);
      expect(batch.device.language).toBeTruthy();
      expect(batch.device.timezone).toBeTruthy();
      expect(batch.visitor!.first).toBe(batch.visit!.started);
      for (const id of [batch.visitor!.id, batch.visit!.id, shop.events[0]!.id])
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    },
  },
];
