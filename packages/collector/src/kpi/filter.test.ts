import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFilter } from './filter.js';
import { KpiError } from './kpi-error.js';

describe('parseFilter', () => {
  it('reads and, or, and what a backslash protects', () => {
    expect(parseFilter('country==DE,country==AT;device!=mobile')).toEqual([
      [
        { dimension: 'country', operator: '==', value: 'DE' },
        { dimension: 'country', operator: '==', value: 'AT' },
      ],
      [{ dimension: 'device', operator: '!=', value: 'mobile' }],
    ]);
    expect(parseFilter('campaign=~a\\;b\\,c\\\\d*')).toEqual([
      [{ dimension: 'campaign', operator: '=~', value: 'a;b,c\\d*' }],
    ]);
    expect(parseFilter('page==/a=b==c')).toEqual([[{ dimension: 'page', operator: '==', value: '/a=b==c' }]]);
    expect(parseFilter('')).toEqual([]);
  });

  it.each([
    ['country', 'character 8', '=='],
    ['country=DE', 'character 8', '=='],
    ['country==', 'character 10', 'value'],
    ['country==DE;', 'character 13', 'dimension'],
    ['country==DE;;device==x', 'character 13', 'dimension'],
    ['==DE', 'character 1', 'dimension'],
    ['country==DE\\', 'character 12', 'backslash'],
    ['COUNTRY==DE', 'character 1', 'dimension'],
  ])('refuses %s and says where', (text, where, what) => {
    expect(() => parseFilter(text)).toThrowError(KpiError);
    try {
      parseFilter(text);
    } catch (error) {
      expect(error).toMatchObject({ code: 'invalid_filter', status: 400 });
      expect((error as KpiError).message).toContain(where);
      expect((error as KpiError).message).toContain(what);
    }
  });

  it('reads back any value that is escaped, and throws nothing but its own error', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 40 }), (value) => {
        const escaped = value.replace(/[\\;,]/g, '\\$&');
        expect(parseFilter(`page!=${escaped};device==x`)[0]?.[0]?.value).toBe(value);
      }),
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        try {
          parseFilter(text);
        } catch (error) {
          expect(error).toBeInstanceOf(KpiError);
        }
      }),
    );
  });

  it('refuses what is too long', () => {
    expect(() => parseFilter(`page==${'x'.repeat(5000)}`)).toThrowError(/longer/);
    expect(() => parseFilter(Array(60).fill('page==x').join())).toThrowError(/more than 50/);
  });
});
