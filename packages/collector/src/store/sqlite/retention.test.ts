import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LoggedEvent } from '../../facts/logged.js';
import type { AppendBatch, Site } from '../store.js';
import { dumpFacts } from './facts-dump.fixture.js';
import { history, rearranged } from './shop-history.fixture.js';
import { DAY, folderWithDatabase, HOUR, MINUTE, NOON, SHOP, ShopWriter } from './shop-writer.fixture.js';
import { Writer } from './writer.js';

const RUNS = process.env.FOOTFALL_TEST_FULL ? 600 : 50;
const KEPT = 31;
const items = [{ item_id: 'A', price: 10, quantity: 2 }];

/** All facts, but for the numbers of events in the log, which may be gone. */
function factsOf(writer: Writer): Record<string, unknown[]> {
  const withoutSeq = ([table, rows]: [string, string[]]) => [
    table,
    rows
      .map((row) => {
        const { seq: _, ...fact } = JSON.parse(row) as Record<string, unknown>;
        return JSON.stringify(fact);
      })
      .sort(),
  ];
  return Object.fromEntries(Object.entries(dumpFacts(writer.db)).map(withoutSeq));
}

/** A writer whose site keeps events for a month, on a day that the test sets. */
function keeper(site: Partial<Site> = {}): { writer: Writer; retainAt(time: number): void } {
  let now = NOON;
  const writer = new Writer(folderWithDatabase(), () => now);
  writer.db.pragma('synchronous = OFF');
  writer.addSite({ ...SHOP, settings: { ...SHOP.settings, keepEventsDays: KEPT }, ...site });
  return {
    writer,
    retainAt(time) {
      now = time + KEPT * DAY;
      writer.retain();
      while (writer.step());
    },
  };
}

const logged = (writer: Writer) =>
  writer.db.prepare<[], number>('SELECT count(*) FROM event').pluck().get() as number;

const orderOf = ({ data }: LoggedEvent): unknown => data?.transaction_id;

describe('retention', () => {
  it('lets events go and changes no fact, nor does a rebuild after it', () => {
    const midnights = [1, 2, 3, 4, 5].map((day) => Date.UTC(2026, 0, 10 + day));
    const when = fc.record({ batches: history, first: fc.constantFrom(...midnights), again: fc.boolean() });
    let gone = 0;
    fc.assert(
      fc.property(when, ({ batches, first, again }) => {
        const { writer, retainAt } = keeper();
        try {
          writer.append(batches);
          const all = logged(writer);
          const before = factsOf(writer);
          if (again) retainAt(first - DAY);
          retainAt(first);
          expect(factsOf(writer)).toEqual(before);
          gone += all - logged(writer);
          writer.rebuild(() => {});
          expect(factsOf(writer)).toEqual(before);
        } finally {
          writer.close();
        }
      }),
      { numRuns: RUNS },
    );
    expect(gone).toBeGreaterThan(RUNS);
  }, 600_000);

  it('lets later events and imports follow as they would by all events, once visits before have ended', () => {
    const from = (batches: readonly AppendBatch[], keep: (time: number) => boolean) =>
      batches
        .map((batch) => ({ ...batch, events: batch.events.filter(({ time }) => keep(time)) }))
        .filter(({ events }) => events.length > 0);
    const horizon = Date.UTC(2026, 0, 12);
    // An order that counts only by a later import of it, for a bot placed it, closes no cart that is sealed.
    const person = ({ context }: AppendBatch) => !context.userAgent?.includes('bot');
    // A visit that is named again after it was sealed is the one thing that differs, on purpose.
    const named = ({ context }: AppendBatch) => context.visit !== undefined;
    fc.assert(
      fc.property(history, fc.integer(), (batches, seed) => {
        const [kept, all] = [keeper(), keeper()];
        try {
          const late = rearranged(batches.filter(person), seed);
          const [early, later] = [
            from(late, (time) => time < horizon),
            from(
              late.filter((batch) => !named(batch)),
              (time) => time >= horizon + 25 * HOUR,
            ),
          ];
          // Nor does an order that is said to be of somebody else, once its cart is sealed.
          const orders = new Set(early.flatMap(({ events }) => events.map(orderOf)));
          const others = later.filter(
            ({ events }) =>
              !events.some((event) => orderOf(event) !== undefined && orders.has(orderOf(event))),
          );
          for (const { writer } of [kept, all]) writer.append(early);
          kept.retainAt(horizon);
          for (const { writer } of [kept, all]) {
            writer.append(others);
            writer.importRows({
              ...{ site: 1, dataset: 'orders', session: 'o' },
              rows: [
                {
                  row: 1,
                  fields: {
                    order_id: 'T1',
                    time: horizon - HOUR,
                    currency: 'USD',
                    value: '5',
                    customer_id: 'cid',
                  },
                },
              ],
            });
            writer.importRows({
              ...{ site: 1, dataset: 'exchange_rates', session: 'r' },
              rows: [{ row: 1, fields: { date: '2026-01-01', base: 'EUR', quote: 'USD', rate: '1.25' } }],
            });
            while (writer.step());
          }
          expect(factsOf(kept.writer)).toEqual(factsOf(all.writer));
          kept.writer.rebuild(() => {});
          expect(factsOf(kept.writer)).toEqual(factsOf(all.writer));
        } finally {
          kept.writer.close();
          all.writer.close();
        }
      }),
      { numRuns: RUNS },
    );
  }, 600_000);

  it('refuses what lies before the horizon, also what it has had, and takes the rest', () => {
    const { writer, retainAt } = keeper();
    const shop = new ShopWriter();
    const batchOf = (id: string, at: number) =>
      shop.batch({ origin: 'browser', visitor: 'v', visit: { id: `v-${id}`, number: 1 } }, 'page_view', at, {
        id,
      });
    writer.append([batchOf('old', 0)]);
    retainAt(NOON + DAY);
    expect(logged(writer)).toBe(0);
    expect(writer.append([batchOf('old', 0), batchOf('other', 1), batchOf('new', DAY)])).toEqual([
      { accepted: 0, duplicates: 0, tooOld: ['old'] },
      { accepted: 0, duplicates: 0, tooOld: ['other'] },
      { accepted: 1, duplicates: 0 },
    ]);
    // Longer than before: what is gone does not come back, and the horizon stays.
    writer.changeSite('shop', { settings: { ...SHOP.settings, keepEventsDays: 400 } });
    retainAt(NOON + DAY);
    expect(writer.append([batchOf('old', 0)])[0]?.tooOld).toEqual(['old']);
  });

  it('keeps the events of a visit that goes on over the horizon until it has ended', () => {
    const { writer, retainAt } = keeper();
    const shop = new ShopWriter();
    const midnight = 13 * HOUR;
    const at = (minutes: number, visit: string) =>
      shop.batch(
        { origin: 'browser', visitor: 'v', visit: { id: visit, number: 1 } },
        'page_view',
        midnight + minutes * MINUTE,
      );
    writer.append([at(-60, 'before'), at(-10, 'over'), at(10, 'over')]);
    const facts = factsOf(writer);
    retainAt(NOON + midnight);
    expect(logged(writer)).toBe(2);
    writer.rebuild(() => {});
    expect(factsOf(writer)).toEqual(facts);
    retainAt(NOON + midnight + DAY);
    expect(logged(writer)).toBe(0);
    expect(factsOf(writer)).toEqual(facts);
  });

  it('lets a cart that was open go on, and an order be the same that it was', () => {
    const shop = new ShopWriter({ settings: { ...SHOP.settings, keepEventsDays: KEPT } });
    const kept = keeper();
    const say = (name: string, at: number, data: object) =>
      shop.batch({ origin: 'browser', visitor: 'v', visit: { id: `v-${at}`, number: 1 } }, name, at, {
        data,
      } as never);
    const early = [
      say('add_to_cart', 0, { items }),
      say('purchase', 2 * DAY, { transaction_id: 'T', value: 20, items }),
    ];
    kept.writer.append(early.slice(0, 1));
    kept.retainAt(NOON + DAY);
    expect(logged(kept.writer)).toBe(0);
    kept.writer.append(early.slice(1));
    kept.retainAt(NOON + 3 * DAY);
    expect(logged(kept.writer)).toBe(0);
    const cart = () =>
      kept.writer.db.prepare('SELECT units, value, orders IS NOT NULL AS bought FROM cart').all();
    expect(cart()).toEqual([{ units: 2000, value: 2000, bought: 1 }]);
    // Said again by an import, with less said of it.
    kept.writer.importRows({
      ...{ site: 1, dataset: 'orders', session: 'o' },
      rows: [{ row: 1, fields: { order_id: 'T', time: NOON, currency: 'EUR', value: '18' } }],
    });
    const order = () =>
      kept.writer.db
        .prepare('SELECT o.value, o.units, v.id AS visitor FROM orders o JOIN visitor v ON v.key = o.visitor')
        .all();
    expect(order()).toEqual([{ value: 1800, units: 2000, visitor: 'v' }]);
    kept.writer.rebuild(() => {});
    expect(order()).toEqual([{ value: 1800, units: 2000, visitor: 'v' }]);
    expect(cart()).toEqual([{ units: 2000, value: 2000, bought: 1 }]);
  });

  it('leaves nothing where two processes let events go, one of which ends the run that the other began', () => {
    const folder = folderWithDatabase();
    let now = NOON + (KEPT + 1) * DAY;
    const [one, other] = [new Writer(folder, () => now), new Writer(folder, () => now)];
    for (const { db } of [one, other]) db.pragma('synchronous = OFF');
    one.addSite({ ...SHOP, settings: { ...SHOP.settings, keepEventsDays: KEPT } });
    const shop = new ShopWriter();
    // More visitors than one step looks at, each with a visit on this day and one on the next.
    for (let visitor = 0; visitor < 120; visitor++)
      one.append(
        [0, DAY].map((at) => {
          const visit = { id: `v${visitor}-${at}`, number: 1 };
          const said = { id: `${visitor} ${at}` };
          return shop.batch({ origin: 'browser', visitor: `v${visitor}`, visit }, 'page_view', at, said);
        }),
      );
    one.retain();
    expect(one.retainStep()).toBeGreaterThan(0);
    while (other.step());
    expect(logged(one)).toBe(120);
    now += DAY;
    other.retain();
    while (one.step());
    expect(logged(one)).toBe(0);
    one.close();
    other.close();
  });

  it('touches no site that keeps its events', () => {
    const { writer, retainAt } = keeper({ settings: SHOP.settings });
    const shop = new ShopWriter();
    writer.append([shop.batch({ origin: 'server', visitor: 'v' }, 'page_view', 0)]);
    retainAt(NOON + 1000 * DAY);
    expect(logged(writer)).toBe(1);
    expect(writer.append([shop.batch({ origin: 'server', visitor: 'v' }, 'page_view', -9000 * DAY)])).toEqual(
      [{ accepted: 1, duplicates: 0 }],
    );
  });
});
