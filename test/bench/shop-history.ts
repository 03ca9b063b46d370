import type { AppendBatch } from '@footfall/collector';

const DAY = 24 * 3600_000;
const MINUTE = 60_000;

/** Share of visits, out of 100, and where they come from. */
const LANDINGS: readonly { weight: number; query: string; referrer?: string }[] = [
  { weight: 38, query: '', referrer: 'https://www.google.com/' },
  { weight: 24, query: '' },
  { weight: 12, query: '?utm_source=newsletter&utm_medium=email&utm_campaign=weekly' },
  { weight: 12, query: '?gclid=Cj0KCQ&utm_source=google&utm_medium=cpc&utm_campaign=brand' },
  { weight: 8, query: '', referrer: 'https://www.instagram.com/' },
  { weight: 6, query: '', referrer: 'https://blog.example/' },
];
const COUNTRIES = ['DE', 'DE', 'DE', 'AT', 'FR', 'US', 'GB', 'JP'];
const AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
];

/** Numbers from 0 to 1 that are the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A shop's events over `days` days before `end`: one batch a visit, about seven events a visit, 40 % of visits by
 * returning visitors, 3 % with an order.
 */
export function* shopHistory(options: {
  site: number;
  events: number;
  days: number;
  end: number;
  seed: number;
}): Generator<AppendBatch> {
  const random = seeded(options.seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  let serial = 0;
  const id = (kind: string) => `${kind}-7000-8000-${(++serial).toString(16).padStart(12, '0')}`;
  const visitors: { id: string; visits: number }[] = [];
  let made = 0;
  for (let order = 1; made < options.events; ) {
    const returning = visitors.length > 100 && random() < 0.4;
    const visitor = returning ? pick(visitors) : { id: id('0198aaaa-0001'), visits: 0 };
    if (!returning) visitors.push(visitor);
    visitor.visits++;
    const landing = landingOf(random() * 100);
    let time = Math.floor(options.end - random() * options.days * DAY);
    const events: AppendBatch['events'] = [];
    const add = (name: string, path: string, data?: AppendBatch['events'][number]['data']) => {
      time += Math.floor(random() * 2 * MINUTE) + 500;
      const url = `https://shop.example${path}${events.length === 0 ? landing.query : ''}`;
      events.push({ id: id('0198bbbb-0002'), name, time, url, ...(data ? { data } : {}) });
    };
    const product = () => 1 + Math.floor(random() ** 2 * 400);
    add('page_view', pick(['/', '/', '/blog/care', '/category/pans', `/p/${product()}`]));
    const depth = Math.floor(-Math.log(1 - random()) * 2.2);
    let last = product();
    for (let page = 0; page < depth; page++) {
      last = product();
      add('page_view', `/p/${last}`);
      add('view_item', `/p/${last}`, { currency: 'EUR', items: [item(last)] });
      if (random() < 0.6)
        add('user_engagement', `/p/${last}`, { engagement_ms: Math.floor(random() * 90_000) });
    }
    if (depth > 0 && random() < 0.16) {
      add('add_to_cart', `/p/${last}`, { currency: 'EUR', items: [item(last)] });
      if (random() < 0.5) {
        add('begin_checkout', '/checkout', { currency: 'EUR', items: [item(last)] });
        if (random() < 0.6) {
          add('add_shipping_info', '/checkout/shipping', { shipping_tier: 'standard' });
          add('add_payment_info', '/checkout/payment', { payment_type: pick(['card', 'paypal']) });
          add('purchase', '/thanks', {
            transaction_id: `T${order++}`,
            currency: pick(['EUR', 'EUR', 'EUR', 'USD']),
            value: 10 + (last % 90),
            items: [item(last)],
          });
        }
      }
    }
    made += events.length;
    yield {
      site: options.site,
      received: time,
      context: {
        origin: 'browser',
        visitor: visitor.id,
        visit: {
          id: id('0198cccc-0003'),
          number: visitor.visits,
          landing: events[0]?.url ?? '',
          ...(landing.referrer ? { referrer: landing.referrer } : {}),
        },
        language: pick(['de-DE', 'en-US', 'fr-FR']),
        userAgent: pick(AGENTS),
        country: pick(COUNTRIES),
      },
      events,
    };
  }
}

function landingOf(at: number): (typeof LANDINGS)[number] {
  let left = at;
  for (const landing of LANDINGS) {
    left -= landing.weight;
    if (left < 0) return landing;
  }
  return LANDINGS[0] as (typeof LANDINGS)[number];
}

function item(product: number) {
  return {
    item_id: `SKU${product}`,
    item_name: `Product ${product}`,
    item_category: `Category ${product % 12}`,
    price: 10 + (product % 90),
    quantity: 1,
  };
}
