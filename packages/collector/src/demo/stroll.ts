import { article, aside, home, landingPath, product, search, shelf, vitals } from './browse.js';
import { addToCart, checkout, viewCart } from './buy.js';
import type { Promotion } from './calendar.js';
import { ARTICLES, BY_POPULARITY, PRODUCTS, type Product, SHELVES } from './catalogue.js';
import { type Device, newDevice, type Plan } from './person.js';
import type { Random } from './random.js';
import { DIRECT, type Source, type sourcesAt } from './sources.js';
import { type Outcome, Visit } from './visit.js';

/** What is so for every visit of a day. */
export interface Today {
  day: number;
  sources: ReturnType<typeof sourcesAt>;
  promotion: Promotion | undefined;
  /** How far the competitors have gone down, from 0 to 1. */
  priceWar: number;
  /** Name of the week's newsletter. */
  newsletter: string;
}

const FIT = { mobile: 0.78, desktop: 1.32, tablet: 1.05 } as const;
const FOUGHT_OVER = new Set(['Cookware', 'Knives']);

/** One visit, from its first page to its last: what is seen, searched, put into the cart and bought. */
export function stroll(
  plan: Plan,
  today: Today,
  random: Random,
  nextOrder: () => string,
): { visit: Visit; outcome: Outcome } {
  const { person, intent } = plan;
  const device = deviceOf(plan, random);
  const source = plan.source ?? sourceOf(plan, today, random);
  device.visits++;
  const favourite = () => byTaste(person.taste, random);
  const kind = source.landing.draw(random);
  const first = intent === 'browse' ? undefined : (person.cart[0]?.product ?? undefined);
  const wanted = first ?? (kind === 'product' ? popular(random) : undefined);
  const path = wanted ? `/product/${wanted.slug}` : landingPath(kind, random, () => popular(random));
  const campaign = source.campaign === 'WEEK' ? today.newsletter : source.campaign;
  const visit = new Visit(plan, device, source, path, campaign, random);
  const outcome: Outcome = { ended: plan.time, order: undefined, subscribed: false };

  land(visit, path, wanted, today);
  if (person.kind === 'bot') crawl(visit);
  else if (intent === 'browse' && random.chance(0.4)) visit.leave(6_500);
  else {
    if (random.chance(0.05)) vitals(visit, path);
    const fresh = look(visit, today, favourite);
    if (intent === 'buy')
      for (let more = basketSize(random) + (person.taste > 0.8 ? 1 : 0); more > 0; more--) {
        const line = { product: favourite(), quantity: quantityOf(random) };
        product(visit, line);
        addToCart(visit, person.cart, line);
      }
    outcome.subscribed = aside(visit).subscribed;
    if (person.cart.length > 0 && (fresh || intent !== 'browse'))
      outcome.order = toTheTill(visit, today, nextOrder);
  }
  visit.leave();
  outcome.ended = visit.now;
  if (outcome.order) person.cart = [];
  return { visit, outcome };
}

/** What somebody looks at: of two products the cheaper, the dearer, or any. */
function byTaste(taste: number, random: Random): Product {
  const draw = () => (random.chance(0.6) ? BY_POPULARITY.draw(random) : random.pick(PRODUCTS));
  const [one, other] = [draw(), draw()];
  const cheaper = one.price <= other.price ? one : other;
  if (taste < 0.35) return cheaper;
  return taste > 0.7 && cheaper === one ? other : one;
}

const popular = (random: Random): Product =>
  PRODUCTS[Math.floor(random.next() ** 1.6 * PRODUCTS.length)] as Product;

function deviceOf({ person, time }: Plan, random: Random): Device {
  const { devices } = person;
  const first = devices[0] as Device;
  if (first.visits === 0 || person.kind !== 'person') return first;
  // Some look on the telephone and buy at the desk.
  if (devices.length === 1 && random.chance(0.06)) devices.push(newDevice(time, random));
  return devices.length > 1 && random.chance(0.4) ? (devices[1] as Device) : first;
}

function sourceOf({ person }: Plan, today: Today, random: Random): Source {
  return person.kind === 'bot' || person.kind === 'staff' ? DIRECT : today.sources.draw(random);
}

function land(visit: Visit, path: string, wanted: Product | undefined, today: Today): void {
  if (wanted) product(visit, { product: wanted, quantity: 1 });
  else if (path === '/') home(visit, today.promotion);
  else if (path.startsWith('/blog/')) article(visit, path.slice(6));
  else shelf(visit, path.slice('/category/'.length));
}

/** Walks through the shop. @returns whether something was put into the cart */
function look(visit: Visit, today: Today, favourite: () => Product): boolean {
  const { random } = visit;
  const { person, intent } = visit.plan;
  const pages = intent === 'browse' ? 1 + Math.floor(random.exponential(2.7)) : random.below(2);
  let fresh = false;
  for (let page = 0; page < pages; page++) {
    const at = random.next();
    if (at < 0.5) {
      const line = { product: favourite(), quantity: 1 };
      product(visit, line);
      if (!random.chance(readiness(visit, line.product, today))) continue;
      line.quantity = quantityOf(random);
      addToCart(visit, person.cart, line);
      fresh = true;
      if (random.chance(0.24)) {
        const also = { product: PRODUCTS[line.product.complement] as Product, quantity: 1 };
        product(visit, also);
        addToCart(visit, person.cart, also);
      }
    } else if (at < 0.78) shelf(visit, random.pick(SHELVES).slug);
    else if (at < 0.86) search(visit);
    else if (at < 0.93) article(visit, random.pick(ARTICLES));
    else home(visit, today.promotion);
  }
  return fresh;
}

/** How likely it is that a product looked at goes into the cart. */
function readiness(visit: Visit, { category }: Product, { promotion, priceWar }: Today): number {
  const { plan, device, source } = visit;
  const fought = FOUGHT_OVER.has(category) ? 1 - 0.45 * priceWar : 1;
  const share = 0.06 * source.buys * plan.person.country.buys * FIT[device.browser.kind] * fought;
  return Math.min(0.6, share * (promotion ? 1.35 : 1) * (plan.person.orders > 0 ? 1.4 : 1));
}

function toTheTill(visit: Visit, today: Today, nextOrder: () => string) {
  const { random } = visit;
  const { person, intent } = visit.plan;
  const { cart } = person;
  const resolve = intent === 'buy' ? 0.82 : intent === 'cart' ? 0.35 : person.orders > 0 ? 0.4 : 0;
  const resumes = intent === 'cart' && random.chance(0.75);
  if (!resumes && random.chance(0.8)) viewCart(visit, cart);
  if (cart.length === 0 || !random.chance(0.37 + 0.63 * resolve)) return undefined;
  if (person.orders > 0 && person.signsIn && random.chance(0.7)) visit.say('login', { method: 'email' });
  const order = checkout(visit, cart, resolve, resumes, today.promotion, nextOrder);
  if (!order) return undefined;
  if (person.orders === 0 && person.signsIn) visit.say('sign_up', { method: 'email' });
  if (random.chance(0.06))
    visit.say('survey_response', {
      kind: 'nps',
      score: Math.min(10, Math.max(0, Math.round(8.6 + 1.9 * random.normal()))),
    });
  return order;
}

function crawl(visit: Visit): void {
  for (let pages = visit.random.below(12); pages > 0; pages--) {
    const { slug, name } = visit.product();
    visit.open(`/product/${slug}`, name);
  }
}

const basketSize = (random: Random): number =>
  1 + (random.chance(0.42) ? 1 : 0) + (random.chance(0.16) ? 1 : 0);

const quantityOf = (random: Random): number => {
  const at = random.next();
  return at < 0.86 ? 1 : at < 0.97 ? 2 : 4;
};
