import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LoggedEvent } from './logged.js';
import {
  engagedMsOf,
  mergeVisits,
  type Origins,
  STEP,
  stepOf,
  type VisitEvent,
  visitOfEvent,
} from './visit.js';

const ORIGINS: Origins = {
  ...{ channel: 'Direct', source: '(direct)', medium: '(none)', campaign: null, term: null, content: null },
  ...{ referrer: null, continues: false, country: 'DE', region: null, language: null, device: null },
  ...{ browser: null, os: null },
};
const input = (event: Partial<LoggedEvent>, more: Partial<VisitEvent> = {}): VisitEvent => ({
  event: { id: 'e', name: 'page_view', time: 1000, ...event },
  ...{ visitor: 1, own: true, active: true, cookieless: false, number: 1, origins: ORIGINS, page: '/' },
  ...{ leadBit: 0, bot: null, internal: false },
  ...more,
});
const merged = (...inputs: VisitEvent[]) => inputs.map(visitOfEvent).reduce(mergeVisits);

describe('a visit', () => {
  it('counts its page views, foreground time, steps and searches', () => {
    const visit = merged(
      input({ id: 'a', time: 1000 }, { page: '/first' }),
      input({ id: 'b', time: 2000, name: 'search' }),
      input({ id: 'c', time: 3000, name: 'user_engagement', data: { engagement_ms: 700.4 } }),
      input({ id: 'd', time: 2500 }, { page: '/last' }),
      input({ id: 'e', time: 2600, name: 'begin_checkout' }),
      input({ id: 'f', time: 2700, name: 'sign_up' }),
    );
    expect(visit).toMatchObject({
      ...{ started: 1000, ended: 3000, pageViews: 2, events: 6, searches: 1, engagedMs: 700 },
      landing: { page: '/first' },
      exit: { page: '/last' },
      steps: STEP.search | STEP.begin_checkout | STEP.other_key,
    });
  });

  it('has the source of the first event that named it, before any that joined it', () => {
    const ads = { ...ORIGINS, source: 'google' };
    const joined = input({ id: 'a', time: 1 }, { own: false, origins: ORIGINS });
    const own = input({ id: 'b', time: 500 }, { own: true, origins: ads });
    expect(merged(joined, own).first).toMatchObject({ id: 'b', origins: { source: 'google' } });
    expect(merged(joined, own)).toMatchObject({ started: 1, ownStarted: 500 });
  });

  it('is not made longer by what happens to it later', () => {
    const purchase = input({ id: 'b', time: 9000, name: 'purchase' }, { own: false, active: false });
    expect(merged(input({ id: 'a' }), purchase)).toMatchObject({
      started: 1000,
      ended: 1000,
      steps: STEP.purchase,
    });
  });

  it('is a bot’s or staff’s as soon as one event of it is', () => {
    expect(merged(input({ id: 'a' }), input({ id: 'b' }, { bot: 'headless', internal: true }))).toMatchObject(
      {
        bot: 'headless',
        internal: true,
      },
    );
  });

  it('counts no foreground time below zero or beyond a day, and none of other events', () => {
    const engaged = (engagement_ms: number, name = 'user_engagement') =>
      engagedMsOf({ id: 'e', name, time: 1, data: { engagement_ms } });
    expect([engaged(-5), engaged(1e15), engaged(5, 'page_view')]).toEqual([0, 24 * 3600_000, 0]);
  });

  it('has no step for a name that only looks like one', () => {
    expect(['constructor', '__proto__', 'toString', 'other_key2'].map(stepOf)).toEqual([0, 0, 0, 0]);
  });
});

describe('mergeVisits', () => {
  const part = fc
    .record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      time: fc.nat(5),
      name: fc.constantFrom('page_view', 'search', 'add_to_cart', 'user_engagement'),
      own: fc.boolean(),
      active: fc.boolean(),
      bot: fc.constantFrom(null, 'x', 'y'),
    })
    .map(({ id, time, name, own, active, bot }) =>
      // An id stands for one event, so what it says follows from it.
      visitOfEvent(
        input({ id: `${id}${time}${name}${own}`, time, name }, { own, active: own || active, bot }),
      ),
    );

  it('gives the same whatever the order and the grouping', () => {
    fc.assert(
      fc.property(part, part, part, (a, b, c) => {
        expect(mergeVisits(a, b)).toEqual(mergeVisits(b, a));
        expect(mergeVisits(mergeVisits(a, b), c)).toEqual(mergeVisits(a, mergeVisits(b, c)));
      }),
    );
  });
});
