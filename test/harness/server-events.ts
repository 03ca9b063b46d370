import { expect } from 'vitest';
import type { Collector } from './collector.js';

let count = 0;

/** An event as a shop's server says it. @param at ISO 8601 with its offset. */
export function serverEvent(name: string, at: string, data?: object) {
  count += 1;
  return {
    id: `event-${count}`,
    name,
    time: Date.parse(at),
    url: 'https://shop.example/',
    ...(data && { data }),
  };
}

/** Sends events of one visitor, or of nobody, and sees to it that each is taken. */
export async function sendServerEvents(
  collector: Collector,
  site: string,
  visitor: string | undefined,
  events: readonly ReturnType<typeof serverEvent>[],
): Promise<void> {
  const answer = await collector.fetchJson('/v1/server-events', {
    json: { site, ...(visitor && { visitor: { id: visitor } }), events },
  });
  expect(answer).toEqual({ accepted: events.length, duplicates: 0, refused: [] });
}

/** A visit of one page for each moment, each of a visitor of its own. */
export async function sendVisits(
  collector: Collector,
  site: string,
  moments: readonly string[],
): Promise<void> {
  for (const at of moments)
    await sendServerEvents(collector, site, `visitor-${at}`, [serverEvent('page_view', at)]);
}

/** An order as the shop's server says it: order id, moment, currency and value. */
export type PlainOrder = readonly [id: string, at: string, currency: string, value: number];

export async function sendOrders(
  collector: Collector,
  site: string,
  orders: readonly PlainOrder[],
): Promise<void> {
  const events = orders.map(([transaction_id, at, currency, value]) =>
    serverEvent('purchase', at, { transaction_id, currency, value }),
  );
  await sendServerEvents(collector, site, undefined, events);
}
