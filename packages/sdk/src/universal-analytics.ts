import { EVENTS, type Fields, type Tell } from './older-event.js';

type Action = { actionField?: Fields; products?: Fields[]; promotions?: Fields[] };

/** A push of Universal Analytics' enhanced ecommerce. */
export interface EnhancedEcommerce {
  ecommerce?: ({ currencyCode?: string; impressions?: Fields[] } & Record<string, unknown>) | null;
}

/**
 * Tells of a push of Universal Analytics as GA4's events; the answer is whether it said something of a shop, and not to
 * GA4 too.
 */
export const fromUniversalAnalytics =
  (tell: Tell) =>
  ({ ecommerce }: EnhancedEcommerce): unknown =>
    !ecommerce?.items &&
    EVENTS.filter(
      ([name, action]) =>
        ecommerce?.[action!] &&
        // Impressions are a list themselves. An order's revenue is the grand total.
        ((
          said: Action & Partial<Fields[]>,
          { actionField = { list: said[0]?.list }, products = said[0] && said } = said,
          { id: order_id, revenue: total, ...rest } = actionField as Fields,
        ) =>
          tell(action! + (rest.step || 1) === 'checkout1' ? 'begin_checkout' : name!, {
            ...said,
            ...rest,
            products,
            order_id,
            total,
            currency: ecommerce.currencyCode,
          }))(ecommerce[action!] as Action & Partial<Fields[]>),
    ).length;
