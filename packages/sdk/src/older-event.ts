import type { decimal } from './decimal.js';

export type Fields = Record<string, unknown>;
export type Track = (name: string, data: Fields) => unknown;

const rows = (table: string): string[][] => table.split(',').map((row) => row.split(':'));

// GA4's names, each with those of Universal Analytics and Segment; the first one that says something counts. In all tables
// the order of the rows is the one that compresses best.
const FIELDS = /* @__PURE__ */ rows(
  'price,checkout_step:step,payment_type:payment_method,item_name:name,item_id:product_id:id:sku,item_list_id:list_id,checkout_option:option,transaction_id:order_id,coupon,currency,method:share_via,tax,shipping,index:position,item_list_name:list,shipping_tier:shipping_method,item_variant:variant,search_term:query,quantity,value:revenue:subtotal,item_brand:brand',
);
const PROMOTION = /* @__PURE__ */ rows(
  'promotion_name:name,creative_name:creative,creative_slot:position,promotion_id:id',
);

/** The events of both dialects: GA4's name, Universal Analytics' action, Segment's names. */
export const EVENTS = /* @__PURE__ */ rows(
  'view_item_list:impressions:Product List Filtered:Product List Viewed,add_payment_info::Payment Info Entered,view_item:detail:Product Viewed,purchase:purchase:Order Completed,view_promotion:promoView:Promotion Viewed,add_to_cart:add:Product Added:Wishlist Product Added to Cart,remove_from_cart:remove:Product Removed,search::Products Searched,set_checkout_option:checkout_option,refund:refund:Order Refunded,view_cart::Cart Viewed,begin_checkout::Checkout Started,checkout_progress:checkout,share::Cart Shared:Product Shared,select_promotion:promoClick:Promotion Clicked,select_item:click:Product Clicked,add_to_wishlist::Product Added to Wishlist',
);

const rename = (given: Fields, table = FIELDS): Fields => {
  const renamed: Fields = {};
  for (const names of table) renamed[names[0]!] = given[names.find((name) => given[name] != null)!];
  // "Apparel/Shirts/Polo" is item_category, item_category2 and item_category3.
  (given.category as string | undefined)
    ?.split('/')
    .map((part, level) => (renamed[`item_category${level++ ? level : ''}`] = part));
  return renamed;
};

/** Tracks an event under GA4's names. `total` is what was paid; GA4's value is without tax and shipping. */
export type Tell = (name: string, given: Fields) => true;

export const telling =
  (track: Track, amount: typeof decimal): Tell =>
  (name, given) => {
    const { products, promotions, total, tax, shipping } = given as Record<string, Fields[]>;
    const data = rename(given);
    const items = (promotions || products)?.map((item) => rename(item, promotions && PROMOTION));
    // Where there is no total either, it is no amount and is left out.
    data.value ??= (amount(total) - (amount(tax) || 0) - (amount(shipping) || 0)).toFixed(3);
    track(name, { ...data, ...(promotions && items![0]), items });
    return true;
  };
