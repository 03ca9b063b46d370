import { z } from 'zod';
import { LIMITS } from './limits.js';
import { EVENT_NAME } from './names.js';

/** Why one event was refused. The others of its batch are kept. */
export const REFUSALS = [
  'not_an_object',
  'invalid_id',
  'invalid_name',
  'invalid_time',
  'invalid_money',
  'invalid_currency',
  'invalid_quantity',
  'missing_transaction_id',
  'too_old',
] as const;
export type Refusal = (typeof REFUSALS)[number];

// Letters, digits and the marks that shops use in order numbers, SKUs and customer ids; no control characters, and
// no half of a surrogate pair, which a database would turn into another id.
const idText = z
  .string()
  .trim()
  .min(1)
  .max(LIMITS.idLength)
  .regex(/^[^\p{Cc}\p{Cs}]+$/u);

/**
 * An id as a client mints or knows it. A number is taken as its text, for shops whose ids are numbers; one that is
 * too large to be exact is refused, for two ids could have become one.
 */
export const id = z.union([
  idText,
  z.number().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER).transform(String),
]);

/** Milliseconds since the epoch. */
export const time = z.number().int().min(0).max(8_640_000_000_000_000);

const decimal = /^\s*[+-]?\d+(\.\d+)?\s*$/;

/** A decimal amount of whole currency units; a plain decimal text is read as the number that it spells. */
export const amount = z
  .union([z.number(), z.string().regex(decimal).transform(Number)])
  .refine((value) => Number.isFinite(value) && Math.abs(value) <= LIMITS.amount, 'not an amount');

const upTo = (most: number) => amount.refine((value) => value >= 0 && value <= most, 'out of range');
const notNegative = upTo(LIMITS.amount);

/** ISO 4217 code; small letters are raised. */
export const currency = z
  .string()
  .regex(/^[A-Za-z]{3}$/)
  .transform((code) => code.toUpperCase());

// A text of the wrong type is dropped, never the reason to lose the event that carries it.
const text = z.string().optional().catch(undefined);

/** One line of GA4's `items`. Fields that the collector does not know are kept in the log. */
export const item = z.looseObject({
  item_id: id.optional().catch(undefined),
  item_name: text,
  item_brand: text,
  item_category: text,
  item_variant: text,
  item_list_id: text,
  item_list_name: text,
  coupon: text,
  price: upTo(LIMITS.price).optional(),
  quantity: upTo(LIMITS.quantity).optional(),
  discount: amount.optional().catch(undefined),
  index: z.number().optional().catch(undefined),
});

/** GA4's event parameters under GA4's names; what is not named here is kept as it came. */
export const data = z.looseObject({
  currency: currency.optional(),
  value: notNegative.optional(),
  tax: notNegative.optional(),
  shipping: notNegative.optional(),
  transaction_id: id.optional(),
  coupon: text,
  payment_type: text,
  shipping_tier: text,
  items: z.array(item).optional(),
  search_term: text,
  results: z.number().int().min(0).optional().catch(undefined),
  method: text,
  content_type: text,
  promotion_id: text,
  promotion_name: text,
  kind: text,
  engagement_ms: z.number().min(0).optional().catch(undefined),
  scroll: z.number().min(0).max(100).optional().catch(undefined),
});

/** One event, as a browser or a server says it. */
export const event = z.object({
  id,
  name: z.string().regex(EVENT_NAME),
  time,
  url: text,
  title: text,
  referrer: text,
  data: data.optional(),
});

export type Item = z.output<typeof item>;
export type EventData = z.output<typeof data>;
export type Event = z.output<typeof event>;
