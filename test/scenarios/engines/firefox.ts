import puppeteer, { type KeyInput } from 'puppeteer-core';
import { waitFor } from '../../harness/wait.js';
import type { Engine } from '../engine.js';
import { ACTION_MS, ANSWER_MS } from './patience.js';
import { findProgram, missingProgram } from './program.js';
import { within } from './within.js';

const VARIABLE = 'FOOTFALL_FIREFOX';
const path = findProgram(VARIABLE, [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
]);

// Of several tabs only one is in front, and the timers of the others would run a second late.
const FOREGROUND_ONLY = {
  'dom.min_background_timeout_value': 4,
  'dom.timeout.enable_budget_timer_throttling': false,
  'dom.min_background_timeout_value_without_budget_throttling': 4,
};

/** Firefox by WebDriver BiDi. A person is a user context. */
export const firefoxEngine: Engine = {
  name: 'Firefox',
  ...(path ? {} : { missing: missingProgram(VARIABLE, 'firefox-esr') }),
  cannot: {
    'a tab that was discarded says what it had stored when it is opened again, in the same visit':
      'the driver cannot take a page’s process away',
  },
  async launch() {
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: path!,
      headless: true,
      timeout: 120_000,
      extraPrefsFirefox: FOREGROUND_ONLY,
    });
    return {
      async person() {
        const context = await browser.createBrowserContext();
        const errors: string[] = [];
        return {
          errors,
          async tab() {
            const page = await context.newPage();
            page.setDefaultTimeout(ACTION_MS);
            page.on('pageerror', (error) => {
              // Firefox logs what a policy blocks and what the network fails as errors too; no script threw them.
              if (!/^Error: (Content-Security-Policy|Cross-Origin Request Blocked):/.test(String(error)))
                errors.push(String(error));
            });
            return {
              goto: async (url) => void (await page.goto(url, { waitUntil: 'load' })),
              evaluate: (expression) => within(ANSWER_MS, page.evaluate(expression)),
              async click(selector, { button = 'left', modifier } = {}) {
                if (modifier) await page.keyboard.down(modifier);
                await page.click(selector, { button });
                if (modifier) await page.keyboard.up(modifier);
              },
              async press(selector, key) {
                await page.focus(selector);
                await page.keyboard.press(key as KeyInput);
              },
              reload: async () => void (await page.reload({ waitUntil: 'load' })),
              async back() {
                const from = page.url();
                await page.evaluate('void setTimeout(() => history.back())');
                // A restored page does not load again.
                await waitFor(
                  'the page before',
                  async () => (await within(2000, page.evaluate('location.href'))) !== from,
                );
              },
              async close() {
                // Closed by the driver, the tab's process ends before its handlers of `pagehide` have run; a tab that
                // a person closes runs them.
                await page.goto('about:blank');
                await page.close();
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
