import type { Random } from './random.js';

export const DAY = 24 * 3600_000;
export const HOUR = 3600_000;
export const MINUTE = 60_000;

/** Monday first: people look for pans on Sundays and Mondays, and have other things to do on Fridays. */
const WEEKDAYS = [1.1, 1.03, 1, 1, 0.9, 0.87, 1.14];

/** Mid of each month, January first. */
const SEASON = [0.95, 0.88, 0.94, 0.95, 0.92, 0.86, 0.8, 0.84, 0.98, 1.08, 1.42, 1.5];

/** A sale of the whole shop. */
export interface Promotion {
  name: string;
  coupon: string;
  discount: number;
}

const PROMOTIONS: readonly (Promotion & { from: string; to: string })[] = [
  { name: 'January sale', coupon: 'WINTER15', discount: 0.15, from: '01-04', to: '01-18' },
  { name: 'Spring table', coupon: 'SPRING10', discount: 0.1, from: '03-20', to: '03-30' },
  { name: 'Summer sale', coupon: 'SUMMER15', discount: 0.15, from: '06-24', to: '07-07' },
  { name: 'Black Week', coupon: 'BLACK20', discount: 0.2, from: '11-21', to: '11-30' },
  { name: 'Advent', coupon: 'ADVENT10', discount: 0.1, from: '12-05', to: '12-15' },
];

/** What a day of the demo shop is like. Days are numbers since the epoch. */
export class Calendar {
  readonly #weights: number[] = [];
  /** When the shop could not be reached. */
  readonly outage: { from: number; to: number } | undefined;
  /** Days in which a competitor sold below cost. */
  readonly priceWar: { from: number; to: number } | undefined;

  constructor(
    readonly first: number,
    readonly last: number,
    random: Random,
  ) {
    const days = last - first + 1;
    const at = (share: number) => first + Math.floor(days * share);
    if (days >= 7) {
      const start = at(0.62) * DAY + 11 * HOUR;
      this.outage = { from: start, to: start + 5 * HOUR };
    }
    if (days >= 60) this.priceWar = { from: at(0.7), to: at(0.79) };
    for (let day = first; day <= last; day++) {
      const growth = 0.82 + (0.36 * (day - first)) / days;
      const noise = 1 + 0.07 * random.normal();
      // The outage takes a third of its day's visits with it: they are not made up elsewhere.
      const lost = this.outage && Math.floor(this.outage.from / DAY) === day ? 0.68 : 1;
      const sale = this.promotion(day) ? 1.22 : 1;
      this.#weights.push(
        Math.max(0.3, noise) * growth * lost * sale * (WEEKDAYS[(day + 3) % 7] as number) * seasonOf(day),
      );
    }
  }

  /** The share of all visits that fall on each day, summed up to and with it. */
  shares(): number[] {
    const total = this.#weights.reduce((sum, weight) => sum + weight, 0);
    let sum = 0;
    return this.#weights.map((weight) => {
      sum += weight / total;
      return sum;
    });
  }

  promotion(day: number): Promotion | undefined {
    const date = dateOf(day).slice(5);
    return PROMOTIONS.find(({ from, to }) => from <= date && date <= to);
  }

  /** How far the competitors have gone down, from 0 to 1. */
  priceWarOn(day: number): number {
    if (!this.priceWar || day < this.priceWar.from || day > this.priceWar.to) return 0;
    return Math.min(1, (day - this.priceWar.from + 1) / 5);
  }

  isOut(time: number): boolean {
    return this.outage !== undefined && time >= this.outage.from && time < this.outage.to;
  }

  /** Where a day lies in the whole period, from 0 to 1: campaigns start and end by it. */
  progress(day: number): number {
    return (day - this.first) / (this.last - this.first + 1);
  }
}

function seasonOf(day: number): number {
  const date = new Date(day * DAY);
  const month = date.getUTCMonth() + (date.getUTCDate() - 15) / 30;
  const before = Math.floor(month);
  const [left, right] = [before, before + 1].map((at) => SEASON[(at + 12) % 12] as number) as [
    number,
    number,
  ];
  // Who has not ordered by the 20th gets nothing before Christmas.
  const late = date.getUTCMonth() === 11 && date.getUTCDate() > 20 ? 0.6 : 1;
  return late * (left + (right - left) * (month - before));
}

/** `2026-01-31` */
export function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** How many visits begin in each hour of a visitor's own day, in shares. */
const HOURS = [
  ...[11, 6, 4, 3, 3, 5, 12, 24, 34, 42, 47, 49],
  ...[50, 48, 47, 47, 48, 52, 58, 68, 78, 80, 62, 30],
];
const HOUR_SUMS = HOURS.map((_, hour) => HOURS.slice(0, hour + 1).reduce((sum, share) => sum + share, 0));
const HOUR_TOTAL = HOUR_SUMS.at(-1) as number;

/** A moment of the local day, ms after its midnight, as visits are spread over it. */
export function momentOfDay(random: Random): number {
  const at = random.next() * HOUR_TOTAL;
  const hour = HOUR_SUMS.findIndex((sum) => sum > at);
  return hour * HOUR + Math.floor(random.next() * HOUR);
}
