import type { EventData, Item } from '@footfall/protocol';
import type { LoggedContext, LoggedEvent } from '../facts/logged.js';
import { BY_POPULARITY, type Product, priceIn } from './catalogue.js';
import type { Device, Line, Plan } from './person.js';
import type { Random } from './random.js';
import { clickIdOf, type Source } from './sources.js';
import { uuidAt } from './uuid.js';

/** Where the demo shop says that it is; the name is reserved for examples. */
export const ORIGIN = 'https://kontor.example';

/** Events that share a context, without the site that they are for. */
export interface DemoBatch {
  received: number;
  context: LoggedContext;
  events: LoggedEvent[];
}

/** What becomes of a visit, for what comes after it. */
export interface Outcome {
  ended: number;
  order: PlacedOrder | undefined;
  subscribed: boolean;
}

/** An order as the shop’s books have it; amounts are decimals of its currency. */
export interface PlacedOrder {
  id: string;
  time: number;
  currency: string;
  value: number;
  tax: number;
  shipping: number;
  coupon: string | undefined;
  payment: string;
  tier: string;
  lines: Line[];
  /** Unit prices as they were paid, in the order's currency. */
  prices: number[];
}

/** The visit that is under way: its clock, its page, and what has happened in it so far. */
export class Visit {
  readonly events: LoggedEvent[] = [];
  readonly currency: string;
  readonly landing: string;
  readonly referrer: string;
  readonly id: string;
  /** The moment that it has come to. */
  now: number;
  #url = '';
  #opened = 0;

  constructor(
    readonly plan: Plan,
    readonly device: Device,
    readonly source: Source,
    path: string,
    readonly campaign: string,
    readonly random: Random,
  ) {
    this.now = plan.time;
    this.currency = plan.person.country.currency;
    this.id = uuidAt(plan.time, random);
    const click = source.clickId
      ? `${source.query === '' ? '' : '&'}${source.clickId}=${clickIdOf(random)}`
      : '';
    const query = `${source.query === '' ? '' : source.query.replace('WEEK', campaign)}${click}`;
    this.landing = `${ORIGIN}${path}${query === '' ? '' : `?${query}`}`;
    this.referrer =
      source.referrers.length === 1 ? (source.referrers[0] as string) : random.pick(source.referrers);
  }

  /** Opens a page, having spent some time on the one before. */
  open(path: string, title: string): void {
    this.leave();
    const first = this.events.length === 0;
    const before = this.#url;
    this.#url = first ? this.landing : `${ORIGIN}${path}`;
    const referrer = first ? this.referrer : before;
    const event = this.#event('page_view');
    event.title = `${title} – Kontor`;
    if (referrer !== '') event.referrer = referrer;
    this.events.push(event);
    this.#opened = this.now;
  }

  /** Says how long the page was looked at. */
  leave(median = 21_000): void {
    if (this.#opened === 0) return;
    const spent = this.now - this.#opened;
    const looked = Math.round(Math.min(900_000, this.random.around(median, 0.9)));
    this.now = this.#opened + Math.max(spent + 400, looked);
    this.#opened = 0;
    // Who is gone within a second has seen nothing, and some tabs die without a word.
    if (looked < 1000 || this.plan.person.kind === 'bot' || this.random.chance(0.06)) return;
    this.say('user_engagement', { engagement_ms: looked, scroll: 20 + this.random.below(81) });
  }

  /** Something happens on the page, a little later. */
  say(name: string, data: EventData): void {
    this.now += 40 + this.random.below(2200);
    const event = this.#event(name);
    event.data = data;
    this.events.push(event);
  }

  #event(name: string): LoggedEvent {
    return { id: uuidAt(this.now, this.random), name, time: this.now, url: this.#url };
  }

  item({ product, quantity }: Line, index?: number): Item {
    const item: Item = {
      item_id: product.id,
      item_name: product.name,
      item_category: product.category,
      item_brand: product.brand,
      price: priceIn(product, this.currency),
      quantity,
    };
    if (index !== undefined) item.index = index;
    return item;
  }

  /** A product that somebody may look at: what many do, or what goes with the last one. */
  product(): Product {
    return BY_POPULARITY.draw(this.random);
  }

  /** The batch of all its events, said at its end. */
  batch(): DemoBatch {
    const { person } = this.plan;
    const { browser, visitor, visits, screen } = this.device;
    const context: LoggedContext = {
      origin: person.kind === 'cookieless' ? 'cookieless' : 'browser',
      visitor,
    };
    if (person.kind !== 'cookieless') {
      context.visit = { id: this.id, number: visits, landing: this.landing };
      if (this.referrer !== '') context.visit.referrer = this.referrer;
    }
    if (person.customer !== undefined && person.signsIn && person.kind === 'person')
      context.customer = person.customer;
    context.consent = 'granted';
    context.screen = screen;
    context.language = person.language;
    context.timezone = person.country.zone;
    context.userAgent = browser.userAgent;
    if (browser.brands !== undefined)
      context.hints = {
        brands: browser.brands,
        mobile: browser.kind === 'mobile' ? '?1' : '?0',
        platform: browser.platform as string,
      };
    context.country = person.country.code;
    if (person.kind === 'staff') context.internal = true;
    context.sdk = '1.0.0';
    return { received: this.now + 300, context, events: this.events };
  }
}
