/** GA4's recommended names for the events of a shop that carry items or a purchase. */
export const SHOP_EVENTS = [
  'view_item_list',
  'select_item',
  'view_item',
  'add_to_wishlist',
  'add_to_cart',
  'remove_from_cart',
  'view_cart',
  'begin_checkout',
  'add_shipping_info',
  'add_payment_info',
  'purchase',
  'refund',
  'view_promotion',
  'select_promotion',
] as const;

/** The other names that the collector gives a meaning to. */
export const OTHER_EVENTS = [
  'page_view',
  'user_engagement',
  'generate_lead',
  'sign_up',
  'login',
  'search',
  'share',
  'click',
  'form_submit',
  'file_download',
  'newsletter_subscribe',
  'newsletter_unsubscribe',
  'survey_response',
  'web_vital',
] as const;

export type ShopEventName = (typeof SHOP_EVENTS)[number];
export type KnownEventName = ShopEventName | (typeof OTHER_EVENTS)[number];

/** What a custom event may be called. */
export const EVENT_NAME = /^[a-z][a-z0-9_]{0,39}$/;
