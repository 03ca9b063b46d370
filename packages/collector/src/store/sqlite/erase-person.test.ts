import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dumpFacts } from './facts-dump.fixture.js';
import { history } from './shop-history.fixture.js';
import { HOUR, NOON, ShopWriter } from './shop-writer.fixture.js';
import type { Writer } from './writer.js';

const RUNS = process.env.FOOTFALL_TEST_FULL ? 1000 : 40;
const NONE = { customers: [], seqs: [], upTo: 0 };
const items = [{ item_id: 'A', item_name: 'Pan', price: 10, quantity: 2 }];

/** Every text and id in the file, of all tables. */
function allValues(writer: Writer): Set<unknown> {
  const { db } = writer;
  const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all() as string[];
  return new Set(tables.flatMap((table) => db.prepare(`SELECT * FROM ${table}`).raw().all().flat()));
}

/** Where an id still stands, alone or with the mark of what it is an id of. */
function namesOf(writer: Writer, id: string): unknown[] {
  const words = new Set<unknown>([id, `v:${id}`, `c:${id}`]);
  return [...allValues(writer)].filter((value) => words.has(value));
}

// What a product is called is said by events, but is nobody's: the word stays until the next rebuild.
function facts(writer: Writer): Record<string, string[]> {
  while (writer.step());
  const { product, ...rest } = dumpFacts(writer.db);
  return rest;
}

describe('an erased person', () => {
  it('leaves the figures of its orders, and nothing that names it', () => {
    const shop = new ShopWriter();
    const ann = { customer: 'ann' };
    shop.browser('v1', 'v1-1', 'search', 0, { data: { search_term: 'a private wish' } }, ann);
    shop.browser('v1', 'v1-1', 'add_to_cart', 1, { data: { items } }, ann);
    shop.browser('v1', 'v1-1', 'purchase', 2, {
      ...{ url: 'https://shop.example/thanks?mail=ann@example.com', title: 'Thank you, Ann' },
      data: { transaction_id: 'T1', value: 20, currency: 'EUR', items, note: 'for my birthday' },
    });
    shop.browser('v1', 'v1-1', 'newsletter_subscribe', 3);
    shop.browser('v2', 'v2-1', 'purchase', HOUR, { data: { transaction_id: 'T2', value: 5, items } });
    shop.server(undefined, 'refund', 2 * HOUR, { data: { transaction_id: 'T1', value: 4 } }, ann);
    shop.import('cases', { case_id: 'C', channel: 'chat', opened: NOON, customer_id: 'ann' });
    shop.import('orders', { order_id: 'T3', time: NOON, currency: 'EUR', value: '7', customer_id: 'ann' });

    expect(shop.writer.erasePerson(1, 'ann', NONE)).toEqual({
      ...{ visitors: 1, visits: 1, events: 3, orders: 2, records: 1, subscriptions: 1 },
    });
    shop.settle();
    const left = allValues(shop.writer);
    const texts = JSON.stringify([...left].filter((value) => typeof value === 'string'));
    for (const secret of ['ann', 'v1', 'private wish', 'example.com/', 'Thank you', 'birthday', 'mail='])
      expect(texts).not.toContain(secret);
    expect(shop.order('T1')).toMatchObject({ value: 2000, customer: null, visitor: null, visit: null });
    expect(shop.order('T3')).toMatchObject({ value: 700, customer: null });
    expect(shop.order('T2')).toMatchObject({ value: 500, customer: 'v:v2' });
    expect(shop.rows('refund')).toMatchObject([{ value: 400, orders: 'T1' }]);
    expect(shop.rows('order_line').map(({ reporting }) => reporting)).toEqual([2000, 500]);
    expect(shop.rows('support_case')).toMatchObject([{ case_id: 'C', customer_id: null }]);
    expect(shop.rows('cart').concat(shop.rows('visit')).length).toBe(1);
    expect(shop.writer.erasePerson(1, 'ann', NONE)).toBeUndefined();
  });

  it('is found where a server has named it and nothing else has', () => {
    const shop = new ShopWriter();
    shop.server(undefined, 'page_view', 0, {}, { customer: 'bob' });
    expect(shop.writer.erasePerson(1, 'bob', NONE)).toMatchObject({ visitors: 0, events: 1 });
    shop.settle();
    expect(namesOf(shop.writer, 'bob')).toEqual([]);
  });

  it('is found by an e-mail address that an import has brought in', () => {
    const shop = new ShopWriter();
    const rows = [
      { subscriber_id: 'Ann@example.com', time: NOON, action: 'subscribe' },
      { subscriber_id: 'bob@example.com', time: NOON, action: 'subscribe' },
    ];
    shop.import('subscribers', ...rows);
    expect(shop.writer.erasePerson(1, ' ann@example.com', NONE)?.subscriptions).toBe(1);
    expect(shop.rows('import_subscriber').length).toBe(1);
    expect(shop.rows('subscription').length).toBe(1);
  });

  it('leaves its place to the next who gave an answer by the same id', () => {
    const shop = new ShopWriter();
    const answer = (score: number) => ({ data: { kind: 'csat', score, response_id: 'R1' } });
    shop.browser('v1', 'v1-1', 'survey_response', 0, answer(1));
    shop.browser('v2', 'v2-1', 'survey_response', 1, answer(5));
    shop.browser('v1', 'v1-1', 'survey_response', 2, { data: { kind: 'nps', score: 9 } });
    shop.writer.erasePerson(1, 'v1', NONE);
    expect(shop.rows('survey_answer')).toMatchObject([{ id: 'R1', score: 5 }]);
  });

  it('is not taken out of another shop that knows the same id', () => {
    const shop = new ShopWriter();
    shop.writer.addSite({ ...shop.writer.settings().sites[0], id: 'other' } as never);
    const batch = shop.batch(
      { origin: 'browser', visitor: 'v1', visit: { id: 'a', number: 1 } },
      'search',
      0,
    );
    shop.writer.append([batch, { ...batch, site: 2 }]);
    shop.writer.erasePerson(1, 'v1', NONE);
    expect(shop.rows('visit')).toMatchObject([{ site: 2, visitor: 'v1' }]);
    shop.writer.rebuild(() => {});
    expect(shop.rows('visit')).toMatchObject([{ site: 2, visitor: 'v1' }]);
  });

  it('leaves facts that a rebuild makes again, whatever had happened', () => {
    const person = fc.constantFrom('v1', 'v2', 'c-v1', 'ann', 'bob', 'cid');
    fc.assert(
      fc.property(history, person, fc.nat({ max: 40 }), (batches, id, later) => {
        const shop = new ShopWriter();
        const { writer } = shop;
        try {
          shop.import(
            'orders',
            {
              order_id: 'T1',
              time: NOON,
              currency: 'EUR',
              value: '25',
              customer_id: 'ann',
              visitor_id: 'v1',
            },
            { order_id: 'T3', time: NOON, currency: 'EUR', value: '7', customer_id: 'cid' },
            { order_id: 'T7', time: NOON, currency: 'EUR', value: '9', visit_id: 'v1-1' },
          );
          shop.import('survey_responses', {
            response_id: 'T1',
            time: NOON,
            kind: 'nps',
            score: 9,
            customer_id: 'ann',
          });
          writer.append(batches.slice(0, later));
          writer.erasePerson(1, id, NONE);
          while (writer.step());
          expect(namesOf(writer, id)).toEqual([]);
          const erased = facts(writer);
          writer.rebuild(() => {});
          expect(facts(writer)).toEqual(erased);
          // The same person may come again, and is a new one.
          writer.append(batches.slice(later));
          const again = facts(writer);
          writer.rebuild(() => {});
          expect(facts(writer)).toEqual(again);
        } finally {
          writer.close();
        }
      }),
      { numRuns: RUNS },
    );
  }, 600_000);
});
