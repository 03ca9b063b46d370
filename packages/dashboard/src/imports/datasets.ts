/** The files that a shop can bring, with their columns; a `?` marks those that may be left out. */
export const DATASETS = {
  orders:
    'order_id time currency value customer_id? visitor_id? visit_id? tax? shipping? coupon? payment_type? shipping_tier? source? medium? campaign? country?',
  order_items: 'order_id line item_id item_name? item_category? item_brand? price quantity unit_cost?',
  refunds: 'refund_id time currency value order_id? item_id? quantity? reason?',
  products: 'item_id item_name? item_category? item_brand? price? unit_cost? currency?',
  competitor_prices: 'item_id competitor date price currency',
  costs: 'date kind source? medium? campaign? cost currency clicks? impressions?',
  exchange_rates: 'date base quote rate',
  subscribers: 'subscriber_id time action list?',
  email_stats: 'date campaign delivered opened clicked unsubscribed bounced?',
  search_positions: 'date query page country position impressions clicks',
  reviews: 'review_id time rating item_id? place?',
  social_stats: 'date network comments likes reposts followers',
  marketplace_questions: 'question_id place asked answered?',
  cases: 'case_id channel opened first_reply? solved? escalated? messages? customer_id?',
  survey_responses: 'response_id time kind score customer_id?',
} as const;

export type DatasetName = keyof typeof DATASETS;
export const DATASET_NAMES = Object.keys(DATASETS) as DatasetName[];

export interface DatasetColumn {
  name: string;
  needed: boolean;
}

/** The columns of a dataset in their usual order. */
export function columnsOfDataset(name: DatasetName): DatasetColumn[] {
  return DATASETS[name]
    .split(' ')
    .map((column) => ({ name: column.replace('?', ''), needed: !column.endsWith('?') }));
}
