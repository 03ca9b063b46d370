import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { waitFor } from './harness/wait.js';
import { chromiumEngine, chromiumPath } from './scenarios/engines/chromium.js';
import { describeEngine } from './scenarios/engines/describe-engine.js';
import { FakeCollector } from './scenarios/fake-collector.js';
import { type Build, Shop } from './scenarios/scenario.js';

// A driven browser does not prerender, so this one is only started, and its pages say by themselves what they see.
const RULES = { prerender: [{ source: 'list', urls: ['/next'], eagerness: 'immediate' }] };
const ASK = `
  const rules = document.createElement('script');
  rules.type = 'speculationrules';
  rules.textContent = '${JSON.stringify(RULES)}';
  document.head.append(rules);
  const ask = async () => (await (await fetch('/turn')).text()).includes('go') ? location.assign('/next') : setTimeout(ask, 50);
  ask();
`;
const SAY = `
  const prerendered = document.prerendering;
  addEventListener('load', async () => {
    // The script has run; what it may have put off has had its time: that nothing happens can only be waited for.
    await new Promise((done) => setTimeout(done, 200));
    if (prerendered) fetch('/prerendered?' + encodeURIComponent(document.cookie + Object.keys(localStorage)));
  });
  document.addEventListener('prerenderingchange', () => fetch('/activated'));
`;

describeEngine(chromiumEngine, () => {
  let collector: FakeCollector;
  let profile: string;
  let browser: ChildProcess | undefined;

  beforeEach(async () => {
    collector = await new FakeCollector().listen();
    profile = await mkdtemp(join(tmpdir(), 'footfall-prerender-'));
  });
  afterEach(async () => {
    if (browser && browser.exitCode === null) {
      const ended = once(browser, 'exit');
      browser.kill('SIGKILL');
      await ended;
    }
    await collector.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 10 });
  });

  it.each<Build>(['script tag', 'npm build'])(
    'a page that the browser prerenders says and stores nothing until it is activated, and is one page view then, by the %s',
    async (build) => {
      const shop = new Shop(build, collector, undefined as never);
      shop.page('/first', { real: true, bare: true, before: ASK });
      shop.page('/next', { real: true, before: SAY });
      const asked: string[] = [];
      let turn = 'wait';
      const render = collector.page;
      collector.page = (path, search) => {
        asked.push(path + search);
        return path === '/turn' ? { html: turn } : render(path, search);
      };
      browser = spawn(
        chromiumPath!,
        [
          ...[
            '--headless=new',
            '--no-sandbox',
            '--disable-gpu',
            '--no-first-run',
            `--user-data-dir=${profile}`,
          ],
          `${collector.origin}/first`,
        ],
        { stdio: 'ignore' },
      );
      const seen = await waitFor('the prerendered page', () =>
        asked.find((url) => /^\/prerendered/.test(url)),
      );
      // Nothing behind it: neither cookies nor names in storage.
      expect(seen).toBe('/prerendered');
      expect(collector.requests).toEqual([]);
      const before = Date.now();
      turn = 'go';
      await waitFor('the activation', () => asked.includes('/activated'));
      await waitFor('the page view', () => shop.named('page_view').length > 0);
      expect(asked.filter((url) => url === '/next')).toHaveLength(1);
      const [view] = shop.named('page_view');
      expect(view!.url).toBe(shop.url('/next'));
      expect(view!.time).toBeGreaterThanOrEqual(before);
      expect(view!.batch.visit!.started).toBeGreaterThanOrEqual(before);
      expect(shop.named('page_view')).toHaveLength(1);
      expect(collector.pageErrors).toEqual([]);
    },
  );
});
