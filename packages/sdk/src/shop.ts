import { decimal } from './decimal.js';
import { act } from './pages.js';
import { debug } from './settings.js';
import { readItem, writeItem } from './storage.js';

const LARGEST = 1e12;
const MOST_ITEMS = 200;
// An id is some ten characters: some two thousand orders of one browser are remembered.
const ORDERS_LENGTH = 20_000;

// The collector refuses an event for its money, so what is no amount goes, and the event stays.
const fix = (name: string, value: unknown): unknown => {
  const isAmount = /^(value|tax|shipping|price|discount|quantity)$/.test(name);
  const amount = decimal(value);
  if (
    isAmount ? amount >= 0 && amount <= LARGEST : name !== 'currency' || /^[a-z]{3}$/i.test(value as string)
  )
    return isAmount ? amount : value;
  debug('left out', name, value);
  return undefined;
};

const isNewOrder = (id: unknown): boolean => {
  const orders = readItem('footfall_orders') || '|';
  const known = orders.includes(`|${id}|`);
  if (!known) writeItem('footfall_orders', `${orders + id}|`.slice(-ORDERS_LENGTH));
  return !known;
};

/**
 * Records an event under GA4's name or one of the shop's own (`[a-z][a-z0-9_]*`, 40 characters). Amounts may be texts
 * as shops write them; what is no amount is left out. A `purchase` counts once per `transaction_id`, for ever.
 */
export const trackShop = (name: string, data: { items?: unknown; transaction_id?: unknown } = {}): void => {
  const { items, transaction_id } = data;
  act(name, items ? { ...data, items: [items].flat().slice(0, MOST_ITEMS) } : data, {
    _fix: fix,
    _accept: () => name !== 'purchase' || !transaction_id || isNewOrder(transaction_id),
  });
};
