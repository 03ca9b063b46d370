import { setOlderZone } from './delivery.js';
import { listen } from './guard.js';
import { setClock, viewed } from './pages.js';
import { record } from './record.js';
import { extendVisit } from './visit.js';

// Shorter stretches wait for the next one, unless the page has said nothing about its time yet.
const SHORTEST = 1000;

let data: object | undefined;
let since = 0;
let spent = 0;
let shortest = 1;
let deepest = 0;

// Measured by the clock that nobody can set.
const fold = (): void => {
  if (since) {
    const elapsed = performance.now() - since;
    spent += elapsed;
    since = 0;
    extendVisit(elapsed);
  }
};

const tell = (): void => {
  fold();
  const engagement_ms = spent;
  if (viewed && spent >= shortest) {
    shortest = SHORTEST;
    spent = 0;
    record(
      'user_engagement',
      {
        ...data,
        // The collector rounds both.
        engagement_ms,
        // The page's height is asked only when the page is left: asking earlier could force a layout, and late images grow it.
        scroll: ((deepest + innerHeight) / document.documentElement.scrollHeight) * 100,
      },
      { url: viewed },
      true,
    );
  }
};

const run = (): void => {
  if (document.hidden || !document.hasFocus()) tell();
  else since ||= performance.now();
};

/** Counts the time that each page is visible and focused, and how far it is scrolled. */
export const timeOnSite = (): void => {
  // Tens of milliseconds at its first use, in browsers that are older than Temporal.
  setOlderZone(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  setClock({
    _tell: tell,
    _start(about) {
      data = about;
      since = spent = deepest = 0;
      shortest = 1;
      run();
    },
    // Time visible and focused is activity: a long read is one visit.
    _keep() {
      fold();
      run();
    },
  });
  listen('visibilitychange focus blur', run);
  listen('pagehide', tell);
  listen('scroll', () => {
    deepest = Math.max(deepest, scrollY);
  });
};
