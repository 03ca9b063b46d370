import type { FootfallEvent } from './event.js';
import { itemNames, readItem, removeItem, writeItem } from './storage.js';
import { type Head, settledHead } from './visit.js';

// Each event is an item of its own in the browser's storage, which all tabs share: none overwrites another's.
const PREFIX = 'footfall_event_';
// A browser that is offline for days keeps this many events.
const MOST = 1000;
const LONGEST_REST = 60_000;

type Entry = [head: Head, event: FootfallEvent, resting?: number];

/** Adds an event behind those that wait, or writes it anew. A `resting` one is not sent before that time. */
export const putEvent = (head: Head, event: FootfallEvent, resting?: number): void =>
  writeItem(PREFIX + event.id, JSON.stringify([head, event, resting]));

/** Takes an event out that was delivered or given up. */
export const removeEvent = (event: FootfallEvent): void => removeItem(PREFIX + event.id);

/** The oldest events that wait and belong to one visit. */
export const nextEvents = (): [Head | undefined, FootfallEvent[]] => {
  const now = Date.now();
  const entries: Entry[] = [];
  for (const name of itemNames(PREFIX)) {
    try {
      const [head, event, resting] = JSON.parse(readItem(name) as string) as Entry;
      // A rest longer than any that is given comes from a clock that was wrong.
      if (!(resting! > now && resting! < now + LONGEST_REST)) entries.push([settledHead(head), event]);
    } catch {
      removeItem(name);
    }
  }
  if (entries.length > MOST) {
    // Orders are never given up; of the rest, time on site is missed least.
    const oldest = (names: RegExp) => entries.find(([, { name }]) => names.test(name));
    const given = oldest(/^user_e/) || oldest(/^(?!purchase)/);
    if (given) removeEvent(given[1]);
  }
  const head = entries[0]?.[0];
  const same = JSON.stringify(head);
  return [head, entries.filter(([other]) => JSON.stringify(other) === same).map(([, event]) => event)];
};
