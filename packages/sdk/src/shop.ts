import { decimal } from './decimal.js';
import { act } from './pages.js';
import { debug } from './settings.js';
import { readItem, writeItem } from './storage.js';

const NUMBERS = ['value', 'tax', 'shipping', 'price', 'discount', 'quantity'];
const MOST_ITEMS = 200;
// An id is some twenty characters: this many orders of one browser are remembered in 20 KB.
const MOST_ORDERS = 1000;

let orders: string[] = [];

// The collector refuses an event for its money, so what is no amount goes, and the event stays.
const sound = (fields: object): Record<string, unknown> => {
  const copy = { ...fields } as Record<string, unknown>;
  for (const name of NUMBERS) {
    if (copy[name] === undefined) continue;
    const number = decimal(copy[name]);
    if (number >= 0 && number <= 1e12) copy[name] = number;
    else {
      debug('no amount, left out', name, copy[name]);
      delete copy[name];
    }
  }
  if (copy.currency !== undefined && !/^[a-z]{3}$/i.test(copy.currency as string)) {
    debug('no currency, left out', copy.currency);
    delete copy.currency;
  }
  return copy;
};

const isNewOrder = (id: string): boolean => {
  try {
    orders = JSON.parse(readItem('_orders')!) || orders;
  } catch {}
  if (orders.includes(id)) return false;
  orders = [...orders, id].slice(-MOST_ORDERS);
  writeItem('_orders', JSON.stringify(orders));
  return true;
};

/**
 * Records an event under GA4's name or one of the shop's own (`[a-z][a-z0-9_]*`, 40 characters). Amounts may be texts
 * as shops write them; what is no amount is left out. A `purchase` counts once per `transaction_id`, for ever.
 */
export const trackShop = (name: string, data: object = {}): void => {
  const fields = sound(data);
  if (fields.items)
    fields.items = [fields.items]
      .flat()
      .slice(0, MOST_ITEMS)
      .map((item) => sound(item as object));
  const id = fields.transaction_id;
  act(name, fields, name === 'purchase' && id ? { accept: () => isNewOrder(String(id)) } : {});
};
