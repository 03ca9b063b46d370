import { LRUCache } from 'lru-cache';
import { convert, convertPrice, type Rate } from '../../facts/money.js';
import type { Site } from '../store.js';
import type { SqliteDatabase } from './database.js';

const SAME: Rate = { times: '1', over: '1' };

interface RateRow {
  date: string;
  rate: string;
}

/** Exchange rates of a site, and money in the site's own currency. */
export class Rates {
  readonly #cache = new LRUCache<string, { rate: Rate | null }>({ max: 20_000 });
  readonly #newest;
  readonly #bases;

  constructor(db: SqliteDatabase) {
    this.#newest = db.prepare<[number, string, string, string], RateRow>(
      `SELECT date, rate FROM exchange_rate
       WHERE site = ? AND base = ? AND quote = ? AND date <= ? ORDER BY date DESC LIMIT 1`,
    );
    this.#bases = db
      .prepare<[number, string], string>(
        'SELECT DISTINCT base FROM exchange_rate WHERE site = ? AND quote = ? ORDER BY base',
      )
      .pluck();
  }

  /** `minor` of a currency in the site's, at the newest rate not after the day of `time`; `null`: no rate. */
  reporting(site: Site, minor: number | null, currency: string, time: number): number | null {
    if (minor === null) return null;
    return currency === site.currency
      ? minor
      : this.reportingOn(site, minor, currency, localDate(site, time));
  }

  /** The same by a local date of the site. */
  reportingOn(site: Site, minor: number, currency: string, date: string): number | null {
    const rate = this.rate(site.key, currency, site.currency, date);
    return rate && convert(minor, currency, site.currency, rate);
  }

  /** A unit price (millionths) in the site's currency by a local date of the site; `null`: no rate. */
  reportingPrice(site: Site, price: number, currency: string, date: string): number | null {
    const rate = this.rate(site.key, currency, site.currency, date);
    return rate && convertPrice(price, rate);
  }

  /** The rate of a day: stated directly, else the other way round, else over a base that both are quoted in. */
  rate(site: number, from: string, to: string, date: string): Rate | null {
    if (from === to) return SAME;
    const name = `${site} ${from} ${to} ${date}`;
    let known = this.#cache.get(name);
    if (!known) {
      known = { rate: this.#find(site, from, to, date) };
      this.#cache.set(name, known);
    }
    return known.rate;
  }

  forget(): void {
    this.#cache.clear();
  }

  // Whatever says it newest: a direct rate of years ago is not better than yesterday's over a base.
  #find(site: number, from: string, to: string, date: string): Rate | null {
    let best: { date: string; rate: Rate } | undefined;
    const offer = (day: string, rate: Rate) => {
      if (!best || day > best.date) best = { date: day, rate };
    };
    const direct = this.#newest.get(site, from, to, date);
    if (direct) offer(direct.date, { times: direct.rate, over: '1' });
    const inverse = this.#newest.get(site, to, from, date);
    if (inverse) offer(inverse.date, { times: '1', over: inverse.rate });
    // Central banks quote everything in one base: EUR/USD and EUR/JPY make USD/JPY.
    for (const base of this.#bases.all(site, from)) {
      const a = this.#newest.get(site, base, from, date);
      const b = this.#newest.get(site, base, to, date);
      if (!a || !b) continue;
      const [older] = [a.date, b.date].sort() as [string, string];
      offer(older, { times: b.rate, over: a.rate });
    }
    return best?.rate ?? null;
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The date `YYYY-MM-DD` that the site's clock shows at `time`. */
export function localDate(site: Site, time: number): string {
  let format = formats.get(site.timezone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: site.timezone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formats.set(site.timezone, format);
  }
  return format.format(time);
}
