import { iso } from './aftermath.js';
import { type Calendar, DAY, dateOf, HOUR } from './calendar.js';
import { PRODUCTS, type Product, SHELVES } from './catalogue.js';
import type { Random } from './random.js';
import type { DemoRow } from './row.js';
import { ORIGIN } from './visit.js';

/** Where each stands against the shop's prices in peace, and how far down it goes in a war. */
const COMPETITORS = [
  { competitor: 'Pfannenkönig', level: 0.98, falls: 0.34 },
  { competitor: 'Tischwelt', level: 1.04, falls: 0.22 },
  { competitor: 'Cuisine Directe', level: 1.1, falls: 0.12 },
];
/** What the war is about. */
const FOUGHT = new Set(['Cookware', 'Knives']);
const COMPARED: readonly Product[] = SHELVES.flatMap(({ products }) => products.slice(0, 7));

const QUERIES: readonly (readonly [query: string, page: string, position: number, impressions: number])[] = [
  ['carbon steel pan', '/product/carbon-steel-pan-26-cm', 6.2, 340],
  ['cast iron casserole', '/product/cast-iron-casserole-4-l', 8.4, 290],
  ['iron pan', '/category/cookware', 9.5, 420],
  ['kitchen knives', '/category/knives', 14.1, 510],
  ['santoku', '/product/santoku-17-cm', 11.3, 260],
  ['stoneware bowl', '/product/stoneware-bowl', 4.8, 150],
  ['linen napkins', '/product/linen-napkin-set-of-four', 5.5, 120],
  ['hand coffee grinder', '/product/hand-grinder', 7.7, 310],
  ['pour over dripper', '/product/pour-over-dripper', 9.9, 180],
  ['season a steel pan', '/blog/seasoning-a-steel-pan', 2.6, 610],
  ['which kitchen knife first', '/blog/which-knife-first', 3.4, 220],
  ['wooden board care', '/blog/care-of-wooden-boards', 4.1, 240],
  ['kontor', '/', 1.1, 190],
  ['kontor shop', '/', 1, 90],
];
const MARKETS = [
  { country: 'DE', share: 1, behind: 0 },
  { country: 'AT', share: 0.2, behind: 0.6 },
  { country: 'CH', share: 0.16, behind: 1.1 },
  { country: 'US', share: 0.5, behind: 9 },
];

/** What happens around the shop: competitors, search engines, networks, marketplaces. */
export class Market {
  readonly #networks = [
    { network: 'instagram', followers: 5200, daily: 6, likes: 60 },
    { network: 'pinterest', followers: 3100, daily: 4, likes: 25 },
    { network: 'facebook', followers: 2700, daily: 0.8, likes: 12 },
    { network: 'youtube', followers: 900, daily: 2, likes: 18 },
  ];
  #serial = 0;

  constructor(
    private readonly calendar: Calendar,
    private readonly visitsPerDay: number,
    private readonly end: number,
    private readonly random: Random,
  ) {}

  *of(day: number): Generator<DemoRow> {
    const war = this.calendar.priceWarOn(day);
    const after = this.calendar.priceWar?.to === day - 1;
    if (day % 7 === 4 || day === this.calendar.first || after || (war > 0 && day % 3 === 0))
      yield* this.#prices(day, war);
    if (day % 7 === 4 || day === this.calendar.first) yield* this.#positions(day);
    yield* this.#social(day);
    yield* this.#marketplaces(day);
  }

  *#prices(day: number, war: number): Generator<DemoRow> {
    for (const { id, category, price } of COMPARED)
      for (const { competitor, level, falls } of COMPETITORS) {
        const cut = FOUGHT.has(category) ? 1 - falls * war : 1;
        const asked = Math.floor(price * level * cut * this.random.between(0.98, 1.02)) + 0.99;
        yield {
          dataset: 'competitor_prices',
          row: { item_id: id, competitor, date: dateOf(day), price: asked, currency: 'EUR' },
        };
      }
  }

  *#positions(day: number): Generator<DemoRow> {
    const { random } = this;
    // Slowly up over the year, with what search engines do every week.
    const climbed = 1 - 0.25 * this.calendar.progress(day);
    for (const [query, path, position, seen] of QUERIES)
      for (const { country, share, behind } of MARKETS) {
        const at = Math.max(1, 1 + (position + behind - 1) * climbed + random.normal() * 0.06 * position);
        const impressions = random.poisson(seen * share);
        const clicks = Math.min(impressions, random.poisson(impressions * (0.32 / at ** 1.1)));
        yield {
          dataset: 'search_positions',
          row: {
            ...{ date: dateOf(day), query, page: `${ORIGIN}${path}`, country },
            ...{ position: Math.round(at * 10) / 10, impressions, clicks },
          },
        };
      }
  }

  *#social(day: number): Generator<DemoRow> {
    const { random } = this;
    for (const network of this.#networks) {
      network.followers = Math.max(0, network.followers + random.poisson(network.daily) - random.poisson(1));
      yield {
        dataset: 'social_stats',
        row: {
          ...{ date: dateOf(day), network: network.network, comments: random.poisson(network.likes / 14) },
          ...{ likes: random.poisson(network.likes), reposts: random.poisson(network.likes / 20) },
          followers: network.followers,
        },
      };
    }
  }

  *#marketplaces(day: number): Generator<DemoRow> {
    const { random } = this;
    const often = 0.25 + Math.min(2, this.visitsPerDay / 400);
    for (let count = random.poisson(often); count > 0; count--) {
      const asked = day * DAY + random.between(7, 21) * HOUR;
      const answered = asked + random.exponential(11 * HOUR);
      if (asked >= this.end) continue;
      yield {
        dataset: 'marketplace_questions',
        row: {
          ...{ question_id: `Q${++this.#serial}`, place: random.pick(['amazon', 'amazon', 'etsy']) },
          asked: iso(asked),
          ...(answered < this.end && random.chance(0.94) && { answered: iso(answered) }),
        },
      };
    }
    for (let count = random.poisson(often); count > 0; count--) {
      const time = day * DAY + random.between(7, 22) * HOUR;
      if (time >= this.end) continue;
      yield {
        dataset: 'reviews',
        row: {
          ...{ review_id: `M${++this.#serial}`, time: iso(time), place: random.pick(['amazon', 'etsy']) },
          ...{ rating: random.pick([5, 5, 5, 4, 4, 3, 2]), item_id: random.pick(PRODUCTS).id },
        },
      };
    }
  }
}
