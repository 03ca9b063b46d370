import { code } from 'currency-codes';
import { z } from 'zod';

// Codes of ISO 4217 that are no currency that a shop could be paid in: for tests, "none", and bond units.
const NOT_MONEY = new Set(['XXX', 'XTS', 'XBA', 'XBB', 'XBC', 'XBD']);

/** Whether ISO 4217 knows the code (three capital letters) as money. */
export function isCurrency(text: string): boolean {
  return /^[A-Z]{3}$/.test(text) && !NOT_MONEY.has(text) && code(text) !== undefined;
}

/** A real ISO 4217 code; small letters are raised. */
export const currencyCode = z
  .string()
  .trim()
  .toUpperCase()
  .refine(isCurrency, { error: 'no ISO 4217 currency code such as EUR' });
