import { guard, listen } from './guard.js';
import { consentState } from './mode.js';
import { type Entry, nextItems, underWay } from './queue.js';
import { debug, settings } from './settings.js';
import { readItem, removeItem } from './storage.js';
import { settled } from './visit.js';

interface Later {
  fetchLater?: (url: string, init: RequestInit & { activateAfter: number }) => unknown;
}
// Not in older browsers.
interface Newer {
  Temporal?: { Now: { timeZoneId: () => string } };
}
// Safari has none.
interface Idle {
  requestIdleCallback?: (run: () => void) => unknown;
}

declare const __VERSION__: string;

// Events are gathered for a moment, so that a page view and what the page says at its start travel together.
const GATHER = 500;
// Browsers refuse keepalive requests when more than 64 KB of them are under way.
const BATCH_BYTES = 48_000;
const BATCH_EVENTS = 100;
const ANSWER_WITHIN = 30_000;
const STORAGE_SETTLES = 100;
const LONGEST_WAIT = 300_000;
const LONG_AGO = -1e15;

let timer: ReturnType<typeof setTimeout> | undefined;
let failures = 0;
let notBefore = 0;
// How many events the next batch may have. 0: one, without the optional fields of its items.
let most = BATCH_EVENTS;

let olderZone: (() => string) | undefined;

/** Sets what names the time zone where the browser has no Temporal. */
export const setOlderZone = (given: () => string): void => {
  olderZone = given;
};

const encode = (items: string[]): string => {
  const entries = items.map((item): Entry => JSON.parse(readItem(item)!));
  const [, taken, customer] = entries[0]!;
  const visit = settled(taken);
  return JSON.stringify(
    {
      site: settings.site,
      sent: Date.now(),
      sdk: __VERSION__,
      visitor: visit && { id: visit[0], first: visit[1] },
      visit: visit && {
        id: visit[2],
        number: visit[3],
        started: visit[4],
        landing: visit[6],
        referrer: visit[7],
      },
      customer,
      consent: consentState,
      internal: !!settings.internal,
      device: {
        screen: `${screen.width}x${screen.height}`,
        language: navigator.language,
        timezone: (window as Newer).Temporal?.Now.timeZoneId() || olderZone?.(),
      },
      events: entries.map(([event]) => event),
    },
    (key, value) =>
      !most && key === 'items' ? JSON.parse(JSON.stringify(value, ['item_id', 'quantity', 'price'])) : value,
  );
};

// Where the page goes nobody hears an answer, and all must be said at once: its own events, for other tabs go on.
const sendAll = async (leaving?: boolean): Promise<void> => {
  for (;;) {
    const items = nextItems(leaving).slice(0, most || 1);
    if (!items[0] || Date.now() < notBefore) return;
    const body = encode(items);
    const mark = (way: boolean) => items.map((item) => (underWay[item] = way));
    let status = 413;
    // In UTF-8. A Blob would say it too, and is a call to another process of the browser.
    if (!most || unescape(encodeURI(body)).length <= BATCH_BYTES) {
      const request = {
        method: 'POST',
        body,
        // Other scripts may have used up what the browser grants to keepalive: after a failure without it.
        keepalive: !failures,
        signal: AbortSignal.timeout?.(ANSWER_WITHIN),
        activateAfter: 0,
      };
      mark(true);
      if (
        leaving &&
        // The first has more room than a beacon, and is not there in every browser.
        (guard(() => (window as Later).fetchLater?.(settings.endpoint, request))() ||
          navigator.sendBeacon(settings.endpoint, body))
      ) {
        most = BATCH_EVENTS;
        continue;
      }
      // Refused by the browser, a beacon of several is halved, and one goes by a plain request.
      if (!leaving || !items[1]) {
        status = 0;
        try {
          const answer = await fetch(settings.endpoint, request);
          status = answer.status;
          // Where no time is asked for, nothing is held back, however the clock is set afterwards.
          notBefore = Date.now() + (1000 * (answer.headers.get('retry-after') as never) || LONG_AGO);
          // Among them what was refused, and why.
          debug(status, ...answer.headers);
        } catch (error) {
          debug(error);
        }
      }
      mark(false);
    }
    if (/^(5|429|408|0)/.test(status as never)) {
      // An event that came meanwhile has asked for a sooner try, which would come to nothing or be a storm of them.
      timer = clearTimeout(timer) as undefined;
      // Doubling, and at random up to half less, so that browsers that failed together do not come back together.
      return schedule(Math.min(1000 * 2 ** failures++, LONGEST_WAIT) / (1 + Math.random()));
    }
    // One event may be at fault, or all together too large: halves are tried apart, at last one event without trimmings.
    if (most && /400|413/.test(status as never)) most = items.length >> 1;
    else {
      failures = 0;
      most = BATCH_EVENTS;
      items.map(removeItem);
    }
  }
};

// What one tab removed from storage, another one sees a moment later; its turn begins no sooner.
const sendInTurn = (): Promise<unknown> =>
  sendAll().then(() => new Promise((done) => setTimeout(done, STORAGE_SETTLES)));

// All tabs share one stored queue, so only one of them sends at a time.
/** Sends what waits now. */
export const flush = async (): Promise<void> => {
  timer = clearTimeout(timer) as undefined;
  try {
    await navigator.locks.request('footfall', sendInTurn);
  } catch {
    // Not in older browsers, not without TLS, and refused where a page may keep nothing.
    sendAll().catch(debug);
  }
};

/** Sends what waits after `delay` ms, as soon as the page is idle then, or sooner when that was asked for before. */
export const schedule = (delay = GATHER): void => {
  timer ||= setTimeout(
    () => ((window as Idle).requestIdleCallback || setTimeout)(flush),
    Math.max(delay, notBefore - Date.now()),
  );
};

/** Watches for the moments at which what waits should go now. */
export const watchDelivery = (): void => {
  listen('pagehide', () => sendAll(true).catch(debug));
  listen('online', () => {
    failures = 0;
    flush();
  });
};
