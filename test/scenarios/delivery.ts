import { expect } from 'vitest';
import { waitFor } from '../harness/wait.js';
import type { Scenario } from './scenario.js';

export const delivery: Scenario[] = [
  {
    name: 'a tab closed at once after a click delivers all of it',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.pass(3000);
      await tab.run(`footfall('add_to_cart', { value: 1 })`);
      await tab.engine.close();
      await shop.arrived('user_engagement');
      shop.expect([{ name: 'page_view' }, { name: 'add_to_cart' }, { name: 'user_engagement' }]);
    },
  },
  {
    name: 'hidden and left at once are one delivery',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.settled();
      shop.collector.raw = [];
      await tab.run(
        `footfall('add_to_cart'); dispatchEvent(new PageTransitionEvent('pagehide')); test.hide();`,
      );
      await shop.arrived('add_to_cart');
      await tab.run('test.show()');
      await tab.settled();
      expect(shop.collector.raw.filter(({ name }) => name === 'add_to_cart')).toHaveLength(1);
    },
  },
  {
    name: 'a beacon that the browser refuses is halved, and goes by a plain request at last',
    async run(shop) {
      shop.page('*', { before: 'navigator.sendBeacon = () => false;' });
      const tab = await shop.open('/a');
      await tab.settled();
      await tab.run(
        `for (let n = 0; n < 5; n++) footfall('step', { n }); dispatchEvent(new PageTransitionEvent('pagehide'));`,
      );
      await waitFor('all steps', () => shop.named('step').length >= 5);
      expect(
        shop
          .named('step')
          .map(({ data }) => data.n)
          .sort(),
      ).toEqual([0, 1, 2, 3, 4]);
    },
  },
  {
    name: 'a queue far above 48 KB is sent in requests below that',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.run(
        `for (let n = 0; n < 150; n++) footfall('step', { n, a: 'ä'.repeat(500), b: 'ö'.repeat(500) })`,
      );
      await tab.settled();
      expect(shop.named('step')).toHaveLength(150);
      for (const { bytes } of shop.collector.requests) expect(bytes).toBeLessThanOrEqual(48 * 1024);
    },
  },
  {
    name: 'an order too large for one request keeps its items without their trimmings',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.run(
        `footfall('purchase', { transaction_id: 'T1', value: 200, items: Array.from({ length: 250 }, (_, n) => ({ item_id: 'S' + n, price: 1, quantity: 1, item_name: 'n'.repeat(400) })) })`,
      );
      await tab.settled();
      const { data } = shop.named('purchase')[0]!;
      expect(data).toMatchObject({ transaction_id: 'T1', value: 200 });
      expect(data.items).toHaveLength(200);
      expect((data.items as object[])[7]).toEqual({ item_id: 'S7', price: 1, quantity: 1 });
    },
  },
  {
    name: 'a collector that answers 413 gets halves until they fit',
    async run(shop) {
      shop.collector.behaviour = ({ events }) => (events.length > 3 ? 413 : 204);
      const tab = await shop.open('/a');
      await tab.run(`for (let n = 0; n < 10; n++) footfall('step', { n })`);
      await tab.settled();
      expect(shop.named('step')).toHaveLength(10);
    },
  },
  {
    name: 'one event that makes the collector answer 400 is dropped alone',
    async run(shop) {
      shop.collector.behaviour = ({ events }) => (events.some(({ name }) => name === 'poison') ? 400 : 204);
      const tab = await shop.open('/a');
      await tab.run(`footfall('one'); footfall('poison'); footfall('two')`);
      await tab.settled();
      shop.expect([{ name: 'page_view' }, { name: 'one' }, { name: 'two' }]);
    },
  },
  ...([503, 429, 'reset', 'lost'] as const).map(
    (fault): Scenario => ({
      name: `a collector that first answers ${fault} gets every event once in the end`,
      async run(shop) {
        let faults = 2;
        shop.collector.retryAfter = '0';
        shop.collector.behaviour = () => (faults-- > 0 ? fault : 204);
        const tab = await shop.open('/a');
        await tab.run(`footfall('purchase', { transaction_id: 'T1', value: 1 })`);
        await tab.settled();
        shop.expect([{ name: 'page_view' }, { name: 'purchase' }]);
      },
    }),
  ),
  {
    name: 'what a hanging collector never answered travels with the next page, once',
    async run(shop) {
      shop.collector.behaviour = () => 'hang';
      const tab = await shop.open('/a');
      await tab.run(`footfall('purchase', { transaction_id: 'T1', value: 1 }); test.flush()`);
      await waitFor('a request', () => shop.collector.requests.length > 0);
      shop.collector.behaviour = () => 204;
      await tab.pass(60_000);
      await tab.open('/b');
      await tab.started();
      await tab.settled();
      await shop.arrived('purchase', () => tab.run('test.flush()'));
      expect(shop.named('purchase')).toHaveLength(1);
      expect(shop.named('page_view').map(({ url }) => url)).toEqual([shop.url('/a'), shop.url('/b')]);
    },
  },
  {
    name: 'Retry-After is honoured',
    async run(shop) {
      let answered = 0;
      shop.collector.retryAfter = '2';
      shop.collector.behaviour = () => {
        if (answered) return 204;
        answered = Date.now();
        return 429;
      };
      const tab = await shop.open('/a');
      await tab.settled();
      expect(Date.now() - answered).toBeGreaterThanOrEqual(1900);
    },
  },
  {
    name: 'what was refused for good is dropped, and what comes later goes on',
    async run(shop) {
      shop.collector.behaviour = ({ events }) => (events.some(({ name }) => name === 'bad') ? 403 : 204);
      const tab = await shop.open('/a');
      await tab.settled();
      await tab.run(`footfall('bad'); test.flush()`);
      await waitFor('the refusal', () => shop.collector.requests.some(({ answer }) => answer === 403));
      await tab.settled();
      expect(shop.named('bad')).toEqual([]);
      expect(shop.collector.requests.filter(({ answer }) => answer === 403)).toHaveLength(1);
      // The answer reaches the page a moment after the collector has sent it.
      await waitFor('the stored queue to be empty', () =>
        tab.run<boolean>(`return !Object.keys(localStorage).some((name) => name.includes('event'))`),
      );
    },
  },
  {
    name: 'a 202 says that some were refused: nothing is sent again',
    async run(shop) {
      shop.collector.behaviour = () => 202;
      const tab = await shop.open('/a');
      await tab.settled();
      await tab.settled();
      expect(shop.collector.raw.filter(({ name }) => name === 'page_view')).toHaveLength(1);
    },
  },
  {
    name: 'without network, tab closed, opened again the next day: delivered with the first times',
    async run(shop) {
      shop.collector.behaviour = () => 'reset';
      const tab = await shop.open('/a');
      const when = await tab.run<number>(
        `footfall('purchase', { transaction_id: 'T1', value: 1 }); return Date.now()`,
      );
      await waitFor('a request', () => shop.collector.requests.length > 0);
      await tab.engine.close();
      shop.collector.behaviour = () => 204;
      shop.page('/later', { before: 'test.pass(86400000);' });
      const later = await shop.open('/later');
      await later.settled();
      const [order] = shop.named('purchase');
      expect(Math.abs(order!.time - when)).toBeLessThan(1000);
      expect(order!.batch.sent - order!.time).toBeGreaterThan(86_000_000);
      expect(order!.batch.visit!.number).toBe(1);
      expect(shop.named('page_view').at(-1)!.batch.visit!.number).toBe(2);
    },
  },
  {
    name: 'without network, tab closed, opened again: all goes at once, within ten seconds and by itself',
    async run(shop) {
      shop.collector.behaviour = () => 'reset';
      const tab = await shop.open('/a');
      await tab.run(`footfall('purchase', { transaction_id: 'T1', value: 1 })`);
      await waitFor('a request', () => shop.collector.requests.length > 0);
      await tab.engine.close();
      shop.collector.behaviour = () => 204;
      await shop.open('/b');
      // From when the tracker runs: how long a page takes to load is the machine's.
      const opened = Date.now();
      await shop.arrived('purchase');
      expect(Date.now() - opened).toBeLessThan(10_000);
      expect(shop.named('purchase')).toHaveLength(1);
    },
  },
  {
    name: 'what a closed tab had to say goes by fetchLater where the browser has it, and counts once',
    async run(shop) {
      shop.page('*', {
        before: `if (window.fetchLater) { const later = fetchLater; window.fetchLater = (...given) => { localStorage.later = 1 + +(localStorage.later || 0); return later(...given); }; }`,
      });
      const tab = await shop.open('/a');
      await tab.run(`footfall('add_to_cart', { value: 1 })`);
      await tab.engine.close();
      await shop.arrived('add_to_cart');
      const next = await shop.open('/b');
      const [has, times] = await next.run<[boolean, string | undefined]>(
        `return ['fetchLater' in window, localStorage.later]`,
      );
      if (has) expect(Number(times)).toBeGreaterThan(0);
      await next.settled();
      shop.expect([
        { name: 'page_view', at: '/a' },
        { name: 'add_to_cart' },
        { name: 'page_view', at: '/b' },
      ]);
    },
  },
  {
    name: 'a reload while the collector is away loses nothing',
    async run(shop) {
      shop.collector.behaviour = () => 503;
      const tab = await shop.open('/a');
      await tab.run(`footfall('add_to_cart', { value: 3 })`);
      await tab.engine.reload();
      await tab.started();
      shop.collector.behaviour = () => 204;
      await tab.settled();
      await waitFor('what waited', () => shop.named('add_to_cart').length > 0);
      await tab.settled();
      expect(shop.named('add_to_cart')).toHaveLength(1);
      expect(shop.named('page_view')).toHaveLength(2);
    },
  },
  {
    name: 'tabs that share what waits do not send it twice when the network comes back',
    async run(shop) {
      shop.collector.behaviour = () => 503;
      shop.collector.retryAfter = '0';
      const tabs = await Promise.all([1, 2, 3].map((n) => shop.open(`/tab${n}`)));
      for (const [n, tab] of tabs.entries()) await tab.run(`footfall('step', { n: ${n} }); test.flush()`);
      await waitFor('a request of each', () => shop.collector.requests.length > 2);
      shop.collector.behaviour = () => 204;
      await Promise.all(tabs.map((tab) => tab.run('test.flush()')));
      for (const tab of tabs) await tab.settled();
      expect(shop.named('step')).toHaveLength(3);
      expect(shop.collector.raw.filter(({ name }) => name === 'step')).toHaveLength(3);
    },
  },
  {
    name: 'fields that JSON cannot hold are left out, and the event and its neighbours arrive',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.run(
        `const circle = {}; circle.self = circle; footfall('one', { circle, big: 10n, window, fine: 1 }); footfall('two', { get trap() { throw new Error('trap') } }); footfall('three');`,
      );
      await tab.settled();
      expect(shop.named('one')[0]!.data).toMatchObject({ fine: 1 });
      expect(shop.named('one')[0]!.data).not.toHaveProperty('circle');
      expect(shop.named('three')).toHaveLength(1);
    },
  },
  {
    name: 'a content blocker that fails every request causes no storm of retries',
    async run(shop) {
      // Each try fails while the shop has more to say.
      shop.page('*', {
        before: `window.tries = []; window.fetch = async () => { tries.push(performance.timeOrigin + realNow()); footfall('step'); throw new TypeError('blocked') };`,
      });
      const tab = await shop.open('/a');
      await waitFor('the third try', () => tab.run<boolean>('return tries.length > 2'));
      const [first, , third] = await tab.run<number[]>('return tries');
      // A second and two, each at random down to half; however much happens meanwhile.
      expect(third! - first!).toBeGreaterThan(1400);
    },
  },
  {
    name: 'an event that comes while the collector asks for time goes when that is over, with no other event to push it',
    async run(shop) {
      shop.page('*', {
        before: `const real = fetch; window.fetch = async (...request) => { window.fetch = real; footfall('meanwhile'); return new Response('', { status: 503, headers: { 'retry-after': '1' } }) };`,
      });
      await shop.open('/a');
      await shop.arrived('meanwhile');
      expect(shop.named('page_view')).toHaveLength(1);
    },
  },
  {
    name: 'two sites on one origin send each its own events, also those that the other one left waiting',
    async run(shop) {
      shop.page('/de', { settings: { site: 'de' } }).page('/fr', { settings: { site: 'fr' } });
      shop.collector.behaviour = () => 503;
      const tab = await shop.open('/de');
      await tab.run(`footfall('add_to_cart'); test.flush()`);
      await waitFor('a request', () => shop.collector.requests.length > 0);
      shop.collector.behaviour = () => 204;
      for (const path of ['/fr', '/de']) {
        await tab.open(path);
        await tab.started();
        // A beacon brings the first page's own events as it is left; what is answered here is what waits in storage.
        await tab.settled();
      }
      const sites = (path: string) => [
        ...new Set(
          shop.collector.raw.filter(({ url }) => url === shop.url(path)).map(({ batch }) => batch.site),
        ),
      ];
      expect([sites('/de'), sites('/fr')]).toEqual([['de'], ['fr']]);
      expect(shop.named('add_to_cart')).toHaveLength(1);
    },
  },
  {
    name: 'a clock that is set back by hours stops nothing',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.settled();
      await tab.run(
        `const real = Date.now; Date.now = () => real() - 20 * 3_600_000; footfall('add_to_cart')`,
      );
      // By itself.
      await shop.arrived('add_to_cart');
      await tab.settled();
    },
  },
  {
    name: 'where the browser refuses its locks all is sent all the same, and a denial raises no error',
    async run(shop) {
      shop.page('*', {
        before: `navigator.locks.request = () => Promise.reject(new DOMException('refused', 'SecurityError'));`,
      });
      const tab = await shop.open('/a');
      await tab.settled();
      await tab.run(`footfall('consent', 'denied')`);
      await tab.run(`footfall('consent', 'granted'); footfall('add_to_cart')`);
      await tab.settled();
      shop.expect([{ name: 'page_view' }, { name: 'add_to_cart' }]);
    },
  },
  {
    name: 'what waits in storage for days stays bounded, and no order is given up',
    async run(shop) {
      shop.collector.behaviour = () => 503;
      shop.collector.retryAfter = '0';
      const tab = await shop.open('/a');
      // As earlier pages have left it: an order first, and little room behind the rest.
      await tab.run(
        `for (let n = 0; n < 990; n++) { const id = String(n).padStart(36, '0'), name = n ? 'view_item' : 'purchase'; localStorage.setItem('footfall_event_' + id + '.' + name, JSON.stringify([{ id, name, time: Date.now(), url: location.href, data: n ? {} : { transaction_id: 'T1' } }, null, null, 'shop'])); }`,
      );
      await tab.run(`for (let n = 0; n < 50; n++) footfall('step', { n })`);
      const waiting = await tab.run<string[]>(
        `return Object.keys(localStorage).filter((name) => name.startsWith('footfall_event_')).sort()`,
      );
      expect(waiting).toHaveLength(1000);
      expect(waiting[0]).toContain('.purchase');
      shop.collector.behaviour = () => 204;
      await tab.settled();
      expect(shop.named('purchase')).toHaveLength(1);
      expect(shop.named('step')).toHaveLength(50);
    },
  },
  {
    name: 'garbage in the stored queue is swept out and stops nothing',
    async run(shop) {
      shop.page('*', {
        before: `localStorage.setItem('footfall_event_1', '{'); localStorage.setItem('footfall_event_2', '[null,null]'); localStorage.setItem('footfall_event_3', '7'); localStorage.setItem('footfall', 'x');`,
      });
      const tab = await shop.open('/a');
      await tab.settled();
      shop.expect([{ name: 'page_view' }]);
      expect(
        await tab.run(`return ['1', '2', '3'].map((n) => localStorage.getItem('footfall_event_' + n))`),
      ).toEqual([null, null, null]);
    },
  },
];
