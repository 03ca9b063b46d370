import type { EventData, Item } from '@footfall/protocol';
import { leadKindOf } from '../../enrich/form.js';
import { contentGroupOf } from '../../enrich/page.js';
import { CART_EVENTS } from '../../facts/cart.js';
import { labelOf, numberOf } from '../../facts/label.js';
import { LEAD, LEAD_EVENTS } from '../../facts/lead.js';
import type { LoggedContext } from '../../facts/logged.js';
import { toScaled } from '../../facts/money.js';
import { RANK } from '../../facts/order.js';
import { compareMoments } from '../../facts/order-of-events.js';
import { engagedMsOf, mergeVisits, type VisitEvent, visitOfEvent } from '../../facts/visit.js';
import type { Site } from '../store.js';
import type { LogEntry } from './log.js';
import type { SealedWord } from './order-words.js';
import { RefundEvents } from './refund-events.js';
import type { Subscriptions } from './subscriptions.js';
import type { SurveyAnswers } from './survey-answers.js';
import { TOUCH } from './touched.js';
import { type StoredVisitor, TRAIT } from './visitors.js';
import type { WriteContext } from './write-context.js';

const DAY_MS = 24 * 3600_000;
const CART_NAMES: ReadonlySet<string> = new Set(CART_EVENTS);
/** Events that carts, leads and orders are made from. */
const DERIVED_NAMES: ReadonlySet<string> = new Set([...CART_EVENTS, ...LEAD_EVENTS, 'purchase']);
const ITEM_NAMES = new Set(['view_item', 'add_to_cart', 'remove_from_cart']);
const ANSWER_NAMES = new Set(['newsletter_subscribe', 'newsletter_unsubscribe', 'survey_response']);
const CHECKOUT_NAMES = new Set(['add_shipping_info', 'add_payment_info']);

/** Turns log entries into merged facts, and notes whose derived facts must follow. */
export class Projector {
  readonly #refunds: RefundEvents;
  readonly #hit;
  readonly #itemHit;
  readonly #sighting;
  readonly #orderSince;
  readonly #claim;
  readonly #putClaim;
  readonly #lead;
  readonly #ordersNaming;
  readonly #noteDay;

  constructor(
    private readonly on: WriteContext,
    private readonly subscriptions: Subscriptions,
    private readonly surveyAnswers: SurveyAnswers,
  ) {
    const { db } = on;
    this.#refunds = new RefundEvents(on);
    this.#hit = db.prepare(
      `INSERT INTO hit (seq, site, time, name, visitor, visit, stated_visit, page, content_group, label, number,
         engaged_ms, derives) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#itemHit = db.prepare(
      'INSERT INTO item_hit (seq, line, site, time, name, visit, item, quantity) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.#sighting = db.prepare(
      `INSERT INTO sighting (visitor, customer, day, first, last) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (visitor, customer, day) DO UPDATE SET first = min(first, excluded.first),
         last = max(last, excluded.last)`,
    );
    this.#orderSince = db.prepare<[number, number], unknown>(
      'SELECT 1 FROM orders WHERE visitor = ? AND time >= ? LIMIT 1',
    );
    this.#claim = db.prepare<[number, string, number], { seq: number; word: string | null }>(
      'SELECT seq, word FROM order_claim WHERE site = ? AND order_id = ? AND rank = ?',
    );
    this.#putClaim = db.prepare(
      'INSERT OR REPLACE INTO order_claim (site, order_id, rank, seq, word) VALUES (?, ?, ?, ?, NULL)',
    );
    this.#lead = db.prepare(
      `INSERT INTO lead (seq, site, kind, time, visitor, visit, bot, internal, replaced)
       VALUES (?, ?, ?, ?, NULL, NULL, ?, ?, 0)`,
    );
    this.#ordersNaming = db
      .prepare<[number, string], string>('SELECT order_id FROM import_order WHERE site = ? AND visit_id = ?')
      .pluck();
    // Writes nothing new: the triggers of columns hear of it.
    this.#noteDay = db.prepare('UPDATE visit SET ended = ended WHERE key = ?');
  }

  project(entry: LogEntry): void {
    this.on.alive();
    const { event, seq } = entry;
    const { terms, touched, visitors } = this.on;
    const site = this.on.site(entry.site);
    const context = this.on.log.context(entry.contextKey);
    const visitor =
      context.visitor === undefined
        ? undefined
        : visitors.get(site.key, context.visitor, context.origin === 'cookieless');
    // An import or a server may have named it before.
    if (visitor && context.origin === 'cookieless' && visitors.loseCookies(visitor))
      touched.visitor(visitor, TOUCH.customer);

    const page = this.on.judge.page(event.url);
    const visit = visitor && context.visit ? this.#mergeVisit(site, entry, context, visitor, page) : null;
    if (visitor && !context.visit) {
      visitors.addTrait(visitor, TRAIT.loose);
      touched.visitor(visitor, TOUCH.loose);
    }
    const group = page === undefined ? null : contentGroupOf(page, site.settings.contentGroups);
    const name = terms.id(event.name);
    // Spelled out: spread, the list of each event is made of three others.
    this.#hit.run(
      seq,
      site.key,
      event.time,
      name,
      visitor?.key ?? null,
      visit,
      Number(visit !== null),
      terms.idOrNull(page),
      terms.idOrNull(group),
      terms.idOrNull(labelOf(event)),
      numberOf(event),
      engagedMsOf(event),
      Number(visit === null || DERIVED_NAMES.has(event.name)),
    );
    if (visitor && context.customer) this.#see(visitor, context.customer, event.time);
    if (event.data) this.#projectData(entry, event.data, site, context, visitor, visit, name);
    this.#projectLead(entry, site, context, visitor);
    if (ANSWER_NAMES.has(event.name)) {
      this.subscriptions.project(entry, this.#judged(entry, context));
      this.projectAnswer(entry);
    }
  }

  /** The answer of a `survey_response` event; also when another that had its id is gone. */
  projectAnswer(entry: LogEntry): void {
    this.surveyAnswers.project(entry, this.#judged(entry, this.on.log.context(entry.contextKey)));
  }

  /** The part of a visit that an event is; shared with visits that are folded anew. */
  visitEvent(
    entry: LogEntry,
    visitor: number,
    own: boolean,
    active: boolean,
    page = this.on.judge.page(entry.event.url),
  ): VisitEvent {
    const { event, contextKey } = entry;
    const { judge, log } = this.on;
    const site = this.on.site(entry.site);
    const context = log.context(contextKey);
    const person = judge.person(contextKey, context);
    const landing = context.visit?.landing ?? event.url;
    const referrer = context.visit ? context.visit.referrer : event.referrer;
    const lead = leadKindOf(event);
    return {
      event,
      visitor,
      own,
      active,
      cookieless: context.origin === 'cookieless',
      number: own ? (context.visit?.number ?? 1) : Number.MAX_SAFE_INTEGER,
      origins: judge.origins(person, site, landing, referrer),
      page: page ?? null,
      leadBit: lead ? LEAD[lead] : 0,
      bot: person.bot,
      internal: context.internal === true,
    };
  }

  #mergeVisit(
    site: Site,
    entry: LogEntry,
    context: LoggedContext,
    visitor: StoredVisitor,
    page: string | undefined,
  ): number {
    const { visits, visitors, touched } = this.on;
    const id = (context.visit as { id: string }).id;
    const part = visitOfEvent(this.visitEvent(entry, visitor.key, true, true, page));
    if (part.first.origins.continues) visitors.addTrait(visitor, TRAIT.continues);
    touched.visitor(visitor, TOUCH.visits);
    // An import can name the visit of an order before its beacons come.
    const known = visits.find(site.key, visitor.key, id);
    if (!known) for (const orderId of this.#ordersNaming.all(site.key, id)) touched.order(site.key, orderId);
    const before = visitors.sealedBefore(visitor);
    if (known && before !== undefined && visits.isSealed(known.key, known.fact, before)) {
      // The visit stays as it is and has an event more, of which the columns of its day know nothing.
      this.#noteDay.run(known.key);
      return known.key;
    }
    return visits.put(site.key, id, false, known ? mergeVisits(known.fact, part) : part, known).key;
  }

  #projectData(
    entry: LogEntry,
    data: EventData,
    site: Site,
    context: LoggedContext,
    visitor: StoredVisitor | undefined,
    visit: number | null,
    name: number,
  ): void {
    const { event } = entry;
    const { visitors, touched } = this.on;
    if (ITEM_NAMES.has(event.name) && data.items) this.#items(entry, data.items, site, visit, name);
    if (visitor && CART_NAMES.has(event.name)) {
      visitors.addTrait(visitor, TRAIT.cart);
      touched.visitor(visitor, TOUCH.carts);
    }
    if (visitor && CHECKOUT_NAMES.has(event.name)) touched.visitor(visitor, TOUCH.orders);
    if (event.name === 'purchase' && data.transaction_id !== undefined) {
      if (visitor) visitors.addTrait(visitor, TRAIT.order);
      this.#claimOrder(site.key, data.transaction_id, context.origin === 'server', entry);
      touched.order(site.key, data.transaction_id);
    }
    if (event.name === 'refund') this.projectRefund(entry);
  }

  /** The rows of a `refund` event; also when the site's currency, which those have that name none, has changed. */
  projectRefund(entry: LogEntry): void {
    const { event, contextKey } = entry;
    if (!event.data) return;
    const judged = this.#judged(entry, this.on.log.context(contextKey));
    this.#refunds.project(event, event.data, this.on.site(entry.site), judged);
  }

  #projectLead(
    entry: LogEntry,
    site: Site,
    context: LoggedContext,
    visitor: StoredVisitor | undefined,
  ): void {
    const kind = leadKindOf(entry.event);
    if (!kind) return;
    if (visitor) {
      this.on.visitors.addTrait(visitor, TRAIT.lead);
      this.on.touched.visitor(visitor, TOUCH.leads);
    } else {
      const { bot, internal } = this.#judged(entry, context);
      this.#lead.run(entry.seq, site.key, kind, entry.event.time, bot, internal);
    }
  }

  #items(entry: LogEntry, items: readonly Item[], site: Site, visit: number | null, name: number): void {
    const { event, seq } = entry;
    const { terms, products } = this.on;
    for (const [line, item] of items.entries()) {
      const id = item.item_id ?? item.item_name;
      if (!id) continue;
      const term = terms.id(id);
      const quantity = toScaled(item.quantity ?? 1, 3);
      this.#itemHit.run(seq, line, site.key, event.time, name, visit, term, quantity);
      if (!item.item_name) continue;
      const { item_name, item_category, item_brand } = item;
      products.say(site.key, term, {
        time: event.time,
        id: event.id,
        name: item_name,
        category: item_category,
        brand: item_brand,
      });
    }
  }

  #see(visitor: StoredVisitor, customer: string, time: number): void {
    const term = this.on.terms.id(customer);
    const day = Math.floor(time / DAY_MS);
    this.#sighting.run(visitor.key, term, day, time, time);
    // Only an order of that day or later can have another customer by it; most sightings come after all orders.
    if (visitor.traits & TRAIT.order && this.#orderSince.get(visitor.key, day * DAY_MS) !== undefined)
      this.on.touched.visitor(visitor, TOUCH.customer);
  }

  #claimOrder(site: number, orderId: string, fromServer: boolean, entry: LogEntry): void {
    const rank = fromServer ? RANK.server : RANK.browser;
    const known = this.#claim.get(site, orderId, rank);
    if (known === undefined || this.#comesBefore(entry, known))
      this.#putClaim.run(site, orderId, rank, entry.seq);
  }

  // A person's word counts before a bot's, else a bot that guesses order numbers could take orders away.
  #comesBefore(a: LogEntry, known: { seq: number; word: string | null }): boolean {
    const { log, judge } = this.on;
    const bot = (entry: LogEntry) =>
      Number(judge.person(entry.contextKey, log.context(entry.contextKey)).bot !== null);
    if (known.word !== null) {
      const sealed = JSON.parse(known.word) as SealedWord;
      return (bot(a) - Number(sealed.bot !== null) || compareMoments(a.event, sealed)) < 0;
    }
    const b = log.entry(known.seq);
    return (bot(a) - bot(b) || compareMoments(a.event, b.event)) < 0;
  }

  #judged(entry: LogEntry, context: LoggedContext): { bot: number | null; internal: number } {
    const { bot } = this.on.judge.person(entry.contextKey, context);
    return { bot: this.on.terms.idOrNull(bot), internal: Number(context.internal === true) };
  }
}
