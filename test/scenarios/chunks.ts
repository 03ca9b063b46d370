import { expect } from 'vitest';
import type { Scenario } from './scenario.js';

const CHUNK = (name: string, more = '') =>
  `</script><script src="/sdk/footfall-${name}.js"${more}></script><script>`;
const IDS = '01a20000-df98-7000-8c83-80a63715cb49.1795296386968.01a20000-df98-7001-8c83-80a63715cb49.3';

export const chunks: Scenario[] = [
  {
    name: 'Segment’s names are GA4’s events where the dialects are loaded, before the tracker and after',
    async run(shop) {
      shop.page('*', {
        before: `footfall('track', 'Product Viewed', { product_id: 'A', price: 5 });${CHUNK('dialects')}footfall('track', 'Product Added', { product_id: 'A', price: 5, quantity: 2 });`,
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
    name: 'Universal Analytics’ enhanced ecommerce is read where the dialects are loaded, and an order is one',
    async run(shop) {
      const order = `{ event: 'purchase', ecommerce: { currencyCode: 'EUR', purchase: { actionField: { id: 'T1', revenue: '12', tax: '2' }, products: [{ id: 'A', price: '5', quantity: 2 }] } } }`;
      shop.page('*', {
        before: `window.dataLayer = [{ ecommerce: { detail: { products: [{ id: 'A' }] } } }];${CHUNK('dialects')}`,
      });
      const tab = await shop.open('/a');
      await tab.run(`dataLayer.push(${order}); dataLayer.push(${order});`);
      await tab.settled();
      shop.expect([
        { name: 'view_item', data: { items: [{ item_id: 'A' }] } },
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
    name: 'a link to the shop’s other domain hands the visitor over, and its parameter is taken out of the URL',
    async run(shop) {
      shop.page('*', { before: CHUNK('linker', ' data-domains="127.0.0.1 localhost"') });
      const other = shop.collector.origin.replace('localhost', '127.0.0.1');
      shop.page('/a', {
        before: CHUNK('linker', ' data-domains="127.0.0.1 localhost"'),
        html: `<a href="${other}/b?x=1#top">on</a>`,
      });
      const tab = await shop.open('/a');
      await tab.settled();
      await tab.engine.click('a');
      await tab.at('/b');
      await tab.started();
      expect(await tab.run('return location.search + location.hash')).toBe('?x=1#top');
      await tab.settled();
      const views = shop.named('page_view');
      expect(views).toHaveLength(2);
      expect(views[1]!.batch.visitor).toEqual(views[0]!.batch.visitor);
      expect(views[1]!.batch.visit!.id).toBe(views[0]!.batch.visit!.id);
    },
  },
  {
    name: 'a handed-over visitor whose checksum is wrong is nobody, and is taken out of the URL too',
    async run(shop) {
      shop.page('*', { before: CHUNK('linker', ' data-domains="localhost"') });
      const now = Date.now();
      const tab = await shop.open(`/a?_ff=${IDS}.${now}.${now}~${now.toString(36)}~abc`);
      expect(await tab.run('return location.search')).toBe('');
      await tab.settled();
      expect(shop.named('page_view')[0]!.batch.visit!.number).toBe(1);
    },
  },
  {
    name: 'a link to a domain that is not the shop’s hands nobody over',
    async run(shop) {
      const other = shop.collector.origin.replace('localhost', '127.0.0.1');
      shop.page('*', {
        before: CHUNK('linker', ' data-domains="shop.example"'),
        html: `<a href="${other}/b" onclick="window.clicked = true; event.preventDefault()">on</a>`,
      });
      const tab = await shop.open('/a');
      await tab.engine.click('a');
      expect(await tab.run(`return document.querySelector('a').href`)).toBe(`${other}/b`);
      await tab.settled();
    },
  },
  {
    name: 'web vitals are told with their ratings where their script is loaded',
    async run(shop) {
      shop.page('*', { before: CHUNK('vitals', ' async'), html: '<h1>Boots</h1>' });
      const tab = await shop.open('/a');
      await shop.arrived('web_vital', () => tab.run('test.flush()'));
      const [vital] = shop.named('web_vital');
      expect(vital!.data.metric).toMatch(/^(LCP|INP|CLS|FCP|TTFB)$/);
      expect(vital!.data.value).toEqual(expect.any(Number));
      expect(vital!.data).toMatchObject({ rating: expect.stringMatching(/good|needs|poor/), page: '/a' });
    },
  },
];
