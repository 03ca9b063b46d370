import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FactShop } from './fact-shop.fixture.js';
import { type KpiAnswer, listKpis } from './index.js';
import { INTERVALS, type Interval } from './period.js';

// What must hold between the answers of one shop, whatever the figure: asked for all KPIs of marketing and care.

const FROM = Date.parse('2026-02-20T00:00:00Z');
const PERIOD = { from: '2026-03-01', to: '2026-04-02' };
const MINUTE = 60_000;

const KPIS = listKpis().filter(({ theme }) => theme !== 'sales');

/** Figures whose pieces of any cut sum to the whole; `''` is the value. */
const ADDITIVE: Readonly<Record<string, readonly string[]>> = {
  visits: [''],
  page_views: [''],
  blog_traffic: ['visits', 'views'],
  promotion_clicks: [''],
  social_shares: [''],
  ppc_conversions: [''],
  newsletter_subscribers: ['new', 'lost'],
  emails_opened: [''],
  emails_clicked: [''],
  product_reviews: [''],
  social_engagement: ['', 'likes', 'reposts', 'new_followers'],
  cases_opened: [''],
  service_emails: ['', 'messages'],
  service_chats: ['', 'messages'],
  traffic_sources: ['visits', 'orders', 'revenue'],
  top_pages: ['views', 'entrances', 'exits'],
  site_search: ['searches', 'without_result'],
  marketplace_reputation: ['ratings', 'questions', 'answers'],
  web_vitals: ['measurements'],
  net_promoter_score: ['promoters', 'passives', 'detractors'],
};
/** Stocks: the last piece of any cut has the value of the whole, and the rows of a breakdown sum to it. */
const STOCKS = ['newsletter_subscribers', 'active_issues'];
/** Every KPI by every dimension that it has. */
const BROKEN_DOWN = KPIS.flatMap(({ id, dimensions }) => dimensions.map((by) => [id, by] as const));
/** Dimensions of which a row can have several values. */
const SHARED = new Set(['content_group']);

const pick = <const T>(...values: T[]) => fc.constantFrom(...values);
const hour = fc.integer({ min: 0, max: 24 * 45 });
const small = fc.integer({ min: 0, max: 9 });
const list = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 8 });

const made = fc.record({
  timezone: pick('Asia/Kathmandu', 'America/New_York', 'Europe/Berlin'),
  visits: list(
    fc.record({
      ...{ hour, visitor: small, order: fc.boolean(), bot: pick(null, null, 'crawler') },
      ...{
        channel: pick('Email', 'Paid Search', 'Direct'),
        device: pick('mobile', null),
        page: pick('/', '/b'),
      },
      ...{
        engaged: fc.integer({ min: 0, max: 60_000 }),
        group: pick('blog', null),
        vital: small,
        score: small,
      },
    }),
  ),
  subscribers: list(fc.record({ hour, stays: hour, list: pick('news', '') })),
  mailings: list(fc.record({ day: small, campaign: pick('Spring', 'Sale'), opened: small, clicked: small })),
  positions: list(fc.record({ day: small, query: pick('pan', 'wok'), position: small, impressions: small })),
  reviews: list(
    fc.record({
      hour,
      stars: fc.integer({ min: 1, max: 5 }),
      item: pick('mug', null),
      place: pick('mall', null),
    }),
  ),
  questions: list(fc.record({ hour, place: pick('mall', 'stall'), answered: pick(null, 60, 7200) })),
  social: list(fc.record({ day: small, network: pick('x', 'y'), comments: small, followers: small })),
  cases: list(
    fc.record({ hour, channel: pick('email', 'chat'), reply: pick(null, 5), solved: pick(null, 5, 20_000) }),
  ),
});
type Made = typeof made extends fc.Arbitrary<infer T> ? T : never;

const iso = (hours: number, minutes = 0): string =>
  new Date(FROM + (hours * 60 + minutes) * MINUTE).toISOString();
const day = (number: number): string =>
  new Date(FROM + (number * 5 + 3) * 1440 * MINUTE).toISOString().slice(0, 10);

function fill(shop: FactShop, all: Made): void {
  all.visits.forEach((one, index) => {
    const { channel, device, bot, page, order, engaged } = one;
    const at = FROM + one.hour * 60 * MINUTE;
    const visit = shop.visit(one.visitor, at, {
      ...{
        channel,
        device,
        bot,
        source: channel,
        medium: 'x',
        campaign: 'Spring',
        landing_page: page,
        exit_page: page,
      },
      ...{ orders: Number(order), number: index + 1, engaged_ms: engaged },
    });
    const hit = (name: string, fields = {}) =>
      shop.hit(visit, name, at + 1, { page, visitor: one.visitor, content_group: one.group, ...fields });
    hit('page_view');
    hit('select_promotion', { label: 'summer' });
    hit('share', { label: 'x' });
    hit('search', { label: 'pan', number: one.score });
    hit('web_vital', { label: 'LCP', number: one.vital * 10_000_000 });
    const seq = hit('survey_response');
    shop.answer('csat', (one.score % 5) + 1, at, { imported: 0, seq, bot });
    shop.answer('nps', one.score, at);
    if (order)
      shop.order(`o${index}`, at + 1, 100 * index, { visitor: one.visitor, visit, bot, customer: 1 });
    shop.cost(day(index), 'ads', index, { source: channel, medium: 'x', campaign: 'Spring', channel });
  });
  all.subscribers.forEach((one, index) => {
    shop.subscription(`s${index}`, iso(one.hour), 1, { list: one.list });
    shop.subscription(`s${index}`, iso(one.hour + one.stays + 1), -1, { list: one.list });
  });
  const once = new Set<string>();
  const first = (key: string): boolean => !once.has(key) && Boolean(once.add(key));
  for (const { day: number, campaign, opened, clicked } of all.mailings)
    if (first(`m${number}${campaign}`))
      shop.mailing(day(number), campaign, { delivered: 9, opened, clicked });
  for (const { day: number, query, position, impressions } of all.positions)
    if (first(`p${number}${query}`)) shop.position(day(number), query, position, impressions, { clicks: 1 });
  for (const { day: number, network, comments, followers } of all.social)
    if (first(`n${number}${network}`))
      shop.social(day(number), network, { comments, likes: 2 * comments, reposts: 1, followers });
  shop.product('mug', { category: 'Tableware' });
  for (const { hour, stars, item, place } of all.reviews) shop.review(iso(hour), stars, { item, place });
  for (const { hour, place, answered } of all.questions)
    shop.question(place, iso(hour), answered === null ? null : iso(hour, answered));
  for (const { hour, channel, reply, solved } of all.cases)
    shop.case(channel, iso(hour), reply, solved, { messages: 3, escalated: Number(reply === null) });
}

async function withShop(all: Made, check: (shop: FactShop) => Promise<void>): Promise<void> {
  const shop = new FactShop({ timezone: all.timezone });
  try {
    shop.all(() => fill(shop, all));
    await check(shop);
  } finally {
    await shop.close();
  }
}

type Piece = Record<string, unknown>;
const number = (value: unknown): number =>
  typeof value === 'object' && value !== null ? (value as { value: number }).value : Number(value ?? 0);
const figure = (piece: Piece, name: string): number => number(piece[name === '' ? 'value' : name]);
const sum = (pieces: readonly Piece[] = [], name: string) =>
  pieces.reduce((total, piece) => total + figure(piece, name), 0);
const whole = (answer: KpiAnswer): Piece => (answer.unit === 'table' ? (answer.totals ?? {}) : answer);

const runs = { numRuns: process.env.FOOTFALL_TEST_FULL ? 60 : 6 };
const hasHours = (id: string): boolean =>
  !['costs', 'email_stats', 'search_positions', 'social_stats'].includes(
    KPIS.find((kpi) => kpi.id === id)?.import ?? '',
  );

describe('answers of marketing and care', { timeout: 180_000 }, () => {
  it('sum over the pieces of every interval to the whole', async () => {
    await fc.assert(
      fc.asyncProperty(made, pick(...INTERVALS), (all, interval) =>
        withShop(all, async (shop) => {
          for (const [id, names] of Object.entries(ADDITIVE)) {
            const cut: Interval = interval === 'hour' && !hasHours(id) ? 'day' : interval;
            const answer = await shop.ask(id, { ...PERIOD, interval: cut });
            for (const name of answer.missing ? [] : names)
              expect([id, name, sum(answer.series, name)]).toEqual([id, name, figure(whole(answer), name)]);
          }
          for (const id of STOCKS) {
            const answer = await shop.ask(id, { ...PERIOD, interval });
            if (!answer.missing) expect([id, answer.series?.at(-1)?.value]).toEqual([id, answer.value]);
          }
        }),
      ),
      runs,
    );
  });

  it('have breakdowns of every dimension whose rows are what a filter by them gives', async () => {
    await fc.assert(
      fc.asyncProperty(
        made,
        fc.shuffledSubarray(BROKEN_DOWN, { minLength: 25, maxLength: 25 }),
        (all, pairs) =>
          withShop(all, async (shop) => {
            for (const [id, by] of pairs) {
              const answer = await shop.ask(id, { ...PERIOD, by });
              for (const row of answer.rows ?? []) {
                const { [by]: value, [`${by}_name`]: _name, ...figures } = row;
                const same = await shop.ask(id, { ...PERIOD, filter: `${by}==${value}` });
                expect([id, by, value, same.missing]).toEqual([id, by, value, null]);
                // A share is one of what is filtered.
                const { share: _share, ...expected } = figures as Piece;
                expect([id, by, value, whole(same)]).toMatchObject([id, by, value, expected]);
              }
              if (answer.missing || SHARED.has(by)) continue;
              const names = [...(ADDITIVE[id] ?? []), ...(STOCKS.includes(id) ? [''] : [])];
              for (const name of names)
                expect([id, by, name, sum(answer.rows, name)]).toEqual([
                  id,
                  by,
                  name,
                  figure(whole(answer), name),
                ]);
            }
          }),
      ),
      { numRuns: process.env.FOOTFALL_TEST_FULL ? 200 : 5 },
    );
  });

  it('compare a period with what is answered of the other one', async () => {
    await fc.assert(
      fc.asyncProperty(made, (all) =>
        withShop(all, async (shop) => {
          const other = { from: '2026-02-22', to: '2026-03-05' };
          for (const { id } of KPIS) {
            const { compare } = await shop.ask(id, { ...PERIOD, compare: `${other.from}..${other.to}` });
            const alone = await shop.ask(id, other);
            if (compare?.totals) expect([id, compare.totals]).toEqual([id, alone.totals]);
            else if (compare) expect([id, compare.value]).toEqual([id, alone.value]);
          }
        }),
      ),
      runs,
    );
  });
});
