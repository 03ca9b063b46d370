import { Aftermath } from './aftermath.js';
import type { Calendar } from './calendar.js';
import { PRODUCTS } from './catalogue.js';
import { Letters } from './letters.js';
import { Market } from './market.js';
import { Money } from './money.js';
import type { Random } from './random.js';
import type { DemoRow } from './row.js';
import type { Outcome, Visit } from './visit.js';

/** What the shop's other systems would export: each day's rows, from what happened on it. */
export class Books {
  readonly #money: Money;
  readonly #aftermath: Aftermath;
  readonly #letters: Letters;
  readonly #market: Market;

  /** @param end nothing is known of what comes after it, ms */
  constructor(calendar: Calendar, visits: number, end: number, random: Random) {
    const perDay = visits / (calendar.last - calendar.first + 1);
    this.#money = new Money(calendar, perDay, random);
    this.#aftermath = new Aftermath(calendar, perDay, end, random);
    this.#letters = new Letters(calendar, visits, end, random);
    this.#market = new Market(calendar, perDay, end, random);
  }

  /** What is known before the first visit: rates first, so that no order has to be priced twice. */
  *open(): Generator<DemoRow> {
    yield* this.#money.rates();
    for (const { id, name, category, brand, price, unitCost } of PRODUCTS)
      yield {
        dataset: 'products',
        row: {
          ...{ item_id: id, item_name: name, item_category: category, item_brand: brand },
          ...{ price, unit_cost: unitCost, currency: 'EUR' },
        },
      };
    yield* this.#letters.readers();
  }

  visited(visit: Visit, outcome: Outcome): void {
    if (visit.plan.person.kind === 'bot' || visit.plan.person.kind === 'staff') return;
    this.#money.visited(visit);
    this.#letters.visited(visit, outcome);
    if (outcome.order) this.#aftermath.ordered(outcome.order, visit.plan.person);
  }

  /** The rows of a day that has ended. */
  *close(day: number): Generator<DemoRow> {
    yield* this.#aftermath.of(day);
    yield* this.#money.of(day);
    yield* this.#letters.of(day);
    yield* this.#market.of(day);
  }
}
