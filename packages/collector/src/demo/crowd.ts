import { type Calendar, DAY, MINUTE, momentOfDay } from './calendar.js';
import { offsetOf } from './countries.js';
import { becomeCustomer, newPerson, type Person, type Plan } from './person.js';
import type { Random } from './random.js';
import { BACK, NEWSLETTER, type Source } from './sources.js';
import type { Outcome } from './visit.js';

const WEEK = 7 * DAY;
/** Shortest time after which another visit is another visit, with some room. */
const APART = 35 * MINUTE;
/** Share of a day's visits that are by new visitors at least, however many come back. */
const NEW_AT_LEAST = 0.35;

/** Who comes when: new people as the calendar wants visits, and those who come back as their lives go. */
export class Crowd {
  readonly #plans: Plan[][];
  readonly #shares: number[];
  #today = Number.NaN;
  #made = 0;
  #customers = 0;

  constructor(
    private readonly calendar: Calendar,
    private readonly visits: number,
    private readonly random: Random,
  ) {
    this.#shares = calendar.shares();
    this.#plans = this.#shares.map(() => []);
  }

  /** The visits of a day in the order of time. More of the same day may come in while they are taken. */
  *on(day: number): Generator<Plan> {
    const index = day - this.calendar.first;
    this.#today = day;
    const plans = this.#plans[index] as Plan[];
    const wanted = this.visits * (this.#shares[index] as number) - this.#made;
    const fresh = Math.max(Math.round(wanted) - plans.length, Math.ceil(NEW_AT_LEAST * wanted), 0);
    for (let count = 0; count < fresh; count++) plans.push(this.#newcomer(day));
    plans.sort((a, b) => a.time - b.time);
    for (let at = 0; at < plans.length; at++) {
      this.#made++;
      yield plans[at] as Plan;
    }
    this.#plans[index] = [];
  }

  #newcomer(day: number): Plan {
    const { random } = this;
    const at = random.next();
    const kind = at < 0.028 ? 'bot' : at < 0.034 ? 'staff' : at < 0.095 ? 'cookieless' : 'person';
    const person = newPerson(day * DAY, kind, random);
    const time = day * DAY + momentOfDay(random) - offsetOf(person.country, day * DAY);
    return { person, time, intent: 'browse', source: undefined };
  }

  /** What comes after a visit: the person may come back, and some day does not any more. */
  after({ person, intent }: Plan, { ended, order, subscribed }: Outcome): void {
    const { random } = this;
    if (subscribed) person.subscribed = true;
    if (person.kind === 'staff' && random.chance(0.75))
      this.#return(person, ended + random.exponential(3 * DAY), 'browse');
    // Nobody can know that it is the same one again.
    if (person.kind !== 'person') return;
    if (order) {
      person.orders++;
      if (person.orders === 1) becomeCustomer(person, ++this.#customers, random);
      if (random.chance(0.16)) this.#return(person, ended + random.exponential(6 * DAY), 'browse');
      if (!random.chance(person.dropout))
        this.#return(person, ended + DAY + random.exponential(WEEK / person.rate), 'buy');
      return;
    }
    if (intent === 'buy') {
      if (random.chance(0.6)) this.#return(person, ended + random.exponential(2 * DAY), 'buy');
    } else if (person.cart.length > 0) {
      if (random.chance(0.42))
        this.#return(
          person,
          ended + random.exponential(1.6 * DAY),
          'cart',
          random.chance(0.4) ? REMINDER : undefined,
        );
    } else if (random.chance(0.27)) this.#return(person, ended + random.exponential(6 * DAY), 'browse');
  }

  #return(person: Person, about: number, intent: Plan['intent'], source?: Source): void {
    const { random, calendar } = this;
    const earliest = about + APART;
    let time = earliest;
    // Who comes back on another day does so at a time of day that suits.
    if (random.chance(0.8)) {
      const next = Math.floor(earliest / DAY) + 1;
      time = Math.max(earliest, next * DAY + momentOfDay(random) - offsetOf(person.country, next * DAY));
    }
    const plan: Plan = { person, time: Math.floor(time), intent, source: source ?? BACK.draw(random) };
    const day = Math.floor(time / DAY);
    if (day > calendar.last) return;
    const list = this.#plans[day - calendar.first] as Plan[];
    let at = list.length;
    // Today's list is being walked through, and what is added to it must come in its turn.
    if (day === this.#today) while (at > 0 && (list[at - 1] as Plan).time > plan.time) at--;
    if (at === list.length) list.push(plan);
    else list.splice(at, 0, plan);
  }
}

/** The mail that reminds of a cart. */
const REMINDER: Source = {
  ...NEWSLETTER,
  name: 'cart-reminder',
  campaign: 'cart-reminder',
  query: 'utm_source=newsletter&utm_medium=email&utm_campaign=cart-reminder',
};
