import type { Promotion } from './calendar.js';
import { ARTICLES, SEARCHES, SHELVES } from './catalogue.js';
import type { Line } from './person.js';
import type { Random } from './random.js';
import type { LandingKind } from './sources.js';
import type { Visit } from './visit.js';

/** A page that a visit can land on. */
export function landingPath(kind: LandingKind, random: Random, product: () => { slug: string }): string {
  switch (kind) {
    case 'home':
      return '/';
    case 'shelf':
      return `/category/${random.pick(SHELVES).slug}`;
    case 'product':
      return `/product/${product().slug}`;
    case 'article':
      return `/blog/${random.pick(ARTICLES)}`;
  }
}

/** Opens the home page, with the sale that is on. */
export function home(visit: Visit, promotion: Promotion | undefined): void {
  visit.open('/', 'Home');
  if (!promotion) return;
  const data = { promotion_id: promotion.coupon, promotion_name: promotion.name, creative_slot: 'hero' };
  visit.say('view_promotion', data);
  if (visit.random.chance(0.14)) visit.say('select_promotion', data);
}

/** Opens a category, where a list of products is often seen. */
export function shelf(visit: Visit, slug: string): void {
  const shelf = SHELVES.find((one) => one.slug === slug) ?? (SHELVES[0] as (typeof SHELVES)[number]);
  visit.open(`/category/${shelf.slug}`, shelf.name);
  if (!visit.random.chance(0.4)) return;
  const start = visit.random.below(shelf.products.length - 3);
  visit.say('view_item_list', {
    item_list_id: shelf.slug,
    item_list_name: shelf.name,
    items: shelf.products.slice(start, start + 4).map((product, index) => ({
      item_id: product.id,
      item_name: product.name,
      index: start + index,
    })),
  });
}

/** Searches the shop. @returns whether something was found */
export function search(visit: Visit): boolean {
  const { term, results } = SEARCHES.draw(visit.random);
  visit.open(`/search?q=${encodeURIComponent(term)}`, `Search: ${term}`);
  visit.say('search', { search_term: term, results });
  return results > 0;
}

/** Reads the blog. */
export function article(visit: Visit, slug: string): void {
  visit.open(`/blog/${slug}`, slug.replaceAll('-', ' '));
  if (visit.random.chance(0.035))
    visit.say('share', {
      method: visit.random.pick(['pinterest', 'whatsapp', 'facebook', 'email', 'x']),
      content_type: 'article',
    });
}

/** Looks at a product. */
export function product(visit: Visit, line: Line): void {
  const { slug, name } = line.product;
  visit.open(`/product/${slug}`, name);
  const item = visit.item(line);
  visit.say('view_item', { currency: visit.currency, value: item.price ?? 0, items: [item] });
  const { random } = visit;
  if (random.chance(0.018)) visit.say('add_to_wishlist', { currency: visit.currency, items: [item] });
  if (random.chance(0.006))
    visit.say('share', { method: random.pick(['pinterest', 'whatsapp', 'facebook']) });
  if (random.chance(0.004))
    visit.say('file_download', { file_name: `${slug}-care.pdf`, file_extension: 'pdf' });
}

/** What some visitors do beside looking and buying: ask, call, subscribe, leave for elsewhere. */
export function aside(visit: Visit): { subscribed: boolean } {
  const { random } = visit;
  const told = { subscribed: false };
  if (random.chance(0.012)) {
    visit.open('/contact', 'Contact');
    const at = random.next();
    if (at < 0.4) visit.say('form_submit', { form_name: 'contact', form_kind: 'contact' });
    else if (at < 0.65) visit.say('click', { kind: 'tel', link_url: 'tel:+4930000000' });
    else if (at < 0.85) visit.say('click', { kind: 'mailto', link_url: 'mailto:hello@kontor.example' });
    else visit.say('generate_lead', { currency: visit.currency, value: 0 });
  }
  if (random.chance(0.006))
    visit.say('click', { kind: 'outbound', link_url: 'https://www.instagram.com/kontor' });
  if (!visit.plan.person.subscribed && random.chance(0.014)) {
    visit.say('form_submit', { form_name: 'newsletter', form_kind: 'newsletter' });
    visit.say('newsletter_subscribe', { method: 'footer' });
    told.subscribed = true;
  }
  return told;
}

/** How fast the page was, by the visitor's own browser. */
export function vitals(visit: Visit, path: string): void {
  const { random } = visit;
  const slow = visit.device.browser.kind === 'mobile' ? 1.45 : 1;
  const page = /^[^?]*/.exec(path)?.[0] ?? '/';
  const say = (metric: string, value: number, good: number, poor: number) =>
    visit.say('web_vital', {
      metric,
      value: Math.round(value * 1e4) / 1e4,
      rating: value <= good ? 'good' : value <= poor ? 'needs-improvement' : 'poor',
      page,
    });
  const ttfb = random.around(310 * slow, 0.55);
  say('TTFB', ttfb, 800, 1800);
  say('FCP', ttfb + random.around(640 * slow, 0.45), 1800, 3000);
  say('LCP', ttfb + random.around(1150 * slow, 0.5), 2500, 4000);
  say('CLS', random.around(0.035, 1), 0.1, 0.25);
  if (random.chance(0.7)) say('INP', random.around(95 * slow, 0.6), 200, 500);
}
