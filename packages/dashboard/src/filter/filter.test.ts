import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Condition, filterText, parseFilter, toggled, without } from './filter.js';

const condition = fc.record({
  dimension: fc.constantFrom('channel', 'country', 'landing_page'),
  operator: fc.constantFrom('==' as const, '!=' as const, '=~' as const),
  value: fc.string({ minLength: 1 }),
});

describe('the filter of an address', () => {
  it('reads what it writes, whatever the values are', () => {
    fc.assert(
      fc.property(fc.array(fc.array(condition, { minLength: 1 })), (filter) => {
        expect(parseFilter(filterText(filter))).toEqual(filter);
      }),
    );
  });

  it('leaves out what cannot be read', () => {
    expect(parseFilter('country==DE;;nonsense;=x,device!=;a\\')).toEqual([
      [{ dimension: 'country', operator: '==', value: 'DE' }],
    ]);
  });

  const is = (dimension: string, value: string): Condition => ({ dimension, operator: '==', value });

  it('widens by another value of a dimension, narrows by anything else, and takes back', () => {
    const one = toggled([], is('country', 'DE'));
    const two = toggled(one, is('country', 'AT'));
    expect(filterText(two)).toBe('country==DE,country==AT');
    expect(filterText(toggled(two, is('device', 'mobile')))).toBe('country==DE,country==AT;device==mobile');
    expect(toggled(two, is('country', 'AT'))).toEqual(one);
    expect(without(one, is('country', 'DE'))).toEqual([]);
  });
});
