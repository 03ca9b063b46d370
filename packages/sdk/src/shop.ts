import { copyOf } from './copy.js';
import { decimal } from './decimal.js';
import { act } from './pages.js';
import type { EventParameters } from './shop-events.js';

const LARGEST = 1e11;
const MOST_ITEMS = 200;
const LONGEST_TEXT = 512;
const LONGEST_ID = 128;

// The collector refuses an event for its money, so what is no amount goes, and the event stays.
const fix = (name: string, value: unknown, amount = decimal(value)): unknown =>
  /^(tax|price|shipping|discount|quantity|value)$/.test(name)
    ? amount >= 0 && amount <= LARGEST
      ? amount
      : undefined
    : name === 'items'
      ? // An empty list says that the cart is empty; no list says nothing.
        value && [value].flat().slice(0, MOST_ITEMS)
      : name !== 'currency' || /^[a-z]{3}$/i.test(value as string)
        ? // Texts, and lists of any kind.
          ((value as string | undefined)?.slice?.(0, LONGEST_TEXT) ?? value)
        : undefined;

/**
 * Records an event under GA4's name or one of the shop's own (`[a-z][a-z0-9_]*`, 40 characters). Amounts may be texts
 * as shops write them; what is no amount is left out. A `purchase` counts once per `transaction_id`, for ever.
 */
export const trackShop = (name: string, data: EventParameters = {}, { transaction_id } = data): void => {
  act(
    name,
    copyOf(data, fix),
    // The visitor says an order once: the collector takes the first event of an id, from whichever tab. Where there is no
    // visitor the page says it once.
    (visitor: unknown = performance.timeOrigin) =>
      transaction_id && name === 'purchase' && `${visitor}.${transaction_id}`.slice(-LONGEST_ID),
  );
};
