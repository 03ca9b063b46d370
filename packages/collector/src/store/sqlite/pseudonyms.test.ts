import { describe, expect, it } from 'vitest';
import { HOUR, NOON, ShopWriter } from './shop-writer.fixture.js';

const ANN = 'Ann@mail.example';
const NONE = { customers: [], seqs: [], upTo: 0 };
const purchase = { data: { transaction_id: 'T1', currency: 'EUR', value: 20 } };

/** A shop that names Ann by her address wherever a customer can be named. */
function shopOfAnn(): ShopWriter {
  const shop = new ShopWriter();
  shop.browser('v1', 'v1-1', 'purchase', 0, purchase, { customer: ANN });
  shop.server(undefined, 'page_view', HOUR, {}, { customer: ` ${ANN.toLowerCase()}` });
  shop.import('orders', { order_id: 'T2', time: NOON, currency: 'EUR', value: '7', customer_id: ANN });
  shop.import('cases', { case_id: 'C', channel: 'chat', opened: NOON, customer_id: ANN });
  shop.import('survey_responses', {
    ...{ response_id: 'R', time: NOON, kind: 'csat', score: 5 },
    customer_id: 'ann@mail.example ',
  });
  shop.import('subscribers', { subscriber_id: ANN, time: NOON, action: 'subscribe' });
  return shop;
}

/** Every text in the file, of all tables. */
function allTexts({ writer: { db } }: ShopWriter): string {
  const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all() as string[];
  return JSON.stringify(tables.map((table) => db.prepare(`SELECT * FROM ${table}`).raw().all()));
}

describe('an e-mail address in the place of a customer’s id', () => {
  it('is kept nowhere, whoever says it', () => {
    expect(allTexts(shopOfAnn())).not.toMatch(/mail\.example/i);
  });

  it('is one customer in events and imports, also after a rebuild', () => {
    const shop = shopOfAnn();
    const customers = () => ['T1', 'T2'].map((id) => shop.order(id)?.customer);
    const [first, second] = customers();
    expect(first).toMatch(/^c:h_[\w-]{22}$/);
    expect(second).toBe(first);
    expect(shop.rows('customer').length).toBe(1);
    shop.writer.rebuild(() => {});
    expect(customers()).toEqual([first, first]);
  });

  it('finds the person', () => {
    const shop = shopOfAnn();
    expect(shop.writer.erasePerson(1, 'ann@MAIL.example', NONE)).toMatchObject({
      ...{ visitors: 1, orders: 2, records: 2, subscriptions: 1 },
    });
    expect(shop.rows('customer')).toEqual([]);
  });

  it('leaves any other id as it is', () => {
    const shop = new ShopWriter();
    shop.browser('v1', 'v1-1', 'purchase', 0, purchase, { customer: '@ann' });
    expect(shop.order('T1')?.customer).toBe('c:@ann');
  });
});
