import { toItem, toParameters, toPromotion } from './older-fields.js';

type Fields = Record<string, unknown>;

const NAMES: Record<string, string> = {
  'Products Searched': 'search',
  'Product List Viewed': 'view_item_list',
  'Product Clicked': 'select_item',
  'Product Viewed': 'view_item',
  'Product Added': 'add_to_cart',
  'Product Removed': 'remove_from_cart',
  'Product Added to Wishlist': 'add_to_wishlist',
  'Cart Viewed': 'view_cart',
  'Checkout Started': 'begin_checkout',
  'Payment Info Entered': 'add_payment_info',
  'Order Completed': 'purchase',
  'Order Refunded': 'refund',
  'Promotion Viewed': 'view_promotion',
  'Promotion Clicked': 'select_promotion',
  'Product Shared': 'share',
  'Signed Up': 'sign_up',
  'Signed In': 'login',
};

/** A call `track('Order Completed', …)` of Segment's e-commerce spec as GA4's event; nothing for any other name. */
export const fromSegment = (name: string, given: Fields = {}): [name: string, data: Fields] | undefined => {
  const { products, promotion_id, product_id, sku } = given;
  return Object.hasOwn(NAMES, name)
    ? [
        NAMES[name]!,
        {
          ...toParameters(given),
          ...(promotion_id ? toPromotion(given) : {}),
          items: products
            ? (products as Fields[]).map(toItem)
            : product_id || sku
              ? [toItem(given)]
              : undefined,
        },
      ]
    : undefined;
};
