import fc from 'fast-check';
import type { LoggedContext, LoggedEvent } from '../../facts/logged.js';
import type { AppendBatch } from '../store.js';

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 10, 22, 0);

const HUMAN =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const BOT = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';

const item = fc.record({
  item_id: fc.constantFrom('A', 'B', 'C'),
  item_name: fc.constantFrom('Pan', 'Pot', undefined),
  price: fc.constantFrom(9.99, 20, 0.005),
  quantity: fc.integer({ min: 1, max: 3 }),
});
const items = fc.array(item, { minLength: 1, maxLength: 3 });
const currency = fc.constantFrom('EUR', 'USD', 'JPY');
const orderId = fc.constantFrom('T1', 'T2', 'T3', 'T4');

const name = fc.oneof(
  { weight: 4, arbitrary: fc.constant('page_view') },
  { weight: 2, arbitrary: fc.constant('add_to_cart') },
  { weight: 2, arbitrary: fc.constant('purchase') },
  fc.constantFrom(
    ...['user_engagement', 'remove_from_cart', 'view_cart', 'begin_checkout', 'add_payment_info', 'refund'],
    ...['generate_lead', 'click', 'form_submit', 'search', 'newsletter_subscribe', 'view_item'],
    ...['newsletter_unsubscribe', 'survey_response'],
  ),
);

/** One event somewhere in three days, often within minutes of others, so that gaps are bridged by late ones. */
const event = fc
  .record({
    name,
    minute: fc.oneof(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: 3 * 24 * 60 })),
    millisecond: fc.constantFrom(0, 0, 1),
    page: fc.constantFrom('/', '/p/1', '/blog/a'),
    campaign: fc.constantFrom('', '', '?utm_source=news&utm_medium=email&utm_campaign=x', '?gclid=1'),
    referrer: fc.constantFrom(
      '',
      'https://shop.example/',
      'https://www.google.com/',
      'https://www.paypal.com/',
    ),
    // Tags without items send an empty list, or none.
    items: fc.oneof({ weight: 4, arbitrary: items }, fc.constantFrom([], undefined)),
    currency: fc.option(currency, { nil: undefined }),
    orderId,
    value: fc.constantFrom(30, 30, undefined),
    // A read of ten hours carries a visit made from gaps over its cap of a day.
    engaged: fc.oneof(fc.integer({ min: 0, max: 40 * MINUTE }), fc.constantFrom(0, 600 * MINUTE)),
    kind: fc.constantFrom('tel', 'mailto', 'outbound'),
  })
  .map((parts): Omit<LoggedEvent, 'id'> => {
    const { name } = parts;
    const data: Record<string, unknown> = {};
    if (/cart|checkout|purchase|view_item/.test(name))
      Object.assign(data, { items: parts.items, currency: parts.currency });
    if (name === 'purchase')
      Object.assign(data, { transaction_id: parts.orderId, value: parts.value, tax: 1.5 });
    if (name === 'refund') Object.assign(data, refundOf(parts));
    if (name === 'add_payment_info') data.payment_type = parts.kind;
    if (name === 'user_engagement') data.engagement_ms = parts.engaged;
    if (name === 'click') data.kind = parts.kind;
    if (name === 'survey_response')
      Object.assign(data, { kind: 'csat', score: 3 + parts.millisecond, response_id: parts.orderId });
    if (name === 'search') Object.assign(data, { search_term: 'Pan', results: 2 });
    return {
      name,
      time: START + parts.minute * MINUTE + parts.millisecond,
      url: `https://shop.example${parts.page}${parts.campaign}`,
      ...(parts.referrer === '' ? {} : { referrer: parts.referrer }),
      data,
    };
  });

// The whole order, a part of it by items alone as GA4 allows, or an amount.
function refundOf(parts: {
  orderId: string;
  value: number | undefined;
  items: readonly { item_id: string; quantity: number }[] | undefined;
  currency: string | undefined;
}): Record<string, unknown> {
  const part = parts.items?.map(({ item_id, quantity }) => ({ item_id, quantity }));
  return {
    transaction_id: parts.orderId,
    ...(part === undefined ? {} : { items: part }),
    ...(parts.value === undefined ? { value: 3 } : {}),
    ...(parts.currency === undefined ? {} : { currency: parts.currency }),
  };
}

const context = fc
  .record({
    // A server can name a visitor that keeps no cookies, when the collector told it the id.
    visitor: fc.constantFrom('v1', 'v1', 'v2', 'v2', 'c-v1', undefined),
    // Visits of both visitors that are called the same: a copied cookie.
    visit: fc.constantFrom('1', '2', 'same', undefined),
    server: fc.boolean(),
    customer: fc.constantFrom('ann', 'bob', undefined, undefined),
    bot: fc.constantFrom(false, false, false, true),
    internal: fc.constantFrom(false, false, false, true),
    landing: fc.constantFrom('?utm_source=a&utm_medium=cpc', ''),
    referrer: fc.constantFrom('https://www.paypal.com/', 'https://www.google.com/', undefined),
  })
  .map((parts): LoggedContext => {
    const { visitor, visit } = parts;
    const common = {
      ...(parts.customer === undefined ? {} : { customer: parts.customer }),
      ...(parts.internal ? { internal: true as const } : {}),
      userAgent: parts.bot ? BOT : HUMAN,
      country: 'DE',
    };
    if (visitor === undefined) return { origin: 'server', ...common };
    if (visit === undefined)
      return parts.server
        ? { origin: 'server', visitor, ...common }
        : { origin: 'cookieless', visitor: visitor.startsWith('c-') ? visitor : `c-${visitor}`, ...common };
    return {
      origin: 'browser',
      visitor,
      visit: {
        id: visit === 'same' ? visit : `${visitor}-${visit}`,
        number: visit === 'same' ? 3 : Number(visit),
        // All beacons of one visit say the same of its landing.
        landing: `https://shop.example/${visit === '1' ? parts.landing : ''}`,
        ...(visit === '2' ? { referrer: 'https://www.paypal.com/' } : {}),
      },
      ...common,
    };
  });

/** Batches as a shop sends them over three days: two visitors on browser, server and without cookies, and nobody's. */
export const history = fc
  .array(fc.record({ context, events: fc.array(event, { minLength: 1, maxLength: 4 }) }), {
    minLength: 1,
    maxLength: 14,
  })
  .map((batches): AppendBatch[] => {
    let serial = 0;
    return batches.map(({ context, events }) => ({
      site: 1,
      received: START,
      context,
      events: events.map((each) => ({ id: `e${String(++serial).padStart(4, '0')}`, ...each })),
    }));
  });

/** Another arrival of the same events: split, doubled and in another order. */
export function rearranged(batches: readonly AppendBatch[], seed: number): AppendBatch[] {
  let state = seed >>> 0 || 1;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const single = batches.flatMap((batch) => batch.events.map((event) => ({ ...batch, events: [event] })));
  const doubled = single.filter(() => random() < 0.3);
  const all = [...single, ...doubled];
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [all[i], all[j]] = [all[j] as AppendBatch, all[i] as AppendBatch];
  }
  return all;
}
