import { decimal } from './decimal.js';
import { toItem, toParameters, toPromotion } from './older-fields.js';

type Fields = Record<string, unknown>;
type Action = { actionField?: Fields; products?: Fields[]; promotions?: Fields[] };

/** A push of Universal Analytics' enhanced ecommerce. */
export interface EnhancedEcommerce {
  ecommerce?: ({ currencyCode?: string; impressions?: Fields[] } & Record<string, unknown>) | null;
}

const ACTIONS: Record<string, string> = {
  click: 'select_item',
  detail: 'view_item',
  add: 'add_to_cart',
  remove: 'remove_from_cart',
  checkout: 'begin_checkout',
  purchase: 'purchase',
  refund: 'refund',
  promoView: 'view_promotion',
  promoClick: 'select_promotion',
};

/** What a push of Universal Analytics says, as GA4's events; nothing where it says nothing of a shop. */
export const fromUniversalAnalytics = ({ ecommerce }: EnhancedEcommerce): [name: string, data: Fields][] => {
  const events: [string, Fields][] = [];
  const { currencyCode: currency, impressions } = ecommerce || {};
  if (impressions)
    events.push([
      'view_item_list',
      { currency, item_list_name: impressions[0]?.list, items: impressions.map(toItem) },
    ]);
  for (const action in ACTIONS) {
    const said = ecommerce?.[action] as Action | undefined;
    const { actionField = {}, products = [], promotions } = said || {};
    const { revenue, tax, shipping, step = 1 } = actionField;
    // The later steps of a checkout are each shop's own.
    if (!said || `${step}` !== '1') continue;
    const items = (promotions || products).map(promotions ? toPromotion : toItem);
    events.push([
      ACTIONS[action]!,
      {
        currency,
        ...toParameters(actionField),
        // The grand total there; without tax and shipping here.
        value: revenue && (decimal(revenue) - (decimal(tax) || 0) - (decimal(shipping) || 0)).toFixed(2),
        ...(promotions && items[0]),
        items,
      },
    ]);
  }
  return events;
};
