import { LIMITS } from '@footfall/protocol/limits';
import Big from 'big.js';
import type { ImportRow } from '../store.js';

type Fields = ImportRow['fields'];

// Longer than any amount with twelve decimals; what is longer only costs time.
const MOST_DIGITS = 64;
const DECIMAL = /^-?\d+(\.\d+)?$/;

const CHECKS: Record<string, (fields: Fields) => boolean> = {
  orders: ({ value, tax, shipping }) => upTo(value, LIMITS.amount) && rest(LIMITS.amount, tax, shipping),
  order_items: ({ price, quantity, unit_cost }) =>
    upTo(price, LIMITS.price) &&
    upTo(quantity, LIMITS.quantity) &&
    rest(LIMITS.price, unit_cost) &&
    productUpTo(quantity, price) &&
    productUpTo(quantity, unit_cost),
  refunds: ({ value, quantity }) => upTo(value, LIMITS.amount) && rest(LIMITS.quantity, quantity),
  costs: ({ cost, clicks, impressions }) =>
    upTo(cost, LIMITS.amount) && rest(LIMITS.amount, clicks, impressions),
  products: ({ price, unit_cost }) => rest(LIMITS.price, price, unit_cost),
  competitor_prices: ({ price }) => upTo(price, LIMITS.price),
  email_stats: ({ delivered, opened, clicked, unsubscribed, bounced }) =>
    rest(LIMITS.amount, delivered, opened, clicked, unsubscribed, bounced),
  search_positions: ({ impressions, clicks }) => rest(LIMITS.amount, impressions, clicks),
  social_stats: ({ comments, likes, reposts, followers }) =>
    rest(LIMITS.amount, comments, likes, reposts, followers),
  cases: ({ messages }) => rest(LIMITS.amount, messages),
  exchange_rates: ({ rate }) => upTo(rate, LIMITS.amount) && new Big(String(rate)).gt(0),
};

/**
 * Whether the store can keep the amounts of an imported row exactly, by the limits that events have too: plain
 * decimals, not below zero. The importer has checked them before; a row that passes here cannot fail the
 * transaction of its chunk.
 */
export function isStorable(dataset: string, fields: Fields): boolean {
  return CHECKS[dataset]?.(fields) ?? true;
}

type Field = Fields[string] | undefined;

function upTo(value: Field, most: number): boolean {
  const text = String(value);
  if (text.length > MOST_DIGITS || !DECIMAL.test(text)) return false;
  const amount = new Big(text);
  return amount.gte(0) && amount.lte(most);
}

/** The same for fields that may be left out. */
function rest(most: number, ...values: readonly Field[]): boolean {
  return values.every((value) => value === null || value === undefined || upTo(value, most));
}

function productUpTo(quantity: Field, price: Field): boolean {
  if (price === null || price === undefined) return true;
  return new Big(String(quantity)).times(String(price)).lte(LIMITS.amount);
}
