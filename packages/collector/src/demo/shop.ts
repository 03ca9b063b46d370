import { Books } from './books.js';
import { Calendar, DAY, dateOf, HOUR } from './calendar.js';
import { Crowd } from './crowd.js';
import { Random } from './random.js';
import type { DemoRow } from './row.js';
import { sourcesAt } from './sources.js';
import { stroll, type Today } from './stroll.js';
import type { DemoBatch, Outcome, Visit } from './visit.js';

/** What makes one shop another; the same options give the same shop. */
export interface DemoOptions {
  /** About so many visits, bots and staff among them. */
  visits: number;
  /** Local days up to and with `until`. */
  days: number;
  /** Last day, `2026-01-31`. */
  until: string;
  /** Another seed is another shop of the same kind. */
  seed: number;
  /** Nothing after this moment (ms) has happened yet. */
  now?: number;
}

/** A visit's events, or a row to be imported. */
export type DemoPart = { batch: DemoBatch } | DemoRow;

/** Events of one visit on the average, for those who want so many events. */
export const EVENTS_PER_VISIT = 8.8;

/**
 * A believable shop: visits in the order of time, and beside them the rows that its owner would import. The same for
 * the same options, to the byte; made as it is taken, so that memory follows the people who may come back and nothing else.
 *
 * @example
 * ```ts
 * for (const part of demoShop({ visits: 20_000, days: 400, until: '2026-01-31', seed: 1 })) …
 * ```
 */
export function* demoShop({
  visits,
  days,
  until,
  seed,
  now = Number.POSITIVE_INFINITY,
}: DemoOptions): Generator<DemoPart> {
  const last = Math.floor(Date.parse(until) / DAY);
  const random = new Random(seed);
  const calendar = new Calendar(last - days + 1, last, random);
  const crowd = new Crowd(calendar, visits, random);
  const end = Math.min((last + 1) * DAY, now);
  const books = new Books(calendar, visits, end, new Random(seed + 1));
  let orders = 0;
  const nextOrder = () => `K${1_000_000 + ++orders}`;

  yield* books.open();
  for (let day = calendar.first; day <= last; day++) {
    const today = todayOf(calendar, day);
    for (const plan of crowd.on(day)) {
      if (plan.time >= end || calendar.isOut(plan.time)) continue;
      const { visit, outcome } = stroll(plan, today, random, nextOrder);
      cutOff(visit, outcome, calendar, end);
      crowd.after(plan, outcome);
      books.visited(visit, outcome);
      yield { batch: visit.batch() };
    }
    yield* books.close(day);
  }
}

function todayOf(calendar: Calendar, day: number): Today {
  return {
    day,
    sources: sourcesAt(calendar.progress(day)),
    promotion: calendar.promotion(day),
    priceWar: calendar.priceWarOn(day),
    // It goes out on Thursdays and is read for a week.
    newsletter: `letter-${dateOf(day - ((day + 7) % 7))}`,
  };
}

// What a visit would have come to after the end of time, or while the shop was out, has not been.
function cutOff(visit: Visit, outcome: Outcome, calendar: Calendar, end: number): void {
  const { outage } = calendar;
  const stop = outage && visit.plan.time < outage.from ? Math.min(end, outage.from) : end;
  if (visit.now < stop - HOUR) return;
  const { events } = visit;
  while (events.length > 1 && (events.at(-1)?.time ?? 0) >= stop) events.pop();
  if (outcome.order && outcome.order.time >= stop) outcome.order = undefined;
  visit.now = Math.min(visit.now, Math.max(stop, visit.plan.time));
}
