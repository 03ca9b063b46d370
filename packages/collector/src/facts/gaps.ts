import { compareMoments, type Moment } from './order-of-events.js';

/** An event that named no visit. */
export interface LooseEvent extends Moment {
  name: string;
  /** What makes its landing a new campaign (utm or click id); `null`: none. Of page views only. */
  campaignKey: string | null;
  engagedMs: number;
}

/** A visit that a browser made, by the events alone that named it. */
export interface StatedVisit {
  id: string;
  started: number;
  ended: number;
}

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

/** Whether an event's time counts as activity of a visit that it did not name. */
export function isActivity(name: string): boolean {
  return !PASSIVE.has(name) && name !== 'user_engagement';
}

/** A visit made from gaps; its id is its first event's. */
interface GapVisit {
  id: string;
  started: number;
  /** Last activity, ms: a new event within the idle time of it goes on with the visit. */
  active: number;
  campaignKey: string | null;
}

/**
 * Finds the visit of each event that named none, by kpis.md: within the idle time of a browser's visit it joins
 * that; else gaps make visits, ended also by 24 h and by a page view from a new campaign. Purchases, refunds,
 * survey and newsletter events open no visit: they join the last visit within 24 h.
 *
 * A function of the set of events alone: it sorts them itself.
 *
 * @returns for each event's id the id of its visit, or `null`.
 */
export function visitsFromGaps(
  events: readonly LooseEvent[],
  stated: readonly StatedVisit[],
  settings: GapSettings,
): Map<string, string | null> {
  const sorted = [...events].sort(compareMoments);
  const browser = [...stated].sort((a, b) => a.started - b.started || (a.id < b.id ? -1 : 1));
  const result = new Map<string, string | null>();
  const made: GapVisit[] = [];
  let open: GapVisit | undefined;

  for (const event of sorted) {
    if (PASSIVE.has(event.name)) continue;
    const near = nearest(browser, event.time, settings.idleMs);
    if (near) {
      result.set(event.id, near.id);
      continue;
    }
    if (event.name === 'user_engagement') {
      // Read since before it was sent: its foreground time goes on with the visit, but never opens one.
      const began = event.time - event.engagedMs;
      const goesOn =
        open && began - open.active < settings.idleMs && event.time - open.started < VISIT_CAP_MS;
      result.set(event.id, open && event.time - open.started < VISIT_CAP_MS ? open.id : null);
      if (open && goesOn && event.engagedMs > 0) open.active = Math.max(open.active, event.time);
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
    result.set(event.id, open.id);
  }

  const all = [...browser.map((v) => ({ id: v.id, started: v.started, active: v.ended })), ...made];
  for (const event of sorted) {
    if (PASSIVE.has(event.name))
      result.set(event.id, visitForPassive(event.time, browser, all, settings)?.id ?? null);
  }
  return result;
}

/** The visit that a purchase or another passive event at `time` belongs to: near a browser's, else the last within 24 h. */
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
