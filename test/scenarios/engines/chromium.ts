import { chromium } from 'playwright-core';
import type { Engine } from '../engine.js';
import { ACTION_MS, ANSWER_MS } from './patience.js';
import { findProgram, missingProgram } from './program.js';
import { within } from './within.js';

const VARIABLE = 'FOOTFALL_CHROMIUM';
/** Where Chromium is; nothing where there is none. */
export const chromiumPath = findProgram(VARIABLE, [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  chromium.executablePath(),
]);

/** Chromium by the DevTools protocol. A person is a browser context. */
export const chromiumEngine: Engine = {
  name: 'Chromium',
  ...(chromiumPath ? {} : { missing: missingProgram(VARIABLE, 'chromium') }),
  cannot: {},
  async launch() {
    const browser = await chromium.launch({
      executablePath: chromiumPath!,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
      // People's browsers have it: a page that one goes back to is restored as it was left.
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    });
    return {
      async person() {
        const context = await browser.newContext();
        const errors: string[] = [];
        return {
          errors,
          async tab() {
            const page = await context.newPage();
            page.setDefaultTimeout(ACTION_MS);
            page.on('pageerror', (error) => errors.push(String(error)));
            return {
              goto: async (url) => void (await page.goto(url, { waitUntil: 'load' })),
              evaluate: (expression) => within(ANSWER_MS, page.evaluate(expression)),
              click: async (selector, { button = 'left', modifier } = {}) =>
                page.click(selector, {
                  button,
                  ...(modifier ? { modifiers: [modifier] } : {}),
                  noWaitAfter: true,
                }),
              press: (selector, key) => page.press(selector, key, { noWaitAfter: true }),
              reload: async () => void (await page.reload({ waitUntil: 'load' })),
              // A restored page does not load again.
              back: async () => void (await page.goBack({ waitUntil: 'commit' })),
              close: () => page.close({ runBeforeUnload: false }),
              async discard() {
                const gone = page.waitForEvent('crash');
                const session = await context.newCDPSession(page);
                // Nobody is left to answer.
                session.send('Page.crash').catch(() => {});
                await gone;
              },
            };
          },
          close: () => context.close(),
        };
      },
      close: () => browser.close(),
    };
  },
};
