import { expect } from 'vitest';
import type { Scenario, Shop } from './scenario.js';

const times = (shop: Shop): [string, number][] =>
  shop
    .named('user_engagement')
    .map(({ url, data }) => [
      url.replace(shop.collector.origin, ''),
      Math.round((data.engagement_ms as number) / 1000),
    ]);

export const time: Scenario[] = [
  {
    name: 'a navigation sends the time of the page that was left under its own URL',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.pass(7000);
      await tab.open('/b');
      await tab.started();
      await tab.settled();
      expect(times(shop)[0]).toEqual(['/a', 7]);
      shop.expect([
        { name: 'page_view', at: '/a' },
        { name: 'user_engagement' },
        { name: 'page_view', at: '/b' },
      ]);
    },
  },
  {
    name: 'a route change sends the time of the old route before the new page view',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.pass(3000);
      await tab.run(`history.pushState(null, '', '/b'); document.title = 'B'`);
      await tab.settled();
      shop.expect([
        { name: 'page_view', at: '/a' },
        { name: 'user_engagement', at: '/a' },
        { name: 'page_view', at: '/b', title: 'B' },
      ]);
      expect(times(shop)).toEqual([['/a', 3]]);
    },
  },
  {
    name: 'time carries the parameters that the page was viewed with',
    async run(shop) {
      shop.page('*', { settings: { auto: true } });
      const tab = await shop.open('/a');
      await tab.run(`footfall('page', { content_group: 'blog' })`);
      await tab.pass(2000);
      await tab.run(`history.replaceState({}, '', '/a?changed=1'); test.hide()`);
      await tab.settled();
      expect(shop.named('user_engagement').at(-1)).toMatchObject({
        url: shop.url('/a'),
        data: { content_group: 'blog' },
      });
    },
  },
  {
    name: 'hidden stretches do not count, and visible ones add up',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.pass(4000);
      await tab.run('test.hide()');
      await tab.pass(60_000);
      await tab.run('test.show()');
      await tab.pass(5000);
      await tab.run('test.hide()');
      await tab.settled();
      expect(times(shop)).toEqual([
        ['/a', 4],
        ['/a', 5],
      ]);
    },
  },
  {
    name: 'losing the focus pauses the clock though the page stays visible',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.pass(4000);
      await tab.run('test.blur()');
      await tab.pass(60_000);
      await tab.run('test.focus()');
      await tab.pass(3000);
      await tab.run('test.blur()');
      await tab.settled();
      expect(times(shop)).toEqual([
        ['/a', 4],
        ['/a', 3],
      ]);
    },
  },
  {
    name: 'less than a second is kept for later, unless it is the first time of the page',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.pass(4000);
      await tab.run('test.hide(); test.show()');
      await tab.pass(600);
      await tab.run('test.hide(); test.show()');
      await tab.pass(600);
      await tab.run('test.hide()');
      await tab.settled();
      expect(times(shop)).toEqual([
        ['/a', 4],
        ['/a', 1],
      ]);
    },
  },
  {
    name: 'a wall clock that jumps gives neither negative nor year-long time',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.run(
        'const real = Date.now; Date.now = () => real() + 365 * 86400000; test.pass(2000); test.hide(); Date.now = () => real() - 365 * 86400000; test.show(); test.pass(2000); test.hide(); Date.now = real;',
      );
      await tab.settled();
      for (const [, seconds] of times(shop)) {
        expect(seconds).toBeGreaterThan(0);
        expect(seconds).toBeLessThan(10);
      }
    },
  },
  {
    name: 'scroll depth is the deepest, measured against the page as it is when left',
    async run(shop) {
      shop.page('*', { html: '<div style="height:5000px"></div>' });
      const tab = await shop.open('/a');
      await tab.run('scrollTo(0, 2000)');
      await tab.run(
        'return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))',
      );
      await tab.run('scrollTo(0, 0)');
      await tab.run(
        'return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))',
      );
      await tab.run(`document.querySelector('div').style.height = '10000px'; test.hide()`);
      await tab.settled();
      const { scroll } = shop.named('user_engagement')[0]!.data as { scroll: number };
      expect(scroll).toBeGreaterThan(20);
      expect(scroll).toBeLessThan(35);
    },
  },
];
