import type { FootfallEvent } from './event.js';
import { itemNames, readItem, removeItem, writeItem } from './storage.js';
import type { KnownVisit } from './visit.js';

/** An event that waits, and whose it is. */
export type Entry = [
  event: FootfallEvent,
  visit: KnownVisit | null,
  customer: string | number | null | undefined,
];

// A browser that is offline for days keeps this many events.
const MOST = 1000;

// Each event is an item of its own in the browser's storage, which all tabs share: none overwrites another's.
const PREFIX = 'footfall_event_';
const nameOf = ({ id, name }: FootfallEvent): string => `${PREFIX + id}.${name}`;

/** Adds an event behind those that wait, unless it waits already. */
export const addEvent = (entry: Entry): void => {
  const name = nameOf(entry[0]);
  const names = itemNames(PREFIX);
  const oldest = (kind: RegExp) => names.find((name) => kind.test(name)) as string;
  // Orders are never given up; of the rest, time on site is missed least.
  if (names.length >= MOST) removeItem(oldest(/user_e/) || oldest(/^(?!.*purchase$)/));
  underWay[entry[0].id] = false;
  if (!readItem(name)) writeItem(name, JSON.stringify(entry));
};

/** Takes an event out that was delivered or given up. */
export const removeEvent = (event: FootfallEvent): void => removeItem(nameOf(event));

/**
 * Whether an event of this page is on its way. A beacon's answer is heard by nobody, so what went by one stays that: it
 * remains in storage, and travels once more with those of a later page; the collector knows its id.
 */
export const underWay: Record<string, boolean> = {};

/** The oldest events that wait, are not under way and belong to one visit and one customer; only this page's if `own`. */
export const nextEvents = (own?: boolean): [Entry | undefined, FootfallEvent[]] => {
  const events: FootfallEvent[] = [];
  let first: Entry | undefined;
  for (const name of itemNames(PREFIX))
    try {
      const entry = JSON.parse(readItem(name) as string) as Entry;
      const [event, visit, customer] = entry;
      if (own ? underWay[event.id] === false : !underWay[event.id]) {
        first ||= entry;
        if (visit?.[2] === first[1]?.[2] && customer === first[2]) events.push(event);
      }
    } catch {
      removeItem(name);
    }
  return [first, events];
};
