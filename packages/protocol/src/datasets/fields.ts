import { z } from 'zod';
import { isCurrency } from '../currency.js';
import { LIMITS } from '../limits.js';
import { countryCode } from './country-code.js';
import { isDate, zonedTimeReader } from './zoned-time.js';

// The kinds of columns that datasets are made of. Each takes the text of a CSV cell or a JSON value, already
// known not to be empty, and gives what the store keeps. `optional` makes a column one that may be left out.

/** What a cell can come as. */
const cell = z.union([z.string(), z.number()]);

const CONTROL = /[\p{Cc}\p{Cs}]/u;
const CONTROLS = /[\p{Cc}\p{Cs}]+/gu;

const refuse = (context: z.RefinementCtx, message: string, reason?: string): never => {
  context.addIssue({ code: 'custom', message, ...(reason !== undefined && { params: { reason } }) });
  return z.NEVER;
};

/** A column that may be left out or empty: `null` then. */
export const optional = <Schema extends z.ZodType>(schema: Schema) =>
  schema.optional().transform((value) => value ?? null);

/** An id: taken as it is but for blanks around it; never cut, for a cut id would be another one. */
export const id = cell
  .transform((value, context) => {
    if (typeof value === 'number' && !(Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER))
      return refuse(context, 'a number this large has lost digits: write it as a text');
    const text = String(value).trim();
    if (text.length > LIMITS.idLength || CONTROL.test(text))
      return refuse(context, `an id has at most ${LIMITS.idLength} characters and no control characters`);
    return text;
  })
  .meta({ description: `Id of at most ${LIMITS.idLength} characters.` });

/** A text for people: cut at {@link LIMITS.textLength}, line ends and other control characters made blanks. */
export const text = cell
  .transform((value) => {
    // Cut before cleaning, so that a text of megabytes costs nothing; then again without half a character.
    const clean = String(value).slice(0, LIMITS.textLength).replace(CONTROLS, ' ').trim();
    return clean;
  })
  .meta({ description: `Text; what is over ${LIMITS.textLength} characters is cut.` });

/** One of a few words, in any capitals. */
export const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z
    .string()
    .transform((value) => value.trim().toLowerCase())
    .pipe(z.enum(words))
    .meta({ description: `One of ${words.join(', ')}.` });

/** A point in time, as milliseconds since the epoch. */
export const time = (zone: string) => {
  const read = zonedTimeReader(zone);
  return cell
    .transform(
      (value, context) =>
        read(typeof value === 'string' ? value.trim() : value) ??
        refuse(context, 'no time such as 2026-01-31T18:30:00+01:00'),
    )
    .meta({
      description:
        'ISO 8601 with or without an offset (without: local time of the site), a plain date (its local midnight), or milliseconds since the epoch.',
    });
};

/** A local day of the site. */
export const date = z
  .string()
  .trim()
  .refine(isDate, { error: 'no date such as 2026-01-31' })
  .meta({ description: 'Date, YYYY-MM-DD.' });

/** An ISO 4217 code; small letters are raised. */
export const currency = z
  .string()
  .trim()
  .toUpperCase()
  .refine(isCurrency, {
    error: 'no ISO 4217 currency code such as EUR',
    params: { reason: 'unknown_currency' },
  })
  .meta({ description: 'ISO 4217 currency code.' });

// Shop files write plain decimals. Exponents, thousands separators and decimal commas are refused: what they
// would silently become is off by powers of ten.
const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * The decimal text of a value, exactly: a JSON number by its shortest decimal text, zeros behind the last allowed
 * decimal dropped. `undefined` where it is no plain decimal, has more decimals, or is beyond {@link LIMITS.amount}.
 */
function readDecimal(value: string | number, decimals: number): string | undefined {
  const written = String(value).trim();
  if (written.length > 64) return undefined;
  const [, sign, whole = '', fraction = ''] = DECIMAL.exec(written) ?? [];
  if (sign === undefined) return undefined;
  const kept = fraction.slice(0, decimals);
  if (
    /[1-9]/.test(fraction.slice(decimals)) ||
    Number(written) > LIMITS.amount ||
    Number(written) < -LIMITS.amount
  )
    return undefined;
  return `${sign}${whole}${kept === '' ? '' : `.${kept}`}`;
}

const decimal = (
  decimals: number,
  least: 'zero' | 'above_zero',
  what: string,
  most: number = LIMITS.amount,
) =>
  cell
    .transform((value, context) => {
      const found = readDecimal(value, decimals);
      if (found === undefined)
        return refuse(context, `no plain decimal such as 1234.5 with at most ${decimals} decimals`);
      if (Number(found) < 0) return refuse(context, 'below zero');
      if (Number(found) > most) return refuse(context, `above ${most}`);
      if (least === 'above_zero' && Number(found) === 0) return refuse(context, 'zero');
      return found;
    })
    .meta({ description: what });

/** An amount in whole units of its currency, not below zero, as exact decimal text. */
export const money = decimal(6, 'zero', 'Decimal amount in whole currency units, at most 6 decimals.');

/** What one unit costs, not below zero, as exact decimal text. */
export const unitPrice = decimal(
  6,
  'zero',
  'Decimal price of one unit in whole currency units, at most 6 decimals.',
  LIMITS.price,
);

/** How many; above zero, as exact decimal text. The store counts in thousandths. */
export const quantity = decimal(3, 'above_zero', 'Decimal above zero, at most 3 decimals.');

/** An exchange rate. Weak currencies need more decimals than money does. */
export const rate = decimal(12, 'above_zero', 'Decimal above zero, at most 12 decimals.');

/** A whole number, not below zero. */
export const count = cell
  .transform((value, context) => {
    const found = readDecimal(value, 0);
    return found === undefined || Number(found) < 0
      ? refuse(context, 'no whole number from zero up')
      : Number(found);
  })
  .meta({ description: 'Whole number, zero or more.' });

/** A word that rows are grouped by, such as a network or a channel: a {@link text} in small letters. */
export const word = text
  .transform((value) => value.toLowerCase())
  .refine((value) => value !== '', { error: 'no text' })
  .meta({ description: `Text of at most ${LIMITS.textLength} characters; capitals say nothing.` });

/** A {@link text} that is part of a row's key, so that it cannot be nothing but control characters. */
export const keyText = text
  .refine((value) => value !== '', { error: 'no text' })
  .meta({ description: `Text; what is over ${LIMITS.textLength} characters is cut.` });

/** A whole URL or a path; cut at {@link LIMITS.urlLength}. */
export const url = cell
  .transform((value) => String(value).slice(0, LIMITS.urlLength).replace(CONTROLS, ' ').trim())
  .refine((value) => value !== '', { error: 'no text' })
  .meta({ description: `URL or path; what is over ${LIMITS.urlLength} characters is cut.` });

/**
 * A country, brought into ISO 3166's two letters from its three letters (as Search Console says them) or its English
 * name; what is none of these stays as it is, for exports also say "unknown" or "all".
 */
export const country = keyText
  .transform((value) => countryCode(value))
  .meta({ description: 'Country: ISO 3166 code of two or three letters, or English name.' });

const within = (least: number, most: number, decimals: number, what: string) =>
  cell
    .transform((value, context) => {
      const found = readDecimal(value, decimals);
      return found === undefined || Number(found) < least || Number(found) > most
        ? refuse(context, `not between ${least} and ${most}`)
        : Number(found);
    })
    .meta({ description: what });

/** Stars that somebody gave. */
export const rating = within(1, 5, 2, 'Number from 1 to 5, at most 2 decimals.');

/** An answer to a survey; what it can be depends on the survey's kind. */
export const score = within(0, 10, 0, 'Whole number: 1 to 5 for csat, 0 to 10 for nps.');

/** An average place in search results: a number as it comes, for averages have no last digit. */
export const position = cell
  .transform((value, context) => {
    const found = /^\s*\d{1,7}(\.\d+)?\s*$/.test(String(value)) ? Number(value) : 0;
    return found > 0 ? found : refuse(context, 'no position such as 3.4');
  })
  .meta({ description: 'Decimal above zero; 1 is the first result.' });

const YES = new Set(['true', 'yes', 'y', '1', 'escalated']);
const NO = new Set(['false', 'no', 'n', '0']);

/** Whether something happened: a yes or a no, or the time at which it did. Gives 1 or 0. */
export const happened = (zone: string) => {
  const read = zonedTimeReader(zone);
  return z
    .union([z.string(), z.number(), z.boolean()])
    .transform((value, context) => {
      const word = String(value).trim().toLowerCase();
      if (YES.has(word)) return 1;
      if (NO.has(word)) return 0;
      const at =
        typeof value === 'boolean' ? undefined : read(typeof value === 'string' ? value.trim() : value);
      return at === undefined ? refuse(context, 'neither yes nor no, nor a time') : 1;
    })
    .meta({ description: 'true or false, yes or no, 1 or 0, or the time at which it happened.' });
};
