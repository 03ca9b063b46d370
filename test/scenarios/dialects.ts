import { expect } from 'vitest';
import type { PageOptions, Scenario } from './scenario.js';

const DIALECTS = { chunks: { dialects: true } } satisfies PageOptions;
// The snippet of Segment in miniature: a queue with stubs, until the library empties it and takes its place.
const SNIPPET = `
  window.analytics = [];
  for (const method of ['track', 'page', 'on', 'ready'])
    analytics[method] = (...given) => { analytics.push([method, ...given]); return analytics; };
`;
const LIBRARY = `
  const heard = [], calls = [...analytics];
  window.library = { sent: [], on: (type, hear) => heard.push([type, hear]),
    track(...given) { this.sent.push(given); for (const [type, hear] of heard) if (type === 'track') hear(given[0], { ...given[1] }, {}); return 'kept'; }, page() {} };
  for (const [method, ...given] of calls) if (method === 'on') library.on(...given);
  for (const [method, ...given] of calls) if (method === 'track') library.track(...given);
  window.analytics = window.library;
`;

export const dialects: Scenario[] = [
  {
    name: 'Segment’s names are GA4’s events where the dialects are loaded, before the tracker and after',
    async run(shop) {
      shop.page('*', {
        ...DIALECTS,
        before: `footfall('track', 'Product Viewed', { product_id: 'A', price: 5 });footfall('track', 'Product Added', { product_id: 'A', price: 5, quantity: 2 });`,
      });
      const tab = await shop.open('/a');
      await tab.run(
        `footfall('track', 'Order Completed', { order_id: 'T1', revenue: 10, products: [{ product_id: 'A', price: 5, quantity: 2 }] }); footfall('add_to_wishlist')`,
      );
      await tab.settled();
      shop.expect([
        { name: 'view_item', data: { items: [{ item_id: 'A', price: 5 }] } },
        { name: 'add_to_cart', data: { items: [{ item_id: 'A', price: 5, quantity: 2 }] } },
        { name: 'page_view' },
        { name: 'purchase', data: { transaction_id: 'T1', value: 10 } },
        { name: 'add_to_wishlist' },
      ]);
    },
  },
  {
    name: 'what the page says to Segment’s snippet counts, before and after loading, also where the library never comes',
    async run(shop) {
      shop.page('*', {
        ...DIALECTS,
        before: `${SNIPPET} analytics.page(); analytics.track('Product Viewed', { product_id: 'A' });`,
      });
      const tab = await shop.open('/a');
      await tab.run(
        `analytics.track('Product Added', { product_id: 'A' }); analytics.track('Article Read', { email: 'a@b.example' }); analytics.track('Cart Viewed')`,
      );
      await tab.settled();
      shop.expect([
        { name: 'view_item', data: { items: [{ item_id: 'A' }] } },
        { name: 'page_view' },
        { name: 'add_to_cart' },
        { name: 'view_cart' },
      ]);
      expect(await tab.run('return analytics.length')).toBeGreaterThanOrEqual(5);
    },
  },
  {
    name: 'whatever the page pushes to Segment’s queue, its push gets its answer and no error of ours',
    async run(shop) {
      shop.page('*', { ...DIALECTS, before: `${SNIPPET} analytics.push({ a: 'message' });` });
      const tab = await shop.open('/a');
      expect(
        await tab.run(
          `return analytics.push({ a: 'message' }, null, undefined, 7, 'track', ['track']) === analytics.length`,
        ),
      ).toBe(true);
      await tab.run(`analytics.track('Cart Viewed')`);
      await tab.settled();
      shop.expect([{ name: 'page_view' }, { name: 'view_cart' }]);
    },
  },
  {
    name: 'Segment’s library says again what its snippet kept: each call counts once, and later ones too',
    async run(shop) {
      shop.page('*', {
        ...DIALECTS,
        before: `${SNIPPET} analytics.track('Product Viewed', { product_id: 'A' });`,
      });
      const tab = await shop.open('/a');
      await tab.run(`analytics.track('Product Added', { product_id: 'A' })`);
      await tab.run(LIBRARY);
      await tab.run(`analytics.track('Product Added', { product_id: 'B' })`);
      // An order's id tells nothing of its moment: of what happened in one millisecond it may come first.
      await tab.pass(1);
      const answer = await tab.run(
        `return analytics.track('Order Completed', { order_id: 'T1', total: 12, tax: 2 })`,
      );
      expect(answer).toBe('kept');
      await tab.settled();
      shop.expect([
        { name: 'view_item' },
        { name: 'page_view' },
        { name: 'add_to_cart', data: { items: [{ item_id: 'A' }] } },
        { name: 'add_to_cart', data: { items: [{ item_id: 'B' }] } },
        { name: 'purchase', data: { transaction_id: 'T1', value: 10, tax: 2 } },
      ]);
      expect(await tab.run('return library.sent.length')).toBe(4);
    },
  },
  {
    name: 'Universal Analytics’ enhanced ecommerce is read where the dialects are loaded, and an order is one',
    async run(shop) {
      const order = `{ event: 'purchase', ecommerce: { currencyCode: 'EUR', purchase: { actionField: { id: 'T1', revenue: '12', tax: '2' }, products: [{ id: 'A', price: '5', quantity: 2 }] } } }`;
      shop.page('*', {
        ...DIALECTS,
        before: `window.dataLayer = [{ ecommerce: { detail: { products: [{ id: 'A', category: 'Apparel/T-Shirts' }] } } }];`,
      });
      const tab = await shop.open('/a');
      await tab.run(`dataLayer.push(${order}); dataLayer.push(${order});`);
      await tab.settled();
      shop.expect([
        {
          name: 'view_item',
          data: { items: [{ item_id: 'A', item_category: 'Apparel', item_category2: 'T-Shirts' }] },
        },
        { name: 'page_view' },
        {
          name: 'purchase',
          data: {
            transaction_id: 'T1',
            currency: 'EUR',
            value: 10,
            tax: 2,
            items: [{ item_id: 'A', price: 5 }],
          },
        },
      ]);
    },
  },
  {
    name: 'each action of Universal Analytics is GA4’s event, with list, promotion, checkout step and option',
    async run(shop) {
      shop.page('*', DIALECTS);
      const tab = await shop.open('/a');
      await tab.run(`
        const products = [{ id: 'A', name: 'Boot', price: '5' }], promotions = [{ id: 'P', name: 'Sale', position: 'top' }];
        for (const ecommerce of [
          { impressions: [{ id: 'A', list: 'Search', position: 1 }], promoView: { promotions } },
          { promoClick: { promotions } },
          { click: { actionField: { list: 'Search' }, products } },
          { add: { products } }, { remove: { products } },
          { checkout: { actionField: { step: 1 }, products } },
          { checkout: { actionField: { step: 2, option: 'Visa' } } },
          { checkout_option: { actionField: { step: 2, option: 'Amex' } } },
          { refund: { actionField: { id: 'T1' } } },
        ]) dataLayer.push({ event: 'eec', ecommerce });
      `);
      await tab.settled();
      const seen = new Map(shop.events.map(({ name, data }) => [name, data]));
      expect([...seen.keys()].sort()).toEqual(
        [
          ...['page_view', 'view_item_list', 'view_promotion', 'select_promotion', 'select_item'],
          ...['add_to_cart', 'remove_from_cart', 'begin_checkout', 'checkout_progress'],
          ...['set_checkout_option', 'refund'],
        ].sort(),
      );
      expect(seen.get('view_item_list')).toMatchObject({ item_list_name: 'Search', items: [{ index: 1 }] });
      expect(seen.get('select_promotion')).toMatchObject({ promotion_id: 'P', creative_slot: 'top' });
      expect(seen.get('checkout_progress')).toMatchObject({ checkout_step: 2, checkout_option: 'Visa' });
      expect(seen.get('set_checkout_option')).toMatchObject({ checkout_option: 'Amex' });
      expect(seen.get('refund')).toMatchObject({ transaction_id: 'T1' });
    },
  },
  {
    name: 'an old add that is pushed with GA4’s event name is one event, with its products',
    async run(shop) {
      shop.page('*', DIALECTS);
      const tab = await shop.open('/a');
      await tab.run(
        `dataLayer.push({ event: 'add_to_cart', ecommerce: { add: { products: [{ id: 'A', price: '5' }] } } });
         dataLayer.push({ event: 'view_item', ecommerce: { items: [{ item_id: 'B' }], detail: { products: [{ id: 'B' }] } } });`,
      );
      await tab.settled();
      shop.expect([
        { name: 'page_view' },
        { name: 'add_to_cart', data: { items: [{ item_id: 'A', price: 5 }] } },
        { name: 'view_item', data: { items: [{ item_id: 'B' }] } },
      ]);
    },
  },
  {
    name: 'limitation: without the dialects an order in Universal Analytics’ form is not counted',
    async run(shop) {
      const tab = await shop.open('/a');
      await tab.run(
        `dataLayer.push({ event: 'purchase', ecommerce: { purchase: { actionField: { id: 'T1' } } } })`,
      );
      await tab.settled();
      shop.expect([{ name: 'page_view' }]);
    },
  },
];
