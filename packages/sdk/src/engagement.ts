import { listen } from './guard.js';
import { type Place, record } from './record.js';
import { extendVisit } from './visit.js';

// Shorter stretches wait for the next one, unless the page has said nothing about its time yet.
const SHORTEST = 1000;

let place: Place | undefined;
let data: object | undefined;
let since = 0;
let sinceTick = 0;
let spent = 0;
let told = false;
let deepest = 0;

// The page's height is asked only when the page is left: asking earlier could force a layout, and late images grow it.
const scrolled = (): number =>
  Math.min(100, Math.round(((deepest + innerHeight) / document.documentElement.scrollHeight) * 100)) || 0;

// The stretch is measured by the clock that nobody can set; when it began is known by the other one.
const fold = (): void => {
  if (!since) return;
  const elapsed = performance.now() - sinceTick;
  spent += elapsed;
  extendVisit(since, since + Math.round(elapsed));
  since = 0;
};

const run = (): void => {
  const active = document.visibilityState === 'visible' && document.hasFocus();
  if (active && !since) {
    since = Date.now();
    sinceTick = performance.now();
  }
  if (!active) tellTime();
};

/** Brings the visit up to now when the page is being read: time visible and focused is activity. */
export const keepReading = (): void => {
  if (!since) return;
  fold();
  run();
};

/** Sends the time spent on the page so far, under the URL and with the data that it was viewed with. */
export const tellTime = (): void => {
  fold();
  const engagement_ms = Math.round(spent);
  if (!place || engagement_ms < 1 || (told && engagement_ms < SHORTEST)) return;
  told = true;
  spent = 0;
  record(
    'user_engagement',
    { ...data, engagement_ms, scroll: scrolled() },
    { url: place.url },
    { leave: true },
  );
};

/** Starts the clock of a page. */
export const startClock = (at: Place, about?: object): void => {
  place = at;
  data = about;
  since = spent = deepest = 0;
  told = false;
  run();
};

/** Watches what starts and stops the clock. */
export const watchEngagement = (): void => {
  listen(document, 'visibilitychange', run);
  listen(window, 'focus blur', run);
  listen(window, 'pagehide', tellTime);
  listen(document, 'scroll', () => {
    deepest = Math.max(deepest, scrollY);
  });
};
