import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, NOON, ShopWriter } from './shop-writer.fixture.js';

const from = (landing: string, referrer?: string) => (visitor: string, id: string) => ({
  visit: {
    id,
    number: Number(id.split('-').at(-1)),
    landing: `https://shop.example/${landing}`,
    ...(referrer === undefined ? {} : { referrer }),
  },
  visitor,
});
const mail = from('?utm_source=news&utm_medium=email&utm_campaign=may');
const payment = from('thank-you', 'https://www.paypal.com/');
const direct = from('');

/** A page view in a visit that came as `by` says. */
function visits(shop: ShopWriter, id: string, at: number, by: ReturnType<typeof from>): void {
  shop.browser('v1', id, 'page_view', at, {}, by('v1', id));
}
const sources = (shop: ShopWriter, ...ids: string[]) => ids.map((id) => shop.visit(id)?.source);

describe('a visit that comes back from a payment host', () => {
  it('has the source of the visit before it, over a chain of two', () => {
    const shop = new ShopWriter();
    visits(shop, 'v1-1', 0, mail);
    visits(shop, 'v1-2', HOUR, payment);
    visits(shop, 'v1-3', 2 * HOUR, payment);
    visits(shop, 'v1-4', 3 * HOUR, direct);
    expect(sources(shop, 'v1-1', 'v1-2', 'v1-3', 'v1-4')).toEqual(['news', 'news', 'news', '(direct)']);
    expect(shop.visit('v1-3')).toMatchObject({ channel: 'Email', medium: 'email', campaign: 'may' });
  });

  it('has it also when the visit before it comes last, and keeps it through later beacons', () => {
    const shop = new ShopWriter();
    visits(shop, 'v1-3', 2 * HOUR, payment);
    visits(shop, 'v1-2', HOUR, payment);
    expect(sources(shop, 'v1-2', 'v1-3')).toEqual(['(direct)', '(direct)']);
    visits(shop, 'v1-1', 0, mail);
    expect(sources(shop, 'v1-2', 'v1-3')).toEqual(['news', 'news']);
    visits(shop, 'v1-2', HOUR + MINUTE, payment);
    expect(sources(shop, 'v1-2', 'v1-3')).toEqual(['news', 'news']);
  });
});

describe('visits without the browser’s ids', () => {
  it('are made from gaps, numbered by time, and bridged by a late event', () => {
    const shop = new ShopWriter();
    shop.cookieless('h', 'page_view', 0, { id: 'a', url: 'https://shop.example/in' });
    shop.cookieless('h', 'page_view', 50 * MINUTE, { id: 'b', url: 'https://shop.example/out' });
    expect(shop.rows('visit')).toMatchObject([
      { id: 'a', number: 1, page_views: 1 },
      { id: 'b', number: 2, page_views: 1 },
    ]);
    shop.cookieless('h', 'add_to_cart', 25 * MINUTE, { id: 'c', data: { items: [{ item_id: 'A' }] } });
    expect(shop.rows('visit')).toMatchObject([
      {
        ...{ id: 'a', number: 1, page_views: 2, events: 3, landing_page: '/in', exit_page: '/out' },
        ...{ started: NOON, ended: NOON + 50 * MINUTE, from_gaps: 1, cookieless: 1 },
      },
    ]);
    expect(shop.rows('hit').map((hit) => hit.visit)).toEqual(['a', 'a', 'a']);
    expect(shop.rows('item_hit').map((hit) => hit.visit)).toEqual(['a']);
    expect(shop.rows('cart')).toMatchObject([{ opened_visit: 'a', last_visit: 'a' }]);
  });

  it('are one from an advert, also where the page said something before its page view', () => {
    const shop = new ShopWriter();
    const url = 'https://shop.example/p?utm_source=news&utm_medium=email';
    shop.cookieless('h', 'view_item', 0, { id: 'a', url, referrer: '' });
    shop.cookieless('h', 'page_view', 5, { id: 'b', url, referrer: '' });
    shop.cookieless('h', 'view_cart', MINUTE, { id: 'c', url });
    expect(shop.rows('visit')).toMatchObject([{ id: 'a', events: 3, page_views: 1, source: 'news' }]);
  });

  it('give way to a browser’s visit that comes late, and take up its place in the count', () => {
    const shop = new ShopWriter();
    shop.server('v1', 'page_view', 0, { id: 'a' });
    shop.server('v1', 'page_view', 5 * HOUR, { id: 'b' });
    shop.browser('v1', 'v1-1', 'page_view', 10 * MINUTE);
    expect(shop.rows('visit')).toMatchObject([
      { id: 'b', from_gaps: 1, number: 2 },
      { id: 'v1-1', from_gaps: 0, events: 2, started: NOON, own_started: NOON + 10 * MINUTE },
    ]);
  });

  it('that two visitors call by one id are two', () => {
    const shop = new ShopWriter();
    shop.browser('v1', 'same-1', 'page_view', 0);
    shop.browser('v2', 'same-1', 'page_view', DAY);
    shop.browser('v2', 'same-1', 'page_view', -DAY);
    expect(shop.rows('visit')).toMatchObject([
      { visitor: 'v1', events: 1 },
      { visitor: 'v2', events: 2 },
    ]);
  });
});

describe('leads', () => {
  const leads = (shop: ShopWriter) => shop.rows('lead').map((lead) => [lead.visit, lead.kind, lead.replaced]);

  it('are one per visit and kind, the first', () => {
    const shop = new ShopWriter();
    shop.browser('v1', 'v1-1', 'click', 9, { id: 'later', data: { kind: 'tel' } });
    shop.browser('v1', 'v1-1', 'click', 5, { id: 'first', data: { kind: 'tel' } });
    shop.browser('v1', 'v1-1', 'click', 6, { data: { kind: 'mailto' } });
    shop.browser('v1', 'v1-1', 'click', 7, { data: { kind: 'outbound' } });
    shop.browser('v1', 'v1-2', 'click', DAY, { data: { kind: 'tel' } });
    expect(leads(shop)).toEqual([
      ['v1-1', 'mail', 0],
      ['v1-2', 'call', 0],
      ['v1-1', 'call', 0],
    ]);
    expect(shop.rows('lead').map((lead) => lead.seq)).toContain('first');
  });

  it('from a form are replaced by a generate_lead of the same visit, whichever comes first', () => {
    const shop = new ShopWriter();
    shop.browser('v1', 'v1-1', 'form_submit', 5, { data: { form_kind: 'contact' } });
    expect(leads(shop)).toEqual([['v1-1', 'form', 0]]);
    shop.browser('v1', 'v1-1', 'generate_lead', 6);
    shop.browser('v1', 'v1-2', 'form_submit', DAY, { data: { form_kind: 'contact' } });
    expect(leads(shop)).toEqual([
      ['v1-1', 'form', 1],
      ['v1-1', 'generated', 0],
      ['v1-2', 'form', 0],
    ]);
  });

  it('are no searches, sign-ins or newsletter forms; those of nobody count each', () => {
    const shop = new ShopWriter();
    for (const form_kind of ['search', 'sign_in', 'newsletter', 'cart', 'checkout'])
      shop.browser('v1', 'v1-1', 'form_submit', 1, { data: { form_kind } });
    shop.server(undefined, 'generate_lead', 1);
    shop.server(undefined, 'generate_lead', 2);
    expect(leads(shop)).toEqual([
      [null, 'generated', 0],
      [null, 'generated', 0],
    ]);
  });

  it('have one count in a visit that was two, when a late event bridges them', () => {
    const shop = new ShopWriter();
    shop.server('v1', 'generate_lead', 0, { id: 'a' });
    shop.server('v1', 'generate_lead', 50 * MINUTE, { id: 'b' });
    expect(shop.rows('lead')).toHaveLength(2);
    shop.server('v1', 'page_view', 25 * MINUTE, { id: 'c' });
    expect(shop.rows('lead')).toMatchObject([{ seq: 'a', visit: 'a' }]);
  });
});
