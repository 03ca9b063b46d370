import { costs } from './costs.js';
import type { Dataset } from './dataset.js';
import { exchangeRates } from './exchange-rates.js';
import { orderItems } from './order-items.js';
import { orders } from './orders.js';
import { refunds } from './refunds.js';

/** Every dataset that can be imported, by name. */
export const DATASETS = {
  orders,
  order_items: orderItems,
  refunds,
  costs,
  exchange_rates: exchangeRates,
} as const satisfies Record<string, Dataset>;

export type DatasetName = keyof typeof DATASETS;

/** The dataset of this name, or `undefined`. */
export function findDataset(name: string): Dataset | undefined {
  return Object.hasOwn(DATASETS, name) ? DATASETS[name as DatasetName] : undefined;
}
