type Fields = Record<string, unknown>;

// GA4's names by those of Universal Analytics and Segment; where two mean the same, the later one wins.
const ITEM =
  'sku:item_id id:item_id product_id:item_id name:item_name brand:item_brand category:item_category variant:item_variant list:item_list_name position:index price quantity coupon';
const PROMOTION =
  'id:promotion_id promotion_id name:promotion_name creative:creative_name position:creative_slot';
const EVENT =
  'id:transaction_id order_id:transaction_id currency value subtotal:value revenue:value tax shipping coupon affiliation list:item_list_name list_id:item_list_id query:search_term share_via:method method payment_method:payment_type';

const renaming =
  (table: string) =>
  (given: Fields): Fields => {
    const renamed: Fields = {};
    for (const pair of table.split(' ')) {
      const [from, to = from] = pair.split(':') as [string, string?];
      if (given[from] !== undefined) renamed[to] = given[from];
    }
    return renamed;
  };

export const toItem = /* @__PURE__ */ renaming(ITEM);
export const toPromotion = /* @__PURE__ */ renaming(PROMOTION);
export const toParameters = /* @__PURE__ */ renaming(EVENT);
