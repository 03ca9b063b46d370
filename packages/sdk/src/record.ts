import { schedule } from './delivery.js';
import type { FootfallEvent } from './event.js';
import { guard } from './guard.js';
import { decided, silent } from './mode.js';
import { addEvent } from './queue.js';
import { debug, type EventHook, settings } from './settings.js';
import { uuid } from './uuid.js';
import { touchVisit } from './visit.js';

/** Where on the site something happened. */
export interface Place {
  url: string;
  title?: string;
  referrer?: string | undefined;
}

/** Whether somebody has seen the page. */
export let shown: boolean | undefined;

const held: ((now?: number) => void)[] = [];
let hooks: EventHook[] | undefined;

/** Adds a hook that sees each event just before it is queued, and may change or drop it. */
export const addHook = (hook: EventHook): void => {
  // One that throws keeps the event.
  hooks ||= [];
  hooks.push(guard(hook));
};

/** Admits what was held, when nothing holds it any more; as of `now`, if given. */
export const replayHeld = (now?: number): void => {
  if (shown && decided) for (const admit of held.splice(0)) admit(now);
};

/**
 * Takes an event in: at once, or when the page is first seen and its visitor has consented; it keeps the time of this
 * call.
 *
 * @param leave as for `touchVisit`.
 * @param identify makes the event's id from the visitor's, in place of one of its own.
 */
export const record = (
  name: string,
  data: Record<string, unknown>,
  place: Place,
  leave?: unknown,
  identify?: (visitor?: string) => unknown,
): void => {
  const called = Date.now();
  held.push((time = called) => {
    if (silent) return;
    const visit = touchVisit(time, leave);
    const event: FootfallEvent = {
      id: (identify?.(visit?.[0]) as string) || uuid(time),
      name,
      time,
      ...place,
      data,
    };
    if (visit === undefined || hooks?.some((hook) => hook(event) === null)) return;
    debug(name, event);
    addEvent(`${event.id}.${name}`, JSON.stringify([event, visit, settings.customer, settings.site]));
    schedule();
  });
  replayHeld();
};

/** The page was seen for the first time. What it said unseen, in the background or prerendered, happens now. */
export const startRecording = (): void => {
  shown = true;
  replayHeld(Date.now());
};
