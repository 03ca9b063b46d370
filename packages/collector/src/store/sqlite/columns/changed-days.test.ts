import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type SqliteDatabase } from '../database.js';

// A page that says what is no longer so must be marked by whatever made it so.

const DAY = 86_400_000;
const at = (day: number) => day * DAY + 3_600_000;

let folder: string;
let db: SqliteDatabase;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'footfall-changed-'));
  db = openDatabase(folder);
  db.prepare("INSERT INTO site VALUES (1, 'shop', '', '[]', 'UTC', 'EUR', '{}', 0)").run();
  db.prepare("INSERT INTO term (id, value) VALUES (900, 'ann')").run();
  put('customer', { key: 7, site: 1, id: 'c:ann' });
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

function put(table: string, given: Record<string, unknown>): void {
  const columns = db.pragma(`table_info(${table})`) as { name: string; notnull: number }[];
  const zeros = columns.filter(({ notnull }) => notnull).map(({ name }) => [name, 0]);
  const row = { ...Object.fromEntries(zeros), ...given };
  const names = Object.keys(row);
  db.prepare(`INSERT INTO ${table} (${names.join()}) VALUES (${names.map(() => '?').join()})`).run(
    ...Object.values(row),
  );
}
const visit = (key: number, visitor: number, day: number, more = {}) =>
  put('visit', { key, id: `v${key}`, site: 1, visitor, started: at(day), ...more });
const order = (key: number, day: number, more = {}) =>
  put('orders', { key, order_id: `o${key}`, site: 1, time: at(day), currency: 'EUR', ...more });

/** The days that a change marks, of all that were there before. */
function marked(change: () => void): string[] {
  db.prepare('DELETE FROM column_changed').run();
  change();
  return db.prepare<[], string>("SELECT fact || ' ' || day FROM column_changed ORDER BY 1").pluck().all();
}

describe('the day of an order is marked', () => {
  it('by a visit that can have led to it, and by none after it or long before', () => {
    order(1, 200, { visitor: 1 });
    expect(marked(() => visit(1, 1, 190))).toContain('orders 200');
    expect(marked(() => visit(2, 1, 201))).not.toContain('orders 200');
    expect(marked(() => visit(3, 1, 100))).not.toContain('orders 200');
    expect(marked(() => visit(4, 2, 190))).not.toContain('orders 200');
    expect(marked(() => db.prepare('UPDATE visit SET channel = 5 WHERE key = 1').run())).toContain(
      'orders 200',
    );
    expect(marked(() => db.prepare('UPDATE visit SET events = 5 WHERE key = 1').run())).not.toContain(
      'orders 200',
    );
    expect(marked(() => db.prepare('DELETE FROM visit WHERE key = 1').run())).toContain('orders 200');
  });

  it('by what it says of the visit in which it was placed, and not each time that this goes on', () => {
    visit(1, 2, 200);
    order(1, 200, { visitor: 1, visit: 1 });
    for (const word of ['country', 'region', 'language', 'device', 'browser', 'os'])
      expect(marked(() => db.prepare(`UPDATE visit SET ${word} = 5`).run())).toContain('orders 200');
    const goesOn = 'UPDATE visit SET ended = ended + 1, events = events + 1, page_views = 3, exit_page = 900';
    expect(marked(() => db.prepare(goesOn).run())).toEqual(['visit 200']);
  });

  it('when its customer is found to have had another browser', () => {
    order(1, 200, { visitor: 1, customer: 7 });
    visit(1, 2, 190);
    expect(marked(() => order(2, 205, { visitor: 2, customer: 7 }))).toContain('orders 200');
    // Known already.
    expect(marked(() => order(3, 206, { visitor: 2, customer: 7 }))).not.toContain('orders 200');
    expect(marked(() => visit(2, 2, 195))).toContain('orders 200');
    expect(marked(() => db.prepare('UPDATE orders SET customer = NULL WHERE key = 2').run())).toContain(
      'orders 200',
    );
    db.prepare('DELETE FROM orders WHERE key = 2').run();
    expect(marked(() => db.prepare('DELETE FROM orders WHERE key = 3').run())).toContain('orders 200');
  });

  it('when its customer was seen with another browser', () => {
    order(1, 200, { visitor: 1, customer: 7 });
    visit(1, 2, 190);
    const seen = () => put('sighting', { visitor: 2, customer: 900, day: 210 });
    expect(marked(seen)).toContain('orders 200');
    // Of this browser there is no order.
    expect(marked(() => visit(2, 2, 195))).toContain('orders 200');
    expect(marked(() => db.prepare('DELETE FROM sighting').run())).toContain('orders 200');
  });
});

describe('the day of a visit is marked', () => {
  it('when one of its events is called or placed otherwise', () => {
    visit(1, 1, 190);
    put('hit', { seq: 1, site: 1, time: at(190), name: 900, visit: 1 });
    for (const change of ['content_group = 900', 'page = 900', 'name = 901', 'visit = NULL'])
      expect(marked(() => db.prepare(`UPDATE hit SET ${change}`).run())).toEqual(['visit 190']);
    expect(marked(() => db.prepare('UPDATE hit SET content_group = 900').run())).toEqual([]);
  });

  it('when another event tells of its order', () => {
    visit(1, 1, 190);
    order(1, 190, { visit: 1 });
    const claim = { site: 1, order_id: 'o1', rank: 1 };
    expect(marked(() => put('order_claim', { ...claim, seq: 5 }))).toEqual(['visit 190']);
    expect(marked(() => db.prepare('UPDATE order_claim SET seq = 6').run())).toEqual(['visit 190']);
  });
});
