import type { FootfallEvent } from './event.js';
import { guard, listen } from './guard.js';
import { consentState } from './mode.js';
import { addEvent, nextEvents, removeEvent } from './queue.js';
import { debug, type Settings, settings } from './settings.js';
import { type KnownVisit, settled } from './visit.js';

interface Later {
  fetchLater?: (url: string, init: RequestInit & { activateAfter: number }) => unknown;
}
// Safari has none.
interface Idle {
  requestIdleCallback?: typeof requestIdleCallback;
}

type Customer = Settings['customer'];

declare const __VERSION__: string;

// Events are gathered for a moment, so that a page view and what the page says at its start travel together.
const GATHER = 500;
// Browsers refuse keepalive requests when more than 64 KB of them are under way.
const BATCH_BYTES = 48 * 1024;
const BATCH_EVENTS = 100;
const ANSWER_WITHIN = 30_000;
const STORAGE_SETTLES = 100;
const LONGEST_WAIT = 300_000;
// A beacon's answer is heard by nobody. Its events stay in storage, and travel once more with those of a later page; the
// collector knows their ids. A page that lives on leaves them alone for so long.
const UNHEARD = 1000;
// A page that is never idle sends after this time all the same.
const IDLE_WITHIN = 1000;

let timer: ReturnType<typeof setTimeout> | undefined;
let failures = 0;
let notBefore = 0;
// How many events the next batch may have. 0: one, without the optional fields of its items.
let most = BATCH_EVENTS;
let zone: string | undefined;

const encode = (events: FootfallEvent[], visit: KnownVisit | null, customer: Customer): string =>
  JSON.stringify(
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
      customer: customer || undefined,
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

// Until when this page leaves an event alone that is on its way; 0 for one of its own that is not.
const claims: Record<string, number> = {};

/** An event of this page waits. */
export const enqueue = (event: FootfallEvent, visit: KnownVisit | null, customer: Customer): void => {
  claims[event.id] = 0;
  addEvent(event, visit, customer);
  schedule();
};

// Where the page goes nobody hears an answer, and all must be said at once: its own events, for other tabs go on.
const sendAll = async (leaving?: boolean): Promise<void> => {
  for (;;) {
    const now = Date.now();
    const [entry, waiting] = nextEvents(({ id }) => (leaving ? claims[id]! <= now : !(claims[id]! > now)));
    if (!entry || now < notBefore) return;
    const events = waiting.slice(0, most || 1);
    const body = encode(events, entry[1] && settled(entry[1]), entry[2]);
    const claim = (until: number): void => {
      for (const { id } of events) claims[id] = until;
    };
    let status = 413;
    if (!most || new Blob([body]).size <= BATCH_BYTES) {
      const request: RequestInit = { method: 'POST', body };
      if (
        leaving &&
        // The first has more room than a beacon, and is not there in every browser.
        (guard(() => (window as Later).fetchLater?.(settings.endpoint, { ...request, activateAfter: 0 }))() ||
          navigator.sendBeacon(settings.endpoint, body))
      ) {
        claim(now + UNHEARD);
        most = BATCH_EVENTS;
        continue;
      }
      // Refused by the browser, a beacon of several is halved, and one goes by a plain request.
      if (!leaving || !events[1]) {
        claim(now + ANSWER_WITHIN);
        status = 0;
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
        claim(0);
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
  (locks ? locks.request('footfall', sendInTurn) : sendAll()).catch(debug);
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
