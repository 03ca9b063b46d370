import { LIMITS } from '@footfall/protocol';
import Big from 'big.js';

/** Words of shops for orders that were never bought, or not in the end. */
const NOT_BOUGHT =
  /^(wc-)?(voided|expired|cancell?ed|failed|trash|draft|checkout-draft|pending|pending payment)$/i;

/** Whether an order of this status counts. */
export const isBought = (status: string): boolean => !NOT_BOUGHT.test(status.trim());

/** Orders that are remembered; beyond it only neighbouring rows are known to be of one order. */
const REMEMBERED = 200_000;

/** Tells which row is the first of its order, and numbers the lines of an order in the order of the file. */
export class OrderLines {
  readonly #lines = new Map<string, number>();

  /** Whether no row of the order has been seen before. */
  isNew(order: string): boolean {
    return !this.#lines.has(keyOf(order));
  }

  /** The number of the next line of the order; to be called for each row, also for one without a line. */
  next(order: string, hasLine: boolean): number {
    const key = keyOf(order);
    const line = (this.#lines.get(key) ?? 0) + (hasLine ? 1 : 0);
    // The order that was seen last is forgotten last.
    this.#lines.delete(key);
    this.#lines.set(key, line);
    if (this.#lines.size > REMEMBERED) this.#lines.delete(this.#lines.keys().next().value as string);
    return line;
  }
}

/** Longer ids are refused where they are stored, and must not fill the memory before. */
const keyOf = (order: string): string => order.slice(0, LIMITS.idLength + 1);

/** A decimal text as a number to be reckoned with; what is no number is zero, and found wrong where it is stored. */
export function amount(text: string | undefined): Big {
  return text !== undefined && /^-?\d+(\.\d+)?$/.test(text) ? new Big(text) : new Big(0);
}

/** An amount as decimal text of at most six decimals. */
export const written = (value: Big): string => value.round(6, 2).toFixed();
