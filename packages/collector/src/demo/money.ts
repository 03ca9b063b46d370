import { type Calendar, dateOf } from './calendar.js';
import { EURO_IN } from './countries.js';
import type { Random } from './random.js';
import type { DemoRow } from './row.js';
import { SOURCES } from './sources.js';
import type { Visit } from './visit.js';

/** Revenue of a visit on the average, in euro: what the costs of running the shop are measured by. */
const REVENUE_PER_VISIT = 1.9;

/** What is paid for: advertising by the click, the rest by the day; and the rates of the day. */
export class Money {
  readonly #clicks = new Map<string, number>();

  constructor(
    private readonly calendar: Calendar,
    private readonly visitsPerDay: number,
    private readonly random: Random,
  ) {}

  visited({ source }: Visit): void {
    if (source.perClick === undefined) return;
    this.#clicks.set(source.name, (this.#clicks.get(source.name) ?? 0) + 1);
  }

  /** A rate for each currency and day. */
  *rates(): Generator<DemoRow> {
    const rates = { ...EURO_IN };
    for (let day = this.calendar.first; day <= this.calendar.last; day++)
      for (const quote of Object.keys(rates)) {
        const rate = (rates[quote] as number) * (1 + 0.0035 * this.random.normal());
        rates[quote] = rate;
        yield {
          dataset: 'exchange_rates',
          row: { date: dateOf(day), base: 'EUR', quote, rate: Number(rate.toPrecision(6)) },
        };
      }
  }

  *of(day: number): Generator<DemoRow> {
    const { random } = this;
    const date = dateOf(day);
    for (const { name, perClick, source, medium, campaign } of SOURCES) {
      const visits = this.#clicks.get(name);
      if (perClick === undefined || visits === undefined) continue;
      // Some who click are gone before the page has loaded.
      const clicks = visits + random.poisson(visits * 0.05);
      const cost = cents(clicks * random.around(perClick, 0.12));
      const kind = medium === 'affiliate' ? 'marketing' : 'ads';
      const impressions = Math.round(clicks / random.between(0.012, 0.045));
      yield {
        dataset: 'costs',
        row: { date, kind, source, medium, campaign, cost, currency: 'EUR', clicks, impressions },
      };
    }
    this.#clicks.clear();
    const daily = this.visitsPerDay * REVENUE_PER_VISIT;
    const cost = (kind: string, share: number, more: object = {}): DemoRow => ({
      dataset: 'costs',
      row: { date, kind, ...more, cost: cents(daily * share), currency: 'EUR' },
    });
    yield cost('operating', 0.19);
    yield cost('marketing', 0.015, { source: 'newsletter', medium: 'email' });
    if (date.endsWith('-15')) yield cost('marketing', 0.3);
  }
}

/** An amount of euro with two decimals. */
export function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
