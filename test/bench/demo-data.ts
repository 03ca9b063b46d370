import { parseArgs } from 'node:util';
import {
  type DemoBatch,
  demoShop,
  EVENTS_PER_VISIT,
  fillDemo,
  type Site,
  type Store,
} from '@footfall/collector';

/** The last day of every benchmark's shop, so that figures of different days are of the same data. */
export const UNTIL = '2026-06-30';
const SHOP = { days: 400, until: UNTIL, seed: 7 };

/** `--events 1000000`, or FOOTFALL_BENCH_EVENTS; how many there are to be. */
export function eventsFlag(otherwise: number): number {
  const { values } = parseArgs({ options: { events: { type: 'string' } }, strict: false });
  return Number(values.events ?? process.env.FOOTFALL_BENCH_EVENTS ?? otherwise);
}

const visitsFor = (events: number): number => Math.max(1, Math.round(events / EVENTS_PER_VISIT));

/** A site for the demo shop. */
export function demoSite(store: Store, id = 'shop'): Promise<Site> {
  return store.addSite({
    id,
    name: 'Shop',
    origins: ['https://kontor.example'],
    timezone: 'Europe/Berlin',
    currency: 'EUR',
    settings: {
      visitIdleMinutes: 30,
      contentGroups: [{ name: 'blog', pattern: '/blog' }],
      internalNetworks: [],
    },
  });
}

/** Fills a site with a demo shop of about so many events. */
export function fillFor(store: Store, site: Site, events: number) {
  return fillDemo(store, site, { ...SHOP, visits: visitsFor(events) });
}

/** The visits of the same shop. */
export function* demoVisits(events: number, seed = SHOP.seed): Generator<DemoBatch> {
  for (const part of demoShop({ ...SHOP, seed, visits: visitsFor(events) }))
    if ('batch' in part) yield part.batch;
}

/** Between two events of one beacon. */
const APART_MS = 300;

/** A beacon as a browser sends it: its body, and the user agent that is in its header. */
export interface Beacon {
  body: string;
  userAgent: string;
  events: number;
}

/**
 * Beacons of visits that happen now, of so many events each, three to a visit, and each visit of somebody new: so every third
 * brings a new visitor.
 */
export function* beaconsNow(site: string, events: number, seed: number): Generator<Beacon> {
  for (; ; seed++)
    for (const { context, events: said } of demoVisits(1_000_000, seed)) {
      const { visit, visitor, userAgent = '' } = context;
      if (!visit || !visitor || context.internal) continue;
      const now = Date.now();
      const head = {
        ...{ site, sent: now, sdk: '1.0.0', visitor: { id: idAt(now), first: now } },
        visit: { ...visit, id: idAt(now), started: now },
        device: { screen: context.screen, language: context.language, timezone: context.timezone },
      };
      for (let beacon = 0; beacon < 3; beacon++) {
        // A short visit is stretched: its events again. A beacon brings what happened since the one before.
        const own = Array.from({ length: events }, (_, index) => {
          const event = said[(beacon * events + index) % said.length] as (typeof said)[number];
          const time = now - (events - 1 - index) * APART_MS;
          return { ...event, id: idAt(time), time };
        });
        yield { body: JSON.stringify({ ...head, events: own }), userAgent, events };
      }
    }
}

/** An id as the tracker makes it (UUIDv7): ids of one time lie beside each other in an index. */
function idAt(time: number): string {
  const random = crypto.randomUUID();
  const hex = Math.round(time).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${random.slice(15)}`;
}
