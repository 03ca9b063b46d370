import { describe, expect, it } from 'vitest';
import { MINUTE, ShopWriter } from './shop-writer.fixture.js';

const rate = (base: string, value: string) => ({ date: '2026-01-01', base, quote: 'EUR', rate: value });
const item = (item_id: string, price: number | undefined, quantity = 1) => ({
  ...{ item_id, quantity },
  ...(price !== undefined && { price }),
});

/** A visitor who puts things into his cart, and changes the currency of the shop meanwhile. */
class Visitor {
  readonly shop = new ShopWriter();
  #minutes = 0;

  does(name: string, currency: string | undefined, ...items: ReturnType<typeof item>[]): this {
    const data = { items, ...(currency !== undefined && { currency }) };
    this.shop.browser('v1', 'v1-1', name, MINUTE * this.#minutes++, { data });
    return this;
  }

  rates(...rates: ReturnType<typeof rate>[]): this {
    this.shop.import('exchange_rates', ...rates);
    this.shop.settle();
    return this;
  }

  get cart(): Record<string, unknown> | undefined {
    return this.shop.rows('cart')[0];
  }
}

describe('a cart in two currencies', () => {
  const mixed = () =>
    new Visitor()
      .does('add_to_cart', 'EUR', item('pan', 30))
      .does('add_to_cart', 'USD', item('pot', 20), item('lid', 5, 2));

  it('is worth the sum of its parts in the currency of the site, not of its numbers', () => {
    // 30 EUR, and 30 USD at 0.8.
    expect(mixed().rates(rate('USD', '0.8')).cart).toMatchObject({
      ...{ currency: 'USD', value: 3000, reporting: 5400 },
    });
  });

  it('follows a rate that comes late, and is not known while one lacks', () => {
    const visitor = mixed();
    expect(visitor.cart?.reporting).toBeNull();
    expect(visitor.rates(rate('GBP', '1.2')).cart?.reporting).toBeNull();
    expect(visitor.rates(rate('USD', '0.5')).cart?.reporting).toBe(4500);
  });

  it('is the same after a rebuild', () => {
    const { shop } = mixed().rates(rate('USD', '0.8'));
    const before = shop.facts();
    shop.writer.rebuild(() => {});
    expect(shop.facts()).toEqual(before);
  });

  it('is in one again once the shop has said all of it anew', () => {
    const visitor = mixed().rates(rate('USD', '0.8'));
    visitor.does('view_cart', 'USD', item('pan', 36), item('pot', 20));
    expect(visitor.cart).toMatchObject({ value: 5600, reporting: 4480, parts: null });
  });

  it('keeps a price in the currency that it was said in where none is said again', () => {
    const visitor = mixed().rates(rate('USD', '0.8'));
    visitor.does('add_to_cart', 'USD', item('pan', undefined));
    // 60 EUR, and 30 USD.
    expect(visitor.cart).toMatchObject({ reporting: 8400 });
  });

  it('is what is left of it', () => {
    const visitor = mixed().does('remove_from_cart', 'USD', item('pot', 20), item('lid', 5, 2));
    expect(visitor.cart).toMatchObject({ reporting: 3000 });
  });
});

it('a cart without a currency is in that of the site, and one that is said later is of all of it', () => {
  const visitor = new Visitor().does('add_to_cart', undefined, item('pan', 30));
  expect(visitor.cart).toMatchObject({ currency: 'EUR', value: 3000, reporting: 3000, parts: null });
  visitor.rates(rate('USD', '0.8')).does('add_to_cart', 'USD', item('pot', 20));
  expect(visitor.cart).toMatchObject({ currency: 'USD', value: 5000, reporting: 4000, parts: null });
});
