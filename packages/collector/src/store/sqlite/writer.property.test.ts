import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { AppendBatch, ImportChunk } from '../store.js';
import { dumpFacts } from './facts-dump.fixture.js';
import { history, rearranged } from './shop-history.fixture.js';
import { Writer } from './writer.js';

const root = mkdtempSync(join(tmpdir(), 'footfall-writer-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const RUNS = process.env.FOOTFALL_TEST_FULL ? 2000 : 60;
let folders = 0;

function newWriter(): Writer {
  const writer = new Writer(join(root, String(folders++)), () => Date.UTC(2026, 0, 20));
  // The disk is not what is tested here, and there are hundreds of files.
  writer.db.pragma('synchronous = OFF');
  writer.addSite({
    id: 'shop',
    name: 'Shop',
    origins: ['https://shop.example'],
    timezone: 'Europe/Berlin',
    currency: 'EUR',
    settings: {
      visitIdleMinutes: 30,
      contentGroups: [{ name: 'blog', pattern: '/blog/' }],
      internalNetworks: [],
    },
  });
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
  ]),
  importOf('order_items', 'i', [
    { order_id: 'T1', line: '1', item_id: 'A', price: '10', quantity: '2', unit_cost: '4' },
    { order_id: 'T1', line: '2', item_id: 'B', price: '7.5', quantity: '1' },
  ]),
  importOf('refunds', 'f', [
    { refund_id: 'R1', time: Date.UTC(2026, 0, 13), currency: 'EUR', value: '5', order_id: 'T2' },
  ]),
];

function writeAll(writer: Writer, batches: readonly AppendBatch[], together: number): void {
  for (let i = 0; i < batches.length; i += together) writer.append(batches.slice(i, i + together));
}

function settled(writer: Writer): Record<string, string[]> {
  while (writer.step());
  return dumpFacts(writer.db);
}

describe('facts', () => {
  it('depend on the set of logged events and rows alone, not on how or when they came', () => {
    fc.assert(
      fc.property(history, fc.integer(), fc.integer({ min: 1, max: 9 }), (batches, seed, together) => {
        const [a, b] = [newWriter(), newWriter()];
        try {
          a.importRows(rates);
          writeAll(a, batches, batches.length);
          for (const chunk of imports) a.importRows(chunk);

          for (const chunk of [...imports].reverse()) b.importRows(chunk);
          writeAll(b, rearranged(batches, seed), together);
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
