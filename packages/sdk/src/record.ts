import { consentState, isCookieless, isSilent } from './consent-state.js';
import { schedule } from './delivery.js';
import type { FootfallEvent } from './event.js';
import { addEvent } from './queue.js';
import { debug, type EventHook } from './settings.js';
import { uuid } from './uuid.js';
import { lastVisit, touchVisit } from './visit.js';

/** Where on the site something happened. */
export interface Place {
  url: string;
  title?: string;
  referrer?: string;
}

export interface RecordOptions {
  /** It is the page's end or a pause in it, which neither starts nor extends a visit. */
  leave?: boolean;
  /** It is the first page view of a loaded page, which may bring a new campaign. */
  arrived?: boolean;
  /** Asked when the event is admitted, at last after consent; `false` drops it. */
  accept?: () => boolean;
}

type Held = [name: string, data: object | undefined, place: Place, options: RecordOptions, time: number];

// What a page may say before its visitor has consented, or before it was ever seen.
const MOST_HELD = 500;
const LONGEST_TEXT = 2048;

let shown = false;
let held: Held[] = [];
const hooks: EventHook[] = [];

/** Adds a hook that sees each event just before it is queued, and may change or drop it. */
export const addHook = (hook: EventHook): void => {
  hooks.push(hook);
};

// A copy that the page can no longer change, without what JSON cannot hold; one bad field takes no other with it.
const copy = (data: object): Record<string, unknown> => {
  const sound: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(data)) {
    try {
      const text = JSON.stringify(value, (_, field) =>
        field === null ? undefined : typeof field === 'string' ? field.slice(0, LONGEST_TEXT) : field,
      );
      if (text) sound[key] = JSON.parse(text);
    } catch {
      debug('left out', key);
    }
  }
  return sound;
};

const admit = ([name, data, place, options, time]: Held): FootfallEvent | undefined => {
  if (isSilent() || options.accept?.() === false) {
    debug('not counted', name);
    return undefined;
  }
  const cookieless = isCookieless();
  const head = options.leave ? lastVisit(time, cookieless) : touchVisit(time, cookieless, options.arrived);
  let event: FootfallEvent = { id: uuid(time), name, time, ...place, ...(data && { data: copy(data) }) };
  for (const hook of hooks) {
    const seen = hook(event);
    if (seen === null) return undefined;
    if (seen) event = seen;
  }
  debug(name, event);
  addEvent(head, event);
  schedule();
  return event;
};

/**
 * Takes an event in: at once, or when the page is first seen and its visitor has consented; it keeps the time of this
 * call.
 */
export const record = (
  name: string,
  data: object | undefined,
  place: Place,
  options: RecordOptions = {},
): FootfallEvent | undefined => {
  const entry: Held = [name, data, place, options, Date.now()];
  if (shown && consentState !== 'pending') return admit(entry);
  if (held.length < MOST_HELD) held.push(entry);
  return undefined;
};

/** Admits what was held, when nothing holds it any more. */
export const replayHeld = (): void => {
  if (!shown || consentState === 'pending') return;
  const waiting = held;
  held = [];
  waiting.forEach(admit);
};

/** The page was seen for the first time. What it said unseen, in the background or prerendered, happens now. */
export const startRecording = (): void => {
  shown = true;
  for (const entry of held) entry[4] = Date.now();
  replayHeld();
};

/** Drops what was held. */
export const dropHeld = (): void => {
  held = [];
};
