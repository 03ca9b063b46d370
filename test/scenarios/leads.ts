import { expect } from 'vitest';
import { leadKindOf } from '../../packages/collector/src/enrich/form.js';
import type { Scenario } from './scenario.js';

const OUT = 'https://other.example/page?x=1#y';
// Keeps the tab where it is, as a shop's own handler may.
const stay = `
  const onLink = (event) => { if (event.composedPath().some(({ localName }) => localName === 'a')) event.preventDefault(); };
  addEventListener('click', onLink);
  addEventListener('auxclick', onLink);
  addEventListener('submit', (event) => event.preventDefault());
`;

const form = (
  name: string,
  html: string,
  { lead, ...expected }: Record<string, unknown>,
  more: string[] = [],
): Scenario => ({
  name,
  async run(shop) {
    shop.page('*', { before: stay, html: html.replace('</form>', '<button>go</button></form>') });
    const tab = await shop.open('/a');
    await tab.engine.click('button');
    await shop.arrived('form_submit', () => tab.run('test.flush()'));
    await tab.settled();
    shop.expect([
      { name: 'page_view' },
      { name: 'form_submit', data: expected },
      ...more.map((event) => ({ name: event })),
    ]);
    // What the form is, the page says; whether that is a lead, the collector.
    const { name: event, data } = shop.named('form_submit')[0]!;
    expect(leadKindOf({ name: event, data } as Parameters<typeof leadKindOf>[0])).toBe(lead ? 'form' : null);
  },
});

export const leads: Scenario[] = [
  {
    name: 'an outbound link counts by left click, middle click, a click with a key held, a click on what lies in it, and the keyboard',
    async run(shop) {
      shop.page('*', { before: stay, html: `<a href="${OUT}"><b>out</b></a>` });
      const tab = await shop.open('/a');
      await tab.engine.click('a');
      await tab.engine.click('a', { button: 'middle' });
      await tab.engine.click('a', { modifier: 'Control' });
      await tab.engine.click('b');
      await tab.engine.press('a', 'Enter');
      await tab.settled();
      expect(shop.named('click').map(({ data }) => data)).toEqual(
        Array(5).fill({ kind: 'outbound', link_url: 'https://other.example/page' }),
      );
    },
  },
  {
    name: 'a right click is no click, and an internal link is none either',
    async run(shop) {
      shop.page('*', { before: stay, html: `<a id="out" href="${OUT}">out</a><a id="in" href="/b">in</a>` });
      const tab = await shop.open('/a');
      await tab.run(
        `document.querySelector('#out').dispatchEvent(new MouseEvent('auxclick', { button: 2, bubbles: true, composed: true }))`,
      );
      await tab.engine.click('#in');
      await tab.settled();
      shop.expect([{ name: 'page_view' }]);
    },
  },
  {
    name: 'a prevented or stopped click still counts',
    async run(shop) {
      shop.page('*', {
        html: `<a href="${OUT}" onclick="event.stopImmediatePropagation(); return false">out</a>`,
      });
      const tab = await shop.open('/a');
      await tab.engine.click('a');
      await tab.settled();
      shop.expect([{ name: 'page_view' }, { name: 'click', data: { kind: 'outbound' } }]);
    },
  },
  {
    name: 'a click that leaves the page is not delayed and is delivered',
    async run(shop) {
      shop.page('/elsewhere', { bare: true });
      shop.page('/a', { html: `<a href="tel:+49301234">call</a><a id="next" href="/elsewhere">next</a>` });
      const tab = await shop.open('/a');
      await tab.run(
        `document.querySelector('a').addEventListener('click', (event) => event.preventDefault()); document.querySelector('a').click();`,
      );
      await tab.engine.click('#next');
      expect((await shop.arrived('click')).data).toEqual({ kind: 'tel', link_url: 'tel:+49301234' });
    },
  },
  {
    name: 'a link in a shadow tree counts',
    async run(shop) {
      shop.page('*', { before: stay, html: '<div id="host"></div>' });
      const tab = await shop.open('/a');
      await tab.run(
        `document.querySelector('#host').attachShadow({ mode: 'open' }).innerHTML = '<a href="${OUT}">out</a>'; document.querySelector('#host').shadowRoot.querySelector('a').click()`,
      );
      await tab.settled();
      shop.expect([{ name: 'page_view' }, { name: 'click', data: { kind: 'outbound' } }]);
    },
  },
  {
    name: 'a link in an SVG image counts, and one that opens a new tab counts once',
    async run(shop) {
      shop.page('/elsewhere', { bare: true });
      shop.page('/a', {
        html: `<svg width="60" height="60"><a href="${OUT}" onclick="event.preventDefault()"><rect width="60" height="60"/></a></svg><a id="new" target="_blank" href="${shop.other}/elsewhere">new</a>`,
      });
      const tab = await shop.open('/a');
      await tab.engine.click('rect');
      await tab.engine.click('#new');
      await tab.settled();
      expect(shop.named('click').map(({ data }) => data)).toEqual([
        { kind: 'outbound', link_url: 'https://other.example/page' },
        { kind: 'outbound', link_url: `${shop.other}/elsewhere` },
      ]);
    },
  },
  {
    name: 'tel: and mailto: links are clicks of their kind, without what the mail would say',
    async run(shop) {
      shop.page('*', {
        before: stay,
        html: '<a id="t" href="tel:+49301234">call</a><a id="m" href="mailto:shop@example.com?subject=private">mail</a>',
      });
      const tab = await shop.open('/a');
      await tab.engine.click('#t');
      await tab.engine.click('#m');
      await tab.settled();
      expect(shop.named('click').map(({ data }) => data)).toEqual([
        { kind: 'tel', link_url: 'tel:+49301234' },
        { kind: 'mailto', link_url: 'mailto:shop@example.com' },
      ]);
    },
  },
  {
    name: 'a download counts once, also in a new tab and from another host, without its query',
    async run(shop) {
      shop.page('*', {
        before: stay,
        html: '<a id="a" target="_blank" href="/files/price-list.PDF?token=1">x</a><a id="b" href="https://cdn.example/manual.zip">y</a><a id="c" href="/export" download="orders">z</a>',
      });
      const tab = await shop.open('/a');
      for (const id of ['#a', '#b', '#c']) await tab.engine.click(id);
      await tab.settled();
      shop.expect([
        { name: 'page_view' },
        {
          name: 'file_download',
          data: {
            file_name: 'price-list.PDF',
            file_extension: 'PDF',
            link_url: shop.url('/files/price-list.PDF'),
          },
        },
        { name: 'file_download', data: { file_name: 'manual.zip' } },
        { name: 'file_download', data: { file_name: 'orders' } },
      ]);
    },
  },
  {
    name: 'an element that is tagged and outbound is one event, the tagged one with its parameters',
    async run(shop) {
      shop.page('*', {
        before: stay,
        html: `<a href="${OUT}" class="private" data-footfall-event="share" data-footfall-method="mail" data-footfall-item-id="SKU1">share</a>`,
      });
      const tab = await shop.open('/a');
      await tab.engine.click('a');
      await tab.settled();
      shop.expect([{ name: 'page_view' }, { name: 'share' }]);
      expect(shop.named('share')[0]!.data).toEqual({ event: 'share', method: 'mail', item_id: 'SKU1' });
    },
  },
  {
    name: 'what lies in an excluded element is not counted',
    async run(shop) {
      shop.page('*', {
        before: stay,
        html: `<div data-footfall-exclude><a href="${OUT}">out</a><form><textarea></textarea><button>go</button></form></div>`,
      });
      const tab = await shop.open('/a');
      await tab.engine.click('a');
      await tab.engine.click('button');
      await tab.settled();
      shop.expect([{ name: 'page_view' }]);
    },
  },
  form(
    'a contact form is a lead, and nothing that was written is sent',
    '<form id="c1" name="contact"><input name="name" value="Ada"><textarea name="text">secret</textarea></form>',
    { form_id: 'c1', form_name: 'contact', form_kind: 'contact', lead: true },
  ),
  form('a search form is no lead', '<form role="search" action="/find"><input name="q"></form>', {
    form_kind: 'search',
    lead: false,
  }),
  form('a sign-in form is no lead', '<form><input name="mail" type="email"><input type="password"></form>', {
    form_kind: 'sign_in',
    lead: false,
  }),
  form(
    'a newsletter form is a subscription and no lead',
    '<form><input type="email" name="e"></form>',
    { form_kind: 'newsletter', lead: false },
    ['newsletter_subscribe'],
  ),
  form(
    'a form that puts into the cart is no lead',
    '<form action="/cart/add"><input name="quantity" value="1"></form>',
    { form_kind: 'cart', lead: false },
  ),
  form(
    'a checkout form is no lead',
    '<form action="/checkout/address"><input name="street"><textarea></textarea></form>',
    { form_kind: 'checkout', lead: false },
  ),
  form(
    'the shop can say what a form is and that it is a lead',
    '<form data-footfall-form="sample_request" data-footfall-lead="true"><input type="search"></form>',
    { form_kind: 'sample_request', lead: true },
  ),
  form(
    'the shop can say that a form is no lead',
    '<form data-footfall-lead="false"><textarea></textarea></form>',
    { form_kind: 'contact', lead: false },
  ),
  {
    name: 'a form that the browser finds invalid is nothing',
    async run(shop) {
      shop.page('*', { html: '<form><input required><button>go</button></form>' });
      const tab = await shop.open('/a');
      await tab.engine.click('button');
      await tab.settled();
      shop.expect([{ name: 'page_view' }]);
    },
  },
  {
    name: 'a form without the browser’s checks that its own script stops as invalid is nothing, one that it sends itself counts',
    async run(shop) {
      shop.page('*', {
        before: stay,
        html: '<form novalidate><input required><textarea></textarea><button>go</button></form>',
      });
      const tab = await shop.open('/a');
      await tab.engine.click('button');
      await tab.settled();
      shop.expect([{ name: 'page_view' }]);
      await tab.run(`document.querySelector('input').value = 'x'`);
      await tab.engine.click('button');
      await shop.arrived('form_submit', () => tab.run('test.flush()'));
      await tab.settled();
      expect(shop.named('form_submit')).toHaveLength(1);
    },
  },
  {
    name: 'a form that is added later counts, and one sent by GET counts on the page it was on',
    async run(shop) {
      shop.page('/a', {});
      const tab = await shop.open('/a');
      await tab.run(
        `document.body.innerHTML = '<form action="/b" method="get"><textarea name="t"></textarea><button>go</button></form>'`,
      );
      await tab.engine.click('button');
      expect((await shop.arrived('form_submit')).url).toBe(shop.url('/a'));
    },
  },
  {
    name: 'limitation: form.submit() by script fires no event and is not counted',
    async run(shop) {
      shop.page('/a', {
        html: '<form action="/b" target="frame"><textarea></textarea></form><iframe name="frame"></iframe>',
      });
      shop.page('/b', { bare: true });
      const tab = await shop.open('/a');
      await tab.run(`document.querySelector('form').submit()`);
      await tab.settled();
      shop.expect([{ name: 'page_view' }]);
    },
  },
];
