import { cases } from './cases.js';
import { competitorPrices } from './competitor-prices.js';
import { costs } from './costs.js';
import type { Dataset } from './dataset.js';
import { emailStats } from './email-stats.js';
import { exchangeRates } from './exchange-rates.js';
import { marketplaceQuestions } from './marketplace-questions.js';
import { orderItems } from './order-items.js';
import { orders } from './orders.js';
import { products } from './products.js';
import { refunds } from './refunds.js';
import { reviews } from './reviews.js';
import { searchPositions } from './search-positions.js';
import { socialStats } from './social-stats.js';
import { subscribers } from './subscribers.js';
import { surveyResponses } from './survey-responses.js';

/** Every dataset that can be imported, by name. */
export const DATASETS = {
  orders,
  order_items: orderItems,
  refunds,
  products,
  competitor_prices: competitorPrices,
  costs,
  exchange_rates: exchangeRates,
  subscribers,
  email_stats: emailStats,
  search_positions: searchPositions,
  reviews,
  social_stats: socialStats,
  marketplace_questions: marketplaceQuestions,
  cases,
  survey_responses: surveyResponses,
} as const satisfies Record<string, Dataset>;

export type DatasetName = keyof typeof DATASETS;

/** The dataset of this name, or `undefined`. */
export function findDataset(name: string): Dataset | undefined {
  return Object.hasOwn(DATASETS, name) ? DATASETS[name as DatasetName] : undefined;
}
