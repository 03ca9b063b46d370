import { describe, expect, it } from 'vitest';
import { SHOP, ShopWriter } from './shop-writer.fixture.js';

const items = [{ item_id: 'A', price: 10, quantity: 2 }];

describe('a removed site', () => {
  it('leaves nothing in any table, no text and no key, and its neighbour as it was', () => {
    const shop = new ShopWriter();
    const db = shop.writer.db;
    const tables = db
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
      .pluck()
      .all() as string[];
    const all = () =>
      Object.fromEntries(tables.map((table) => [table, db.prepare(`SELECT * FROM ${table}`).raw().all()]));
    shop.writer.addSite({ ...SHOP, id: 'other' });
    shop.writer.append([{ ...shop.batch({ origin: 'browser', visitor: 'o' }, 'search', 0), site: 2 }]);
    const key = { role: 'reader', created: 0, expires: null } as const;
    shop.writer.addKey({ ...key, id: 'both', sites: ['other'] }, Buffer.from('1'));
    const before = all();
    shop.writer.removeKey('both');
    shop.writer.addKey({ ...key, id: 'both', sites: ['shop', 'other'] }, Buffer.from('1'));
    shop.writer.addKey({ ...key, id: 'only', sites: ['shop'] }, Buffer.from('2'));

    shop.browser('v1', 'v1-1', 'search', 0, { data: { search_term: 'a private wish' } }, { customer: 'ann' });
    shop.browser('v1', 'v1-1', 'add_to_cart', 1, { data: { items } });
    shop.browser('v1', 'v1-1', 'purchase', 2, { data: { transaction_id: 'T1', items } });
    shop.browser('v1', 'v1-1', 'generate_lead', 3);
    shop.server(undefined, 'refund', 4, { data: { transaction_id: 'T1' } });
    shop.import('orders', { order_id: 'T1', time: 1, currency: 'EUR', value: '1', coupon: 'SECRET' });
    shop.import('order_items', { order_id: 'T1', line: '1', item_id: 'A', price: '1', quantity: '1' });
    shop.import('refunds', { refund_id: 'R', time: 1, currency: 'EUR', value: '1' });
    shop.import('costs', { date: '2026-01-01', kind: 'ads', cost: '1', currency: 'EUR' });
    shop.import('exchange_rates', { date: '2026-01-01', base: 'EUR', quote: 'USD', rate: '1' });
    shop.writer.putGoal({
      id: 'goal_1',
      site: 1,
      name: 'More',
      kpi: 'revenue',
      filter: '',
      baseline: { from: '2026-01-01', to: '2026-01-31' },
      from: '2026-02-01',
      deadline: '2026-02-28',
      target: { change: 0.1 },
      created: 0,
    });
    shop.writer.countRefusals([{ site: 1, reason: 'too_old', count: 1 }]);
    shop.writer.removeSite('shop');
    shop.settle();

    expect(shop.writer.settings().keys.map((each) => each.key)).toEqual([
      { ...key, id: 'both', sites: ['other'] },
    ]);
    const names = (before.term as [number, string][]).map(([, value]) => value);
    const left = all();
    expect(
      (left.term as [number, string][]).map(([, value]) => value).filter((value) => !names.includes(value)),
    ).toEqual(
      // The collector's own words for events, which say nothing of anybody.
      ['refund'],
    );
    const other = (tables: Record<string, unknown[]>) => ({
      ...tables,
      ...{ term: 0, site: (tables.site ?? []).filter((row) => (row as unknown[])[1] !== 'shop') },
    });
    expect(other(left)).toEqual(other(before));
  });
});
