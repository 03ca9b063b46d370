import { toScaled } from '../../facts/money.js';
import type { Site } from '../store.js';
import { type Fields, type ImportTable, text } from './import-table.js';
import type { WriteContext } from './write-context.js';

/** Digits of unit prices. */
const PRICE = 6;

/** A day after all others: the newest rate is not after it. */
const NEWEST = '9999-12-31';

/** Tables of the datasets that are truth and fact in one: nothing is derived from their rows but money. */
export function businessTables(on: WriteContext): Record<string, ImportTable> {
  const { terms } = on;
  const price = (value: Fields[string] | undefined) =>
    value === null || value === undefined ? null : toScaled(value, PRICE);
  return {
    products: {
      name: 'import_product',
      key: ['item'],
      columns: [
        ...['name', 'category', 'brand', 'price', 'unit_cost', 'currency'],
        ...['reporting_price', 'reporting_unit_cost'],
      ],
      complete: (site, fields) => {
        const row = {
          item: terms.id(String(fields.item_id)),
          name: terms.idOrNull(text(fields.item_name)),
          category: terms.idOrNull(text(fields.item_category)),
          brand: terms.idOrNull(text(fields.item_brand)),
          price: price(fields.price),
          unit_cost: price(fields.unit_cost),
          currency: text(fields.currency),
        };
        return { ...row, ...reportingOfProduct(on, site, row) };
      },
    },
    competitor_prices: {
      name: 'competitor_price',
      key: ['item', 'competitor', 'date'],
      columns: ['price', 'currency', 'reporting'],
      complete: (site, fields) => {
        const { competitor, date, currency } = fields as Record<string, string>;
        const row = {
          item: terms.id(String(fields.item_id)),
          competitor: String(competitor),
          date: String(date),
          price: toScaled(String(fields.price), PRICE),
          currency: String(currency),
        };
        return { ...row, reporting: reportingOfCompetitor(on, site, row) };
      },
    },
    email_stats: {
      name: 'email_stats',
      key: ['date', 'campaign'],
      columns: ['delivered', 'opened', 'clicked', 'unsubscribed', 'bounced'],
    },
    search_positions: {
      name: 'search_position',
      key: ['date', 'query', 'page', 'country'],
      columns: ['position', 'impressions', 'clicks'],
      complete: (_site, fields) => ({
        ...fields,
        query: terms.id(String(fields.query)),
        page: terms.id(String(fields.page)),
        country: terms.id(String(fields.country)),
      }),
    },
    reviews: {
      name: 'review',
      key: ['review_id'],
      columns: ['time', 'rating', 'item', 'place'],
      complete: (_site, fields) => ({
        review_id: String(fields.review_id),
        time: Number(fields.time),
        rating: toScaled(String(fields.rating), 2),
        item: terms.idOrNull(text(fields.item_id)),
        place: text(fields.place),
      }),
    },
    social_stats: {
      name: 'social_stats',
      key: ['date', 'network'],
      columns: ['comments', 'likes', 'reposts', 'followers'],
    },
    marketplace_questions: {
      name: 'marketplace_question',
      key: ['question_id'],
      columns: ['place', 'asked', 'answered'],
    },
    cases: {
      name: 'support_case',
      key: ['case_id'],
      columns: ['channel', 'opened', 'first_reply', 'solved', 'escalated', 'messages', 'customer_id'],
    },
  };
}

/** What a product sells at and costs in the site's currency; it has no day, so the newest rate counts. */
export function reportingOfProduct(
  { rates }: WriteContext,
  site: Site,
  row: Pick<Fields, 'price' | 'unit_cost' | 'currency'>,
): { reporting_price: number | null; reporting_unit_cost: number | null } {
  const currency = text(row.currency) ?? site.currency;
  const reporting = (price: Fields[string] | undefined) =>
    typeof price === 'number' ? rates.reportingPrice(site, price, currency, NEWEST) : null;
  return { reporting_price: reporting(row.price), reporting_unit_cost: reporting(row.unit_cost) };
}

/** What a competitor asks in the site's currency, at the rate of the day. */
export function reportingOfCompetitor(
  { rates }: WriteContext,
  site: Site,
  { price, currency, date }: { price: number; currency: string; date: string },
): number | null {
  return rates.reportingPrice(site, price, currency, date);
}
