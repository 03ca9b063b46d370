import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ATTRIBUTION_MODELS, type Condition, NOT_SET, type Scan, type ScanMeasure } from '../../scan.js';
import { openDatabase, type SqliteDatabase } from '../database.js';
import { Reader } from '../reader.js';
import { runScan } from '../scan/run.js';
import { fitsColumns } from './fits-columns.js';
import { WritePages } from './write-pages.js';

// Questions that columns answer, against the same asked of the rows by SQL.

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.parse('2026-03-27T00:00:00Z');
const DAYS = 5;

const folder = mkdtempSync(join(tmpdir(), 'footfall-columns-'));
let db: SqliteDatabase;
let reader: Reader;
beforeAll(() => {
  db = openDatabase(folder);
  for (const site of [1, 2])
    db.prepare("INSERT INTO site VALUES (?, ?, '', '[]', 'UTC', 'EUR', '{}', 0)").run(site, `shop-${site}`);
  reader = new Reader(folder);
});
afterAll(() => {
  reader.close();
  db.close();
  rmSync(folder, { recursive: true });
});

const WORDS = ['alpha', 'beta', 'al*pha', '[x]', 'gamma'];
const word = fc.constantFrom(null, ...WORDS);

const visit = fc.record({
  site: fc.constantFrom(1, 2),
  visitor: fc.integer({ min: 1, max: 6 }),
  number: fc.integer({ min: 1, max: 3 }),
  started: fc.integer({ min: START, max: START + DAYS * DAY - 1 }),
  page_views: fc.integer({ min: 0, max: 300 }),
  engaged_ms: fc.integer({ min: 0, max: 90_000_000 }),
  orders: fc.integer({ min: 0, max: 2 }),
  steps: fc.integer({ min: 0, max: 63 }),
  leads: fc.integer({ min: 0, max: 15 }),
  cookieless: fc.constantFrom(0, 0, 1),
  bot: fc.constantFrom(null, null, null, 'headless'),
  internal: fc.constantFrom(0, 0, 0, 1),
  channel: fc.constantFrom(...WORDS),
  campaign: word,
  country: word,
  device: word,
});
const order = fc.record({
  visit: fc.integer({ min: 1, max: 30 }),
  reporting: fc.option(fc.integer({ min: 0, max: 5_000_000 })),
  bot: fc.constantFrom(null, 'headless'),
  internal: fc.constantFrom(0, 1),
});

const dimension = fc.constantFrom('channel', 'campaign', 'country', 'device', 'visitor_type', 'step');
const value = fc.constantFrom(...WORDS, 'al', '*a', 'new', 'returning', 'begin_checkout', NOT_SET, 'never');
const field = fc.constantFrom(
  'visitor',
  'number',
  'page_views',
  'engaged_ms',
  'orders',
  'leads',
  'revenue',
  'unvalued_orders',
);
const comparison = fc.oneof(
  fc.record({
    field,
    is: fc.constantFrom('=', '!=', '<', '<=', '>', '>=', 'any_bit', 'no_bit'),
    value: fc.constantFrom(0, 1, 2, 3, 100, 10_000),
  }),
  fc.record({ field, is: fc.constantFrom('known', 'unknown') }),
  fc.record({ dimension, in: fc.array(value, { minLength: 1, maxLength: 3 }) }),
) as fc.Arbitrary<Condition>;
const condition = fc.oneof(
  comparison,
  fc.record({ either: fc.array(comparison, { minLength: 1, maxLength: 3 }) }),
) as fc.Arbitrary<Condition>;
const when = fc.array(condition, { maxLength: 2 });

const plain = fc
  .oneof(
    fc.record({ aggregate: fc.constant('count'), when }),
    fc.record({ aggregate: fc.constantFrom('sum', 'squares', 'min', 'max'), field, when }),
    fc.record({ aggregate: fc.constant('distinct'), field: fc.constant('visitor'), when }),
  )
  .chain((measure) =>
    fc
      .constantFrom(undefined, 'people', 'bots', 'internal')
      .map((who) => ({ ...measure, ...(who && { who }) })),
  );
const having = fc.array(
  fc.record({
    field: fc.constant('rows'),
    is: fc.constantFrom('=', '>', '<='),
    value: fc.constantFrom(0, 1, 2),
  }),
  { maxLength: 2 },
);
const measures = fc.oneof(
  fc.array(plain, { minLength: 1, maxLength: 5 }),
  when.chain((shared) =>
    fc.array(
      fc.record({
        aggregate: fc.constantFrom('count', 'sum', 'squares'),
        field: fc.constantFrom('rows', 'page_views', 'orders'),
        per: fc.constant('visitor'),
        when: fc.constant(shared),
        having,
      }),
      { minLength: 1, maxLength: 3 },
    ),
  ),
  fc.tuple(field, when, fc.boolean()).chain(([of, shared, perVisitor]) =>
    fc.array(
      fc.constantFrom(0, 250, 500, 900, 1000).map((quantile) => ({
        ...{ aggregate: 'quantile', field: of, quantile, when: shared },
        ...(perVisitor && { per: 'visitor' as const }),
      })),
      { minLength: 1, maxLength: 2 },
    ),
  ),
) as unknown as fc.Arbitrary<Omit<ScanMeasure, 'fact'>[]>;

const term = fc.record({ dimension, operator: fc.constantFrom('==', '!=', '=~'), value });
const question = fc.record({
  by: fc.uniqueArray(dimension, { maxLength: 2 }),
  filter: fc.oneof(
    fc.constant([]),
    fc.array(fc.array(term, { minLength: 1, maxLength: 2 }), { maxLength: 2 }),
  ),
  measures,
  from: fc.integer({ min: 0, max: 20 }),
  hours: fc.integer({ min: 1, max: DAYS * 24 }),
  cut: fc.constantFrom(0, 1, 6, 24),
});

function scanOf({
  by,
  filter,
  measures: asked,
  from,
  hours,
  cut,
}: typeof question extends fc.Arbitrary<infer T> ? T : never): Scan {
  const start = START + from * HOUR;
  const end = start + hours * HOUR;
  const instants =
    cut === 0 ? [] : Array.from({ length: Math.ceil(hours / cut) }, (_, at) => start + at * cut * HOUR);
  return {
    ...{
      site: 1,
      fact: 'visit',
      by,
      filter: filter as Scan['filter'],
      attribution: ATTRIBUTION_MODELS[0],
      now: end,
      idleMs: 0,
    },
    span: { from: start, to: end, fromDate: '', toDate: '' },
    ...(cut > 0 && { buckets: { instants: [...instants, start + instants.length * cut * HOUR] } }),
    measures: asked.map((measure) => ({ ...measure, fact: 'visit' })),
  };
}

function fill(visits: readonly Record<string, unknown>[], orders: readonly Record<string, unknown>[]): void {
  for (const table of ['visit', 'orders', 'column_page', 'column_data', 'column_changed'])
    db.prepare(`DELETE FROM ${table}`).run();
  const insert = (table: string, given: Record<string, unknown>) => {
    const columns = db.pragma(`table_info(${table})`) as { name: string; notnull: number }[];
    const row = {
      ...Object.fromEntries(columns.filter((one) => one.notnull).map(({ name }) => [name, 0])),
      ...given,
    };
    const names = Object.keys(row);
    const values = Object.values(row).map((cell) =>
      typeof cell === 'string' && cell !== given.id && cell !== given.order_id ? termOf(cell) : cell,
    );
    db.prepare(`INSERT INTO ${table} (${names.join()}) VALUES (${names.map(() => '?').join()})`).run(
      ...values,
    );
  };
  for (const [at, one] of visits.entries()) insert('visit', { key: at + 1, id: `v${at}`, ...one });
  for (const [at, one] of orders.entries())
    insert('orders', { key: at + 1, order_id: `o${at}`, site: 1, ...one });
}

function termOf(text: string): number {
  db.prepare('INSERT OR IGNORE INTO term (value) VALUES (?)').run(text);
  return db.prepare('SELECT id FROM term WHERE value = ?').pluck().get(text) as number;
}

async function bothAnswers(scan: Scan) {
  const rows = await runScan(scan, async (sql, parameters) => reader.query(sql, parameters));
  const [columns = null] = reader.scans([scan]);
  const sorted = <T>(list: readonly T[]) => list.map((row) => JSON.stringify(row)).sort();
  return { rows: sorted(rows), columns: columns && sorted(columns) };
}

const runs = { numRuns: process.env.FOOTFALL_TEST_FULL ? 2000 : 150 };

describe('visits by column', () => {
  it('answer what the rows answer, whichever days have a page', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(visit, { minLength: 1, maxLength: 30 }),
        fc.array(order, { maxLength: 8 }),
        fc.integer({ min: 0, max: DAYS }),
        fc.array(question, { minLength: 1, maxLength: 4 }),
        async (visits, orders, written, questions) => {
          db.transaction(() => {
            fill(visits, orders);
            const pages = new WritePages(db);
            for (let at = 0; at < written; at++) {
              const next = pages.next(START + DAYS * DAY);
              if (next) pages.write(next);
            }
          })();
          for (const asked of questions) {
            const scan = scanOf(asked);
            expect(fitsColumns(scan)).toBe(true);
            const { rows, columns } = await bothAnswers(scan);
            expect(columns).toEqual(rows);
          }
        },
      ),
      runs,
    );
  });

  it('answer a whole of days with a page and days without, again when these have changed', async () => {
    const whole = question.map((asked) => ({ ...asked, by: [], cut: 0 as const, from: 0, hours: DAYS * 24 }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(visit, { minLength: 8, maxLength: 40 }),
        fc.array(order, { maxLength: 20 }),
        fc.integer({ min: 1, max: DAYS - 1 }),
        fc.array(whole, { minLength: 1, maxLength: 4 }),
        async (visits, orders, written, questions) => {
          fill(visits, orders);
          const pages = new WritePages(db);
          db.transaction(() => {
            for (let at = 0; at < written; at++) {
              const next = pages.next(START + DAYS * DAY);
              if (next) pages.write(next);
            }
          })();
          const ask = async () => {
            for (const asked of questions) {
              const { rows, columns } = await bothAnswers(scanOf(asked));
              expect(columns).toEqual(rows);
            }
          };
          await ask();
          db.prepare(
            'UPDATE visit SET engaged_ms = engaged_ms + 7, page_views = page_views + 1 WHERE started < ?',
          ).run(START + DAY);
          await ask();
        },
      ),
      runs,
    );
  });

  it('are read anew when a visit, or an order of it, has changed', async () => {
    const base = { site: 1, visitor: 1, number: 1, channel: 'alpha' };
    fill([{ ...base, started: START + HOUR, orders: 1 }], [{ visit: 1, reporting: 500 }]);
    const scan = scanOf({
      ...{ by: [], filter: [], from: 0, hours: 48, cut: 0 },
      measures: [{ aggregate: 'count' }, { aggregate: 'sum', field: 'revenue' }],
    });
    const pages = new WritePages(db);
    const writeAll = () => {
      for (let next = pages.next(START + 9 * DAY); next; next = pages.next(START + 9 * DAY))
        pages.write(next);
    };
    const ask = () => reader.scans([scan])[0]?.[0]?.measures;
    writeAll();
    expect(ask()).toEqual([1, 500]);
    db.prepare('UPDATE orders SET reporting = 700').run();
    expect(ask()).toEqual([1, 700]);
    db.prepare('UPDATE visit SET started = started + ?').run(DAY);
    expect(ask()).toEqual([1, 700]);
    writeAll();
    expect(ask()).toEqual([1, 700]);
    db.prepare('DELETE FROM visit').run();
    expect(ask()).toEqual([null, null]);
    writeAll();
    expect(ask()).toEqual([null, null]);
    expect(db.prepare("SELECT count(*) FROM column_data WHERE fact = 'visit'").pluck().get()).toBe(0);
  });
});
