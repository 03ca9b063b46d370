import { type Calendar, DAY, HOUR, MINUTE } from './calendar.js';
import { EURO_IN, rounded } from './countries.js';
import type { Person } from './person.js';
import { type Random, Weighted } from './random.js';
import type { DemoRow } from './row.js';
import type { PlacedOrder } from './visit.js';

const CHANNELS = new Weighted(
  [
    { channel: 'email', weight: 54, reply: 5.5 * HOUR, solve: 22 * HOUR, messages: 3 },
    { channel: 'chat', weight: 30, reply: 2.5 * MINUTE, solve: 25 * MINUTE, messages: 9 },
    { channel: 'phone', weight: 16, reply: 1.5 * MINUTE, solve: 3 * HOUR, messages: 1 },
  ],
  ({ weight }) => weight,
);
const REASONS = ['size', 'changed mind', 'damaged', 'not as described', 'late'];
const STARS = new Weighted([5, 4, 3, 2, 1], (_, index) => [58, 24, 9, 4, 5][index] as number);
const CSAT = new Weighted([5, 4, 3, 2, 1], (_, index) => [52, 29, 10, 5, 4][index] as number);

/** What an order leads to: its row in the shop system, what comes back, who asks, who praises. */
export class Aftermath {
  #rows: DemoRow[] = [];
  #serial = 0;
  #phoned = 0;

  constructor(
    private readonly calendar: Calendar,
    private readonly visitsPerDay: number,
    private readonly end: number,
    private readonly random: Random,
  ) {}

  ordered(order: PlacedOrder, person: Person): void {
    this.#book(order, person.customer, person.country.code);
    this.#sendBack(order);
    const { random } = this;
    if (random.chance(0.075)) this.#ask(order.time + DAY + random.exponential(4 * DAY), person.customer);
    if (random.chance(0.08)) this.#review(order);
    if (random.chance(0.05)) this.#wouldRecommend(order.time + random.between(10, 20) * DAY, person.customer);
  }

  *of(day: number): Generator<DemoRow> {
    const { random } = this;
    // Some telephone, and no browser knows of it.
    for (let calls = random.poisson(this.visitsPerDay * 0.0004); calls > 0; calls--) {
      const value = cents2(random.around(90, 0.4));
      this.#add('orders', day * DAY + random.between(8, 17) * HOUR, {
        ...{ order_id: `P${2_000_000 + ++this.#phoned}`, currency: 'EUR', value, tax: cents2(value * 0.19) },
        ...{ customer_id: `P${this.#phoned % 97}`, country: 'DE', payment_type: 'invoice', shipping: 4.9 },
      });
    }
    for (let asked = random.poisson(this.visitsPerDay * 0.0012); asked > 0; asked--)
      this.#ask(day * DAY + random.between(6, 21) * HOUR, undefined);
    const { outage } = this.calendar;
    if (outage && Math.floor(outage.from / DAY) === day)
      for (let asked = random.poisson(this.visitsPerDay * 0.02 + 3); asked > 0; asked--)
        this.#ask(random.between(outage.from, outage.to + 2 * HOUR), undefined);
    yield* this.#rows;
    this.#rows = [];
  }

  #add(dataset: string, time: number, row: DemoRow['row'], name = 'time'): boolean {
    if (time >= this.end) return false;
    this.#rows.push({ dataset, row: { ...row, [name]: iso(time) } });
    return true;
  }

  #book(order: PlacedOrder, customer: string | undefined, country: string): void {
    const { id, time, currency, value, tax, shipping, coupon, payment, tier, lines, prices } = order;
    this.#add('orders', time, {
      ...{
        order_id: id,
        currency,
        value,
        tax,
        shipping,
        country,
        payment_type: payment,
        shipping_tier: tier,
      },
      ...(customer !== undefined && { customer_id: customer }),
      ...(coupon !== undefined && { coupon }),
    });
    for (const [index, { product, quantity }] of lines.entries()) {
      const { id: item_id, name, category, brand, unitCost } = product;
      this.#rows.push({
        dataset: 'order_items',
        row: {
          ...{ order_id: id, line: index + 1, item_id, item_name: name, item_category: category },
          ...{ item_brand: brand, price: prices[index] as number, quantity },
          unit_cost: rounded(unitCost * (EURO_IN[currency] ?? 1), currency),
        },
      });
    }
  }

  #sendBack({ id, time, currency, value, lines, prices }: PlacedOrder): void {
    const { random } = this;
    const listed = lines.reduce((sum, { quantity }, index) => sum + quantity * (prices[index] as number), 0);
    for (const [index, { product, quantity }] of lines.entries()) {
      if (!random.chance(product.returned)) continue;
      const back = random.chance(0.8) ? quantity : 1;
      this.#add('refunds', time + random.between(4, 26) * DAY, {
        ...{ refund_id: `R-${id}-${index + 1}`, order_id: id, currency, item_id: product.id, quantity: back },
        value: rounded((back * (prices[index] as number) * value) / listed, currency),
        reason: random.pick(REASONS),
      });
    }
  }

  #ask(opened: number, customer: string | undefined): void {
    const { random } = this;
    const { channel, reply, solve, messages } = CHANNELS.draw(random);
    const replied = opened + random.exponential(reply);
    const solved = replied + random.exponential(solve);
    const escalated = random.chance(0.055);
    const id = `H${500_000 + ++this.#serial}`;
    const known = (time: number, name: string) => (time < this.end ? { [name]: iso(time) } : {});
    const stays = random.chance(0.03);
    const taken = this.#add(
      'cases',
      opened,
      {
        ...{ case_id: id, channel, messages: 1 + random.poisson(messages) },
        ...known(replied, 'first_reply'),
        ...(stays ? {} : known(solved, 'solved')),
        ...(escalated ? known(replied + (solved - replied) / 2, 'escalated') : {}),
        ...(customer !== undefined && { customer_id: customer }),
      },
      'opened',
    );
    if (!taken || stays || !random.chance(0.4)) return;
    const score = escalated ? Math.min(3, CSAT.draw(random)) : CSAT.draw(random);
    this.#add('survey_responses', solved + random.exponential(9 * HOUR), {
      ...{ response_id: `C-${id}`, kind: 'csat', score },
      ...(customer !== undefined && { customer_id: customer }),
    });
  }

  #review({ id, time, lines }: PlacedOrder): void {
    const { random } = this;
    this.#add('reviews', time + random.between(7, 32) * DAY, {
      ...{ review_id: `V-${id}`, rating: STARS.draw(random), item_id: random.pick(lines).product.id },
    });
  }

  #wouldRecommend(time: number, customer: string | undefined): void {
    const score = Math.min(10, Math.max(0, Math.round(8.5 + 1.9 * this.random.normal())));
    this.#add('survey_responses', time, {
      ...{ response_id: `N-${++this.#serial}`, kind: 'nps', score },
      ...(customer !== undefined && { customer_id: customer }),
    });
  }
}

const cents2 = (amount: number): number => Math.round(amount * 100) / 100;

/** ISO 8601 in UTC, to the second. */
export function iso(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
