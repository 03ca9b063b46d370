import { expect } from 'vitest';
import type { PageOptions, Scenario, Shop, Tab } from './scenario.js';

const LINKED = { chunks: { linker: '127.0.0.1 localhost' } } satisfies PageOptions;
// A visit with a source, so that it can be seen whether the source is kept.
const START = '/a?utm_source=news';

const views = (shop: Shop) => shop.named('page_view');
// By its page: what a closed tab says once more may come between.
const viewOf = (shop: Shop, path: string) => views(shop).find(({ url }) => new URL(url!).pathname === path);

/** Opens the first domain, once its page view has arrived. */
const begin = async (shop: Shop, html: string, more: PageOptions = {}): Promise<Tab> => {
  shop.page('*', { ...LINKED, ...shop.pages.get('*') });
  shop.page('/a', { ...LINKED, html, ...more });
  return (await shop.open(START)).settled();
};

/** Waits for the other domain's page, and asserts that the visit went on there, source and all. */
const goesOn = async (shop: Shop, tab: Tab, search = ''): Promise<void> => {
  await tab.at('/b');
  await tab.started();
  expect(await tab.run('return location.search')).toBe(search);
  await tab.settled();
  const [first, second] = [viewOf(shop, '/a'), viewOf(shop, '/b')];
  expect(second!.url).toBe(`${shop.other}/b${search}`);
  expect(second!.batch.visitor).toEqual(first!.batch.visitor);
  expect(second!.batch.visit).toEqual(first!.batch.visit);
  expect(second!.batch.visit!.landing).toBe(shop.url(START));
};

/** Waits for the other domain's page, and asserts that it is somebody else's first. */
const isNobody = async (shop: Shop, tab: Tab): Promise<void> => {
  await tab.at('/b');
  await tab.started();
  expect(await tab.run('return location.search')).toBe('');
  await tab.settled();
  const [first, second] = [viewOf(shop, '/a'), viewOf(shop, '/b')];
  expect(second!.batch.visitor!.id).not.toBe(first!.batch.visitor!.id);
  expect(second!.batch.visit!.number).toBe(1);
};

export const linker: Scenario[] = [
  {
    name: 'a link to the shop’s other domain hands the visit over with its source, and nothing else of the URL changes',
    async run(shop) {
      const tab = await begin(shop, `<a href="${shop.other}/b?x=1&y=%20a+b#top">on</a>`);
      await tab.engine.click('a');
      await goesOn(shop, tab, '?x=1&y=%20a+b');
      expect(await tab.run('return location.hash')).toBe('#top');
      expect(shop.events.map(({ url }) => url).join()).not.toContain('_ff');
    },
  },
  {
    name: 'there and back again is one visit that keeps its source',
    async run(shop) {
      shop.page('/b', { ...LINKED, html: `<a href="${shop.url('/c')}">back</a>` });
      const tab = await begin(shop, `<a href="${shop.other}/b">on</a>`);
      await tab.engine.click('a');
      await goesOn(shop, tab);
      await tab.engine.click('a');
      await tab.at('/c');
      await tab.started();
      await tab.settled();
      expect(views(shop).map(({ url }) => url)).toHaveLength(3);
      expect(views(shop)[2]!.batch.visit).toEqual(views(shop)[0]!.batch.visit);
    },
  },
  {
    name: 'who is known on the other domain as somebody else goes on in the visit that came',
    async run(shop) {
      shop.page('*', LINKED);
      const earlier = await shop.blank();
      await earlier.open(`${shop.other}/earlier`);
      await earlier.started();
      await earlier.settled();
      // Until its answers are heard, else the next page would say it again.
      await earlier.idle();
      await earlier.engine.close();
      const tab = await begin(shop, `<a href="${shop.other}/b">on</a>`);
      await tab.run('test.pass(6000)');
      await tab.engine.click('a');
      await goesOn(shop, tab);
    },
  },
  {
    name: 'a link that opens a new tab hands over too, by target and by the middle button',
    async run(shop) {
      shop.page('/c', LINKED);
      const tab = await begin(
        shop,
        `<a id="t" target="_blank" href="${shop.other}/b">new</a> <a id="m" href="${shop.other}/c" onauxclick="event.preventDefault()">middle</a>`,
      );
      await tab.engine.click('#t');
      const middle = await tab.run(
        `const link = document.querySelector('#m'); link.dispatchEvent(new MouseEvent('auxclick', { button: 1, bubbles: true, composed: true, cancelable: true })); return link.href`,
      );
      expect(middle).toContain('_ff=');
      // A click is outbound, so the page of the other domain is the second view.
      await shop.arrivedTimes('page_view', 2, () => tab.run('test.flush()'));
      expect(views(shop)[1]!.batch.visit).toEqual(views(shop)[0]!.batch.visit);
    },
  },
  {
    name: 'a link in a shadow tree and one in an SVG image hand over',
    async run(shop) {
      const tab = await begin(
        shop,
        `<div></div><svg width="50" height="50"><a href="${shop.other}/b"><rect width="50" height="50"/></a></svg>`,
        { before: `addEventListener('click', (event) => event.preventDefault());` },
      );
      const hrefs = await tab.run<string[]>(
        `const root = document.querySelector('div').attachShadow({ mode: 'open' }); root.innerHTML = '<a href="${shop.other}/b">on</a>'; const links = [root.querySelector('a'), document.querySelector('svg a')]; for (const link of links) link.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, cancelable: true })); return links.map((link) => link.getAttribute('href'))`,
      );
      for (const href of hrefs) expect(href).toContain('_ff=');
    },
  },
  ...(['get', 'post'] as const).map(
    (method): Scenario => ({
      name: `a form that is sent to the other domain by ${method.toUpperCase()} hands the visit over`,
      async run(shop) {
        const tab = await begin(
          shop,
          `<form method="${method}" action="${shop.other}/b"><input name="cart" value="7 a"><button>pay</button></form>`,
        );
        await tab.engine.click('button');
        await goesOn(shop, tab, method === 'get' ? '?cart=7+a' : '');
      },
    }),
  ),
  {
    name: 'a form hands over where its button names the other domain, and where a key or the page’s script sends it',
    async run(shop) {
      const stay = `addEventListener('submit', (event) => event.preventDefault());`;
      const tab = await begin(
        shop,
        `<form id="b" method="post" action="/here"><button formaction="${shop.other}/b">pay</button></form><form id="k" method="post" action="${shop.other}/b"><input name="q"></form>`,
        { before: stay },
      );
      await tab.engine.click('button');
      expect(await tab.run(`return document.querySelector('button').formAction`)).toContain('_ff=');
      expect(await tab.run(`return document.querySelector('#b').action`)).not.toContain('_ff=');
      await tab.run(`document.querySelector('#k').requestSubmit()`);
      expect(await tab.run(`return document.querySelector('#k').action`)).toContain('_ff=');
    },
  },
  {
    name: 'navigation by script hands over with the URL that footfall(link) gives',
    async run(shop) {
      const tab = await begin(shop, '');
      await tab.run(`setTimeout(() => { location.href = footfall('link', '${shop.other}/b'); })`);
      await goesOn(shop, tab);
    },
  },
  {
    name: 'a form or link to a domain that is not the shop’s hands nobody over',
    async run(shop) {
      const tab = await begin(
        shop,
        `<form action="${shop.other}/b"><button>go</button></form><a href="${shop.other}/b">on</a>`,
        {
          chunks: { linker: 'shop.example' },
          before: `for (const type of ['click', 'submit']) addEventListener(type, (event) => type === 'click' && event.target.localName !== 'a' || event.preventDefault());`,
        },
      );
      await tab.engine.click('a');
      await tab.engine.click('button');
      expect(
        await tab.run(`return [document.querySelector('a').href, document.querySelector('form').action]`),
      ).toEqual([`${shop.other}/b`, `${shop.other}/b`]);
      expect(await tab.run(`return footfall('link', '${shop.other}/b') || '${shop.other}/b'`)).toBe(
        `${shop.other}/b`,
      );
    },
  },
  {
    name: 'what is handed over is good for two minutes, and is then taken out of the URL for nothing',
    async run(shop) {
      shop.page('/b', { ...LINKED, before: 'test.pass(121_000);' });
      const tab = await begin(shop, `<a href="${shop.other}/b">on</a>`);
      await tab.engine.click('a');
      await isNobody(shop, tab);
    },
  },
  {
    name: 'a link that was passed on to another device brings nobody’s visit there',
    async run(shop) {
      shop.page('/b', {
        ...LINKED,
        before: `Object.defineProperty(navigator, 'userAgent', { value: 'Mozilla/5.0 (another device)' });`,
      });
      const tab = await begin(shop, `<a href="${shop.other}/b">on</a>`);
      await tab.engine.click('a');
      await isNobody(shop, tab);
    },
  },
  {
    name: 'a forged parameter is nobody’s, and is taken out of the URL too',
    async run(shop) {
      const tab = await begin(shop, '');
      const url = await tab.run<string>(`return footfall('link', '${shop.other}/b')`);
      expect(url).toMatch(/_ff=-?\d+%20/);
      await tab.open(url.replace(/\d(?=%20)/, (last) => `${9 - Number(last)}`));
      await isNobody(shop, tab);
    },
  },
  {
    name: 'cookie-less and undecided visitors are handed over to nobody',
    async run(shop) {
      for (const settings of [{ cookieless: true }, { consent: 'pending' }]) {
        shop.page('/a', { ...LINKED, settings });
        const tab = await shop.open('/a');
        await tab.idle();
        expect(await tab.run(`return footfall('link', '${shop.other}/b') || 'as it is'`)).toMatch(
          /^(as it is|[^?]+\/b)$/,
        );
        await tab.engine.close();
      }
    },
  },
  {
    name: 'who is undecided on the other domain is taken over with consent, and nothing is stored before',
    async run(shop) {
      shop.page('/b', { ...LINKED, settings: { consent: 'pending' } });
      const tab = await begin(shop, `<a href="${shop.other}/b">on</a>`);
      await tab.engine.click('a');
      await tab.at('/b');
      await tab.started();
      await tab.idle();
      expect(await tab.run('return document.cookie + Object.keys(localStorage)')).toBe('');
      expect(views(shop)).toHaveLength(1);
      await tab.run(`footfall('consent', 'granted')`);
      await goesOn(shop, tab);
    },
  },
  {
    name: 'a domain that shares its cookie among subdomains takes the visit over into that cookie',
    async run(shop) {
      const host = (name: string) => shop.collector.origin.replace('localhost', `${name}.localhost`);
      shop.page('*', { chunks: { linker: 'localhost 127.0.0.1' }, settings: { domain: 'shop.localhost' } });
      const earlier = await shop.blank();
      await earlier.open(`${host('www.shop')}/earlier`);
      await earlier.started();
      await earlier.settled();
      // Until its answers are heard, else the next page would say it again.
      await earlier.idle();
      await earlier.engine.close();
      shop.collector.raw = [];
      const tab = await shop.blank();
      shop.page('/a', {
        chunks: { linker: 'shop.localhost' },
        html: `<a href="${host('www.shop')}/b">on</a>`,
      });
      await tab.open(shop.other + START);
      await tab.started();
      await tab.settled();
      await tab.run('test.pass(6000)');
      await tab.engine.click('a');
      await tab.at('/b');
      await tab.started();
      await tab.settled();
      // The other subdomain knows the visit by the cookie alone.
      await tab.open(`${host('eu.shop')}/c`);
      await tab.started();
      await tab.settled();
      const visits = new Set(views(shop).map(({ batch }) => batch.visit!.id));
      expect([views(shop).length, visits.size]).toEqual([3, 1]);
      expect(await tab.run<string>('return document.cookie')).toMatch(/^footfall=[^;]+$/);
    },
  },
];
