import { DATASETS, type DatasetName } from '@footfall/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dumpFacts } from '../store/sqlite/facts-dump.fixture.js';
import { folderWithDatabase, SHOP } from '../store/sqlite/shop-writer.fixture.js';
import { Writer } from '../store/sqlite/writer.js';
import type { Store } from '../store/store.js';
import { importStream } from './stream.js';

const RUNS = process.env.FOOTFALL_TEST_FULL ? 200 : 5;

// Columns are text, as in a CSV file; few values, so that keys, days, items and customers meet.
const id = (prefix: string, most = 4) =>
  fc.integer({ min: 1, max: most }).map((number) => `${prefix}${number}`);
const day = fc.integer({ min: 10, max: 14 }).map((each) => `2026-01-${each}`);
const time = fc
  .tuple(day, fc.integer({ min: 0, max: 23 }))
  .map(([date, hour]) => `${date}T${String(hour).padStart(2, '0')}:30`);
const later = fc.tuple(day, fc.integer({ min: 15, max: 20 })).map(([, date]) => `2026-01-${date}T12:00`);
const currency = fc.constantFrom('EUR', 'USD', 'JPY');
const amount = fc.constantFrom('0', '5', '19.99', '1234.5');
const count = fc.integer({ min: 0, max: 5000 }).map(String);
const text = fc.constantFrom('', 'news', 'Größe 5, "rot"', 'x');

/** Rows of each dataset by column. */
const COLUMNS: Record<DatasetName, Record<string, fc.Arbitrary<string>>> = {
  orders: {
    ...{
      order_id: id('T', 12),
      time,
      currency,
      value: amount,
      customer_id: fc.constantFrom('', 'ann', 'bob'),
    },
    ...{
      visitor_id: fc.constantFrom('', 'v1'),
      tax: fc.constantFrom('', '1.5'),
      coupon: text,
      source: text,
      medium: text,
    },
  },
  order_items: {
    ...{ order_id: id('T'), line: id(''), item_id: id('A'), item_name: text, price: amount },
    ...{ quantity: fc.constantFrom('1', '2.5'), unit_cost: fc.constantFrom('', '3') },
  },
  refunds: {
    refund_id: id('R', 8),
    time,
    currency,
    value: amount,
    order_id: fc.constantFrom('', 'T1', 'T2'),
    reason: text,
  },
  products: {
    ...{ item_id: id('A', 12), item_name: text, item_category: text, price: fc.constantFrom('', '9.5') },
    ...{ unit_cost: fc.constantFrom('', '2.25'), currency: fc.constantFrom('', 'USD') },
  },
  competitor_prices: { item_id: id('A'), competitor: id('shop', 2), date: day, price: amount, currency },
  costs: {
    ...{ date: day, kind: fc.constantFrom('ads', 'marketing', 'operating'), source: text, medium: text },
    ...{
      campaign: text,
      cost: amount,
      currency,
      clicks: fc.constantFrom('', '7'),
      impressions: fc.constantFrom('', '70'),
    },
  },
  exchange_rates: {
    ...{
      date: day,
      base: fc.constant('EUR'),
      quote: fc.constantFrom('USD', 'JPY'),
      rate: fc.constantFrom('1.25', '160.5'),
    },
  },
  subscribers: {
    subscriber_id: fc.constantFrom('s1', 's2', 'ann@mail.example', 'Ann@mail.example'),
    ...{
      time,
      action: fc.constantFrom('subscribe', 'unsubscribe'),
      list: fc.constantFrom('', 'news', 'sale'),
    },
  },
  email_stats: {
    ...{
      date: day,
      campaign: id('mail'),
      delivered: count,
      opened: count,
      clicked: count,
      unsubscribed: count,
    },
    bounced: fc.constantFrom('', '3'),
  },
  search_positions: {
    ...{ date: day, query: id('pan'), page: id('/p/', 2), country: fc.constantFrom('DE', 'usa', 'France') },
    ...{ position: fc.constantFrom('1', '3.4285714285714284'), impressions: count, clicks: count },
  },
  reviews: {
    ...{
      review_id: id('r', 12),
      time,
      rating: fc.constantFrom('1', '4.5', '5'),
      item_id: fc.constantFrom('', 'A1'),
    },
    place: fc.constantFrom('', 'Amazon'),
  },
  social_stats: {
    ...{ date: day, network: fc.constantFrom('Facebook', 'facebook', 'x'), comments: count, likes: count },
    ...{ reposts: count, followers: count },
  },
  marketplace_questions: {
    question_id: id('q', 12),
    place: id('m', 2),
    asked: time,
    answered: fc.oneof(fc.constant(''), later),
  },
  cases: {
    ...{ case_id: id('c', 12), channel: fc.constantFrom('Email', 'chat'), opened: time },
    ...{ first_reply: fc.oneof(fc.constant(''), later), solved: fc.oneof(fc.constant(''), later) },
    ...{ escalated: fc.constantFrom('', 'yes', 'no'), messages: fc.constantFrom('', '4') },
  },
  survey_responses: {
    ...{
      response_id: id('a', 12),
      time,
      kind: fc.constantFrom('csat', 'nps'),
      score: fc.constantFrom('1', '3', '5'),
    },
    customer_id: fc.constantFrom('', 'ann'),
  },
};

type Row = Record<string, string>;

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

function csv(columns: readonly string[], rows: readonly Row[]): string {
  return [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]
    .map((cells) => `${cells.map(quoted).join(',')}\n`)
    .join('');
}

/** A shop into which files are brought as the collector does, and its facts in the end. */
function newShop() {
  const folder = folderWithDatabase();
  const writer = new Writer(folder, () => 0);
  // The disk is not what is tested here, and there are hundreds of files.
  writer.db.pragma('synchronous = OFF');
  writer.addSite(SHOP);
  const store: Pick<Store, 'importRows'> = { importRows: async (chunk) => writer.importRows(chunk) };
  const site = { key: 1, timezone: SHOP.timezone };
  return {
    bring: (name: DatasetName, text: string) =>
      importStream({ store, site, dataset: DATASETS[name], body: bytes(text), format: 'csv' }),
    facts: () => {
      while (writer.step());
      const facts = dumpFacts(writer.db);
      writer.rebuild(() => {});
      expect(dumpFacts(writer.db)).toEqual(facts);
      return facts;
    },
    /** Addresses are hashed with a secret of each installation; these are to have the same. */
    shareSecret: (other: { secret(): Buffer | undefined }) => {
      const secret = other.secret();
      if (secret !== undefined) writer.db.prepare("INSERT INTO secret VALUES ('pseudonym', ?)").run(secret);
    },
    secret: () => writer.db.prepare<[], Buffer>('SELECT value FROM secret').pluck().get(),
    close: () => writer.close(),
  };
}

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** The rows of a file without those of a key that was there before: of them a file takes the first, two files the last. */
function unique(name: DatasetName, rows: readonly Row[]): Row[] {
  const { key } = DATASETS[name] as { key: readonly string[] };
  const known = new Map<string, Row>();
  for (const row of rows) {
    const words = key.map((column) => (row[column] ?? '').toLowerCase());
    const text = words.join('\n').replace('usa', 'us').replace('france', 'fr');
    if (!known.has(text)) known.set(text, row);
  }
  return [...known.values()];
}

describe.each(Object.keys(COLUMNS) as DatasetName[])('a file of %s', (name) => {
  const columns = Object.keys(COLUMNS[name]);
  const file = fc
    .array(fc.record(COLUMNS[name]), { minLength: 1, maxLength: 25 })
    .map((rows) => unique(name, rows as Row[]))
    .chain((rows) =>
      fc.record({
        rows: fc.constant(rows),
        shuffled: fc.shuffledSubarray(rows, { minLength: rows.length }),
        half: fc.integer({ min: 0, max: rows.length }),
      }),
    );

  it('gives the same facts twice, shuffled and in two halves', async () => {
    await fc.assert(
      fc.asyncProperty(file, async ({ rows, shuffled, half }) => {
        const [once, twice, mixed, halves] = [newShop(), newShop(), newShop(), newShop()];
        try {
          const answer = await once.bring(name, csv(columns, rows));
          expect(answer).toMatchObject({ inserted: rows.length, refused_count: 0 });
          for (const other of [twice, mixed, halves]) other.shareSecret(once);
          const facts = once.facts();

          await twice.bring(name, csv(columns, rows));
          expect(await twice.bring(name, csv(columns, rows))).toMatchObject({
            inserted: 0,
            updated: rows.length,
          });
          expect(twice.facts()).toEqual(facts);

          expect(await mixed.bring(name, csv(columns, shuffled))).toMatchObject({ inserted: rows.length });
          expect(mixed.facts()).toEqual(facts);

          await halves.bring(name, csv(columns, shuffled.slice(0, half)));
          await halves.bring(name, csv(columns, shuffled.slice(half)));
          expect(halves.facts()).toEqual(facts);
        } finally {
          for (const shop of [once, twice, mixed, halves]) shop.close();
        }
      }),
      { numRuns: RUNS },
    );
  }, 600_000);

  it('is replaced row by row by a later file, and refuses a key that it has twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record(COLUMNS[name]), { minLength: 2, maxLength: 25 }), async (all) => {
        const rows = all as Row[];
        const [stepwise, last] = [newShop(), newShop()];
        try {
          const answer = await stepwise.bring(name, csv(columns, rows));
          expect(answer.inserted).toBe(unique(name, rows).length);
          expect(answer.refused.every(({ reason }) => reason === 'duplicate_key')).toBe(true);
          expect(answer.refused_count).toBe(rows.length - answer.inserted);
          last.shareSecret(stepwise);
          // One row a file, so that each replaces what was there of its key.
          for (const row of rows) await stepwise.bring(name, csv(columns, [row]));
          await last.bring(name, csv(columns, unique(name, [...rows].reverse())));
          expect(stepwise.facts()).toEqual(last.facts());
        } finally {
          for (const shop of [stepwise, last]) shop.close();
        }
      }),
      { numRuns: Math.ceil(RUNS / 2) },
    );
  }, 600_000);
});
