import { copyFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { DatabaseUnusable, databaseFile, openDatabase } from './database.js';
import { HOUR, MINUTE, NOON, newFolder, SHOP, ShopWriter } from './shop-writer.fixture.js';
import { Writer } from './writer.js';

const buys = (transaction_id: string, data: object = {}) => ({
  data: { transaction_id, value: 10, ...data },
});

describe('durability', () => {
  it('is asked of SQLite in full: what is answered for survives a power failure', () => {
    const writer = new Writer(newFolder(), () => NOON);
    expect(writer.db.pragma('synchronous', { simple: true })).toBe(2);
    expect(writer.db.pragma('journal_mode', { simple: true })).toBe('wal');
    writer.close();
  });
});

describe('two writers on one file', () => {
  it('that write in turns make the facts that one would', () => {
    const [one, a] = [new ShopWriter(), new ShopWriter()];
    const b = new ShopWriter({}, a.folder, true);
    const said = (id: string, more: object = {}) => ({ id, ...more });
    const story: ((shop: ShopWriter) => unknown)[] = [
      (shop) =>
        shop.browser('v1', 'v1-1', 'page_view', 0, said('1', { url: 'https://shop.example/new-term' })),
      (shop) =>
        shop.browser(
          'v1',
          'v1-1',
          'add_to_cart',
          1,
          said('2', { data: { items: [{ item_id: 'A', price: 5 }] } }),
        ),
      (shop) => shop.server('v1', 'page_view', 2 * HOUR, said('3')),
      (shop) => shop.server('v1', 'page_view', 3 * HOUR, said('4')),
      (shop) => shop.server('v1', 'page_view', 2.5 * HOUR - 1, said('5')),
      (shop) =>
        shop.browser('v1', 'v1-1', 'purchase', 20 * MINUTE, said('6', buys('T1', { currency: 'USD' }))),
      (shop) =>
        shop.import('exchange_rates', { date: '2026-01-01', base: 'EUR', quote: 'USD', rate: '1.25' }),
      (shop) => shop.server('v1', 'purchase', 3 * HOUR, said('7', buys('T2', { currency: 'USD' }))),
      (shop) =>
        shop.browser('v1', 'v1-1', 'page_view', 10 * MINUTE, said('8', { url: 'https://shop.example/exit' })),
      (shop) => shop.writer.changeSite('shop', { currency: 'USD' }),
      (shop) => shop.browser('v1', 'v1-2', 'purchase', 9 * HOUR, said('9', buys('T3'))),
      (shop) => shop.writer.step(),
      (shop) => shop.browser('v1', 'v1-2', 'login', 8 * HOUR, said('10'), { customer: 'ann' }),
      (shop) => shop.settle(),
    ];
    for (const [i, happens] of story.entries()) {
      happens(one);
      happens(i % 2 === 0 ? a : b);
    }
    one.settle();
    b.settle();
    a.settle();
    expect(a.facts()).toEqual(one.facts());
    a.writer.rebuild(() => {});
    expect(b.facts()).toEqual(one.facts());
  });

  it('work on what a change of settings left begins again when the other asks for more', () => {
    const a = new ShopWriter();
    const b = new ShopWriter({}, a.folder, true);
    for (let i = 0; i < 600; i++)
      a.import('orders', { order_id: `T${i}`, time: NOON, currency: 'USD', value: '1' });
    const rate = (value: string) => ({ date: '2026-01-01', base: 'USD', quote: 'EUR', rate: value });
    a.import('exchange_rates', rate('0.5'));
    expect(a.writer.step()).toBe(true);
    b.import('exchange_rates', rate('0.25'));
    a.settle();
    expect(new Set(a.rows('orders').map((order) => order.reporting))).toEqual(new Set([25]));
  });
});

describe('a transaction that fails in the middle', () => {
  it('leaves nothing of it in the file nor in memory', () => {
    const [shop, twin] = [new ShopWriter(), new ShopWriter()];
    for (const each of [shop, twin]) each.browser('v1', 'v1-1', 'page_view', 0, { id: 'before' });
    const good = shop.batch(
      {
        origin: 'browser',
        visitor: 'v2',
        visit: { id: 'v2-1', number: 1, landing: 'https://shop.example/x' },
      },
      'purchase',
      0,
      { id: 'lost', url: 'https://shop.example/lost', ...buys('T1') },
    );
    const merged = shop.batch(
      {
        origin: 'browser',
        visitor: 'v1',
        visit: { id: 'v1-1', number: 1, landing: 'https://shop.example/' },
      },
      'page_view',
      MINUTE,
      { id: 'lost2' },
    );
    const facts = shop.facts();
    expect(() => shop.writer.append([good, merged, { ...good, site: 99 }])).toThrow('no site');
    expect(shop.writer.db.inTransaction).toBe(false);
    expect(shop.facts()).toEqual(facts);
    const count = (table: string) => shop.writer.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
    expect(count('event')).toBe(1);
    expect(count('context')).toBe(1);

    // What was tried and failed can be tried again, and later facts know nothing of it.
    for (const each of [shop, twin]) {
      each.browser('v1', 'v1-1', 'page_view', 2 * MINUTE, { id: 'after' });
      expect(each.writer.append([good])).toEqual([{ accepted: 1, duplicates: 0 }]);
    }
    expect(shop.facts()).toEqual(twin.facts());
    expect(shop.visit('v1-1')).toMatchObject({ events: 2 });
  });

  it('while facts are made again for other settings loses no step', () => {
    const shop = new ShopWriter();
    for (let i = 0; i < 600; i++)
      shop.import('orders', { order_id: `T${i}`, time: NOON, currency: 'USD', value: '1' });
    shop.import('exchange_rates', { date: '2026-01-01', base: 'USD', quote: 'EUR', rate: '0.5' });
    // The last write of the first step fails, as on a full disk.
    const last = shop.writer.db
      .prepare('SELECT max(key) FROM (SELECT key FROM orders ORDER BY key LIMIT 500)')
      .pluck();
    shop.writer.db.exec(
      `CREATE TEMP TRIGGER full BEFORE UPDATE ON main.orders WHEN new.key = ${last.get()} BEGIN SELECT RAISE(ABORT, 'full'); END`,
    );
    expect(() => shop.writer.step()).toThrow('full');
    shop.writer.db.exec('DROP TRIGGER full');
    shop.settle();
    expect(new Set(shop.rows('orders').map((order) => order.reporting))).toEqual(new Set([50]));
  });
});

describe('an event that comes twice', () => {
  it('is a duplicate, in one batch, in one transaction and later', () => {
    const shop = new ShopWriter();
    const batch = shop.batch({ origin: 'browser', visitor: 'v1' }, 'page_view', 0);
    const twice = { ...batch, events: [...batch.events, ...batch.events] };
    expect(shop.writer.append([twice, batch])).toEqual([
      { accepted: 1, duplicates: 1 },
      { accepted: 0, duplicates: 1 },
    ]);
    expect(shop.writer.append([batch])).toEqual([{ accepted: 0, duplicates: 1 }]);
    expect(shop.rows('hit')).toHaveLength(1);
  });

  it('with the same id is another in another site', () => {
    const shop = new ShopWriter();
    shop.writer.addSite({ ...SHOP, id: 'other' });
    const batch = shop.batch({ origin: 'browser', visitor: 'v1' }, 'page_view', 0);
    expect(shop.writer.append([batch, { ...batch, site: 2 }]).map(({ accepted }) => accepted)).toEqual([
      1, 1,
    ]);
    expect(shop.rows('visitor')).toHaveLength(2);
  });
});

describe('a file that cannot be used', () => {
  /** Tries to open what `make` puts there; its bytes must stay as they are. */
  function refusal(make: (file: string) => void): string {
    const folder = newFolder();
    mkdirSync(folder, { recursive: true });
    make(databaseFile(folder));
    const before = readFileSync(databaseFile(folder));
    let message = 'opened';
    try {
      openDatabase(folder).close();
    } catch (error) {
      expect(error).toBeInstanceOf(DatabaseUnusable);
      message = (error as Error).message;
    }
    expect(readFileSync(databaseFile(folder)).equals(before)).toBe(true);
    return message;
  }
  /** A closed database of a shop. */
  function madeBefore(file: string, change: (writer: Writer) => void = () => {}): void {
    const shop = new ShopWriter();
    shop.browser('v1', 'v1-1', 'page_view', 0);
    change(shop.writer);
    shop.writer.close();
    copyFileSync(databaseFile(shop.folder), file);
  }

  it('is left as it is and said to be damaged', () => {
    expect(
      refusal((file) => writeFileSync(file, 'no database, but a text long enough to be one '.repeat(99))),
    ).toMatch(/damaged or not a Footfall database.*left as it is/);
    const broken = refusal((file) => {
      madeBefore(file);
      const bytes = readFileSync(file);
      bytes.fill(0x5a, 100, 4096);
      writeFileSync(file, bytes);
    });
    expect(broken).toMatch(/damaged or not a Footfall database/);
    expect(
      refusal((file) => {
        madeBefore(file);
        truncateSync(file, 4096);
      }),
    ).toMatch(/damaged or not a Footfall database/);
  });

  it('is said to be of a newer Footfall, which to install', () => {
    const newer = (writer: Writer) =>
      writer.db.prepare("INSERT INTO migration VALUES ('2999-01-01-1-later.sql', 0)").run();
    expect(refusal((file) => madeBefore(file, newer))).toMatch(/newer Footfall.*2999-01-01-1-later.*install/);
  });

  it('is said to be another program’s', () => {
    const other = (file: string) => new Database(file).exec('CREATE TABLE site (id INTEGER)').close();
    expect(refusal(other)).toMatch(/another program/);
  });

  it('is opened again as it was left, when it is a shop’s', () => {
    expect(refusal((file) => madeBefore(file))).toBe('opened');
  });

  it('because a file is where its folder should be, says so', () => {
    const folder = newFolder();
    writeFileSync(folder, '');
    expect(() => openDatabase(folder)).toThrow(DatabaseUnusable);
  });
});
