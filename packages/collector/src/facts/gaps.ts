import { compareMoments, type Moment } from './order-of-events.js';

/** An event that named no visit. */
export interface LooseEvent extends Moment {
  name: string;
  /** What makes its landing a new campaign (utm or click id); `null`: none. Of page views, and of what a page said before its own. */
  campaignKey: string | null;
  engagedMs: number;
}

/** A visit that a browser made, by the events alone that named it. */
export interface StatedVisit {
  id: string;
  started: number;
  ended: number;
}

/** A visit made from gaps whose events are gone: it changes no more, but later events can still lie in it. */
export interface SealedVisit {
  id: string;
  started: number;
  ended: number;
}

/** Settings of the site by which gaps end visits. */
export interface GapSettings {
  idleMs: number;
}

/** Longest visit made from gaps. */
export const VISIT_CAP_MS = 24 * 3600_000;

// They happen to a visit, often hours after it and on a server; they are no sign of a person at the screen.
const PASSIVE = new Set([
  'purchase',
  'refund',
  'survey_response',
  'newsletter_subscribe',
  'newsletter_unsubscribe',
]);

/** A visit made from gaps; its id is its first event's. */
interface GapVisit {
  id: string;
  started: number;
  /** Last activity, ms: a new event within the idle time of it goes on with the visit. */
  active: number;
  campaignKey: string | null;
}

/** Where an event that named no visit belongs, and whether its time is activity of that visit. */
export interface Placement {
  visit: string | null;
  active: boolean;
}

/**
 * Finds the visit of each event that named none, by kpis.md: within the idle time of a browser's visit it joins
 * that; else gaps make visits, ended also by 24 h and by a page view from a new campaign. Purchases, refunds,
 * survey and newsletter events open no visit: they join the last visit within 24 h.
 *
 * A function of the set of events alone: it sorts them itself.
 *
 * @param sealed visits made from gaps before, all of whose activity lies before that of `events`
 * @returns for each event's id where it belongs.
 */
export function visitsFromGaps(
  events: readonly LooseEvent[],
  stated: readonly StatedVisit[],
  settings: GapSettings,
  sealed: readonly SealedVisit[] = [],
): Map<string, Placement> {
  const sorted = [...events].sort(compareMoments);
  const browser = [...stated].sort((a, b) => a.started - b.started || (a.id < b.id ? -1 : 1));
  const result = new Map<string, Placement>();
  const made: GapVisit[] = [];
  const fixed = [...sealed]
    .sort((a, b) => a.started - b.started || (a.id < b.id ? -1 : 1))
    .map(({ id, started, ended }): GapVisit => ({ id, started, active: ended, campaignKey: null }));
  let open: GapVisit | undefined = fixed.at(-1);

  for (const event of sorted) {
    if (PASSIVE.has(event.name)) continue;
    const near = nearest(browser, event.time, settings.idleMs);
    if (near) {
      // A leave event without foreground time neither starts a visit nor extends it.
      const active = event.name !== 'user_engagement' || event.engagedMs > 0;
      result.set(event.id, { visit: near.id, active });
      continue;
    }
    if (event.name === 'user_engagement') {
      // Read since before it was sent: its foreground time goes on with the visit, but never opens one.
      const began = event.time - event.engagedMs;
      const within = open !== undefined && event.time - open.started < VISIT_CAP_MS;
      const active = within && event.engagedMs > 0 && began - (open?.active ?? 0) < settings.idleMs;
      result.set(event.id, { visit: within ? (open?.id ?? null) : null, active });
      if (open && active) open.active = Math.max(open.active, event.time);
      continue;
    }
    const goesOn =
      open &&
      event.time - open.active < settings.idleMs &&
      event.time - open.started < VISIT_CAP_MS &&
      (event.campaignKey === null || event.campaignKey === open.campaignKey);
    if (!open || !goesOn) {
      open = { id: event.id, started: event.time, active: event.time, campaignKey: event.campaignKey };
      made.push(open);
    }
    open.active = Math.max(open.active, event.time);
    result.set(event.id, { visit: open.id, active: true });
  }

  const all = [...browser.map((v) => ({ id: v.id, started: v.started, active: v.ended })), ...fixed, ...made];
  for (const event of sorted) {
    if (!PASSIVE.has(event.name)) continue;
    const visit = visitForPassive(event.time, browser, all, settings)?.id ?? null;
    result.set(event.id, { visit, active: false });
  }
  return result;
}

/**
 * The visit that a purchase or another passive event at `time` belongs to: near a browser's, else the last within
 * 24 h. `browser` is sorted by (started, id); of two that are as near the first counts.
 */
export function visitForPassive<T extends { id: string; started: number; active: number }>(
  time: number,
  browser: readonly StatedVisit[],
  all: readonly T[],
  settings: GapSettings,
): { id: string } | undefined {
  const near = nearest(browser, time, settings.idleMs);
  if (near) return near;
  let best: T | undefined;
  for (const visit of all) {
    if (visit.started > time || time - visit.active > VISIT_CAP_MS) continue;
    if (!best || visit.started > best.started || (visit.started === best.started && visit.id > best.id))
      best = visit;
  }
  return best;
}

function nearest(visits: readonly StatedVisit[], time: number, idleMs: number): StatedVisit | undefined {
  let best: StatedVisit | undefined;
  let distance = idleMs;
  for (const visit of visits) {
    const away = time < visit.started ? visit.started - time : Math.max(0, time - visit.ended);
    if (away < distance) {
      best = visit;
      distance = away;
    }
  }
  return best;
}
