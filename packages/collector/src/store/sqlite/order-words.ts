import type { Item } from '@footfall/protocol';
import { type LineWord, type OrderWord, RANK, type Rank } from '../../facts/order.js';
import { packId } from './pack-id.js';
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

interface Claim {
  rank: Rank;
  seq: number;
  /** JSON of a {@link SealedWord}, where the event is gone. */
  word: string | null;
}

interface NamedVisit {
  key: number;
  visitor: number;
}

/** What an event said of an order, kept when the event goes; its visit is still that of its hit. */
export type SealedWord = Omit<OrderWord, 'visit' | 'visitStated'> & {
  /** The event's. */
  id: string;
};

/** Gathers what browser, server and import said of an order. */
export class OrderWords {
  readonly #claims;
  readonly #hitVisit;
  readonly #imported;
  readonly #importedLines;
  readonly #visits;

  constructor(private readonly on: WriteContext) {
    const { db } = on;
    this.#claims = db.prepare<[number, string], Claim>(
      'SELECT rank, seq, word FROM order_claim WHERE site = ? AND order_id = ?',
    );
    this.#hitVisit = db.prepare<[number], { visit: number | null; stated: number }>(
      'SELECT visit, stated_visit AS stated FROM hit WHERE seq = ?',
    );
    this.#imported = db.prepare<[number, string], ImportedOrder>(
      'SELECT * FROM import_order WHERE site = ? AND order_id = ?',
    );
    this.#importedLines = db.prepare<[number, string], ImportedLine>(
      `SELECT item_id AS item, item_name AS name, item_category AS category, item_brand AS brand, price, quantity,
         unit_cost AS unitCost
       FROM import_order_item WHERE site = ? AND order_id = ? ORDER BY CAST(line AS INTEGER), line`,
    );
    // A visit made from gaps comes and goes with the events around it; nobody can have named it.
    this.#visits = db.prepare<[number, unknown], NamedVisit>(
      `SELECT v.key, v.visitor FROM visit v JOIN visitor w ON w.key = v.visitor
       WHERE v.site = ? AND v.id = ? AND v.from_gaps = 0 ORDER BY w.id`,
    );
  }

  /** The visit of a browser that an import names; of its visitor, where it names that too. */
  #visitNamed(site: number, id: string, visitor: number | undefined): NamedVisit | undefined {
    const visits = this.#visits.all(site, packId(id));
    return visitor === undefined ? visits[0] : visits.find((visit) => visit.visitor === visitor);
  }

  /** All words; empty when nobody has said that the order exists. */
  of(site: number, orderId: string): OrderWord[] {
    const words = this.#claims.all(site, orderId).map((claim) => this.#claimed(claim));
    const imported = this.#importedWord(site, orderId);
    if (imported) words.push(imported);
    return words;
  }

  #claimed({ rank, seq, word }: Claim): OrderWord {
    const { id: _, ...said } = word === null ? this.wordOf(rank, seq) : (JSON.parse(word) as SealedWord);
    const hit = this.#hitVisit.get(seq);
    return { ...said, visit: hit?.visit ?? null, visitStated: hit?.stated === 1 };
  }

  /** What the event of a claim says of its order. */
  wordOf(rank: Rank, seq: number): SealedWord {
    const { log, judge, visitors } = this.on;
    const { event, site, contextKey } = log.entry(seq);
    const context = log.context(contextKey);
    const data = event.data ?? {};
    const visitor =
      context.visitor === undefined
        ? null
        : visitors.get(site, context.visitor, context.origin === 'cookieless').key;
    return {
      id: event.id,
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
      lines: data.items?.length ? data.items.map(lineOf) : null,
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
    const { visitors } = this.on;
    const named = row.visitor_id === null ? null : visitors.get(site, row.visitor_id, false);
    if (named) visitors.addTrait(named, TRAIT.order);
    const visit = row.visit_id === null ? undefined : this.#visitNamed(site, row.visit_id, named?.key);
    const visitor = named?.key ?? visit?.visitor ?? null;
    if (!named && visitor !== null) visitors.addTraitByKey(visitor, TRAIT.order);
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
      visitor,
      visit: visit?.key ?? null,
      visitStated: true,
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

function lineOf(item: Item): LineWord {
  return {
    item: item.item_id ?? item.item_name ?? null,
    name: item.item_name ?? null,
    category: item.item_category ?? null,
    brand: item.item_brand ?? null,
    price: item.price ?? 0,
    quantity: item.quantity ?? 1,
    unitCost: null,
  };
}
