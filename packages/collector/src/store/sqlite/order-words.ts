import { type LineWord, type OrderWord, RANK, type Rank } from '../../facts/order.js';
import { TRAIT } from './visitors.js';
import type { WriteContext } from './write-context.js';

interface ImportedOrder {
  time: number;
  currency: string;
  value: string;
  customer_id: string | null;
  visitor_id: string | null;
  visit_id: string | null;
  tax: string | null;
  shipping: string | null;
  coupon: string | null;
  payment_type: string | null;
  shipping_tier: string | null;
  source: string | null;
  medium: string | null;
  campaign: string | null;
  country: string | null;
}

interface ImportedLine {
  item: string;
  name: string | null;
  category: string | null;
  brand: string | null;
  price: string;
  quantity: string;
  unitCost: string | null;
}

/** Gathers what browser, server and import said of an order. */
export class OrderWords {
  readonly #claims;
  readonly #hitVisit;
  readonly #imported;
  readonly #importedLines;

  constructor(private readonly on: WriteContext) {
    const { db } = on;
    this.#claims = db.prepare<[number, string], { rank: Rank; seq: number }>(
      'SELECT rank, seq FROM order_claim WHERE site = ? AND order_id = ?',
    );
    this.#hitVisit = db.prepare<[number], number | null>('SELECT visit FROM hit WHERE seq = ?').pluck();
    this.#imported = db.prepare<[number, string], ImportedOrder>(
      'SELECT * FROM import_order WHERE site = ? AND order_id = ?',
    );
    this.#importedLines = db.prepare<[number, string], ImportedLine>(
      `SELECT item_id AS item, item_name AS name, item_category AS category, item_brand AS brand, price, quantity,
         unit_cost AS unitCost
       FROM import_order_item WHERE site = ? AND order_id = ? ORDER BY CAST(line AS INTEGER), line`,
    );
  }

  /** All words; empty when nobody has said that the order exists. */
  of(site: number, orderId: string): OrderWord[] {
    const words = this.#claims.all(site, orderId).map(({ rank, seq }) => this.#claimed(rank, seq));
    const imported = this.#importedWord(site, orderId);
    if (imported) words.push(imported);
    return words;
  }

  #claimed(rank: Rank, seq: number): OrderWord {
    const { log, judge, visitors } = this.on;
    const { event, site, contextKey } = log.entry(seq);
    const context = log.context(contextKey);
    const data = event.data ?? {};
    const visitor =
      context.visitor === undefined
        ? null
        : visitors.get(site, context.visitor, context.origin === 'cookieless').key;
    return {
      rank,
      time: event.time,
      currency: data.currency ?? null,
      value: data.value ?? null,
      tax: data.tax ?? null,
      shipping: data.shipping ?? null,
      coupon: data.coupon ?? null,
      paymentType: data.payment_type ?? null,
      shippingTier: data.shipping_tier ?? null,
      customerId: context.customer ?? null,
      visitor,
      visit: this.#hitVisit.get(seq) ?? null,
      lines:
        data.items?.map((item) => ({
          item: item.item_id ?? item.item_name ?? null,
          name: item.item_name ?? null,
          category: item.item_category ?? null,
          brand: item.item_brand ?? null,
          price: item.price ?? 0,
          quantity: item.quantity ?? 1,
          unitCost: null,
        })) ?? null,
      source: null,
      medium: null,
      campaign: null,
      country: null,
      bot: judge.person(contextKey, context).bot,
      internal: context.internal === true,
    };
  }

  #importedWord(site: number, orderId: string): OrderWord | undefined {
    const row = this.#imported.get(site, orderId);
    if (!row) return undefined;
    const { visitors, visits } = this.on;
    const visitor = row.visitor_id === null ? null : visitors.get(site, row.visitor_id, false);
    if (visitor) visitors.addTrait(visitor, TRAIT.order);
    const lines: LineWord[] = this.#importedLines.all(site, orderId);
    return {
      rank: RANK.import,
      time: row.time,
      currency: row.currency,
      value: row.value,
      tax: row.tax,
      shipping: row.shipping,
      coupon: row.coupon,
      paymentType: row.payment_type,
      shippingTier: row.shipping_tier,
      customerId: row.customer_id,
      visitor: visitor?.key ?? null,
      visit: row.visit_id === null ? null : (visits.find(site, row.visit_id)?.key ?? null),
      lines: lines.length > 0 ? lines : null,
      source: row.source,
      medium: row.medium,
      campaign: row.campaign,
      country: row.country,
      bot: null,
      internal: false,
    };
  }
}
