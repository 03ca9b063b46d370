import type { FootfallEvent } from './event.js';
import { guard, listen } from './guard.js';
import { consentState } from './mode.js';
import { nextEvents, putEvent, removeEvent } from './queue.js';
import { debug, settings } from './settings.js';
import type { Head } from './visit.js';

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
const UNHEARD = 10_000;

let timer: ReturnType<typeof setTimeout> | undefined;
let failures = 0;
let notBefore = 0;
// How many events the next batch may have. 0: one, without the optional fields of its items.
let most = BATCH_EVENTS;

const encode = (head: Head, events: FootfallEvent[]): string =>
  JSON.stringify({
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
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
    events,
  });

const slim = ({ data }: FootfallEvent): void => {
  data!.items = (data!.items as Record<string, unknown>[] | undefined)?.map(
    ({ item_id, price, quantity }) => ({
      item_id,
      price,
      quantity,
    }),
  );
};

// Where the page goes nobody hears an answer, and all must be said at once.
const sendAll = async (leaving?: boolean): Promise<void> => {
  for (;;) {
    const [head, waiting] = nextEvents();
    if (!head || Date.now() < notBefore) return;
    let count = Math.min(most, waiting.length);
    let events: FootfallEvent[];
    let body: string;
    // The next events of one visit, halved until they fit into one request.
    for (; ; count >>= 1) {
      events = waiting.slice(0, count || 1);
      if (!count) slim(events[0]!);
      body = encode(head, events);
      if (!count || new Blob([body]).size <= BATCH_BYTES) break;
    }
    // On their way, events are claimed: neither this tab nor another sends them again before `time` ms have passed.
    const rest = (time: number): void => {
      for (const event of events) putEvent(head, event, Date.now() + time);
    };
    const request: RequestInit = { method: 'POST', body };
    if (leaving) {
      if (!navigator.sendBeacon(settings.endpoint, body)) {
        most = events.length >> 1;
        if (most) continue;
        fetch(settings.endpoint, request).catch(debug);
      }
      rest(failures ? 1000 : UNHEARD);
      continue;
    }
    let status = 0;
    rest(ANSWER_WITHIN);
    try {
      const answer = await fetch(settings.endpoint, {
        ...request,
        // Other scripts may have used up what the browser grants to keepalive: after a failure without it.
        keepalive: !failures,
        signal: AbortSignal.timeout?.(ANSWER_WITHIN),
      });
      status = answer.status;
      notBefore = Date.now() + 1000 * +(answer.headers.get('retry-after') || 0) || 0;
      debug(status, answer.headers.get('x-footfall-refused'));
    } catch (error) {
      debug(error);
    }
    rest(0);
    if (/^(0|408|429|5)/.test(status as never)) {
      // Doubling, and at random up to half less, so that browsers that failed together do not come back together.
      schedule(Math.min(1000 * 2 ** failures++, LONGEST_WAIT) * (1 - Math.random() / 2));
      return;
    }
    failures = 0;
    // One event may be at fault, or all together too large: halves are tried apart, at last one event without trimmings.
    if (count && /400|413/.test(status as never)) most = count >> 1;
    else {
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
  clearTimeout(timer);
  timer = undefined;
  if (locks) locks.request('footfall', sendInTurn).catch(sendInTurn);
  else sendAll();
};

/** Sends what waits after `delay` ms, or sooner when that was asked for before. */
export const schedule = (delay = GATHER): void => {
  timer ||= setTimeout(guard(flush), Math.max(delay, notBefore - Date.now()));
};

/** Watches for the moments at which what waits should go now. */
export const watchDelivery = (): void => {
  listen('visibilitychange', () => {
    // The page may live on, and hear a request's answer.
    if (document.hidden) flush();
  });
  listen('pagehide', () => sendAll(true));
  listen('online', () => {
    failures = 0;
    flush();
  });
};
