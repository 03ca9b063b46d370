/** Tables that follow from the truth; `rebuild` empties them. */
export const FACT_TABLES = [
  'visitor',
  'visit',
  'hit',
  'item_hit',
  'product',
  'sighting',
  'lead',
  'order_claim',
  'customer',
  'orders',
  'order_line',
  'refund',
  'cart',
] as const;

/** All tables with rows of one site, for its removal. */
export const SITE_TABLES = [
  ...FACT_TABLES.filter((table) => table !== 'sighting'),
  'event',
  'import_order',
  'import_order_item',
  'import_refund',
  'cost',
  'exchange_rate',
  'refusal',
  'pending',
] as const;
