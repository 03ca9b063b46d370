import { forms, type Item, init, links, routes, timeOnSite } from '@footfall/sdk';
import { useEffect, useRef } from 'react';
import { type Line, totalOf } from './cart';
import { CURRENCY, categoryOf, type Product } from './catalogue';

/** Once, before the first render. Page views follow the router by themselves. */
export const startAnalytics = (): void =>
  init({
    site: import.meta.env.VITE_FOOTFALL_SITE ?? 'demo',
    // Behind a path of the shop: see `proxy` in vite.config.ts.
    endpoint: new URL('/v1/events', location.origin).href,
    plugins: [routes, timeOnSite, links, forms],
  });

/** A product as a line of GA4's `items`. */
export const itemOf = (product: Product, more: Item = {}): Item => ({
  item_id: product.id,
  item_name: product.name,
  item_brand: product.brand,
  item_category: categoryOf(product.category)?.name ?? product.category,
  price: product.price,
  quantity: 1,
  ...more,
});

/** `currency`, `value` and `items` of some lines of a cart. */
export const shopData = (lines: readonly Line[]): { currency: string; value: number; items: Item[] } => ({
  currency: CURRENCY,
  value: totalOf(lines),
  items: lines.map(({ product, quantity }, index) => itemOf(product, { quantity, index })),
});

/**
 * Says something once for each `key` that a component shows, such as the product of a product page.
 * React's strict mode runs effects twice in development; what was said is remembered over that.
 */
export function useSaidOnce(key: string | undefined, say: () => void): void {
  const said = useRef<string>(undefined);
  useEffect(() => {
    if (key === undefined || said.current === key) return;
    said.current = key;
    say();
  });
}
