import { lineRevenue, toMinor, toScaled } from './money.js';

/** Who says something of an order: a higher rank wins over a lower one, field by field. */
export const RANK = { browser: 1, server: 2, import: 3 } as const;
export type Rank = (typeof RANK)[keyof typeof RANK];

/** One line of an order as somebody said it; decimals as they came. */
export interface LineWord {
  item: string | null;
  name: string | null;
  category: string | null;
  brand: string | null;
  price: string | number;
  quantity: string | number;
  unitCost: string | number | null;
}

/** What one source says of an order. `null` is "does not say". */
export interface OrderWord {
  rank: Rank;
  time: number;
  currency: string | null;
  value: string | number | null;
  tax: string | number | null;
  shipping: string | number | null;
  coupon: string | null;
  paymentType: string | null;
  shippingTier: string | null;
  customerId: string | null;
  visitor: number | null;
  visit: number | null;
  /** The visit was named, not found by its time. */
  visitStated: boolean;
  /** `null` also where an empty list was said: GA4 tags without items send one. */
  lines: LineWord[] | null;
  source: string | null;
  medium: string | null;
  campaign: string | null;
  country: string | null;
  bot: string | null;
  internal: boolean;
}

/** A line with price and cost in millionths, quantity in thousandths, revenue in minor units before discounts. */
export interface OrderLine {
  item: string | null;
  name: string | null;
  category: string | null;
  brand: string | null;
  price: number;
  quantity: number;
  unitCost: number | null;
  revenue: number;
}

/** An order, put together from all that was said of it. Money in minor units of `currency`. */
export interface OrderFact {
  rank: Rank;
  time: number;
  currency: string;
  value: number | null;
  tax: number | null;
  shipping: number | null;
  coupon: string | null;
  paymentType: string | null;
  shippingTier: string | null;
  customerId: string | null;
  visitor: number | null;
  visit: number | null;
  lines: OrderLine[];
  source: string | null;
  medium: string | null;
  campaign: string | null;
  country: string | null;
  bot: string | null;
  internal: boolean;
}

/**
 * Puts an order together: import wins over server, server over browser, field by field, so that an import
 * without a visitor keeps the browser's. Value, tax, shipping and currency are one word and come from one source.
 * What was judged of the browser does not count once a server or an import has confirmed the order.
 *
 * @param words at least one, at most one of each rank.
 * @param siteCurrency of an order that names none.
 */
export function combineOrder(words: readonly OrderWord[], siteCurrency: string): OrderFact {
  const best = [...words].sort((a, b) => b.rank - a.rank);
  const top = best[0] as OrderWord;
  const pick = <K extends keyof OrderWord>(key: K): OrderWord[K] =>
    best.find((word) => word[key] !== null)?.[key] ?? (null as OrderWord[K]);

  const money = best.find((word) => word.value !== null) ?? best.find((word) => word.lines !== null) ?? top;
  const currency = money.currency ?? pick('currency') ?? siteCurrency;
  const lines = (pick('lines') ?? []).map((line) => orderLine(line, currency));
  const minor = (amount: string | number | null) => (amount === null ? null : toMinor(amount, currency));
  const summed = lines.length > 0 ? lines.reduce((sum, line) => sum + line.revenue, 0) : null;

  // A visit is of the visitor that is believed; the visit of another visitor would join two people.
  const visitor = pick('visitor');
  // A server's word, whose visit was found by its time, does not take the order from the visit that the browser named.
  const ofVisitor = best.filter((word) => word.visit !== null && word.visitor === visitor);
  const visit = (ofVisitor.find((word) => word.visitStated) ?? ofVisitor[0])?.visit ?? null;
  const confirmed = top.rank > RANK.browser;
  return {
    rank: top.rank,
    time: top.time,
    currency,
    value: minor(money.value) ?? summed,
    tax: minor(money.tax),
    shipping: minor(money.shipping),
    coupon: pick('coupon'),
    paymentType: pick('paymentType'),
    shippingTier: pick('shippingTier'),
    customerId: pick('customerId'),
    visitor,
    visit,
    lines,
    source: pick('source'),
    medium: pick('medium'),
    campaign: pick('campaign'),
    country: pick('country'),
    bot: confirmed ? null : top.bot,
    internal: confirmed ? false : top.internal,
  };
}

function orderLine(word: LineWord, currency: string): OrderLine {
  const price = toScaled(word.price, 6);
  const quantity = toScaled(word.quantity, 3);
  return {
    item: word.item,
    name: word.name,
    category: word.category,
    brand: word.brand,
    price,
    quantity,
    unitCost: word.unitCost === null ? null : toScaled(word.unitCost, 6),
    revenue: lineRevenue(price, quantity, currency),
  };
}
