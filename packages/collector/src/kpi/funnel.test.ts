import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FactShop } from './fact-shop.fixture.js';
import { askFunnel, type FunnelAnswer, funnelAnswerSchema, funnelBody } from './index.js';

const DAY = '2026-01-05T';
const PERIOD = { site: 'shop', from: '2026-01-01', to: '2026-01-31' };

let shop: FactShop;
beforeEach(() => {
  shop = new FactShop();
});
afterEach(() => shop.close());

async function ask(funnel: object, of = shop): Promise<FunnelAnswer> {
  const answer = await askFunnel(of.context, funnelBody.parse({ ...PERIOD, ...funnel }));
  expect(funnelAnswerSchema.safeParse(answer).error).toBeUndefined();
  return answer;
}
const counts = ({ steps }: FunnelAnswer) => steps.map(({ count }) => count);
const steps = (...events: string[]) => events.map((event) => ({ event }));

/** A visit with an event at each second given. */
function visit(
  visitor: number,
  events: [name: string, second: number][],
  fields = {},
  start = `${DAY}10:00:00Z`,
) {
  const began = Date.parse(start);
  const key = shop.visit(visitor, began, { steps: 2047, ...fields });
  for (const [name, second] of events) shop.hit(key, name, began + second * 1000);
  return key;
}

describe('a funnel of any events', () => {
  it('counts those that reach each step after the one before, and the median time between', async () => {
    visit(1, [
      ['sign_up', 0],
      ['tour_begun', 10],
      ['tour_done', 40],
    ]);
    visit(2, [
      ['sign_up', 0],
      ['tour_begun', 30],
    ]);
    visit(3, [
      ['tour_begun', 0],
      ['sign_up', 5],
    ]);
    visit(4, [['sign_up', 0]], { bot: 'crawler' });
    visit(5, [['sign_up', 0]], { internal: 1 });
    const answer = await ask({ steps: steps('sign_up', 'tour_begun', 'tour_done') });
    expect(answer).toMatchObject({
      order: 'loose',
      within: 'visit',
      time_limit_minutes: null,
      value: 1 / 3,
      numerator: 1,
      denominator: 3,
      excluded: { bots: 1, internal: 1, cookieless: 0 },
    });
    expect(answer.steps).toMatchObject([
      { step: 1, name: 'sign_up', count: 3, of_first: 1, of_previous: 1, median_ms: null, lost: 1 },
      { step: 2, count: 2, of_first: 2 / 3, of_previous: 2 / 3, median_ms: 20_000, lost: 1 },
      { step: 3, count: 1, of_first: 1 / 3, of_previous: 1 / 2, median_ms: 30_000, lost: null },
    ]);
    // Wilson for 1 of 3
    expect(answer.confidence?.[0]).toBeCloseTo(0.0615, 4);
    expect(answer.confidence?.[1]).toBeCloseTo(0.7923, 4);
  });

  it('is strict on request: nothing with the name of a step may lie between', async () => {
    visit(1, [
      ['view_item', 0],
      ['page_view', 5],
      ['add_to_cart', 10],
    ]);
    visit(2, [
      ['view_item', 0],
      ['begin_checkout', 5],
      ['add_to_cart', 10],
      ['begin_checkout', 20],
    ]);
    visit(3, [
      ['view_item', 0],
      ['view_item', 5],
      ['add_to_cart', 10],
      ['begin_checkout', 20],
    ]);
    const funnel = { steps: steps('view_item', 'add_to_cart', 'begin_checkout') };
    expect(counts(await ask(funnel))).toEqual([3, 3, 2]);
    expect(counts(await ask({ ...funnel, order: 'strict' }))).toEqual([3, 2, 1]);
  });

  it('has a time limit from the first step, and takes the attempt that gets furthest', async () => {
    visit(1, [
      ['search', 0],
      ['search', 100],
      ['view_item', 130],
      ['add_to_cart', 159],
    ]);
    visit(2, [
      ['search', 0],
      ['view_item', 60],
      ['add_to_cart', 61],
    ]);
    const funnel = { steps: steps('search', 'view_item', 'add_to_cart') };
    const answer = await ask({ ...funnel, time_limit_minutes: 1 });
    expect(counts(answer)).toEqual([2, 2, 1]);
    // The first visit from its second search on.
    expect(answer.steps[1]?.median_ms).toBe((30_000 + 60_000) / 2);
    expect(counts(await ask(funnel))).toEqual([2, 2, 2]);
  });

  it('takes one event for one step, and two of one moment in the order of the funnel', async () => {
    visit(1, [['view_item', 0]]);
    visit(2, [
      ['add_to_cart', 7],
      ['view_item', 7],
    ]);
    expect(counts(await ask({ steps: steps('view_item', 'view_item') }))).toEqual([2, 0]);
    expect(counts(await ask({ steps: steps('view_item', 'add_to_cart') }))).toEqual([2, 1]);
  });

  it('goes across visits of a visitor on request, also beyond the period, within seven days by itself', async () => {
    visit(1, [['view_item', 0]], {}, '2026-01-30T10:00:00Z');
    shop.order('A', '2026-02-05T09:00:00', 100, {
      visit: visit(1, [['begin_checkout', 0]], { number: 2 }, '2026-02-05T08:00:00Z'),
    });
    visit(2, [['view_item', 0]], {}, '2026-01-10T10:00:00Z');
    shop.order('B', '2026-01-18T09:00:00', 100, { visit: visit(2, [], {}, '2026-01-18T08:00:00Z') });
    visit(3, [['view_item', 0]], { cookieless: 1 });
    // Not in the period at all.
    visit(4, [['view_item', 0]], {}, '2026-02-01T10:00:00Z');
    const funnel = { steps: steps('view_item', 'purchase') };
    const answer = await ask({ ...funnel, within: 'visitor' });
    expect(answer).toMatchObject({ time_limit_minutes: 10_080, excluded: { cookieless: 1 } });
    expect(counts(answer)).toEqual([2, 1]);
    expect(counts(await ask({ ...funnel, within: 'visitor', time_limit_minutes: 20 * 1440 }))).toEqual([
      2, 2,
    ]);
    expect(counts(await ask(funnel))).toEqual([3, 0]);
  });

  it('filters each step by the page, the products, the data of its event, and its visit', async () => {
    const began = Date.parse(`${DAY}10:00:00Z`);
    const items = [{ item_id: 'SKU1' }, { item_id: 'SKU2' }];
    shop.product('SKU1', { category: 'Shoes', brand: 'Acme' });
    shop.product('SKU2', { category: 'Hats', brand: 'Acme' });
    const one = shop.visit(1, began, { steps: 2047, device: 'mobile', country: 'DE' });
    shop.hit(one, 'page_view', began, { page: '/shoes/1' });
    shop.hit(one, 'add_to_cart', began + 1000, { page: '/shoes/1' }, { items, value: 39.9, gift: true });
    shop.hit(
      one,
      'add_payment_info',
      began + 2000,
      {},
      { payment_type: 'Card', plan: { name: 'pro; year' } },
    );
    const order = shop.order('A', began + 3000, 100, { visit: one });
    shop.line(order, 0, 'SKU2', 100);
    const two = shop.visit(2, began, { steps: 2047, device: 'desktop' });
    shop.hit(two, 'page_view', began, { page: '/hats' });
    shop.hit(two, 'add_to_cart', began + 1000, {}, { items: [{ item_id: 'SKU2' }] });
    const reach = async (...filtered: [event: string, filter?: string][]) =>
      counts(await ask({ steps: filtered.map(([event, filter]) => ({ event, ...(filter && { filter }) })) }));

    const seen = 'page_view' as const;
    expect(await reach([seen, 'page=~/shoes'], ['add_to_cart'])).toEqual([1, 1]);
    expect(await reach([seen], ['add_to_cart', 'product==SKU2'])).toEqual([2, 2]);
    expect(await reach([seen], ['add_to_cart', 'product==SKU1'])).toEqual([2, 1]);
    expect(await reach([seen], ['add_to_cart', 'product!=SKU1'])).toEqual([2, 1]);
    expect(await reach([seen], ['add_to_cart', 'category==Shoes'])).toEqual([2, 1]);
    expect(await reach([seen], ['add_to_cart', 'brand=~Ac'])).toEqual([2, 2]);
    expect(await reach([seen], ['add_to_cart', 'data.value==39.9;data.gift==true'])).toEqual([2, 1]);
    expect(await reach([seen], ['add_to_cart', 'data.value==(not set)'])).toEqual([2, 1]);
    expect(await reach([seen], ['add_payment_info', 'data.plan.name==pro\\; year'])).toEqual([2, 1]);
    expect(await reach([seen], ['add_to_cart', 'device==desktop,country==DE'])).toEqual([2, 2]);
    expect(await reach([seen], ['add_to_cart', 'device==desktop'])).toEqual([2, 1]);
    expect(await reach([seen], ['purchase', 'product==SKU2'])).toEqual([2, 1]);
    expect(await reach([seen], ['purchase', 'product==SKU1'])).toEqual([2, 0]);
    expect(await reach([seen], ['purchase', 'category==Hats;device==mobile'])).toEqual([2, 1]);
  });

  it('says where the lost ones went next, and on which page they left', async () => {
    const lose = (visitor: number, after: [name: string, page: string][], exit: string) => {
      const key = visit(visitor, [['add_to_cart', 0]], { exit_page: exit });
      after.forEach(([name, page], index) => {
        shop.hit(key, name, Date.parse(`${DAY}10:01:00Z`) + index, { page });
      });
    };
    lose(1, [['page_view', '/cart']], '/cart');
    lose(2, [['page_view', '/cart'], ['user_engagement', '/cart']], '/cart'); // biome-ignore format: a row each
    lose(3, [['page_view', '/help'], ['search', '/help'], ['page_view', '/cart']], '/cart'); // biome-ignore format: a row each
    lose(4, [], '/p/1');
    lose(5, [['begin_checkout', '/checkout']], '/checkout');
    const { steps: answered } = await ask({ steps: steps('add_to_cart', 'begin_checkout') });
    expect(answered[0]).toMatchObject({
      lost: 4,
      next: [
        { page: '/cart', event: null, count: 2 },
        { page: null, event: null, count: 1 },
        { page: '/help', event: 'search', count: 1 },
      ],
      left: [
        { page: '/cart', count: 3 },
        { page: '/p/1', count: 1 },
      ],
    });
    expect(answered[1]).toMatchObject({ lost: null, next: [], left: [] });
  });

  it('is broken down, cut, filtered and compared', async () => {
    visit(1, [['view_item', 0], ['add_to_cart', 9]], { channel: 'Email' }); // biome-ignore format: a row each
    visit(2, [['view_item', 0]], { channel: 'Email' });
    visit(3, [['view_item', 0]], { channel: 'Direct' }, '2026-01-06T10:00:00Z');
    visit(4, [['view_item', 0]], {}, '2025-12-20T10:00:00Z');
    const answer = await ask({
      steps: [{ event: 'view_item', name: 'Seen' }, { event: 'add_to_cart' }],
      from: '2026-01-05',
      to: '2026-01-06',
      by: 'channel',
      interval: 'day',
      compare: '2025-12-01..2025-12-31',
    });
    expect(answer.rows).toMatchObject([
      { channel: 'Email', step: 1, name: 'Seen', count: 2 },
      { channel: 'Email', step: 2, name: 'add_to_cart', count: 1, of_first: 0.5 },
      { channel: 'Direct', step: 1, count: 1 },
      { channel: 'Direct', step: 2, count: 0 },
    ]);
    expect(answer.series).toEqual([
      { start: '2026-01-05', value: 0.5, steps: [2, 1] },
      { start: '2026-01-06', value: 0, steps: [1, 0] },
    ]);
    expect(answer.compare).toMatchObject({ value: 0, numerator: 0, denominator: 1, significant: false });
    expect(counts(await ask({ steps: steps('view_item', 'add_to_cart'), filter: 'channel==Email' }))).toEqual(
      [2, 1],
    );
  });

  it('is empty where nothing happened', async () => {
    const answer = await ask({ steps: steps('view_item', 'never'), by: 'channel', interval: 'month' });
    expect(answer).toMatchObject({ value: null, numerator: 0, denominator: 0, confidence: null, rows: [] });
    expect(answer.steps).toMatchObject([{ count: 0, of_previous: null, lost: 0 }, { count: 0 }]);
  });

  it('names every field that does not fit', async () => {
    const wrong = funnelBody.safeParse({
      ...PERIOD,
      steps: [{ event: 'View Item' }, { event: 'x', filter: 'x'.repeat(3000) }],
      order: 'any',
      time_limit_minutes: 0,
    });
    expect(wrong.error?.issues.map(({ path }) => path.join('.'))).toEqual([
      'steps.0.event',
      'steps.1.filter',
      'order',
      'time_limit_minutes',
    ]);
    for (const number of [0, 1, 11])
      expect(funnelBody.safeParse({ ...PERIOD, steps: Array(number).fill({ event: 'a' }) }).success).toBe(
        false,
      );
    await expect(
      ask({
        steps: [
          { event: 'a', filter: 'nonsense' },
          { event: 'b', filter: 'data.x==1;step==x' },
          { event: 'c', filter: 'data==1' },
        ],
        by: 'product',
        filter: 'page==/',
        interval: 'hour',
        compare: 'x',
        time_limit_minutes: 2000,
      }),
    ).rejects.toMatchObject({
      status: 400,
      code: 'invalid_request',
      fields: [
        'filter',
        'by',
        'compare',
        'steps.0.filter',
        'steps.1.filter',
        'steps.2.filter',
        'time_limit_minutes',
      ].map((field) => ({ field, message: expect.any(String) })),
    });
  });
});

// A second computation, on plain lists: every attempt is walked from every first step.
interface Seen {
  name: string;
  page: string;
  time: number;
  entry: boolean;
}

function plainFunnel(
  actors: Seen[][],
  wanted: { event: string; page?: string }[],
  strict: boolean,
  limit: number,
): { counts: number[]; medians: (number | null)[] } {
  const fits = (seen: Seen, index: number) => {
    const step = wanted[index];
    return step !== undefined && seen.name === step.event && (!step.page || seen.page === step.page);
  };
  const names = wanted.map(({ event }) => event);
  const chains = actors.flatMap((events) => {
    const about = events.filter(({ name }) => names.includes(name)).sort((a, b) => a.time - b.time);
    let best: number[] = [];
    about.forEach((start, from) => {
      if (!start.entry || !fits(start, 0)) return;
      const times = [start.time];
      for (const seen of about.slice(from + 1)) {
        if (times.length === wanted.length || seen.time - start.time > limit) break;
        if (fits(seen, times.length)) times.push(seen.time);
        else if (strict) break;
      }
      if (times.length > best.length) best = times;
    });
    return best.length > 0 ? [best] : [];
  });
  const median = (numbers: number[]) => {
    const sorted = numbers.sort((a, b) => a - b);
    const middle = sorted.length / 2;
    if (sorted.length === 0) return null;
    return Number.isInteger(middle)
      ? ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
      : (sorted[Math.floor(middle)] as number);
  };
  return {
    counts: wanted.map((_, index) => chains.filter((times) => times.length > index).length),
    medians: wanted.map((_, index) =>
      index === 0
        ? null
        : median(
            chains.flatMap((times) =>
              times.length > index ? [(times[index] as number) - (times[index - 1] as number)] : [],
            ),
          ),
    ),
  };
}

describe('a funnel equals a plain computation over the same events', { timeout: 120_000 }, () => {
  const name = fc.constantFrom('page_view', 'view_item', 'add_to_cart', 'custom');
  const page = fc.constantFrom('/a', '/b');
  const visits = fc.array(
    fc.record({
      visitor: fc.integer({ min: 1, max: 3 }),
      hour: fc.integer({ min: 0, max: 72 }),
      events: fc.uniqueArray(fc.record({ name, page, minute: fc.integer({ min: 0, max: 59 }) }), {
        selector: ({ minute }) => minute,
        maxLength: 12,
      }),
    }),
    { maxLength: 8 },
  );
  const funnel = fc.record({
    wanted: fc.array(fc.record({ event: name, page: fc.option(page, { nil: undefined }) }), {
      minLength: 2,
      maxLength: 4,
    }),
    strict: fc.boolean(),
    minutes: fc.option(fc.integer({ min: 1, max: 1440 })),
    acrossVisits: fc.boolean(),
  });

  it('in every order, limit and reach', async () => {
    await fc.assert(
      fc.asyncProperty(visits, funnel, async (made, { wanted, strict, minutes, acrossVisits }) => {
        const of = new FactShop();
        try {
          const from = Date.parse('2026-01-05T00:00:00Z');
          // The period is one day; later visits can only carry later steps.
          const actors = new Map<string, Seen[]>();
          of.all(() =>
            made.forEach((one, index) => {
              // Minutes of one visitor never meet, so that times are in no doubt.
              const began = from + one.hour * 3600_000 + index * 1000;
              const key = of.visit(one.visitor, began, { steps: 2047 });
              const entry = one.hour < 24;
              const actor = acrossVisits ? `visitor ${one.visitor}` : `visit ${key}`;
              if (!acrossVisits && !entry) return;
              const list = actors.get(actor) ?? [];
              actors.set(actor, list);
              for (const event of one.events) {
                const time = began + event.minute * 60_000;
                of.hit(key, event.name, time, { page: event.page });
                list.push({ name: event.name, page: event.page, time, entry });
              }
            }),
          );
          const limit = minutes ?? (acrossVisits ? 10_080 : Number.POSITIVE_INFINITY);
          const answer = await ask(
            {
              from: '2026-01-05',
              to: '2026-01-05',
              steps: wanted.map(({ event, page: only }) => ({
                event,
                ...(only && { filter: `page==${only}` }),
              })),
              order: strict ? 'strict' : 'loose',
              within: acrossVisits ? 'visitor' : 'visit',
              ...(minutes && { time_limit_minutes: minutes }),
            },
            of,
          );
          const plain = plainFunnel(
            [...actors.values()],
            wanted.map(({ event, page: only }) => ({ event, ...(only && { page: only }) })),
            strict,
            limit * 60_000,
          );
          expect(counts(answer)).toEqual(plain.counts);
          expect(answer.steps.map(({ median_ms }) => median_ms)).toEqual(plain.medians);
          for (const step of answer.steps) {
            const sum = (rows: { count: number }[]) => rows.reduce((total, { count }) => total + count, 0);
            if (step.lost !== null) expect([sum(step.next), sum(step.left)]).toEqual([step.lost, step.lost]);
          }
        } finally {
          await of.close();
        }
      }),
      { numRuns: process.env.FOOTFALL_TEST_FULL ? 500 : 60 },
    );
  });
});
