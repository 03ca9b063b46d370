import { fromSegment } from './segment.js';
import { trackShop } from './shop.js';
import { type EnhancedEcommerce, fromUniversalAnalytics } from './universal-analytics.js';
import { watchDataLayer } from './watch-data-layer.js';

/** Takes over what the page pushes to its data layer for Universal Analytics' enhanced ecommerce. */
export const universalAnalytics = (): void =>
  watchDataLayer((entry: EnhancedEcommerce) => {
    for (const [name, data] of fromUniversalAnalytics(entry)) trackShop(name, data);
  });

/**
 * Records an event that is named as in Segment's e-commerce spec; one that is not there is left out.
 *
 * @example
 * ```ts
 * trackSegment('Order Completed', { order_id: 'T1', currency: 'EUR', revenue: 39.9, products: [{ product_id: 'SKU1', price: 39.9, quantity: 1 }] });
 * ```
 */
export const trackSegment = (name: string, properties?: Record<string, unknown>): void => {
  const event = fromSegment(name, properties);
  if (event) trackShop(...event);
};
