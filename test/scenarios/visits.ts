import { expect } from 'vitest';
import { waitFor } from '../harness/wait.js';
import type { Scenario, Shop } from './scenario.js';

const MINUTE = 60_000;
const visitIds = (shop: Shop): Set<string> => new Set(shop.events.map(({ batch }) => batch.visit!.id));
const visitors = (shop: Shop): Set<string> => new Set(shop.events.map(({ batch }) => batch.visitor!.id));

export const visits: Scenario[] = [
  {
    name: 'after 29 minutes away it is the same visit',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.run('test.hide()');
      await tab.pass(29 * MINUTE);
      await tab.run(`footfall('add_to_cart')`);
      await tab.settled();
      expect(visitIds(shop).size).toBe(1);
    },
  },
  {
    name: 'after 31 minutes away it is the next visit of the same visitor',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.run('test.hide()');
      await tab.pass(31 * MINUTE);
      await tab.run(`footfall('add_to_cart')`);
      await tab.settled();
      expect(visitIds(shop).size).toBe(2);
      expect(visitors(shop).size).toBe(1);
      expect(shop.named('add_to_cart')[0]!.batch.visit!.number).toBe(2);
    },
  },
  {
    name: 'a day is the longest visit however active',
    async run(shop) {
      const tab = await shop.open('/a');
      for (let hours = 0; hours < 25; hours += 5) {
        await tab.pass(5 * 60 * MINUTE);
        await tab.run(`footfall('scrolled')`);
      }
      await tab.settled();
      expect(visitIds(shop).size).toBe(2);
    },
  },
  {
    name: 'a read of forty minutes is one visit',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.pass(40 * MINUTE);
      await tab.run(`footfall('add_to_cart')`);
      await tab.settled();
      expect(visitIds(shop).size).toBe(1);
    },
  },
  {
    name: 'leaving after 31 idle minutes neither extends the visit nor starts one',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.pass(2000);
      await tab.run('test.hide()');
      await tab.pass(31 * MINUTE);
      await tab.run('test.show()');
      await tab.pass(2000);
      await tab.run('test.hide()');
      await shop.arrived('user_engagement');
      await tab.run('test.flush()');
      await tab.run(`footfall('add_to_cart')`);
      await tab.settled();
      const [first, second] = shop.named('user_engagement');
      expect(second!.batch.visit).toEqual(first!.batch.visit);
      expect(shop.named('add_to_cart')[0]!.batch.visit!.number).toBe(2);
    },
  },
  {
    name: 'what the browser measured, and tells as the page is left, neither extends the visit nor starts one',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.run('test.hide()');
      await tab.pass(20 * MINUTE);
      await tab.run(`footfall('web_vital', { metric: 'CLS', value: 0.1 })`);
      await tab.pass(20 * MINUTE);
      await tab.run(`footfall('web_vital', { metric: 'INP', value: 100 }); test.show()`);
      await tab.run(`footfall('add_to_cart')`);
      await tab.settled();
      const number = (name: string) => shop.named(name).map(({ batch }) => batch.visit!.number);
      expect([number('web_vital'), number('add_to_cart')]).toEqual([[1, 1], [2]]);
    },
  },
  {
    name: 'what is measured before the page view is of the visit that begins with it',
    async run(shop) {
      shop.page('*', { before: `footfall('web_vital', { metric: 'TTFB', value: 100 });` });
      const tab = await shop.open('/a');
      await tab.settled();
      shop.expect([{ name: 'web_vital' }, { name: 'page_view' }]);
      expect(visitIds(shop).size).toBe(1);
    },
  },
  {
    name: 'an idle tab beside an active one stays in its visit',
    async run(shop) {
      const idle = await shop.open('/a');
      const active = await shop.open('/b');
      await idle.run('test.hide()');
      for (const tab of [idle, active]) await tab.pass(20 * MINUTE);
      await active.run(`footfall('add_to_cart')`);
      for (const tab of [idle, active]) await tab.pass(20 * MINUTE);
      await idle.run(`footfall('view_cart')`);
      await idle.settled();
      await active.settled();
      expect(visitIds(shop).size).toBe(1);
    },
  },
  {
    name: 'tabs opened at the same moment make one visit of one visitor',
    async run(shop) {
      const tabs = await Promise.all([1, 2, 3, 4].map(() => shop.blank()));
      await Promise.all(tabs.map((tab, index) => tab.open(`/tab${index}`)));
      await Promise.all(tabs.map((tab) => tab.started()));
      for (const tab of tabs) await tab.settled();
      expect(shop.named('page_view')).toHaveLength(4);
      expect(visitors(shop).size).toBe(1);
      expect(visitIds(shop).size).toBe(1);
    },
  },
  {
    name: 'a duplicated tab, which brings its session storage along, belongs to the same visit',
    async run(shop) {
      shop.page('/a', {
        html: '<a target="_blank" rel="opener" href="/a">again</a>',
        before: `sessionStorage.opened = 1 + +(sessionStorage.opened || 0); footfall('opened', { n: +sessionStorage.opened });`,
      });
      const tab = await shop.open('/a');
      await tab.settled();
      await tab.engine.click('a');
      await shop.arrivedTimes('opened', 2, () => tab.run('test.flush()'));
      expect(shop.named('opened').map(({ data }) => data.n)).toEqual([1, 2]);
      expect(visitIds(shop).size).toBe(1);
    },
  },
  {
    name: 'a tab that was discarded says what it had stored when it is opened again, in the same visit',
    async run(shop) {
      shop.collector.behaviour = () => 503;
      const tab = await shop.open('/a');
      await tab.run(`footfall('purchase', { transaction_id: 'T1' }); test.flush()`);
      await waitFor('a request', () => shop.collector.requests.length > 0);
      await tab.engine.discard!();
      shop.collector.behaviour = () => 204;
      shop.page('/a', { before: 'test.pass(60_000);' });
      const again = await shop.open('/a');
      await again.settled();
      await shop.arrived('purchase', () => again.run('test.flush()'));
      expect(shop.named('purchase')).toHaveLength(1);
      expect(shop.named('page_view')).toHaveLength(2);
      expect(visitIds(shop).size).toBe(1);
    },
  },
  {
    name: 'a clock that is set back goes on in the visit, one that is set forward by hours begins the next one',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.run(
        `const real = Date.now; Date.now = () => real() - 7_200_000; footfall('back'); Date.now = () => real() + 3_600_000; footfall('forth'); Date.now = real; footfall('right')`,
      );
      await tab.settled();
      const number = (name: string) => shop.named(name)[0]!.batch.visit!.number;
      expect(['page_view', 'back', 'forth', 'right'].map(number)).toEqual([1, 1, 2, 2]);
      expect(visitors(shop).size).toBe(1);
    },
  },
  {
    name: 'storage and cookies that vanish under an open page lose neither visitor nor visit, here and on the next page',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.settled();
      await tab.run(
        `localStorage.clear(); for (const cookie of document.cookie.split('; ')) document.cookie = cookie.split('=')[0] + '=;max-age=0;path=/'; footfall('add_to_cart')`,
      );
      await tab.settled();
      await tab.open('/b');
      await tab.started();
      await tab.settled();
      expect([visitIds(shop).size, visitors(shop).size]).toEqual([1, 1]);
    },
  },
  {
    name: 'storage cleared in between loses neither visitor nor visit while the cookie is there',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.settled();
      await tab.run('localStorage.clear()');
      await tab.open('/b');
      await tab.started();
      await tab.settled();
      expect(visitIds(shop).size).toBe(1);
    },
  },
  {
    name: 'cookies cleared in between lose neither visitor nor visit while storage is there',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.settled();
      await tab.run(
        `for (const cookie of document.cookie.split('; ')) document.cookie = cookie.split('=')[0] + '=;max-age=0;path=/'`,
      );
      await tab.open('/b');
      await tab.started();
      await tab.settled();
      expect(visitIds(shop).size).toBe(1);
    },
  },
  {
    name: 'storage that throws is survived, and the page is one visit',
    async run(shop) {
      shop.page('*', {
        before: `Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied') } }); Object.defineProperty(document, 'cookie', { get() { throw new Error('denied') }, set() { throw new Error('denied') } });`,
      });
      const tab = await shop.open('/a');
      await tab.run(`footfall('add_to_cart')`);
      await tab.settled();
      shop.expect([{ name: 'page_view' }, { name: 'add_to_cart' }]);
      expect(visitIds(shop).size).toBe(1);
    },
  },
  {
    name: 'storage that is full is survived, and nothing is lost',
    async run(shop) {
      shop.page('*', {
        before: `Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') };`,
      });
      const tab = await shop.open('/a');
      await tab.run(
        `footfall('purchase', { transaction_id: 'T1' }); footfall('purchase', { transaction_id: 'T1' })`,
      );
      await tab.settled();
      shop.expect([{ name: 'page_view' }, { name: 'purchase' }]);
    },
  },
  {
    name: 'another campaign on navigation starts a visit, the same one does not',
    async run(shop) {
      const tab = await shop.open('/a?utm_source=one');
      await tab.settled();
      for (const path of ['/a?utm_source=one', '/a', '/a?utm_source=two']) {
        await tab.open(path);
        await tab.started();
        await tab.settled();
      }
      expect(shop.named('page_view').map(({ batch }) => batch.visit!.number)).toEqual([1, 1, 1, 2]);
      expect(shop.named('page_view')[3]!.batch.visit!.landing).toBe(shop.url('/a?utm_source=two'));
    },
  },
  {
    name: 'a campaign in the URL on reload or on back starts no visit',
    async run(shop) {
      const tab = await shop.open('/a?utm_source=one');
      await tab.settled();
      await tab.open('/b?utm_source=two');
      await tab.started();
      await tab.settled();
      await tab.engine.reload();
      await tab.started();
      await tab.settled();
      await tab.engine.back();
      await tab.started();
      await tab.settled();
      expect(
        shop
          .named('page_view')
          .map(({ batch }) => batch.visit!.number)
          .slice(0, 3),
      ).toEqual([1, 2, 2]);
      expect(Math.max(...shop.named('page_view').map(({ batch }) => batch.visit!.number))).toBe(2);
    },
  },
  {
    name: 'a campaign on an internal link starts no visit',
    async run(shop) {
      shop.page('/a', { html: '<a href="/b?utm_source=banner">b</a>' });
      const tab = await shop.open('/a');
      await tab.settled();
      await tab.engine.click('a');
      await tab.at('/b');
      await tab.started();
      await tab.settled();
      expect(visitIds(shop).size).toBe(1);
    },
  },
];
