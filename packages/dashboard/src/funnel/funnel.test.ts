import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHECKOUT, type Funnel, funnelOf, withFunnel } from './funnel.js';

const step = fc.record({
  event: fc.constantFrom('view_item', 'purchase', 'quiz_done'),
  filter: fc.constantFrom('', 'page=~/shoes', 'product==A;data.size==4', 'a==b,c==d'),
});
const funnel: fc.Arbitrary<Funnel> = fc.record({
  steps: fc.array(step, { minLength: 2, maxLength: 10 }),
  order: fc.constantFrom('loose' as const, 'strict' as const),
  within: fc.constantFrom('visit' as const, 'visitor' as const),
  minutes: fc.option(fc.integer({ min: 1, max: 1440 }), { nil: undefined }),
});

describe('the funnel of an address', () => {
  it('is read as it was written, beside the view', () => {
    fc.assert(
      fc.property(funnel, (one) => {
        const written = withFunnel(new URLSearchParams('period=7d&step=old&order=strict'), one);
        const search = new URLSearchParams(written.toString());
        expect(funnelOf(search)).toEqual(one);
        expect(search.get('period')).toBe('7d');
      }),
    );
  });

  it('is the way through the checkout where there is none, or one that cannot be', () => {
    for (const text of ['', 'step=view_item', 'step=DROP TABLE&step=1', 'step=view_item&minutes=-3'])
      expect(funnelOf(new URLSearchParams(text))).toEqual(CHECKOUT);
    expect(withFunnel(new URLSearchParams(), CHECKOUT).toString()).toBe('');
  });
});
