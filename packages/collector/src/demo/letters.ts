import { iso } from './aftermath.js';
import { type Calendar, DAY, dateOf, HOUR } from './calendar.js';
import type { Random } from './random.js';
import type { DemoRow } from './row.js';
import type { Outcome, Visit } from './visit.js';

/** The newsletter: who reads it, and what became of each letter. */
export class Letters {
  #rows: DemoRow[] = [];
  readonly #clicks = new Map<string, number>();
  readonly #reading: string[] = [];
  #serial = 0;

  constructor(
    private readonly calendar: Calendar,
    private readonly visits: number,
    private readonly end: number,
    private readonly random: Random,
  ) {}

  /** Those who read it before the first visit. */
  *readers(): Generator<DemoRow> {
    const before = 40 + Math.round(this.visits * 0.03);
    for (let count = 0; count < before; count++) {
      const time = this.calendar.first * DAY - this.random.between(1, 700) * DAY;
      yield this.#subscribe(time);
    }
  }

  visited({ campaign, source }: Visit, { subscribed, ended }: Outcome): void {
    if (source.medium === 'email') this.#clicks.set(campaign, (this.#clicks.get(campaign) ?? 0) + 1);
    if (subscribed && ended < this.end) this.#rows.push(this.#subscribe(ended));
  }

  *of(day: number): Generator<DemoRow> {
    const { random } = this;
    yield* this.#rows;
    this.#rows = [];
    const reminded = this.#clicks.get('cart-reminder') ?? 0;
    this.#clicks.delete('cart-reminder');
    if (reminded > 0) yield this.#stats(day, 'cart-reminder', reminded * 5 + random.poisson(4), reminded, 0);
    // Wednesday: the week of last Thursday's letter is over.
    if (day % 7 !== 6 && day !== this.calendar.last) return;
    const sent = day - (day % 7);
    const campaign = `letter-${dateOf(sent)}`;
    const clicked = this.#clicks.get(campaign) ?? 0;
    this.#clicks.delete(campaign);
    if (clicked === 0 || sent < this.calendar.first) return;
    const leaving = Math.min(this.#reading.length, random.poisson(this.#reading.length * 0.0028));
    yield this.#stats(sent, campaign, Math.max(this.#reading.length, clicked * 8), clicked, leaving);
    for (let left = 0; left < leaving; left++) {
      const [subscriber_id] = this.#reading.splice(random.below(this.#reading.length), 1);
      const time = Math.min(sent * DAY + 8 * HOUR + random.exponential(20 * HOUR), this.end - 1000);
      yield {
        dataset: 'subscribers',
        row: { subscriber_id: subscriber_id as string, time: iso(time), action: 'unsubscribe' },
      };
    }
  }

  #stats(day: number, campaign: string, sent: number, clicks: number, unsubscribed: number): DemoRow {
    const bounced = this.random.poisson(sent * 0.012);
    const delivered = sent - Math.min(bounced, sent - clicks);
    const clicked = Math.min(clicks, delivered);
    const opened = Math.min(
      delivered,
      Math.max(clicked, Math.round(delivered * this.random.between(0.31, 0.44))),
    );
    return {
      dataset: 'email_stats',
      row: { date: dateOf(day), campaign, delivered, opened, clicked, unsubscribed, bounced },
    };
  }

  #subscribe(time: number): DemoRow {
    const id = `S${10_000 + ++this.#serial}`;
    this.#reading.push(id);
    return { dataset: 'subscribers', row: { subscriber_id: id, time: iso(time), action: 'subscribe' } };
  }
}
