import { setDialect } from './data-layer.js';
import { decimal } from './decimal.js';
import { guard } from './guard.js';
import { telling } from './older-event.js';
import { fromSegment } from './segment.js';
import { watchSegment } from './segment-snippet.js';
import { trackShop } from './shop.js';
import { fromUniversalAnalytics } from './universal-analytics.js';
import { watchQueue } from './watch-queue.js';

const tell = /* @__PURE__ */ telling(trackShop, decimal);

/**
 * A plugin that takes over what the page pushes to its data layer for Universal Analytics' enhanced ecommerce. Goes before
 * the plugin `dataLayer`, which reads it.
 *
 * @example
 * ```ts
 * init({ site: 'shop', endpoint: 'https://collector.example/v1/events', plugins: [universalAnalytics, dataLayer] });
 * ```
 */
export const universalAnalytics = (): void => setDialect(fromUniversalAnalytics(tell));

/**
 * Records an event that is named as in Segment's e-commerce spec; one that is not there is left out.
 *
 * @example
 * ```ts
 * trackSegment('Order Completed', { order_id: 'T1', currency: 'EUR', revenue: 39.9, products: [{ product_id: 'SKU1', price: 39.9, quantity: 1 }] });
 * ```
 */
export const trackSegment: (name: string, properties?: Record<string, unknown> | null) => void =
  /* @__PURE__ */ guard(/* @__PURE__ */ fromSegment(tell));

/** A plugin that takes over what the page says to Segment's `analytics.track`, before and after `init`. */
export const segment = (): void => watchSegment(trackSegment, watchQueue);
