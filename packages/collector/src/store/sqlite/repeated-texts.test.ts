import { beforeEach, describe, expect, it } from 'vitest';
import type { LoggedEvent } from '../../facts/logged.js';
import { exportRows } from './export.js';
import { Reader } from './reader.js';
import { SHOP, ShopWriter } from './shop-writer.fixture.js';

const LANDING = 'https://shop.example/p/1?gclid=abc&utm_source=x#top';
const LONG = { note: 'x'.repeat(2000) };
const BOWL = {
  currency: 'EUR',
  items: [{ item_id: 'BOWL', item_name: 'Bowl "deep"', price: 24, quantity: 1 }],
};

let shop: ShopWriter;
beforeEach(() => {
  shop = new ShopWriter();
});

/** The log as it is exported, and the rows as they are stored. */
async function logged() {
  const reader = new Reader(shop.folder);
  const site = { ...SHOP, key: 1, created: 0 };
  const rows = [];
  const span = { from: 0, to: 8_640_000_000_000_000 };
  const stream = async function* (sql: string, parameters: readonly unknown[]) {
    yield* reader.chunks(sql, parameters);
  };
  for await (const batch of exportRows('events', site, span, [], stream)) rows.push(...batch);
  const stored = reader.query(
    'SELECT typeof(place), place, typeof(referrer), typeof(data) FROM event ORDER BY seq',
    [],
  );
  reader.close();
  return { rows, stored };
}

const say = (said: Partial<Omit<LoggedEvent, 'name'>>, landing = LANDING) =>
  shop.send(
    { origin: 'browser', visitor: 'v', visit: { id: 'v-1', number: 1, landing } },
    'view_item',
    0,
    said,
  );

describe('the log', () => {
  it('gives back what was said, however it is kept', async () => {
    const said = [
      { url: LANDING, data: BOWL },
      { url: LANDING, referrer: 'https://www.google.com/', data: BOWL },
      { url: 'https://shop.example/p/2', referrer: LANDING, title: 'Two', data: BOWL },
      { url: 'https://shop.example/p/2?size=1#x', referrer: 'https://shop.example/?q=1', data: LONG },
      { url: 'https://shop.example/p/2', referrer: 'https://www.google.com/', data: LONG },
      { url: undefined as never, data: { engagement_ms: 5 } },
    ];
    for (const one of said) say(one);
    const { rows, stored } = await logged();
    expect(rows.map(({ url, referrer, title, data }) => ({ url, referrer, title, data }))).toEqual(
      said.map(({ url, referrer, title, data }: Partial<LoggedEvent>) => ({
        ...{ url: url ?? null, referrer: referrer ?? null, title: title ?? null, data },
      })),
    );
    // The landing page is not said again; a text is a number from the second time on; a long one never is.
    expect(stored).toEqual([
      ['integer', 0, 'null', 'text'],
      ['integer', 0, 'integer', 'integer'],
      ['integer', expect.any(Number), 'integer', 'integer'],
      ['integer', expect.any(Number), 'text', 'text'],
      ['integer', expect.any(Number), 'integer', 'text'],
      ['null', null, 'null', 'text'],
    ]);
  });

  it('makes the same facts again from what is kept once', () => {
    for (let time = 0; time < 4; time++) {
      say({ url: LANDING, data: BOWL });
      shop.browser('v', 'v-1', 'add_to_cart', 1000 + time, { url: LANDING, data: BOWL });
    }
    const facts = shop.facts();
    expect(facts.item_hit).toHaveLength(8);
    shop.writer.rebuild(() => {});
    expect(shop.facts()).toEqual(facts);
  });

  it('forgets texts with the site that said them, and none that another says too', async () => {
    shop.writer.addSite({ ...SHOP, id: 'other' });
    for (let time = 0; time < 2; time++) {
      say({ data: BOWL });
      say({ data: { note: 'of the first alone' } });
      const batch = shop.batch({ origin: 'server' }, 'view_item', time, { data: BOWL });
      shop.writer.append([{ ...batch, site: 2 }]);
    }
    shop.writer.removeSite('shop');
    shop.settle();
    const terms = shop.writer.db.prepare<[], string>('SELECT value FROM term').pluck().all();
    expect(terms.filter((value) => value.includes('first alone'))).toEqual([]);
    expect(terms).toContain(JSON.stringify(BOWL));
    shop.writer.append([{ ...shop.batch({ origin: 'server' }, 'view_item', 9, { data: BOWL }), site: 2 }]);
    shop.writer.rebuild(() => {});
    expect(shop.rows('item_hit')).toHaveLength(3);
  });
});
