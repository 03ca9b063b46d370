import { LIMITS } from '@footfall/protocol/limits';
import type { LoggedEvent } from './logged.js';
import { compareMoments, first, last, type Moment } from './order-of-events.js';

/** Bits of a visit's `steps`: what happened in it at least once. */
export const STEP = {
  view_item: 1,
  add_to_cart: 2,
  view_cart: 4,
  begin_checkout: 8,
  add_shipping_info: 16,
  add_payment_info: 32,
  purchase: 64,
  search: 128,
  remove_from_cart: 256,
  add_to_wishlist: 512,
  /** generate_lead, sign_up, newsletter_subscribe: key events that are no shop events. */
  other_key: 1024,
} as const;

const KEY_EVENTS = new Set(['generate_lead', 'sign_up', 'newsletter_subscribe']);

/** The step bit of an event's name; 0 for a name that is no step. */
export function stepOf(name: string): number {
  if (KEY_EVENTS.has(name)) return STEP.other_key;
  return Object.hasOwn(STEP, name) ? STEP[name as keyof typeof STEP] : 0;
}

/** Where a visit came from and by what it was made; of its first event. */
export interface Origins {
  channel: string;
  source: string;
  medium: string;
  campaign: string | null;
  term: string | null;
  content: string | null;
  referrer: string | null;
  /** It came back from a payment host, so it has the source of the visit before it. */
  continues: boolean;
  country: string | null;
  region: string | null;
  language: string | null;
  device: string | null;
  browser: string | null;
  os: string | null;
}

/** The first event of a visit with what it says of the whole. `own` ones named the visit and come first. */
export interface FirstEvent extends Moment {
  own: boolean;
  visitor: number;
  origins: Origins;
}

/** A page, and when it was seen: the first and the last one of a visit are told by it. */
export interface PageAt extends Moment {
  page: string;
}

/**
 * What is known of a visit: a value for each field that any two parts of the visit's events merge into without
 * regard to their order, so that late, doubled and split beacons give the same visit.
 */
export interface VisitFact {
  first: FirstEvent;
  cookieless: boolean;
  /** Least number that the browser gave. */
  number: number;
  /** First and last activity, ms. */
  started: number;
  ended: number;
  /** The same by the events alone that named the visit. */
  ownStarted: number;
  ownEnded: number;
  pageViews: number;
  engagedMs: number;
  events: number;
  steps: number;
  leads: number;
  searches: number;
  landing: PageAt | undefined;
  exit: PageAt | undefined;
  bot: string | null;
  internal: boolean;
}

/** What the facts need to know of an event beside the event itself. */
export interface VisitEvent {
  event: LoggedEvent;
  visitor: number;
  own: boolean;
  /**
   * Whether its time is activity: false for what happens to a visit after it (a server's refund). An event that
   * named its visit always is, for the browser judged that.
   */
  active: boolean;
  cookieless: boolean;
  number: number;
  origins: Origins;
  page: string | null;
  leadBit: number;
  bot: string | null;
  internal: boolean;
}

/** Foreground time that an event brings, ms, clamped: a browser's clock can jump. */
export function engagedMsOf(event: LoggedEvent): number {
  const stated = event.data?.engagement_ms;
  if (event.name !== 'user_engagement' || stated === undefined) return 0;
  return Math.round(Math.min(Math.max(stated, 0), LIMITS.engagement));
}

/** The visit that one event alone makes. */
export function visitOfEvent(input: VisitEvent): VisitFact {
  const { event, own, active } = input;
  const { time, id } = event;
  const view = event.name === 'page_view' && input.page !== null ? { time, id, page: input.page } : undefined;
  const inside = active ? event.time : Number.NaN;
  return {
    first: { time, id, own, visitor: input.visitor, origins: input.origins },
    cookieless: input.cookieless,
    number: input.number,
    started: inside,
    ended: inside,
    ownStarted: own ? event.time : Number.NaN,
    ownEnded: own ? event.time : Number.NaN,
    pageViews: event.name === 'page_view' ? 1 : 0,
    engagedMs: engagedMsOf(event),
    events: 1,
    steps: stepOf(event.name),
    leads: input.leadBit,
    searches: event.name === 'search' ? 1 : 0,
    landing: view,
    exit: view,
    bot: input.bot,
    internal: input.internal,
  };
}

/** Merges two parts of one visit. Commutative and associative; not idempotent: each event is merged once. */
export function mergeVisits(a: VisitFact, b: VisitFact): VisitFact {
  return {
    first: compareFirst(a.first, b.first) <= 0 ? a.first : b.first,
    cookieless: a.cookieless || b.cookieless,
    number: Math.min(a.number, b.number),
    started: least(a.started, b.started),
    ended: most(a.ended, b.ended),
    ownStarted: least(a.ownStarted, b.ownStarted),
    ownEnded: most(a.ownEnded, b.ownEnded),
    pageViews: a.pageViews + b.pageViews,
    engagedMs: a.engagedMs + b.engagedMs,
    events: a.events + b.events,
    steps: a.steps | b.steps,
    leads: a.leads | b.leads,
    searches: a.searches + b.searches,
    landing: first(a.landing, b.landing),
    exit: last(a.exit, b.exit),
    bot: leastText(a.bot, b.bot),
    internal: a.internal || b.internal,
  };
}

function compareFirst(a: FirstEvent, b: FirstEvent): number {
  return Number(b.own) - Number(a.own) || compareMoments(a, b);
}

// NaN stands for "no activity yet", and gives way to any time.
function least(a: number, b: number): number {
  return Number.isNaN(a) ? b : Number.isNaN(b) ? a : Math.min(a, b);
}

function most(a: number, b: number): number {
  return Number.isNaN(a) ? b : Number.isNaN(b) ? a : Math.max(a, b);
}

function leastText(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
