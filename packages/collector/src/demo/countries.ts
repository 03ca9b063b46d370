import { Temporal } from 'temporal-polyfill';
import { Weighted } from './random.js';

/** A country that the demo shop sells to. */
export interface Country {
  code: string;
  weight: number;
  currency: string;
  zone: string;
  /** The first speaks for most, each later one for a third of the one before. */
  languages: readonly string[];
  /** How readily its visitors buy, against those at home. */
  buys: number;
  tax: number;
}

const row = (
  code: string,
  weight: number,
  currency: string,
  zone: string,
  languages: string,
  buys: number,
  tax: number,
): Country => ({ code, weight, currency, zone, languages: languages.split(' '), buys, tax });

export const COUNTRIES = new Weighted(
  [
    row('DE', 340, 'EUR', 'Europe/Berlin', 'de-DE en-US tr-TR', 1, 0.19),
    row('AT', 70, 'EUR', 'Europe/Vienna', 'de-AT de-DE en-US', 1, 0.2),
    row('CH', 60, 'CHF', 'Europe/Zurich', 'de-CH fr-CH it-CH en-US', 1.15, 0.081),
    row('FR', 85, 'EUR', 'Europe/Paris', 'fr-FR en-US', 0.85, 0.2),
    row('NL', 50, 'EUR', 'Europe/Amsterdam', 'nl-NL en-US', 0.95, 0.21),
    row('BE', 28, 'EUR', 'Europe/Brussels', 'nl-BE fr-BE en-US', 0.9, 0.21),
    row('IT', 48, 'EUR', 'Europe/Rome', 'it-IT en-US', 0.7, 0.22),
    row('ES', 45, 'EUR', 'Europe/Madrid', 'es-ES ca-ES en-GB', 0.65, 0.21),
    row('PL', 32, 'PLN', 'Europe/Warsaw', 'pl-PL en-US', 0.75, 0.23),
    row('CZ', 14, 'EUR', 'Europe/Prague', 'cs-CZ en-US', 0.75, 0.21),
    row('SE', 26, 'SEK', 'Europe/Stockholm', 'sv-SE en-US', 0.9, 0.25),
    row('DK', 18, 'DKK', 'Europe/Copenhagen', 'da-DK en-US', 0.9, 0.25),
    row('GB', 62, 'GBP', 'Europe/London', 'en-GB en-US', 0.8, 0),
    row('US', 78, 'USD', 'America/New_York', 'en-US es-US', 0.6, 0),
    row('CA', 16, 'USD', 'America/Toronto', 'en-CA fr-CA', 0.55, 0),
    row('JP', 20, 'JPY', 'Asia/Tokyo', 'ja-JP en-US', 0.8, 0.1),
    row('AU', 10, 'USD', 'Australia/Sydney', 'en-AU', 0.5, 0),
    row('KW', 3, 'KWD', 'Asia/Kuwait', 'ar-KW en-US', 0.9, 0),
    row('AE', 5, 'USD', 'Asia/Dubai', 'ar-AE en-GB', 0.7, 0),
    row('BR', 9, 'USD', 'America/Sao_Paulo', 'pt-BR', 0.25, 0),
    row('IN', 14, 'USD', 'Asia/Kolkata', 'en-IN hi-IN', 0.1, 0),
  ],
  (country) => country.weight,
);

/** What one euro is in each currency, on the first day; it moves a little every day. */
export const EURO_IN: Readonly<Record<string, number>> = {
  CHF: 0.94,
  PLN: 4.27,
  SEK: 11.1,
  DKK: 7.46,
  GBP: 0.86,
  USD: 1.11,
  JPY: 162,
  KWD: 0.34,
};

/** Prices are set by hand in each currency and stay, whatever its rate does. */
export const PRICE_FACTOR: Readonly<Record<string, number>> = {
  EUR: 1,
  CHF: 1.05,
  PLN: 4.4,
  SEK: 11.5,
  DKK: 7.5,
  GBP: 0.89,
  USD: 1.15,
  JPY: 168,
  KWD: 0.36,
};

const DECIMALS: Readonly<Record<string, number>> = { JPY: 0, KWD: 3 };

/** An amount as the currency writes it, as a number. */
export function rounded(amount: number, currency: string): number {
  const scale = 10 ** (DECIMALS[currency] ?? 2);
  return Math.round(amount * scale) / scale;
}

/** A stretch of time in which a zone's clocks keep their offset, ms. */
interface Stretch {
  from: number;
  to: number;
  offset: number;
}

const stretches = new Map<string, Stretch[]>();

/** What a country's clocks are ahead of UTC at a moment, ms. */
export function offsetOf({ zone }: Country, time: number): number {
  const known = stretches.get(zone) ?? [];
  stretches.set(zone, known);
  let stretch = known.find(({ from, to }) => from <= time && time < to);
  if (stretch === undefined) {
    const local = Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(zone);
    const change = (direction: 'next' | 'previous') =>
      local.getTimeZoneTransition(direction)?.epochMilliseconds;
    stretch = {
      from: Math.min(time, change('previous') ?? Number.NEGATIVE_INFINITY),
      to: change('next') ?? Number.POSITIVE_INFINITY,
      offset: local.offsetNanoseconds / 1e6,
    };
    known.push(stretch);
  }
  return stretch.offset;
}
