import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

/** One tab, in whichever browser. */
export interface Tab {
  goto(url: string): Promise<void>;
  /** Evaluates an expression in the page; its value must be JSON. */
  evaluate<T>(expression: string): Promise<T>;
  click(selector: string, how?: { button?: 'left' | 'middle'; modifier?: 'Control' }): Promise<void>;
  press(selector: string, key: string): Promise<void>;
  reload(): Promise<void>;
  back(): Promise<void>;
  close(): Promise<void>;
}

/** A person's browser: tabs that share cookies and storage. */
export interface Person {
  tab(): Promise<Tab>;
  /** Errors and console errors that the pages raised. */
  errors: string[];
  close(): Promise<void>;
}

export interface Browser {
  person(): Promise<Person>;
  close(): Promise<void>;
}

export interface Engine {
  name: string;
  /** Why it cannot run here; nothing where it can. */
  missing?: string;
  launch(): Promise<Browser>;
}

const firstOf = (paths: (string | undefined)[]): string | undefined =>
  paths.find((path) => path && existsSync(path));

const chromiumPath = firstOf([
  process.env.FOOTFALL_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  chromium.executablePath(),
]);

const within = async <T>(ms: number, answer: Promise<unknown>): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return (await Promise.race([answer, late])) as T;
  } finally {
    clearTimeout(timer);
  }
};

const chromiumEngine: Engine = {
  name: 'Chromium',
  ...(chromiumPath ? {} : { missing: 'no Chromium found; set FOOTFALL_CHROMIUM' }),
  async launch() {
    const browser = await chromium.launch({
      executablePath: chromiumPath!,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
    return {
      async person() {
        const context = await browser.newContext();
        const errors: string[] = [];
        return {
          errors,
          async tab() {
            const page = await context.newPage();
            page.setDefaultTimeout(10_000);
            page.on('pageerror', (error) => errors.push(String(error)));
            return {
              goto: async (url) => void (await page.goto(url, { waitUntil: 'load' })),
              // An expression that meets a navigation may never be answered.
              evaluate: (expression) => within(5000, page.evaluate(expression)),
              click: async (selector, { button = 'left', modifier } = {}) =>
                page.click(selector, {
                  button,
                  ...(modifier ? { modifiers: [modifier] } : {}),
                  noWaitAfter: true,
                }),
              press: (selector, key) => page.press(selector, key, { noWaitAfter: true }),
              reload: async () => void (await page.reload({ waitUntil: 'load' })),
              back: async () => void (await page.goBack({ waitUntil: 'load' })),
              close: () => page.close({ runBeforeUnload: false }),
            };
          },
          close: () => context.close(),
        };
      },
      close: () => browser.close(),
    };
  },
};

/** The browsers that the scenarios are written for. */
export const ENGINES: Engine[] = [chromiumEngine];
