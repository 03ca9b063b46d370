/** One line of GA4's `items`. Amounts are decimals in the event's `currency`; texts such as `"19,95"` are read too. */
export interface Item {
  item_id?: string | number;
  item_name?: string;
  item_brand?: string;
  item_category?: string;
  item_category2?: string;
  item_category3?: string;
  item_category4?: string;
  item_category5?: string;
  item_variant?: string;
  item_list_id?: string;
  item_list_name?: string;
  affiliation?: string;
  coupon?: string;
  discount?: number | string;
  index?: number;
  location_id?: string;
  price?: number | string;
  quantity?: number | string;
  promotion_id?: string;
  promotion_name?: string;
  creative_name?: string;
  creative_slot?: string;
  [parameter: string]: unknown;
}

/** Parameters of any event: GA4's under GA4's names, and the shop's own. */
export interface EventParameters {
  /** ISO 4217 code. */
  currency?: string;
  /** Whole units of `currency`: items after discounts, without tax and shipping. */
  value?: number | string;
  items?: Item[];
  coupon?: string;
  [parameter: string]: unknown;
}

export interface ListParameters extends EventParameters {
  item_list_id?: string;
  item_list_name?: string;
}

export interface PromotionParameters extends EventParameters {
  promotion_id?: string;
  promotion_name?: string;
  creative_name?: string;
  creative_slot?: string;
}

export interface OrderParameters extends EventParameters {
  /** The order's id. It is counted once, for ever. */
  transaction_id: string | number;
  tax?: number | string;
  shipping?: number | string;
}

/** The names that the collector gives a meaning to, each with its parameters. */
export interface KnownEvents {
  view_item_list: ListParameters;
  select_item: ListParameters;
  view_item: EventParameters;
  add_to_wishlist: EventParameters;
  add_to_cart: EventParameters;
  remove_from_cart: EventParameters;
  view_cart: EventParameters;
  begin_checkout: EventParameters;
  add_shipping_info: EventParameters & { shipping_tier?: string };
  add_payment_info: EventParameters & { payment_type?: string };
  purchase: OrderParameters;
  refund: OrderParameters;
  view_promotion: PromotionParameters;
  select_promotion: PromotionParameters;
  generate_lead: EventParameters & { lead_source?: string };
  sign_up: EventParameters & { method?: string };
  login: EventParameters & { method?: string };
  search: EventParameters & { search_term: string; results?: number };
  share: EventParameters & { method?: string; content_type?: string; item_id?: string };
  newsletter_subscribe: EventParameters;
  newsletter_unsubscribe: EventParameters;
  survey_response: EventParameters & { kind?: 'csat' | 'nps'; score?: number };
}
