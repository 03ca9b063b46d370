import type { FootfallEvent } from './event.js';
import { itemNames, readItem, removeItem, writeItem } from './storage.js';
import { type Head, settledHead } from './visit.js';

// Each event is an item of its own in the browser's storage, which all tabs share: none overwrites another's.
const PREFIX = 'footfall_event_';
// A browser that is offline for days keeps this many events.
const MOST = 1000;
const LONGEST_REST = 60_000;

type Entry = [head: Head, event: FootfallEvent, resting?: number];

/** Writes an event that waits. A `resting` one is not sent before that time. */
export const putEvent = (head: Head, event: FootfallEvent, resting?: number): void =>
  writeItem(PREFIX + event.id, JSON.stringify([head, event, resting]));

/** Adds an event behind those that wait, unless it waits already. */
export const addEvent = (head: Head, event: FootfallEvent): void => {
  const names = itemNames(PREFIX);
  if (names.length >= MOST) {
    // Orders are never given up; of the rest, time on site is missed least.
    const oldest = (kind: RegExp) => names.find((name) => kind.test(readItem(name) as string));
    removeItem(oldest(/"name":"user_e/) || oldest(/^(?!.*"name":"purchase)/) || '');
  }
  if (!readItem(PREFIX + event.id)) putEvent(head, event);
};

/** Takes an event out that was delivered or given up. */
export const removeEvent = (event: FootfallEvent): void => removeItem(PREFIX + event.id);

/** The oldest events that wait and belong to one visit, and whether others rest. */
export const nextEvents = (): [head: Head | undefined, events: FootfallEvent[], others: boolean] => {
  const now = Date.now();
  const events: FootfallEvent[] = [];
  let first: Head | undefined;
  let others = false;
  for (const name of itemNames(PREFIX)) {
    try {
      const [head, event, resting] = JSON.parse(readItem(name) as string) as Entry;
      // A rest longer than any that is given comes from a clock that was wrong.
      if (resting! > now && resting! < now + LONGEST_REST) others = true;
      else {
        first ||= head;
        if (event.id && JSON.stringify(head) === JSON.stringify(first)) events.push(event);
      }
    } catch {
      removeItem(name);
    }
  }
  return [first && settledHead(first), events, others];
};
