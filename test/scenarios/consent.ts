import { expect } from 'vitest';
import { waitFor } from '../harness/wait.js';
import type { Scenario, Tab } from './scenario.js';

// A page that tells when another one has removed the visitor, and when it came back from the back-forward cache. It hears of both
// before the tracker does, in the same task.
const LISTENS = `addEventListener('storage', ({ key }) => { window.erased ||= key === 'footfall'; }); addEventListener('pageshow', ({ persisted }) => { window.restored = persisted; });`;
const erased = (tab: Tab) =>
  waitFor('the erasure to be heard', () => tab.run<boolean>('return window.erased'));

const traces = (tab: Tab): Promise<string> =>
  tab.run(`return document.cookie + Object.keys(localStorage).filter((name) => name.startsWith('footfall'))`);

export const consent: Scenario[] = [
  {
    name: 'while consent is pending nothing leaves and nothing is stored; granted, all is sent with its first times',
    async run(shop) {
      shop.page('*', { settings: { consent: 'pending' } });
      const tab = await shop.open('/a?utm_source=x');
      const when = await tab.run<number>(`footfall('add_to_cart', { value: 1 }); return Date.now()`);
      await tab.pass(10_000);
      await shop.expectSilence(tab);
      expect(await traces(tab)).toBe('');
      await tab.run(`footfall('consent', 'granted')`);
      await tab.settled();
      shop.expect([{ name: 'page_view', at: '/a', data: { utm_source: 'x' } }, { name: 'add_to_cart' }]);
      expect(Math.abs(shop.named('add_to_cart')[0]!.time - when)).toBeLessThan(500);
      expect(shop.events[0]!.batch.consent).toBe('granted');
    },
  },
  ...(['yes', 'undefined', 'Granted', '', false, null] as const).map(
    (word): Scenario => ({
      name: `${JSON.stringify(word)} at the start is no consent, and no other word but the right one is`,
      async run(shop) {
        shop.page('*', { settings: { consent: word } });
        const tab = await shop.open('/a');
        await shop.expectSilence(tab);
        await tab.run(`footfall('consent', 'accepted'); footfall('consent', true); footfall('add_to_cart')`);
        await shop.expectSilence(tab);
        expect(await traces(tab)).toBe('');
        await tab.run(`footfall('consent', 'granted')`);
        await tab.settled();
        shop.expect([{ name: 'page_view' }, { name: 'add_to_cart' }]);
      },
    }),
  ),
  {
    name: 'to say nothing as the choice, or that it is false, is a denial',
    async run(shop) {
      for (const nothing of ['undefined', 'null', 'false', `''`]) {
        const tab = await shop.open('/a');
        await tab.settled();
        shop.collector.reset();
        await tab.run(`footfall('consent', ${nothing}); footfall('add_to_cart')`);
        await shop.expectSilence(tab);
        expect(await traces(tab)).toBe('');
        await tab.engine.close();
      }
    },
  },
  {
    name: 'an unknown word by gtag is no consent',
    async run(shop) {
      shop.page('*', {
        before: `window.dataLayer = []; window.gtag = function () { dataLayer.push(arguments) }; gtag('consent', 'default', { analytics_storage: 'unset' });`,
      });
      const tab = await shop.open('/a');
      await shop.expectSilence(tab);
      await tab.run(`gtag('consent', 'update', { analytics_storage: 'yes' })`);
      await shop.expectSilence(tab);
      await tab.run(`gtag('consent', 'update', { analytics_storage: 'granted' })`);
      await tab.settled();
      shop.expect([{ name: 'page_view' }]);
    },
  },
  {
    name: 'consent once given is remembered on the next page',
    async run(shop) {
      shop.page('*', { settings: { consent: 'pending' } });
      const tab = await shop.open('/a');
      await tab.run(`footfall('consent', 'granted')`);
      await tab.settled();
      await tab.open('/b');
      await tab.started();
      await tab.settled();
      shop.expect([
        { name: 'page_view', at: '/a' },
        { name: 'page_view', at: '/b' },
      ]);
    },
  },
  {
    name: 'denied, what was held is gone and nothing is counted',
    async run(shop) {
      shop.page('*', { settings: { consent: 'pending' } });
      const tab = await shop.open('/a');
      await tab.run(`footfall('add_to_cart'); footfall('consent', 'denied'); footfall('add_to_cart')`);
      await shop.expectSilence(tab);
      expect(await traces(tab)).toBe('');
    },
  },
  {
    name: 'denied on request means counted without ids',
    async run(shop) {
      shop.page('*', { settings: { consent: 'pending', denied: 'cookieless' } });
      const tab = await shop.open('/a');
      await tab.run(`footfall('consent', 'denied')`);
      await tab.settled();
      shop.expect([{ name: 'page_view' }]);
      expect(shop.events[0]!.batch).toMatchObject({ visitor: null, visit: null, consent: 'denied' });
      expect(await traces(tab)).toBe('');
    },
  },
  {
    name: 'denied on request after a while, the campaign of the landing is still there for who is counted without ids',
    async run(shop) {
      shop.page('*', {
        settings: { consent: 'pending', denied: 'cookieless' },
        before: `footfall('view_item', { value: 1, currency: 'EUR' });`,
      });
      const tab = await shop.open('/a?utm_source=x&size=41');
      await tab.run(`history.pushState(null, '', '/b'); footfall('consent', 'denied')`);
      await tab.settled();
      shop.expect([
        { name: 'view_item', at: '/a?utm_source=x&size=41' },
        { name: 'page_view', at: '/a?utm_source=x&size=41', data: { utm_source: 'x' } },
        { name: 'page_view', at: '/b' },
      ]);
    },
  },
  {
    name: 'consent withdrawn in mid-visit removes every trace and stops the counting',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.settled();
      await tab.run(
        `footfall('view_cart'); footfall('consent', 'denied'); footfall('add_to_cart'); test.flush()`,
      );
      await tab.idle();
      shop.expect([{ name: 'page_view' }]);
      expect(await traces(tab)).toBe('');
    },
  },
  {
    name: 'who consents after a denial is counted from then on, as somebody new',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.settled();
      await tab.run(
        `footfall('consent', 'denied'); footfall('add_to_cart'); footfall('consent', 'granted'); footfall('view_cart')`,
      );
      await tab.settled();
      shop.expect([{ name: 'page_view' }, { name: 'view_cart' }]);
      const [before, after] = shop.events.map(({ batch }) => batch);
      expect(after!.visitor!.id).not.toBe(before!.visitor!.id);
      expect(after!.consent).toBe('granted');
    },
  },
  {
    name: 'a default denial by gtag waits for the update, also when it was said before loading',
    async run(shop) {
      shop.page('*', {
        before: `window.dataLayer = []; window.gtag = function () { dataLayer.push(arguments) }; gtag('consent', 'default', { analytics_storage: 'denied', ad_storage: 'denied' });`,
      });
      const tab = await shop.open('/a');
      await shop.expectSilence(tab);
      expect(await traces(tab)).toBe('');
      await tab.run(`gtag('consent', 'update', { ad_storage: 'granted' })`);
      await shop.expectSilence(tab);
      await tab.run(`gtag('consent', 'update', { analytics_storage: 'granted' })`);
      await tab.settled();
      shop.expect([{ name: 'page_view' }]);
    },
  },
  {
    name: 'Global Privacy Control is a denial',
    async run(shop) {
      shop.page('*', {
        before: `Object.defineProperty(navigator, 'globalPrivacyControl', { value: true });`,
      });
      const tab = await shop.open('/a');
      await tab.run(`footfall('add_to_cart')`);
      await shop.expectSilence(tab);
      expect(await traces(tab)).toBe('');
    },
  },
  {
    name: 'Global Privacy Control can be set aside by the shop, and by a person who consents',
    async run(shop) {
      const gpc = `Object.defineProperty(navigator, 'globalPrivacyControl', { value: true });`;
      shop.page('/off', { before: gpc, settings: { gpc: false } });
      shop.page('/asked', { before: gpc });
      await (await shop.open('/off')).settled();
      const tab = await shop.open('/asked');
      await tab.run(`footfall('consent', 'granted'); footfall('add_to_cart')`);
      await tab.settled();
      shop.expect([
        { name: 'page_view', at: '/off' },
        { name: 'add_to_cart', at: '/asked' },
      ]);
    },
  },
  {
    name: 'cookie-less means no cookie, no storage, no ids in the body, and the campaign in the URL',
    async run(shop) {
      shop.page('*', { settings: { cookieless: true } });
      const tab = await shop.open('/a?utm_source=x');
      await tab.run(
        `footfall('purchase', { transaction_id: 'T1' }); footfall('purchase', { transaction_id: 'T1' })`,
      );
      await tab.settled();
      shop.expect([{ name: 'page_view', at: '/a?utm_source=x' }, { name: 'purchase' }]);
      expect(shop.events[0]!.batch).toMatchObject({ visitor: null, visit: null });
      expect(await tab.run('return document.cookie + localStorage.length + sessionStorage.length')).toBe(
        '00',
      );
    },
  },
  {
    name: 'forget() leaves nothing behind, and the next page is a new visitor',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.settled();
      await tab.run(`footfall('add_to_cart'); footfall('forget'); footfall('add_to_cart')`);
      expect(await traces(tab)).toBe('');
      await tab.open('/b');
      await tab.started();
      await tab.settled();
      shop.expect([
        { name: 'page_view', at: '/a' },
        { name: 'page_view', at: '/b' },
      ]);
      expect(shop.events[1]!.batch.visitor!.id).not.toBe(shop.events[0]!.batch.visitor!.id);
      expect(shop.events[1]!.batch.visit!.number).toBe(1);
    },
  },
  {
    name: 'forgotten in one tab, the visitor is not brought back by another that is open',
    async run(shop) {
      shop.page('*', { before: LISTENS });
      const open = await shop.open('/a');
      const other = await shop.open('/b');
      for (const tab of [open, other]) await tab.settled();
      await other.run(`footfall('forget')`);
      await erased(open);
      await open.run(`footfall('add_to_cart')`);
      await open.settled();
      const [before] = shop.named('page_view');
      const [after] = shop.named('add_to_cart');
      expect(after!.batch.visitor!.id).not.toBe(before!.batch.visitor!.id);
      expect(after!.batch.visit!.number).toBe(1);
    },
  },
  {
    name: 'withdrawn in one tab, consent is asked for anew in another that is open',
    async run(shop) {
      shop.page('*', { settings: { consent: 'pending' }, before: LISTENS });
      const open = await shop.open('/a');
      await open.run(`footfall('consent', 'granted')`);
      await open.settled();
      const other = await shop.open('/b');
      await other.settled();
      await other.run(`footfall('consent', 'denied')`);
      await erased(open);
      await waitFor('nothing to be left', async () => (await traces(open)) === '');
      await open.run(`footfall('add_to_cart'); test.hide(); test.show()`);
      await open.idle();
      shop.expect([{ name: 'page_view' }, { name: 'page_view' }]);
      expect(await traces(open)).toBe('');
      await open.run(`footfall('consent', 'granted')`);
      await open.settled();
      const [before] = shop.named('page_view');
      const [after] = shop.named('add_to_cart');
      expect(after!.batch.visitor!.id).not.toBe(before!.batch.visitor!.id);
    },
  },
  ...(['forget', 'denied'] as const).map(
    (said): Scenario => ({
      name: `a page that comes back from the back-forward cache brings nobody back who was removed meanwhile: ${said}`,
      async run(shop) {
        const asked = said === 'denied';
        shop.page('*', { settings: asked ? { consent: 'pending' } : {}, before: LISTENS });
        const tab = await shop.open('/a');
        if (asked) await tab.run(`footfall('consent', 'granted')`);
        await tab.settled();
        await tab.idle();
        await tab.open('/b');
        await tab.started();
        await tab.settled();
        await tab.run(asked ? `footfall('consent', 'denied')` : `footfall('forget')`);
        await tab.idle();
        await tab.engine.back();
        await tab.at('/a');
        await waitFor('the restored page', () => tab.run<boolean>('return window.restored'));
        if (asked) {
          await tab.run(`footfall('add_to_cart')`);
          await tab.idle();
          shop.expect([{ name: 'page_view' }, { name: 'page_view' }]);
          expect(await traces(tab)).toBe('');
          return;
        }
        await tab.settled();
        const views = shop.named('page_view').map(({ batch }) => batch.visitor!.id);
        expect(views).toHaveLength(3);
        expect(views[1]).toBe(views[0]);
        expect(views[2]).not.toBe(views[0]);
      },
    }),
  ),
  {
    name: 'who denies and then consents is not counted by leaving the page alone',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.settled();
      await tab.pass(5000);
      await tab.run(`footfall('consent', 'denied'); footfall('consent', 'granted')`);
      await tab.pass(5000);
      await tab.run('test.hide()');
      await tab.idle();
      expect(shop.named('user_engagement')).toEqual([]);
      expect(await tab.run('return [document.cookie, localStorage.getItem("footfall")]')).toEqual(['', null]);
    },
  },
  {
    name: 'a denial removes every trace, also where storage has become full since',
    async run(shop) {
      shop.collector.behaviour = () => 503;
      const tab = await shop.open('/a');
      await tab.run(
        `let fill = 'x'.repeat(2 ** 20); for (let n = 0; fill; ) try { localStorage['fill' + n] = fill; n++; } catch { fill = fill.slice(1 + fill.length / 2); }`,
      );
      await tab.run(`footfall('add_to_cart'); footfall('consent', 'denied')`);
      expect(await traces(tab)).toBe('');
      shop.collector.behaviour = () => 204;
      await tab.idle();
      expect(shop.events).toEqual([]);
    },
  },
  {
    name: 'forgotten while a request is under way, its answer brings nothing back',
    async run(shop) {
      let answer = () => {};
      shop.collector.held = new Promise((done) => {
        answer = done;
      });
      shop.collector.cookie = 'footfall_id=0198c5a0-0000-7000-8000-000000000001.1;path=/';
      const tab = await shop.open('/a');
      await waitFor('a request', () => shop.collector.requests.length > 0);
      await tab.run(`footfall('forget')`);
      expect(await traces(tab)).toBe('');
      answer();
      // Its turn ends with the answer; ours comes behind it.
      await tab.idle();
      await tab.run(`footfall('add_to_cart')`);
      await tab.idle();
      expect(await traces(tab)).toBe('');
      shop.expect([{ name: 'page_view' }]);
    },
  },
];
