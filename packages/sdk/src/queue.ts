import type { FootfallEvent } from './event.js';
import { itemNames, readItem, writeItem } from './storage.js';
import type { Head } from './visit.js';

type Group = [Head, FootfallEvent[]];

// A browser that is offline for days keeps this many events.
const MOST = 1000;
// A tab that has not touched its stored queue for this long is gone, and another one may take what it left.
const LEASE = 60_000;
const LONGEST_LEASE = 10 * LEASE;
const PREFIX = '_queue_';

let queue: Group[] = [];
let lease = 0;
let name = '';
let mirrored = false;

// Events on their way: not sent again while their answer may still come.
let handed = new Set<string>();

const store = (): void => {
  name ||= PREFIX + Math.random().toString(36).slice(2);
  mirrored = writeItem(name, queue.length ? JSON.stringify([lease, queue]) : null);
};

/** Keeps the stored queue this tab's own for `wait` ms and a minute. */
export const renew = (wait = 0): void => {
  lease = Date.now() + wait + LEASE;
  store();
};

// Orders are never given up; of the rest, time on site is missed least.
const shrink = (): void => {
  const all = queue.flatMap(([, events]) => events);
  if (all.length <= MOST) return;
  const given =
    all.find((event) => event.name === 'user_engagement') || all.find((event) => event.name !== 'purchase');
  if (given) removeEvents([given]);
};

/** Adds an event behind those that wait, in memory and in the browser's storage. */
export const addEvent = (head: Head, event: FootfallEvent): void => {
  const last = queue[queue.length - 1];
  if (last && JSON.stringify(last[0]) === JSON.stringify(head)) last[1].push(event);
  else queue.push([head, [event]]);
  shrink();
  renew();
};

/** Takes events out that were delivered or given up. */
export const removeEvents = (events: FootfallEvent[]): void => {
  const ids = new Set(events.map((event) => event.id));
  for (const group of queue) group[1] = group[1].filter((event) => !ids.has(event.id));
  queue = queue.filter((group) => group[1].length);
  release(events);
  renew();
};

/** The oldest events of one visit that are not on their way; at most `most`. */
export const nextEvents = (most: number): Group | undefined => {
  for (const [head, events] of queue) {
    const free = events.filter((event) => !handed.has(event.id));
    if (free.length) return [head, free.slice(0, most)];
  }
  return undefined;
};

/** Marks events as on their way. */
export const handOver = (events: FootfallEvent[]): void => {
  for (const event of events) handed.add(event.id);
};

/** The way of these events ended without an answer that settles them. */
export const release = (events: FootfallEvent[]): void => {
  for (const event of events) handed.delete(event.id);
};

/** Moves the events of one visit under another head. */
export const moveEvents = (visit: string, head: Head): void => {
  for (const group of queue) if (group[0].visit?.id === visit) group[0] = { ...group[0], ...head };
  store();
};

/** Leaves the stored queue to whichever page comes next, from `time` on. */
export const leaveQueue = (time: number): void => {
  lease = time;
  store();
};

/** Nothing is on its way any more. */
export const releaseAll = (): void => {
  handed = new Set();
};

/** A tab that slept past its lease gives up what another one took meanwhile. */
export const reclaimQueue = (): void => {
  if (mirrored && lease < Date.now() && readItem(name) === null) queue = [];
};

const adopt = (): void => {
  for (const other of itemNames(PREFIX)) {
    if (other === name) continue;
    try {
      const [until, groups] = JSON.parse(readItem(other)!) as [number, Group[]];
      // A lease further off than any that is given comes from a clock that was wrong.
      if (until > Date.now() && until <= Date.now() + LONGEST_LEASE) continue;
      queue = groups.filter(([head, events]) => head && events.length).concat(queue);
    } catch {}
    writeItem(other, null);
  }
  renew();
};

/** Takes what tabs that are gone left in storage. Two living tabs never take the same. */
export const adoptQueues = async (): Promise<void> => {
  if (!itemNames(PREFIX).some((other) => other !== name)) return;
  try {
    await navigator.locks.request('footfall', adopt);
  } catch {
    adopt();
  }
};

/** Forgets everything that waits. */
export const clearQueue = (): void => {
  queue = [];
  store();
};
