/** Every column that holds the id of a text in `term`. */
export const TERM_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  event: ['name'],
  visit: [
    ...[
      'landing_page',
      'exit_page',
      'channel',
      'source',
      'medium',
      'campaign',
      'term',
      'content',
      'referrer',
    ],
    ...['country', 'region', 'language', 'device', 'browser', 'os', 'bot'],
  ],
  hit: ['name', 'page', 'content_group', 'label'],
  item_hit: ['name', 'item'],
  product: ['item', 'name', 'category', 'brand'],
  sighting: ['customer'],
  lead: ['bot'],
  orders: [
    ...['coupon', 'payment_type', 'shipping_tier', 'source', 'medium', 'campaign', 'channel', 'country'],
    'bot',
  ],
  order_line: ['item', 'name', 'category', 'brand'],
  refund: ['item', 'reason', 'bot'],
  cart: ['last_page', 'last_event'],
};
