import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoredGoal } from '../../store/store.js';
import { FactShop } from '../fact-shop.fixture.js';
import { answerGoal, changeGoal, type GoalAnswer, goalAnswerSchema, goalInput, makeGoal } from './index.js';

const DAY = 86_400_000;
const eur = (value: number) => ({ value, currency: 'EUR', decimals: 2 });

let shop: FactShop;
beforeEach(() => {
  shop = new FactShop();
});
afterEach(() => shop.close());

/** Clock of the shop: noon of a day. */
const on = (date: string, of = shop) => {
  of.now = Date.parse(`${date}T12:00:00Z`);
};

async function make(goal: object, of = shop): Promise<StoredGoal> {
  return makeGoal(of.context, goalInput.parse({ site: 'shop', ...goal }));
}
async function ask(goal: StoredGoal, of = shop): Promise<GoalAnswer> {
  const answer = await answerGoal(of.context, goal);
  expect(goalAnswerSchema.safeParse(answer).error).toBeUndefined();
  return answer;
}
const refusal = (goal: object) =>
  make(goal).then(
    () => ({ fields: [] }),
    (error: { fields?: { field: string; message: string }[] }) => ({ fields: error.fields ?? [] }),
  );

/** An order a day from Monday, 5 January 2026, on: 100 € from Monday to Friday, 50 € on Saturday and Sunday. */
function sell(days: number, of = shop, value = (day: number): number => (day % 7 > 4 ? 5_000 : 10_000)) {
  const from = Date.parse('2026-01-05T10:00:00Z');
  of.all(() => {
    for (let day = 0; day < days; day++) {
      const visit = of.visit(day + 1, from + day * DAY, { orders: 1 });
      of.order(`o${day}`, from + day * DAY, value(day), { visit, visitor: day + 1 });
    }
  });
}

// Four weeks against the four weeks before: 5 January to 1 February, 2 February to 1 March.
const FEBRUARY = {
  baseline: { from: '2026-01-05', to: '2026-02-01' },
  from: '2026-02-02',
  deadline: '2026-03-01',
};
const REVENUE = { kpi: 'revenue', target: { change: 0.1 }, ...FEBRUARY };

describe('a goal of a sum', () => {
  it('paces by weekday, and projects as it goes at present', async () => {
    sell(40);
    on('2026-02-02');
    const goal = await make(REVENUE);
    expect(await ask(goal)).toMatchObject({
      name: 'Revenue',
      direction: 'up',
      baseline: { value: eur(240_000), comparable: eur(240_000) },
      target: { change: 0.1, value: eur(264_000) },
      days: 28,
      days_elapsed: 0,
      through: null,
      value: eur(0),
      pace: eur(0),
      projection: { value: eur(240_000), interval: [eur(240_000), eur(240_000)], probability: 0 },
      status: 'at_risk',
    });
    // Monday to Friday are 500 of the 600 of a week, so 5/24 of the goal.
    on('2026-02-07');
    expect(await ask(goal)).toMatchObject({
      days_elapsed: 5,
      through: '2026-02-06',
      value: eur(50_000),
      pace: eur(55_000),
      projection: { value: eur(240_000) },
    });
  });

  it('is met as soon as a sum that only grows is there, else judged at the deadline', async () => {
    sell(56, shop, (day) => (day < 28 ? 10_000 : 20_000));
    on('2026-02-02');
    const goal = await make(REVENUE);
    on('2026-02-12');
    // Ten days of 200 € so far; the last 28 days are 18 of 100 € and ten of 200 €.
    const half = await ask(goal);
    expect(half).toMatchObject({ value: eur(200_000), pace: eur(110_000), status: 'on_track' });
    expect(half.projection.value).toEqual(eur(200_000 + Math.round((18 * 380_000) / 28)));
    on('2026-02-18');
    expect(await ask(goal)).toMatchObject({ value: eur(320_000), status: 'met' });
    on('2026-03-02');
    expect(await ask(goal)).toMatchObject({
      value: eur(560_000),
      projection: { value: eur(560_000), interval: [eur(560_000), eur(560_000)], probability: 1 },
      status: 'met',
    });
    const more = await changeGoal(shop.context, goal, { target: { value: 6000 } });
    expect(await ask(more)).toMatchObject({
      target: { change: null, value: eur(600_000) },
      status: 'missed',
      projection: { probability: 0 },
    });
  });

  it('compares with a baseline of another length by its days, weekdays considered', async () => {
    sell(40);
    on('2026-02-02');
    // Two weeks of 600 € against five days of 500 €.
    const goal = await make({
      ...REVENUE,
      baseline: { from: '2026-01-05', to: '2026-01-18' },
      deadline: '2026-02-06',
    });
    expect(await ask(goal)).toMatchObject({
      baseline: { value: eur(120_000), comparable: eur(50_000) },
      target: { value: eur(55_000) },
    });
  });

  it('of which less is better is missed when it is passed', async () => {
    shop.all(() => {
      for (let day = 0; day < 40; day++)
        shop.cart(day + 1, Date.parse('2026-01-05T10:00:00Z') + day * DAY, { currency: 'EUR' });
    });
    on('2026-02-02');
    const goal = await make({ kpi: 'abandoned_carts', target: { value: 5 }, ...FEBRUARY });
    expect(await ask(goal)).toMatchObject({ direction: 'down', value: 0, status: 'at_risk' });
    on('2026-02-08');
    expect(await ask(goal)).toMatchObject({ value: 6, status: 'missed' });
    const easy = await changeGoal(shop.context, goal, { target: { value: 27 } });
    expect(await ask(easy)).toMatchObject({ status: 'at_risk', projection: { value: 28 } });
  });
});

describe('a goal of a rate', () => {
  /** Ten visits a day, an order from Monday to Friday, three on Saturday and Sunday. */
  function visitDaily(days: number, of = shop) {
    const from = Date.parse('2026-01-05T10:00:00Z');
    of.all(() => {
      for (let day = 0; day < days; day++)
        for (let visit = 0; visit < 10; visit++)
          of.visit(day * 10 + visit, from + day * DAY, {
            orders: visit < (day % 7 > 4 ? 3 : 1) ? 1 : 0,
            page_views: 2,
          });
    });
  }

  it('is where it should be when its weekdays are, and ends as numerator over denominator', async () => {
    visitDaily(40);
    on('2026-02-02');
    const goal = await make({ kpi: 'conversion_rate', target: { change: 0.1 }, ...FEBRUARY });
    on('2026-02-07');
    const answer = await ask(goal);
    // 11 of 70 a week; 5 of 50 so far; so the target's Monday to Friday is 0.1 × 1.1.
    expect(answer).toMatchObject({ value: 0.1, status: 'at_risk' });
    expect(answer.baseline.value).toBeCloseTo(44 / 280, 12);
    expect(answer.target.value).toBeCloseTo((44 / 280) * 1.1, 12);
    expect(answer.pace).toBeCloseTo(0.11, 12);
    expect(answer.projection.value).toBeCloseTo(44 / 280, 12);
  });

  it('of which less is better is on track below its target', async () => {
    shop.all(() => {
      for (let day = 0; day < 40; day++)
        for (let visit = 0; visit < 4; visit++)
          shop.visit(day * 4 + visit, Date.parse('2026-01-05T10:00:00Z') + day * DAY, {
            page_views: visit < (day < 28 ? 2 : 1) ? 1 : 2,
          });
    });
    on('2026-02-10');
    const goal = await make({ kpi: 'bounce_rate', target: { change: -0.1 }, ...FEBRUARY });
    const answer = await ask(goal);
    expect(answer).toMatchObject({ direction: 'down', baseline: { value: 0.5 }, value: 0.25 });
    expect(answer.target.value).toBeCloseTo(0.45, 12);
    // 8 days of 1 in 4 so far; 20 to come at the rate of the last 28 days: 20 of 2 in 4, 8 of 1 in 4.
    expect(answer.projection.value).toBeCloseTo((8 + (20 * (40 + 8)) / 28) / (28 * 4), 12);
    expect(answer.status).toBe('on_track');
    expect(answer.projection.interval?.[0]).toBeLessThan(answer.projection.value as number);
  });
});

describe('a goal of what counts once', () => {
  it('grows as it grew just before', async () => {
    // The same two visitors each day, and a new one each Monday.
    shop.all(() => {
      for (let day = 0; day < 40; day++)
        for (const visitor of [1, 2, ...(day % 7 === 0 ? [100 + day] : [])])
          shop.visit(visitor, Date.parse('2026-01-05T10:00:00Z') + day * DAY);
    });
    on('2026-02-02');
    const goal = await make({ kpi: 'visitors', target: { value: 12 }, ...FEBRUARY });
    on('2026-02-09');
    // 3 of 6 after a week, as in the four weeks before.
    expect(await ask(goal)).toMatchObject({
      baseline: { value: 6 },
      value: 3,
      pace: 6,
      projection: { value: 6 },
    });
  });
});

describe('a goal of a stock', () => {
  it('goes from where it was to its target, and on as it changes from day to day', async () => {
    // One more each day from 5 January on: 28 at the end of the baseline.
    for (let day = 0; day < 40; day++)
      shop.subscription(`s${day}`, new Date(Date.parse('2026-01-05T10:00:00Z') + day * DAY).toISOString(), 1);
    on('2026-02-02');
    const goal = await make({ kpi: 'newsletter_subscribers', target: { change: 1.5 }, ...FEBRUARY });
    const first = await ask(goal);
    expect(first).toMatchObject({ baseline: { value: 28 }, target: { value: 70 }, value: null, pace: 28 });
    expect(first.projection).toMatchObject({ value: 56, interval: [56, 56], probability: 0 });
    on('2026-02-09');
    // 35 of 70 after a quarter of the time, at one a day.
    expect(await ask(goal)).toMatchObject({
      value: 35,
      pace: 28 + 42 / 4,
      projection: { value: 56 },
      status: 'at_risk',
    });
    const easy = await changeGoal(shop.context, goal, { target: { value: 56 } });
    expect(await ask(easy)).toMatchObject({ status: 'on_track', warnings: [] });
    expect((await ask(goal)).warnings).toMatchObject([{ code: 'hardly_achievable' }]);
    // What there is can be lost again, so that it is judged at the deadline.
    const there = await changeGoal(shop.context, goal, { target: { value: 35 } });
    expect(await ask(there)).toMatchObject({ value: 35, status: 'on_track' });
  });
});

describe('plausibility', () => {
  it('warns of a target that no week before makes plausible, and says the numbers', async () => {
    // Weeks of 600, 700, 800 and 900 €: mean 750, s = 129.10, t(0.975; 3) = 3.1824, so 290.67 to 1209.33 €
    sell(28, shop, (day) => (day % 7 === 0 ? 10_000 * Math.floor(day / 7) : 0) + 60_000 / 7);
    on('2026-02-02');
    const warnings = async (value: number) =>
      (await ask(await make({ ...REVENUE, target: { value } }))).warnings;
    expect(await warnings(4 * 1209)).toEqual([]);
    expect(await warnings(4 * 1210)).toMatchObject([
      {
        code: 'hardly_achievable',
        message: expect.stringMatching(/1210\.00 EUR.*4 weeks.*290\.6\d EUR to 1209\.3\d EUR/),
      },
    ]);
    expect(await warnings(100)).toMatchObject([{ code: 'already_reached' }]);
  });
});

describe('a goal is refused', () => {
  beforeEach(() => {
    sell(40);
    on('2026-02-02');
  });

  it.each([
    ['not specific: no such KPI', { ...REVENUE, kpi: 'revenu' }, 'kpi', /not specific.*did you mean revenue/],
    ['not specific: a table', { ...REVENUE, kpi: 'top_pages' }, 'kpi', /not specific.*table/],
    [
      'not measurable: its import is missing',
      { ...REVENUE, kpi: 'return_on_ad_spend' },
      'kpi',
      /not measurable.*costs/,
    ],
    [
      'not measurable: nothing in the baseline',
      { ...REVENUE, kpi: 'conversion_rate', baseline: { from: '2025-01-01', to: '2025-01-31' } },
      'baseline',
      /not measurable.*no value/,
    ],
    [
      'not measurable: a change of nothing',
      { ...REVENUE, baseline: { from: '2025-01-01', to: '2025-01-31' } },
      'baseline',
      /not measurable.*is 0/,
    ],
    [
      'not time-bound: over',
      { ...REVENUE, from: '2026-01-01', deadline: '2026-02-01' },
      'deadline',
      /not time-bound.*over/,
    ],
    [
      'not time-bound: before its start',
      { ...REVENUE, deadline: '2026-02-01' },
      'deadline',
      /not time-bound.*before/,
    ],
    [
      'not time-bound: no such day',
      { ...REVENUE, deadline: '2026-02-30' },
      'deadline',
      /not time-bound.*no day/,
    ],
    ['not time-bound: for ever', { ...REVENUE, deadline: '2999-01-01' }, 'deadline', /not time-bound.*3660/],
    [
      'a baseline that goes on',
      { ...REVENUE, baseline: { from: '2026-01-01', to: '2026-02-02' } },
      'baseline.to',
      /not over/,
    ],
    [
      'a filter that it does not have',
      { ...REVENUE, filter: 'exit_page==/' },
      'filter',
      /cannot be filtered/,
    ],
    [
      'a rate above one',
      { ...REVENUE, kpi: 'conversion_rate', target: { value: 3 } },
      'target.value',
      /0\.03/,
    ],
    ['a change of nothing at all', { ...REVENUE, target: { change: 0 } }, 'target.change', /no change/],
  ])('%s', async (_, goal, field, message) => {
    expect(await refusal(goal)).toEqual({ fields: [{ field, message: expect.stringMatching(message) }] });
  });

  it.each([
    [{ kpi: undefined }, 'kpi', /not specific: a goal names the KPI/],
    [{ kpi: ['revenue', 'orders'] }, 'kpi', /not specific: a goal is about one KPI/],
    [{ deadline: undefined }, 'deadline', /not time-bound: a goal needs a deadline/],
    [{ target: undefined }, 'target', /not measurable: a goal needs a target/],
    [{ target: {} }, 'target', /not measurable/],
    [{ target: { change: 0.1, value: 5 } }, 'target', /not measurable/],
  ])('for its form: %j', (change, field, message) => {
    const { error } = goalInput.safeParse({ site: 'shop', ...REVENUE, ...change });
    expect(error?.issues.map((issue) => [issue.path.join('.'), issue.message])).toEqual([
      [field, expect.stringMatching(message)],
    ]);
  });

  it('names all that is wrong at once', async () => {
    const { fields } = await refusal({
      ...REVENUE,
      kpi: 'x',
      deadline: '2020-01-01',
      baseline: { from: '2026-13-01', to: '2026-13-02' },
      target: { change: -2 },
    });
    expect(fields.map(({ field }) => field)).toEqual(['kpi', 'deadline']);
    const two = await refusal({ ...REVENUE, filter: 'x', target: { change: -2 } });
    expect(two.fields.map(({ field }) => field)).toEqual(['filter', 'target.change']);
  });

  it('by itself takes as many days before it as the baseline', async () => {
    const { baseline } = await make({
      kpi: 'revenue',
      target: { change: 0.1 },
      from: '2026-04-01',
      deadline: '2026-04-10',
    });
    expect(baseline).toEqual({ from: '2026-01-23', to: '2026-02-01' });
  });
});

describe('at the deadline the projection is the value', { timeout: 60_000 }, () => {
  it.each([
    'revenue',
    'orders',
    'conversion_rate',
    'average_order_value',
    'visitors',
    'bounce_rate',
    'net_revenue',
  ])('%s', async (kpi) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 50_000 }), { minLength: 20, maxLength: 45 }),
        fc.integer({ min: 1, max: 14 }),
        async (values, length) => {
          const of = new FactShop();
          try {
            sell(values.length, of, (day) => values[day] as number);
            const from = '2026-01-19';
            const deadline = new Date(Date.parse(from) + (length - 1) * DAY).toISOString().slice(0, 10);
            on('2026-01-19', of);
            const goal = await make(
              {
                kpi,
                target: { value: 0.5 },
                from,
                deadline,
                baseline: { from: '2026-01-05', to: '2026-01-18' },
              },
              of,
            );
            of.now = Date.parse(`${deadline}T00:00:00Z`) + DAY;
            const answer = await ask(goal, of);
            const { value } = await of.ask(kpi, { from, to: deadline });
            expect(answer.value).toEqual(value);
            expect(answer.projection.value).toEqual(value);
            expect(['met', 'missed']).toContain(answer.status);
            expect(answer.pace).toEqual(answer.target.value);
          } finally {
            await of.close();
          }
        },
      ),
      { numRuns: process.env.FOOTFALL_TEST_FULL ? 50 : 4 },
    );
  });
});
