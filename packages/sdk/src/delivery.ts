import type { FootfallEvent } from './event.js';
import { guard, listen } from './guard.js';
import { consentState } from './mode.js';
import { nextEvents, putEvent, removeEvent } from './queue.js';
import { debug, settings } from './settings.js';
import { eraseCookies } from './storage.js';
import type { Head } from './visit.js';

interface Later {
  fetchLater?: (url: string, init: RequestInit & { activateAfter: number }) => unknown;
}
// Safari has none.
interface Idle {
  requestIdleCallback?: typeof requestIdleCallback;
}

declare const __VERSION__: string;

// Events are gathered for a moment, so that a page view and what the page says at its start travel together.
const GATHER = 500;
// Browsers refuse keepalive requests when more than 64 KB of them are under way.
const BATCH_BYTES = 48 * 1024;
const BATCH_EVENTS = 100;
const ANSWER_WITHIN = 30_000;
const STORAGE_SETTLES = 100;
const LONGEST_WAIT = 300_000;
// A beacon's answer is heard by nobody. Its events stay in storage, and after this time travel once more with those
// of a later page; the collector knows their ids.
const UNHEARD = 1000;
// What rests is looked at again after this time.
const LOOK_AGAIN = 1000;
// A page that is never idle sends after this time all the same.
const IDLE_WITHIN = 1000;

let timer: ReturnType<typeof setTimeout> | undefined;
let failures = 0;
let notBefore = 0;
// How many events the next batch may have. 0: one, without the optional fields of its items.
let most = BATCH_EVENTS;
let zone: string | undefined;

const encode = (head: Head, events: FootfallEvent[]): string =>
  JSON.stringify(
    {
      site: settings.site,
      sent: Date.now(),
      sdk: __VERSION__,
      ...head,
      consent: consentState,
      internal: !!settings.internal,
      device: {
        screen: `${screen.width}x${screen.height}`,
        viewport: `${innerWidth}x${innerHeight}`,
        language: navigator.language,
        timezone: zone,
      },
      events,
    },
    (key, value) =>
      !most && key === 'items'
        ? [value].flat().map(({ item_id, price, quantity }) => ({ item_id, price, quantity }))
        : value,
  );

// Where the page goes nobody hears an answer, and all must be said at once.
const sendAll = async (leaving?: boolean): Promise<void> => {
  for (;;) {
    const [head, waiting, others] = nextEvents();
    if (others) schedule(LOOK_AGAIN);
    if (!head || Date.now() < notBefore) return;
    const events = waiting.slice(0, most || 1);
    const request: RequestInit = { method: 'POST', body: encode(head, events) };
    // On their way, events are claimed: neither this tab nor another sends them again before `time` ms have passed.
    const rest = (time: number): void => {
      for (const event of events) putEvent(head, event, Date.now() + time);
    };
    let status = 413;
    if (!most || new Blob([request.body as string]).size <= BATCH_BYTES) {
      if (
        leaving &&
        // The first has more room than a beacon, and is not there in every browser.
        (guard(() => (window as Later).fetchLater?.(settings.endpoint, { ...request, activateAfter: 0 }))() ||
          navigator.sendBeacon(settings.endpoint, request.body))
      ) {
        rest(UNHEARD);
        most = BATCH_EVENTS;
        continue;
      }
      // Refused by the browser, a beacon of several is halved, and one goes by a plain request.
      if (!leaving || !events[1]) {
        status = 0;
        rest(ANSWER_WITHIN);
        try {
          const answer = await fetch(settings.endpoint, {
            ...request,
            // Other scripts may have used up what the browser grants to keepalive: after a failure without it.
            keepalive: !failures,
            signal: AbortSignal.timeout?.(ANSWER_WITHIN),
          });
          status = answer.status;
          notBefore = Date.now() + 1000 * (answer.headers.get('retry-after') as never) || 0;
          debug(status, answer.headers.get('x-footfall-refused'));
        } catch (error) {
          debug(error);
        }
        if (head.visitor && consentState === 'denied') {
          // Meanwhile forgotten. The answer may have set the collector's cookie again.
          eraseCookies();
          events.forEach(removeEvent);
          continue;
        }
        rest(0);
      }
    }
    if (/^(0|408|429|5)/.test(status as never)) {
      // Doubling, and at random up to half less, so that browsers that failed together do not come back together.
      schedule(Math.min(1000 * 2 ** failures++, LONGEST_WAIT) * (1 - Math.random() / 2));
      return;
    }
    // One event may be at fault, or all together too large: halves are tried apart, at last one event without trimmings.
    if (most && /400|413/.test(status as never)) most = events.length >> 1;
    else {
      failures = 0;
      most = BATCH_EVENTS;
      events.forEach(removeEvent);
    }
  }
};

// What one tab removed from storage, another one sees a moment later; its turn begins no sooner.
const sendInTurn = async (): Promise<void> => {
  await sendAll();
  await new Promise((done) => setTimeout(done, STORAGE_SETTLES));
};

// All tabs share one stored queue, so only one of them sends at a time.
const flush = (): void => {
  const { locks } = navigator;
  timer = clearTimeout(timer) as undefined;
  // Tens of milliseconds at its first use, so it is asked for no sooner than this.
  zone ||= Intl.DateTimeFormat().resolvedOptions().timeZone;
  (locks ? locks.request('footfall', sendInTurn).catch(sendInTurn) : sendAll()).catch(debug);
};

/** Sends what waits after `delay` ms, as soon as the page is idle then, or sooner when that was asked for before. */
export const schedule = (delay = GATHER): void => {
  timer ||= setTimeout(
    () => ((window as Idle).requestIdleCallback || setTimeout)(guard(flush), { timeout: IDLE_WITHIN } as never),
    Math.max(delay, notBefore - Date.now()),
  );
};

/** Watches for the moments at which what waits should go now. */
export const watchDelivery = (): void => {
  listen('visibilitychange', () => {
    // The page may live on, and hear a request's answer.
    if (document.hidden) flush();
  });
  listen('pagehide', () => sendAll(true).catch(debug));
  listen('online', () => {
    failures = 0;
    flush();
  });
};
