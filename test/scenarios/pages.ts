import { expect } from 'vitest';
import { waitFor } from '../harness/wait.js';
import type { Scenario } from './scenario.js';

export const pages: Scenario[] = [
  {
    name: 'each new path of a router is a page view that names the one before as its referrer',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.run(`history.pushState(null, '', '/b')`);
      await tab.settled();
      await tab.run('history.back()');
      await tab.settled();
      shop.expect([
        { name: 'page_view', at: '/a' },
        { name: 'page_view', at: '/b' },
        { name: 'page_view', at: '/a' },
      ]);
      expect(
        shop.events.filter((event) => event.name === 'page_view').map((event) => event.referrer),
      ).toEqual(['', shop.url('/a'), shop.url('/b')]);
    },
  },
  {
    name: 'the same path pushed again, another query and another hash are no page view',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.run(
        `history.pushState(null, '', '/a'); history.pushState(null, '', '/a?sort=price'); location.hash = 'reviews'; history.replaceState({ x: 1 }, '')`,
      );
      await tab.settled();
      shop.expect([{ name: 'page_view', at: '/a' }]);
    },
  },
  {
    name: 'replaceState to a new path is one page view',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.run(`history.replaceState(null, '', '/b')`);
      await tab.settled();
      shop.expect([
        { name: 'page_view', at: '/a' },
        { name: 'page_view', at: '/b' },
      ]);
    },
  },
  {
    name: 'a router that replaces and then pushes in one go makes one page view',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.run(
        `history.replaceState({ scroll: 1 }, '', '/a'); history.pushState({}, '', '/b'); history.replaceState({}, '', '/c')`,
      );
      await tab.settled();
      shop.expect([
        { name: 'page_view', at: '/a' },
        { name: 'page_view', at: '/c' },
      ]);
    },
  },
  {
    name: 'hash routes are page views only on request',
    async run(shop) {
      shop.page('/hash', { settings: { hash: true } });
      const tab = await shop.open('/hash#/start');
      await tab.run(`location.hash = '/cart'`);
      await tab.settled();
      shop.expect([
        { name: 'page_view', at: '/hash#/start' },
        { name: 'page_view', at: '/hash#/cart' },
      ]);
    },
  },
  {
    name: 'history keeps its arguments and answers, also where the browser has no Navigation API',
    async run(shop) {
      shop.page('*', {
        before: `Object.defineProperty(window, 'navigation', { value: undefined }); const push = history.pushState; history.pushState = function () { push.apply(this, arguments); return 'kept'; };`,
      });
      const tab = await shop.open('/a');
      expect(
        await tab.run(`return [history.pushState({ a: 1 }, '', '/b'), history.state.a, location.pathname]`),
      ).toEqual(['kept', 1, '/b']);
      await tab.settled();
      await tab.run('history.back()');
      await tab.settled();
      shop.expect([
        { name: 'page_view', at: '/a' },
        { name: 'page_view', at: '/b' },
        { name: 'page_view', at: '/a' },
      ]);
    },
  },
  {
    name: 'a wrong call of history throws to the page as before',
    async run(shop) {
      const tab = await shop.open('/a');
      expect(
        await tab.run(
          `try { history.pushState(null, '', 'https://elsewhere.example/'); return 'no' } catch (error) { return error.name }`,
        ),
      ).toBe('SecurityError');
      await tab.settled();
      shop.expect([{ name: 'page_view', at: '/a' }]);
    },
  },
  {
    name: 'a page restored from the back-forward cache counts again',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.run(
        `dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })); dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))`,
      );
      await tab.settled();
      expect(shop.named('page_view').map((event) => event.url)).toEqual([shop.url('/a'), shop.url('/a')]);
    },
  },
  {
    name: 'a page that the browser itself restores from its back-forward cache is one new page view, its time starts anew and its order stays one',
    async run(shop) {
      shop.page('/a', {
        before: `addEventListener('pageshow', ({ persisted }) => { window.restored = persisted; footfall('purchase', { transaction_id: 'T1' }); });`,
      });
      const tab = await shop.open('/a');
      await tab.pass(60_000);
      await tab.settled();
      await tab.idle();
      await tab.open('/b');
      await tab.started();
      await tab.settled();
      await tab.idle();
      await tab.engine.back();
      await tab.at('/a');
      await waitFor('the restored page', () => tab.run<boolean>('return window.restored'));
      await tab.pass(3000);
      await tab.run('test.hide()');
      await tab.settled();
      expect(shop.named('page_view').map(({ url }) => url)).toEqual(
        ['/a', '/b', '/a'].map((path) => shop.url(path)),
      );
      expect(shop.named('purchase')).toHaveLength(1);
      const times = shop.named('user_engagement').filter(({ url }) => url === shop.url('/a'));
      expect(times.at(-1)!.data.engagement_ms).toBeLessThan(10_000);
    },
  },
  {
    name: 'two trackers on a page of a router count a route once',
    async run(shop) {
      shop.page('*', {
        tags: 2,
        before: `Object.defineProperty(window, 'navigation', { value: undefined });`,
      });
      const tab = await shop.open('/a');
      await tab.run(`history.pushState(null, '', '/b')`);
      await tab.settled();
      shop.expect([
        { name: 'page_view', at: '/a' },
        { name: 'page_view', at: '/b' },
      ]);
    },
  },
  {
    name: 'click ids and utm parameters are taken out of the URL and kept as attributes',
    async run(shop) {
      const tab = await shop.open('/a?utm_source=news&size=41&gclid=G1&fbclid=F1&utm_campaign=a+b');
      await tab.settled();
      shop.expect([
        {
          name: 'page_view',
          at: '/a?size=41',
          data: { utm_source: 'news', gclid: 'G1', fbclid: 'F1', utm_campaign: 'a b' },
        },
      ]);
    },
  },
  {
    name: 'the canonical URL is reported on request',
    async run(shop) {
      shop.page('*', {
        settings: { canonical: true },
        before: `document.head.insertAdjacentHTML('beforeend', '<link rel="canonical" href="https://shop.example/boot">')`,
      });
      const tab = await shop.open('/a?variant=2');
      await tab.settled();
      expect(shop.events[0]!.url).toBe('https://shop.example/boot');
    },
  },
];
