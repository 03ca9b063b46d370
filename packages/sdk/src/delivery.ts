import { consentState } from './consent-state.js';
import type { FootfallEvent } from './event.js';
import { guard } from './guard.js';
import {
  adoptQueues,
  handOver,
  leaveQueue,
  moveEvents,
  nextEvents,
  reclaimQueue,
  release,
  releaseAll,
  removeEvents,
  renew,
} from './queue.js';
import { debug, settings } from './settings.js';
import { type Head, isInternal, settleVisit } from './visit.js';

declare const __VERSION__: string;

// Events are gathered for a moment, so that a page view and what the page says at its start travel together.
const GATHER = 500;
// Browsers refuse keepalive requests when more than 64 KB of them are under way.
const BATCH_BYTES = 48 * 1024;
const BATCH_EVENTS = 100;
const ANSWER_WITHIN = 30_000;
const LONGEST_WAIT = 300_000;
// A beacon's answer is heard by nobody. Its events stay in storage, and after this time travel once more with those
// of a later page; the collector knows their ids.
const UNHEARD = 10_000;

let timer: ReturnType<typeof setTimeout> | undefined;
let busy = 0;
let failures = 0;
let notBefore = 0;
let most = BATCH_EVENTS;

const encode = (head: Head, events: FootfallEvent[]): string =>
  JSON.stringify({
    site: settings.site,
    sent: Date.now(),
    sdk: __VERSION__,
    ...head,
    consent: consentState,
    internal: isInternal() || undefined,
    device: {
      screen: `${screen.width}x${screen.height}`,
      viewport: `${innerWidth}x${innerHeight}`,
      language: navigator.language,
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
    events,
  });

// One event that is too large alone keeps what makes it an order. Whether that made it smaller.
const slim = (event: FootfallEvent): boolean => {
  const { transaction_id, currency, value, tax, shipping, coupon, items } = event.data || {};
  const before = JSON.stringify(event).length;
  event.data = {
    transaction_id,
    currency,
    value,
    tax,
    shipping,
    coupon,
    items: (items as Record<string, unknown>[] | undefined)?.map(({ item_id, price, quantity }) => ({
      item_id,
      price,
      quantity,
    })),
  };
  return JSON.stringify(event).length < before;
};

// The next events of one visit, halved until their body fits.
const nextBatch = (): [Head, FootfallEvent[], string] | undefined => {
  for (let count = most; ; ) {
    const group = nextEvents(count);
    if (!group) return undefined;
    const [head, events] = group;
    const body = encode(head, events);
    if (new Blob([body]).size <= BATCH_BYTES) return [head, events, body];
    if (events.length > 1) count = events.length >> 1;
    else if (!slim(events[0]!)) return [head, events, body];
  }
};

const retry = (events: FootfallEvent[], after?: string | null): void => {
  release(events);
  // Doubling, and at random up to half less, so that browsers that failed together do not come back together.
  const wait = Math.min(1000 * 2 ** failures++, LONGEST_WAIT) * (1 - Math.random() / 2);
  if (after) notBefore = Date.now() + (+after * 1000 || Date.parse(after) - Date.now() || 0);
  debug('not delivered, will try again', events);
  renew(wait);
  schedule(wait);
};

const refuse = (status: number, events: FootfallEvent[]): void => {
  release(events);
  // One event may be at fault, or all together too large: the halves are tried apart.
  if (events.length > 1 && (status === 400 || status === 413)) most = events.length >> 1;
  else if (status !== 413 || !slim(events[0]!)) {
    debug('refused', status, events);
    removeEvents(events);
  }
};

const send = (events: FootfallEvent[], body: string): void => {
  const abort = new AbortController();
  const late = setTimeout(() => abort.abort(), ANSWER_WITHIN);
  busy++;
  handOver(events);
  // A patched fetch may throw at once; inside the promise that is one more failure.
  new Promise<Response>((resolve) =>
    resolve(
      fetch(settings.endpoint, {
        method: 'POST',
        body,
        // Other scripts may have used up what the browser grants to keepalive: after a failure without it.
        keepalive: !failures,
        signal: abort.signal,
      }),
    ),
  )
    .then(({ status, headers }) => {
      if (status >= 500 || status === 429 || status === 408) return retry(events, headers.get('retry-after'));
      failures = 0;
      if (status >= 400) return refuse(status, events);
      const why = headers.get('x-footfall-refused');
      if (why) debug('refused', why);
      most = BATCH_EVENTS;
      removeEvents(events);
    })
    .catch(() => retry(events))
    .then(() => {
      clearTimeout(late);
      busy--;
      if (!failures) flush();
    })
    .catch(debug);
};

/** Sends what waits; one batch after the other, or all at once when the page may be about to go. */
export const flush = (all?: boolean): void => {
  if (Date.now() < notBefore) {
    schedule();
    return;
  }
  while (all || !busy) {
    const batch = nextBatch();
    if (!batch) return;
    send(batch[1], batch[2]);
  }
};

const settle = (): void => {
  const race = settleVisit();
  if (race) moveEvents(...race);
};

/** Sends what waits after `delay` ms, or sooner when that was asked for before. */
export const schedule = (delay = GATHER): void => {
  timer ||= setTimeout(
    guard(() => {
      timer = undefined;
      reclaimQueue();
      settle();
      adoptQueues().then(guard(() => flush()));
    }),
    Math.max(delay, notBefore - Date.now()),
  );
};

// What a beacon cannot take is halved; a single event that it cannot take goes by a plain request.
const beacon = (head: Head, events: FootfallEvent[], body = encode(head, events)): void => {
  if (navigator.sendBeacon(settings.endpoint, body)) return;
  const half = events.length >> 1;
  if (half) {
    beacon(head, events.slice(0, half));
    beacon(head, events.slice(half));
  } else fetch(settings.endpoint, { method: 'POST', body }).catch(debug);
};

/** The page is hidden but may live on, so that an answer can be heard. */
export const sendHidden = (): void => {
  settle();
  if ('keepalive' in Request.prototype) flush(true);
  else sendLeaving();
};

/** The page goes. What no answer will be heard for is left to the next page in storage. */
export const sendLeaving = (): void => {
  settle();
  const now = Date.now();
  // Requests without keepalive die with the page.
  if (failures) releaseAll();
  if (now >= notBefore)
    for (let batch = nextBatch(); batch; batch = nextBatch()) {
      handOver(batch[1]);
      beacon(...batch);
    }
  leaveQueue(failures || now < notBefore || navigator.onLine === false ? 0 : now + UNHEARD);
};

/** The page came back from the back-forward cache: what was on its way when it left is unknown. */
export const sendRestored = (): void => {
  releaseAll();
  reclaimQueue();
  sendAgain();
};

/** The network is back: back-off begins anew. */
export const sendAgain = (): void => {
  clearTimeout(timer);
  timer = undefined;
  failures = 0;
  schedule(0);
};
