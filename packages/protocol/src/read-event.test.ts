import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS } from './limits.js';
import { readEvent } from './read-event.js';

const EVENT = { id: 'e1', name: 'page_view', time: 1_767_225_600_000 };

/** As it comes over the wire: what a literal cannot say (`__proto__` as a field) JSON can. */
const read = (raw: unknown) => readEvent(JSON.parse(typeof raw === 'string' ? raw : JSON.stringify(raw)));
const refusal = (raw: unknown) => {
  const result = read(raw);
  return result.ok ? 'accepted' : result.reason;
};
const withData = (data: unknown, name = 'add_to_cart') => read({ ...EVENT, name, data });
const dataOf = (data: unknown, name?: string) => {
  const result = withData(data, name);
  if (!result.ok) throw new Error(`refused: ${result.reason}`);
  return result.event.data;
};
const refusedData = (data: unknown, name?: string) => {
  const result = withData(data, name);
  return result.ok ? 'accepted' : result.reason;
};

it('keeps time and depth as whole numbers, a page seen beyond its end as seen whole', () => {
  expect(dataOf({ engagement_ms: 1234.5678, scroll: 33.4 })).toEqual({ engagement_ms: 1235, scroll: 33 });
  expect(dataOf({ engagement_ms: 1, scroll: 133.4 })).toEqual({ engagement_ms: 1, scroll: 100 });
  expect(dataOf({ engagement_ms: -1, scroll: 'deep' })).toEqual({});
});

describe('an event is refused', () => {
  it.each([null, 5, '"page_view"', true, [], [EVENT]].map((raw) => [raw]))(
    'as not an object, or without an id: %j',
    (raw) => {
      expect(['not_an_object', 'invalid_id']).toContain(refusal(raw));
    },
  );

  it('for its id: missing, empty, too long, with control characters or half a character', () => {
    for (const id of [undefined, null, '', ' ', {}, true, 'x'.repeat(LIMITS.idLength + 1), 'a\nb', 'a\u0000'])
      expect(refusal({ ...EVENT, id })).toBe('invalid_id');
    expect(refusal(`{"id":"a\\ud800","name":"page_view","time":1}`)).toBe('invalid_id');
  });

  it('for a number as id that is too large to be exact, so that two orders never become one', () => {
    const purchase = (id: string) => `{"id":"e1","name":"purchase","time":1,"data":{"transaction_id":${id}}}`;
    expect(refusal(purchase('12345678901234567890'))).toBe('invalid_id');
    const exact = read(purchase('1234567890'));
    expect(exact.ok && exact.event.data?.transaction_id).toBe('1234567890');
  });

  it('for its name', () => {
    for (const name of [undefined, 5, '', 'Page_View', '1st', 'x'.repeat(41), 'a-b', '__proto__'])
      expect(refusal({ ...EVENT, name })).toBe('invalid_name');
    expect(refusal({ ...EVENT, name: `a${'b'.repeat(39)}` })).toBe('accepted');
  });

  it('for its time', () => {
    for (const time of [undefined, '2026-01-01', 1.5, -1, 1e300, 8_640_000_000_000_001])
      expect(refusal({ ...EVENT, time })).toBe('invalid_time');
  });

  it('for money that is none: below zero, beyond the limit, no plain decimal', () => {
    for (const field of ['value', 'tax', 'shipping'])
      for (const value of [-0.01, LIMITS.amount + 1, 1e300, '1e5', '1,5', '12 €', '0x10', true, {}, [1]])
        expect(refusedData({ [field]: value }), `${field} ${JSON.stringify(value)}`).toBe('invalid_money');
    expect(refusal('{"id":"e","name":"a","time":1,"data":{"value":1e400}}')).toBe('invalid_money');
  });

  it('for an item whose price or quantity is none', () => {
    for (const price of [-1, 'x', LIMITS.price + 1, '1,5'])
      expect(
        refusedData({
          items: [
            { item_id: 'A', price: 1 },
            { item_id: 'B', price },
          ],
        }),
      ).toBe('invalid_money');
    for (const quantity of [-1, 'two', LIMITS.quantity + 1])
      expect(refusedData({ items: [{ item_id: 'A', quantity }] })).toBe('invalid_quantity');
  });

  it('for items whose price × quantity is beyond the limit, one of them or all together', () => {
    const item = (price: number, quantity: number) => ({ item_id: 'A', price, quantity });
    expect(refusedData({ items: [item(LIMITS.price, 100)] })).toBe('accepted');
    expect(refusedData({ items: [item(LIMITS.price, 101)] })).toBe('invalid_money');
    expect(refusedData({ items: [item(LIMITS.price, 60), item(LIMITS.price, 60)] })).toBe('invalid_money');
  });

  it('for its currency', () => {
    for (const currency of ['EURO', '€', 'E1R', 978, {}])
      expect(refusedData({ currency })).toBe('invalid_currency');
  });

  it('as a purchase without a transaction id', () => {
    for (const data of [undefined, null, {}, 'x', { transaction_id: null }, { transaction_id: '' }])
      expect(refusedData(data, 'purchase')).toBe('missing_transaction_id');
  });

  it('with its id, so that the sender knows which', () => {
    expect(read({ ...EVENT, time: 'now' })).toMatchObject({ ok: false, id: 'e1', reason: 'invalid_time' });
  });
});

describe('an event is kept', () => {
  it('with money as text, and a currency in small letters', () => {
    expect(dataOf({ value: ' 39.90 ', currency: 'eur', items: [{ item_id: 7, price: '19.95' }] })).toEqual({
      value: 39.9,
      currency: 'EUR',
      items: [{ item_id: '7', price: 19.95 }],
    });
  });

  it('with the largest amounts that the limits allow', () => {
    expect(dataOf({ value: LIMITS.amount, items: [{ price: LIMITS.price, quantity: 1 }] })).toEqual({
      value: LIMITS.amount,
      items: [{ price: LIMITS.price, quantity: 1 }],
    });
  });

  it('without what says nothing: null (so a browser writes NaN), empty texts', () => {
    const data = { value: Number.NaN, currency: '', coupon: null, items: [{ item_id: 'A', price: null }] };
    expect(dataOf({ ...data, transaction_id: '' })).toEqual({ items: [{ item_id: 'A' }] });
    expect(dataOf(null)).toBeUndefined();
  });

  it('without texts of the wrong type', () => {
    const result = read({ ...EVENT, url: 5, title: {}, referrer: [], data: { coupon: 3, search_term: {} } });
    expect(result).toMatchObject({ ok: true, event: { ...EVENT, data: {} } });
  });

  it('without items that are no objects, and without data that is none', () => {
    expect(dataOf({ items: [null, 'x', [1], { item_id: 'A' }] })).toEqual({ items: [{ item_id: 'A' }] });
    expect(withData({ items: [null, 'x', { item_id: 'A' }] }).cut).toBe(2);
    expect(withData({ items: 'all' })).toMatchObject({ ok: true, cut: 1, event: { data: {} } });
    expect(withData([1, 2])).toMatchObject({ ok: true, cut: 1 });
  });

  it('with fields of its own, as they came', () => {
    expect(dataOf({ size: 'XL', nested: { a: [1, { b: 'c' }] } })).toEqual({
      size: 'XL',
      nested: { a: [1, { b: 'c' }] },
    });
  });

  it('with the ids of a shop, blanks around them left out as imports do', () => {
    expect(dataOf({ transaction_id: ' 2026/№ 12-ä😀 ' })).toEqual({ transaction_id: '2026/№ 12-ä😀' });
  });
});

describe('what is too long is cut and counted', () => {
  it('texts and URLs', () => {
    const long = 'x'.repeat(10_000);
    const result = read({
      ...EVENT,
      url: long,
      title: long,
      referrer: long,
      data: { coupon: long, name: long },
    });
    expect(result).toMatchObject({ ok: true, cut: 5 });
    if (!result.ok) return;
    expect(result.event.url).toHaveLength(LIMITS.urlLength);
    expect(result.event.title).toHaveLength(LIMITS.textLength);
    expect(result.event.data?.coupon).toHaveLength(LIMITS.textLength);
    expect(result.event.data?.name).toHaveLength(LIMITS.textLength);
  });

  it('never in the middle of a character', () => {
    const title = `${'x'.repeat(LIMITS.textLength - 1)}😀`;
    const result = read({ ...EVENT, title });
    expect(result).toMatchObject({ cut: 1, event: { title: 'x'.repeat(LIMITS.textLength - 1) } });
  });

  it('items', () => {
    const items = Array.from({ length: LIMITS.eventItems + 5 }, (_, i) => ({ item_id: `i${i}` }));
    const result = withData({ items });
    expect(result).toMatchObject({ ok: true, cut: 1 });
    expect(result.ok && result.event.data?.items).toHaveLength(LIMITS.eventItems);
  });

  it('fields of data, those with a meaning kept before others', () => {
    const data = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`f${i}`, i]));
    const result = withData({ ...data, transaction_id: 'T1', value: 5 }, 'purchase');
    expect(result).toMatchObject({ ok: true, event: { data: { transaction_id: 'T1', value: 5, f0: 0 } } });
    expect(result.cut).toBe(10_000 - (LIMITS.dataFields - 2));
    expect(Object.keys((result.ok && result.event.data) || {})).toHaveLength(LIMITS.dataFields);
  });

  it('nesting, so that an event can always be written as JSON again', () => {
    const deep = `${'['.repeat(30_000)}1${']'.repeat(30_000)}`;
    const result = read(`{"id":"e1","name":"page_view","time":1,"data":{"x":${deep},"y":{"z":"kept"}}}`);
    expect(result).toMatchObject({ ok: true, cut: 1, event: { data: { y: { z: 'kept' } } } });
    expect(JSON.stringify(result).length).toBeLessThan(300);
  });
});

describe('hostile values', () => {
  it('cannot become the prototype of an event', () => {
    const evil =
      '{"__proto__":{"transaction_id":"T1","polluted":1},"constructor":{"prototype":{"polluted":1}}}';
    const result = read(`{"id":"e1","name":"purchase","time":1,"__proto__":{"id":"x"},"data":${evil}}`);
    expect(result).toMatchObject({ ok: false, reason: 'missing_transaction_id' });
    const kept = read(`{"id":"e1","name":"a","time":1,"data":{"items":[${evil}],"__proto__":{"value":3}}}`);
    expect(kept.ok && kept.event.data?.value).toBeUndefined();
    expect(kept.ok && kept.event.data?.items?.[0]).toEqual({ constructor: { prototype: { polluted: 1 } } });
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('are texts that a database gives back as they are: no halves of surrogate pairs', () => {
    const result = read('{"id":"e1","name":"a","time":1,"title":"a\\ud800b","data":{"x":"\\udc00"}}');
    expect(result).toMatchObject({ ok: true, cut: 2, event: { title: 'a\ufffdb', data: { x: '\ufffd' } } });
  });

  it('never throw, and what is accepted keeps to the limits', () => {
    const field = fc.oneof(
      fc.jsonValue({ maxDepth: 8 }),
      fc.constantFrom(-1, 1e13, '1e9', '12.5', '__proto__', 'EUR', '\ud800', 'x'.repeat(600)),
    );
    const named = (...names: string[]) =>
      fc.dictionary(fc.constantFrom(...names, '__proto__', 'other'), field);
    const data = fc.tuple(
      named('value', 'tax', 'currency', 'transaction_id', 'items', 'results', 'engagement_ms', 'scroll'),
      fc.array(named('item_id', 'item_name', 'price', 'quantity', 'index', 'discount'), { maxLength: 4 }),
    );
    fc.assert(
      fc.property(named('id', 'name', 'time', 'url', 'title', 'data'), data, (loose, [fields, items]) => {
        for (const raw of [loose, { ...EVENT, name: 'add_to_cart', data: { items, ...fields } }]) {
          const result = readEvent(JSON.parse(JSON.stringify(raw)));
          if (!result.ok) continue;
          const { value = 0, items: kept = [] } = result.event.data ?? {};
          expect(value >= 0 && value <= LIMITS.amount).toBe(true);
          for (const { price = 0, quantity = 1 } of kept) {
            expect(price >= 0 && price <= LIMITS.price).toBe(true);
            expect(quantity >= 0 && quantity <= LIMITS.quantity).toBe(true);
          }
          // JSON spells a half of a pair as an escape; a whole text has none.
          expect(JSON.stringify(result.event)).not.toMatch(/\\ud[89a-f]/i);
        }
      }),
      { numRuns: 500 },
    );
  });
});
