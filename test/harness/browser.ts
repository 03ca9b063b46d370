import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

const USUAL_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const DESKTOP =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  // Else navigator.webdriver is true, and the people of a journey would be robots.
  '--disable-blink-features=AutomationControlled',
  // Of the whole browser: what a page sends while it is left goes without what its context has set.
  `--user-agent=${DESKTOP}`,
];

function chromiumPath(): string {
  const path = process.env.FOOTFALL_CHROMIUM ?? USUAL_PATHS.find(existsSync) ?? chromium.executablePath();
  if (existsSync(path)) return path;
  throw new Error(
    'no Chromium: `npm test` looks for one and installs it; or set FOOTFALL_CHROMIUM to its path',
  );
}

/** A real Chromium, headless. Close it in `afterAll`. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: FLAGS });
}

export interface PersonOptions {
  readonly timezone?: string;
  readonly locale?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Instead of the desktop Chrome that a person has if left out; but for what a page sends while it is left. */
  readonly userAgent?: string;
  /** A telephone: it has a touch screen, and says in its headers that it is mobile. */
  readonly isMobile?: boolean;
}

/**
 * A person: a browser context of their own, with nothing stored, that looks like anybody's Chrome.
 * Close it when the person has left.
 */
export function newPerson(browser: Browser, options: PersonOptions = {}): Promise<BrowserContext> {
  const {
    timezone = 'Europe/Berlin',
    locale = 'de-DE',
    viewport = { width: 1200, height: 800 },
    userAgent,
    isMobile = false,
  } = options;
  return browser.newContext({
    ...{ timezoneId: timezone, locale, viewport, isMobile, hasTouch: isMobile },
    ...(userAgent && { userAgent }),
  });
}
