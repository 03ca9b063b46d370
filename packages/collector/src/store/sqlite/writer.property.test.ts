import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AppendBatch, ImportChunk, Site } from '../store.js';
import { dumpFacts } from './facts-dump.fixture.js';
import { history, rearranged } from './shop-history.fixture.js';
import { folderWithDatabase, SHOP } from './shop-writer.fixture.js';
import { Writer } from './writer.js';

const RUNS = process.env.FOOTFALL_TEST_FULL ? 2000 : 60;

/** Settings that facts follow, other than those at which a site ends here. */
const EARLIER: Partial<Site>[] = [
  { currency: 'USD' },
  { timezone: 'America/Los_Angeles' },
  { settings: { visitIdleMinutes: 30, contentGroups: [], internalNetworks: [] } },
  { settings: { visitIdleMinutes: 90, contentGroups: [{ name: 'p', pattern: '/p' }], internalNetworks: [] } },
  { settings: { visitIdleMinutes: 5, contentGroups: [], internalNetworks: [] }, currency: 'JPY' },
];

function newWriter(site: Partial<Site> = {}): Writer {
  const writer = new Writer(folderWithDatabase(), () => Date.UTC(2026, 0, 20));
  // The disk is not what is tested here, and there are hundreds of files.
  writer.db.pragma('synchronous = OFF');
  writer.addSite({ ...SHOP, ...site });
  return writer;
}

function importOf(
  dataset: string,
  session: string,
  rows: Record<string, string | number | null>[],
): ImportChunk {
  return { site: 1, dataset, session, rows: rows.map((fields, index) => ({ row: index + 1, fields })) };
}

const rates = importOf('exchange_rates', 'r', [
  { date: '2026-01-01', base: 'EUR', quote: 'USD', rate: '1.25' },
  { date: '2026-01-12', base: 'EUR', quote: 'USD', rate: '1.5' },
]);

const imports: ImportChunk[] = [
  importOf('orders', 'o', [
    {
      ...{
        order_id: 'T1',
        time: Date.UTC(2026, 0, 11, 1),
        currency: 'EUR',
        value: '25.5',
        customer_id: 'ann',
      },
      visitor_id: 'v1',
    },
    { order_id: 'T9', time: Date.UTC(2026, 0, 12), currency: 'USD', value: '12', visitor_id: 'v2' },
    // A customer id without a visitor: the browser that the order came from is known by it from then on.
    { order_id: 'T3', time: Date.UTC(2026, 0, 11, 6), currency: 'EUR', value: '7', customer_id: 'cid' },
    // Visits that were named before their beacons came, one of them of another visitor.
    { order_id: 'T7', time: Date.UTC(2026, 0, 11), currency: 'EUR', value: '9', visit_id: 'v1-1' },
    {
      order_id: 'T8',
      time: Date.UTC(2026, 0, 11),
      currency: 'EUR',
      value: '9',
      visitor_id: 'v1',
      visit_id: 'same',
    },
  ]),
  importOf('order_items', 'i', [
    { order_id: 'T1', line: '1', item_id: 'A', price: '10', quantity: '2', unit_cost: '4' },
    { order_id: 'T1', line: '2', item_id: 'B', price: '7.5', quantity: '1' },
  ]),
  importOf('refunds', 'f', [
    { refund_id: 'R1', time: Date.UTC(2026, 0, 13), currency: 'EUR', value: '5', order_id: 'T2' },
    {
      refund_id: 'R2',
      time: Date.UTC(2026, 0, 13),
      currency: 'USD',
      value: '1',
      order_id: 'T9',
      item_id: 'A',
    },
    { refund_id: 'R3', time: Date.UTC(2026, 0, 11), currency: 'JPY', value: '100' },
  ]),
  importOf('costs', 'c', [
    { date: '2026-01-11', kind: 'ads', source: 'google', medium: 'cpc', cost: '10.5', currency: 'USD' },
    { date: '2026-01-11', kind: 'operating', cost: '10', currency: 'EUR' },
  ]),
];

const business: ImportChunk[] = [
  importOf('products', 'p', [
    { item_id: 'A', item_name: 'Pan', price: '12', unit_cost: '4', currency: 'USD' },
    { item_id: 'B', price: '9' },
  ]),
  importOf('competitor_prices', 'k', [
    { item_id: 'A', competitor: 'Rival', date: '2026-01-11', price: '11', currency: 'USD' },
    { item_id: 'A', competitor: 'Rival', date: '2026-01-12', price: '10', currency: 'USD' },
  ]),
  importOf('subscribers', 's', [
    { subscriber_id: 'x', time: Date.UTC(2026, 0, 11), action: 'subscribe', list: 'a' },
    { subscriber_id: 'x', time: Date.UTC(2026, 0, 12), action: 'unsubscribe', list: 'a' },
  ]),
  importOf('survey_responses', 'v', [
    { response_id: 'T1', time: Date.UTC(2026, 0, 11), kind: 'nps', score: 9, customer_id: 'ann' },
  ]),
];

function writeAll(writer: Writer, batches: readonly AppendBatch[], together: number): void {
  for (let i = 0; i < batches.length; i += together) writer.append(batches.slice(i, i + together));
}

function settled(writer: Writer): Record<string, string[]> {
  while (writer.step());
  return dumpFacts(writer.db);
}

const arrival = fc.record({
  batches: history,
  seed: fc.integer(),
  together: fc.integer({ min: 1, max: 9 }),
  /** What other settings the site had before, and how many events had come when they changed. */
  earlier: fc.constantFrom({}, ...EARLIER),
  changeAt: fc.nat({ max: 40 }),
});

describe('facts', () => {
  it('depend on the set of logged events and rows alone, not on how or when they came', () => {
    fc.assert(
      fc.property(arrival, ({ batches, seed, together, earlier, changeAt }) => {
        const [a, b] = [newWriter(), newWriter(earlier)];
        try {
          a.importRows(rates);
          writeAll(a, batches, batches.length);
          for (const chunk of [...imports, ...business]) a.importRows(chunk);

          for (const chunk of [...imports, ...business].reverse()) b.importRows(chunk);
          const late = rearranged(batches, seed);
          writeAll(b, late.slice(0, changeAt), together);
          b.changeSite('shop', SHOP);
          writeAll(b, late.slice(changeAt), together);
          b.importRows(rates);

          const facts = settled(a);
          expect(settled(b)).toEqual(facts);
          a.rebuild(() => {});
          expect(settled(a)).toEqual(facts);
        } finally {
          a.close();
          b.close();
        }
      }),
      { numRuns: RUNS },
    );
  }, 600_000);
});
