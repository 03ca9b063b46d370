import { describe, expect, it } from 'vitest';
import type { Site } from '../store.js';
import { DAY, HOUR, MINUTE, SHOP, ShopWriter } from './shop-writer.fixture.js';

const items = [{ item_id: 'A', price: 10, quantity: 2 }];

/** A little of everything that follows settings. */
function lively(site: Partial<Site> = {}): ShopWriter {
  const shop = new ShopWriter(site);
  shop.import(
    'exchange_rates',
    ...['2026-01-09', '2026-01-10', '2026-01-11'].map((date, i) => ({
      ...{ date, base: 'EUR', quote: 'USD', rate: `1.${i + 1}` },
    })),
  );
  shop.browser('v1', 'v1-1', 'page_view', 0, { url: 'https://shop.example/blog/a' });
  shop.browser('v1', 'v1-1', 'add_to_cart', MINUTE, { data: { items } });
  shop.browser('v1', 'v1-1', 'purchase', 2 * MINUTE, { data: { transaction_id: 'T1', items } });
  // Late in the evening, so that another time zone makes it another day.
  shop.server('v2', 'page_view', 11 * HOUR, { url: 'https://shop.example/p/1' });
  shop.server('v2', 'page_view', 11 * HOUR + 10 * MINUTE);
  shop.server('v2', 'user_engagement', 12 * HOUR, { data: { engagement_ms: 20 * MINUTE } });
  shop.server('v2', 'add_to_cart', 11 * HOUR + 50 * MINUTE, { data: { items, currency: 'USD' } });
  shop.server('v2', 'page_view', 13 * HOUR);
  shop.server('v2', 'purchase', 13 * HOUR, { data: { transaction_id: 'T2', value: 5, currency: 'USD' } });
  // Read on, but for too short a time to be within half an hour: the visit is the same, its end is not.
  shop.server('v3', 'page_view', 0);
  shop.server('v3', 'user_engagement', 40 * MINUTE, { data: { engagement_ms: 5 * MINUTE } });
  shop.server(undefined, 'refund', DAY, { data: { transaction_id: 'T1', items: [{ item_id: 'A' }] } });
  shop.server(undefined, 'refund', DAY, { data: { value: 2 } });
  shop.import('costs', {
    date: '2026-01-10',
    kind: 'ads',
    source: 'google',
    medium: 'cpc',
    cost: '9',
    currency: 'USD',
  });
  shop.import('orders', {
    order_id: 'T3',
    time: Date.UTC(2026, 0, 11, 3),
    currency: 'USD',
    value: '7',
    visitor_id: 'v2',
  });
  return shop.settle();
}

const CHANGES: Record<string, Partial<Site>> = {
  currency: { currency: 'USD' },
  'currency of other decimals': { currency: 'JPY' },
  'time zone': { timezone: 'America/Los_Angeles' },
  'content groups': { settings: { ...SHOP.settings, contentGroups: [{ name: 'shop', pattern: '/p' }] } },
  'a longer idle time': { settings: { ...SHOP.settings, visitIdleMinutes: 120 } },
  'a shorter idle time': { settings: { ...SHOP.settings, visitIdleMinutes: 5 } },
};

describe.each(Object.entries(CHANGES))('a change of %s', (_, change) => {
  it('leaves work, at whose end the facts are those of a site that never was otherwise, and of a rebuild', () => {
    const shop = lively();
    const before = shop.facts();
    shop.writer.changeSite('shop', change);
    expect(shop.writer.settings().recomputing).toEqual([1]);
    const facts = shop.settle().facts();
    expect(shop.writer.settings().recomputing).toEqual([]);
    expect(facts).not.toEqual(before);
    expect(facts).toEqual(lively(change).facts());
    shop.writer.rebuild(() => {});
    expect(shop.settle().facts()).toEqual(facts);
    shop.writer.changeSite('shop', SHOP);
    expect(shop.settle().facts()).toEqual(before);
  });
});
