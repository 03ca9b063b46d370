import { expect } from 'vitest';
import type { Scenario } from './scenario.js';

const NAMES = [
  'view_item_list',
  'select_item',
  'view_item',
  'add_to_wishlist',
  'add_to_cart',
  'remove_from_cart',
  'view_cart',
  'begin_checkout',
  'add_shipping_info',
  'add_payment_info',
  'purchase',
  'refund',
  'view_promotion',
  'select_promotion',
  'generate_lead',
  'sign_up',
  'login',
  'search',
  'share',
];
const ITEM = {
  item_id: 'SKU1',
  item_name: 'Boot',
  coupon: 'TEN',
  index: 3,
  item_list_id: 'L1',
  price: 19.95,
  quantity: 2,
};
const order = (more = '') =>
  `{ transaction_id: 'T1', currency: 'EUR', value: 39.9, items: [${JSON.stringify(ITEM)}] ${more} }`;

export const shopEvents: Scenario[] = [
  {
    name: 'every GA4 event arrives with its items as they were given',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.run(
        `for (const name of ${JSON.stringify(NAMES)}) footfall(name, { currency: 'EUR', value: 1.5, transaction_id: 'T1', items: [${JSON.stringify(ITEM)}] })`,
      );
      await tab.settled();
      // One by one: an order goes before what was said in the same moment.
      for (const name of NAMES)
        expect(shop.named(name).map(({ data }) => data)).toMatchObject([
          { currency: 'EUR', value: 1.5, items: [ITEM] },
        ]);
      expect(shop.events).toHaveLength(1 + NAMES.length);
    },
  },
  {
    name: 'pushes to the dataLayer before and after loading are taken over, nested and flat',
    async run(shop) {
      shop.page('*', {
        before: `window.dataLayer = [{ event: 'view_item', ecommerce: { currency: 'EUR', items: [{ item_id: 'A' }] } }, { event: 'gtm.js' }, { pageType: 'product' }]`,
      });
      const tab = await shop.open('/a');
      await tab.run(
        `dataLayer.push({ ecommerce: null }); dataLayer.push({ event: 'add_to_cart', value: '5', items: [{ item_id: 'B' }] }); dataLayer.push({ event: 'gtm.click' }, { event: 'my_own_thing' });`,
      );
      await tab.settled();
      shop.expect([
        { name: 'view_item', data: { currency: 'EUR', items: [{ item_id: 'A' }] } },
        { name: 'page_view' },
        { name: 'add_to_cart', data: { value: 5, items: [{ item_id: 'B' }] } },
      ]);
    },
  },
  {
    name: 'products pushed before their event belong to it, and a reset forgets them',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.run(
        `dataLayer.push({ ecommerce: { items: [{ item_id: 'A' }] } }); dataLayer.push({ event: 'view_item' }); dataLayer.push({ ecommerce: { items: [{ item_id: 'B' }] } }); dataLayer.push({ ecommerce: null }); dataLayer.push({ event: 'view_cart' });`,
      );
      await tab.settled();
      expect(shop.named('view_item')[0]!.data).toEqual({ items: [{ item_id: 'A' }] });
      expect(shop.named('view_cart')[0]!.data).toEqual({});
    },
  },
  {
    name: 'gtag events are taken over before and after loading, and its page views are not',
    async run(shop) {
      shop.page('*', {
        before: `window.dataLayer = []; window.gtag = function () { dataLayer.push(arguments) }; gtag('js', new Date()); gtag('config', 'G-1'); gtag('event', 'begin_checkout', { value: 7 });`,
      });
      const tab = await shop.open('/a');
      await tab.run(`gtag('event', 'page_view'); gtag('event', 'purchase', ${order()})`);
      await tab.settled();
      shop.expect([
        { name: 'begin_checkout', data: { value: 7 } },
        { name: 'page_view' },
        { name: 'purchase', data: { transaction_id: 'T1', items: [ITEM] } },
      ]);
    },
  },
  {
    name: 'personal data in the dataLayer stays in the page',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.run(
        `dataLayer.push({ event: 'sign_up', method: 'mail', email: 'a@b.example', user_data: { sha: 1 }, phone: '1', note: 'c@d.example' })`,
      );
      await tab.settled();
      expect(shop.named('sign_up')[0]!.data).toEqual({ method: 'mail' });
    },
  },
  {
    name: 'dataLayer.push keeps its answer, and entries of any kind do no harm',
    async run(shop) {
      const tab = await shop.open('/a');
      expect(
        await tab.run(
          `return dataLayer.push(null, undefined, 'text', 7, [], function () {}, { event: 5 }) === dataLayer.length`,
        ),
      ).toBe(true);
      await tab.settled();
      shop.expect([{ name: 'page_view' }]);
    },
  },
  {
    name: 'an order is counted once: called twice, on reload, in a second tab, from the dataLayer',
    async run(shop) {
      shop.page('/thanks', { before: `footfall('purchase', ${order()})` });
      const tab = await shop.open('/thanks');
      await tab.run(
        `footfall('purchase', ${order()}); dataLayer.push({ event: 'purchase', ecommerce: ${order()} })`,
      );
      await tab.settled();
      await tab.engine.reload();
      await tab.started();
      const other = await shop.open('/thanks');
      await tab.settled();
      await other.settled();
      expect(shop.named('purchase')).toHaveLength(1);
    },
  },
  {
    name: 'an order is not counted again a month later, and another one is',
    async run(shop) {
      const tab = await shop.open('/thanks');
      await tab.run(`footfall('purchase', ${order()})`);
      await tab.settled();
      await tab.pass(31 * 86_400_000);
      await tab.run(
        `footfall('purchase', ${order()}); footfall('purchase', ${order(", transaction_id: 'T2'")})`,
      );
      await tab.settled();
      expect(shop.named('purchase').map(({ data }) => data.transaction_id)).toEqual(['T1', 'T2']);
    },
  },
  {
    name: 'two currencies in one visit stay as they are',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.run(
        `footfall('add_to_cart', { currency: 'EUR', value: 1 }); footfall('add_to_cart', { currency: 'JPY', value: 100 })`,
      );
      await tab.settled();
      expect(shop.named('add_to_cart').map(({ data }) => data.currency)).toEqual(['EUR', 'JPY']);
    },
  },
  {
    name: 'amounts written as texts are read, and what is no amount is left out without losing the order',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.run(
        `footfall('purchase', { transaction_id: 'T1', value: '1.234,50 €', tax: NaN, shipping: 'free', currency: 'Euro', items: [{ item_id: 'A', price: '19,95', quantity: '2' }, { item_id: 'B', price: null, discount: -1 }] })`,
      );
      await tab.settled();
      expect(shop.named('purchase')[0]!.data).toEqual({
        transaction_id: 'T1',
        value: 1234.5,
        items: [{ item_id: 'A', price: 19.95, quantity: 2 }, { item_id: 'B' }],
      });
    },
  },
  {
    name: 'a single item that is not in a list is read as one',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.run(`footfall('view_item', { items: { item_id: 'A', price: 1 } })`);
      await tab.settled();
      expect(shop.named('view_item')[0]!.data).toEqual({ items: [{ item_id: 'A', price: 1 }] });
    },
  },
  {
    name: 'no list of items is none, and an empty one is an empty cart',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.run(
        `footfall('view_cart', { items: undefined }); footfall('begin_checkout', { items: null, value: 1 }); footfall('remove_from_cart', { items: [] })`,
      );
      await tab.settled();
      expect(shop.named('view_cart')[0]!.data).toEqual({});
      // The collector takes null for nothing said.
      expect(shop.named('begin_checkout')[0]!.data).toEqual({ items: null, value: 1 });
      expect(shop.named('remove_from_cart')[0]!.data).toEqual({ items: [] });
    },
  },
  {
    name: 'an event is what it was when it happened, whatever the page does to the object later',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.run(
        `const cart = { value: 1, items: [{ item_id: 'A' }] }; footfall('view_cart', cart); cart.value = 2; cart.items.length = 0;`,
      );
      await tab.settled();
      expect(shop.named('view_cart')[0]!.data).toEqual({ value: 1, items: [{ item_id: 'A' }] });
    },
  },
  {
    name: 'a hook changes one event, drops another, and one that throws loses nothing',
    async run(shop) {
      shop.page('*', {
        before: `footfall('hook', (event) => { if (event.name === 'secret') return null; event.data.shop = 'DE'; }); footfall('hook', () => { throw new Error('hook') });`,
      });
      const tab = await shop.open('/a');
      await tab.run(`footfall('secret'); footfall('view_cart')`);
      await tab.settled();
      shop.expect([
        { name: 'page_view', data: { shop: 'DE' } },
        { name: 'view_cart', data: { shop: 'DE' } },
      ]);
    },
  },
];
