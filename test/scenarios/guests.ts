import { expect } from 'vitest';
import { waitFor } from '../harness/wait.js';
import type { Scenario } from './scenario.js';

export const guests: Scenario[] = [
  {
    name: 'a Content-Security-Policy that forbids the endpoint is not noticed by the page',
    async run(shop) {
      shop.page('*', { headers: { 'content-security-policy': `connect-src 'none'` } });
      const tab = await shop.open('/a');
      await tab.run(`footfall('add_to_cart')`);
      await shop.expectSilence(tab);
      expect(await tab.run('return document.title')).toBe('/a');
    },
  },
  {
    name: 'a page that enforces Trusted Types is counted as any other',
    async run(shop) {
      shop.page('*', {
        headers: { 'content-security-policy': `require-trusted-types-for 'script'; trusted-types 'none'` },
      });
      const tab = await shop.open('/a');
      await tab.settled();
      shop.expect([{ name: 'page_view' }]);
    },
  },
  {
    name: 'under the strictest policy that lets the endpoint through, all is counted without one violation',
    async run(shop) {
      shop.page('*', {
        headers: {
          'content-security-policy': `default-src 'none'; script-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'`,
        },
        before: `window.violations = []; document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => violations.push(violatedDirective + ' ' + blockedURI)); addEventListener('submit', (event) => event.preventDefault());`,
        html: '<a href="tel:1" onclick="return false">call</a><form><textarea></textarea><button>go</button></form>',
        chunks: { dialects: true, linker: '127.0.0.1' },
      });
      const tab = await shop.open('/a');
      await tab.engine.click('a');
      await tab.engine.click('button');
      await shop.arrived('form_submit', () => tab.run('test.flush()'));
      await tab.run(`history.pushState(null, '', '/b')`);
      await tab.settled();
      shop.expect([
        { name: 'page_view' },
        { name: 'click' },
        { name: 'form_submit' },
        { name: 'page_view', at: '/b' },
      ]);
      expect(await tab.run('return violations')).toEqual([]);
    },
  },
  {
    name: 'a fetch that another script patched and that throws does no harm; leaving delivers by beacon',
    async run(shop) {
      shop.page('*', { before: `window.fetch = () => { throw new Error('patched') };` });
      const tab = await shop.open('/a');
      await tab.run(`footfall('add_to_cart'); test.flush()`);
      await tab.engine.close();
      await shop.arrived('add_to_cart');
    },
  },
  {
    name: 'an extended Object.prototype and Array.prototype change nothing',
    async run(shop) {
      shop.page('*', {
        before: `Object.prototype.extended = function () {}; Array.prototype.extra = function () {};`,
      });
      const tab = await shop.open('/a');
      await tab.run(`footfall('view_item', { items: [{ item_id: 'A' }] })`);
      await tab.settled();
      expect(shop.named('view_item')[0]!.data).toEqual({ items: [{ item_id: 'A' }] });
    },
  },
  {
    name: 'calls with anything at all throw nothing to the page',
    async run(shop) {
      const tab = await shop.open('/a');
      const thrown = await tab.run(
        `const thrown = []; for (const given of [[], [null], [undefined, null], [7], [{}], ['track'], ['track', null], ['track', 'x', 'text'], ['page', null], ['consent'], ['hook', 5], ['customer', {}], ['x', null]]) try { footfall(...given) } catch (error) { thrown.push(String(error)) } return thrown`,
      );
      expect(thrown).toEqual([]);
    },
  },
  {
    name: 'a sandboxed frame without an origin is survived',
    async run(shop) {
      shop.page('/frame', {
        bare: true,
        before: `addEventListener('message', ({ data }) => { window.heard = data; });`,
        html: '<iframe sandbox="allow-scripts" src="/inside"></iframe>',
      });
      shop.page('/inside', {
        before: `footfall('inside'); addEventListener('load', () => parent.postMessage('inside', '*'));`,
      });
      const tab = await shop.blank();
      await tab.open('/frame');
      // The frame's page has no origin to answer to, so it says by a message that it has loaded and lives.
      await waitFor('the frame', () => tab.run<boolean>('return window.heard === "inside"'));
      await tab.idle();
      expect(await tab.run('return frames.length')).toBe(1);
    },
  },
  {
    name: 'a browser without what the tracker needs is left alone',
    async run(shop) {
      shop.page('*', {
        before: `delete window.crypto; Object.defineProperty(window, 'crypto', { value: undefined }); window.fetch = undefined; delete Navigator.prototype.sendBeacon;`,
      });
      const tab = await shop.blank();
      await tab.open('/a');
      await shop.expectSilence(tab);
      expect(await tab.run('return document.title')).toBe('/a');
    },
  },
];
