import type { FootfallEvent } from './event.js';
import { settings } from './settings.js';
import { itemNames, readItem, removeItem, writeItem } from './storage.js';
import type { KnownVisit } from './visit.js';

/** An event that waits, and whose it is. */
export type Entry = [
  event: FootfallEvent,
  visit: KnownVisit | null,
  customer: string | number | null | undefined,
  site: string,
];

// A browser that is offline for days keeps this many events.
const MOST = 1000;

// Each event is an item of its own in the browser's storage, which all tabs share: none overwrites another's.
const PREFIX = 'footfall_event_';

/**
 * Whether an event of this page, by its item's name, is on its way. A beacon's answer is heard by nobody, so what went by one
 * stays that: it remains in storage, and travels once more with those of a later page; the collector knows its id.
 */
export const underWay: Record<string, boolean> = {};

/** Adds an event behind those that wait, unless it waits already. */
export const addEvent = (name: string, entry: string): void => {
  const item = PREFIX + name;
  const items = itemNames(PREFIX);
  // Orders are never given up; of the rest, time on site is missed least.
  if (items.length >= MOST)
    removeItem(
      (items.find((one) => /user_e/.test(one)) || items.find((one) => !/purchase$/.test(one))) as string,
    );
  underWay[item] = false;
  if (!readItem(item)) writeItem(item, entry);
};

/**
 * The items of the oldest events that wait, are not under way and belong to one visit and one customer; only this page's if `own`.
 * Those of another site, whose pages lie on the same origin, are left for its pages.
 */
export const nextItems = (own?: boolean, first?: string): string[] =>
  itemNames(PREFIX).filter((item) => {
    try {
      const [{ id }, visit, customer, site] = JSON.parse(readItem(item) as string) as Entry;
      const whose = [customer] + (visit?.[2] as string);
      // biome-ignore lint/suspicious/noAssignInExpressions: the first that is taken sets whose are.
      return id && site === settings.site && !(underWay[item] ?? own) && whose === (first ??= whose);
    } catch {
      return removeItem(item);
    }
  });
