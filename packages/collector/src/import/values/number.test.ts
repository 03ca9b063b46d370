import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalMarkOf, plainNumber } from './number.js';

describe('plainNumber', () => {
  it.each([
    ['1,234.56', '1234.56'],
    ['1.234,56', '1234.56'],
    ['1 234,5', '1234.5'],
    ['1\u00a0234\u202f567,89 €', '1234567.89'],
    ["1'234.50", '1234.50'],
    ['12,34,567.80', '1234567.80'],
    ['$1,234.00', '1234.00'],
    ['US$12.5', '12.5'],
    ['-€3,50', '-3.50'],
    ['€-3,50', '-3.50'],
    ['12.34 EUR', '12.34'],
    ['EUR 12.34', '12.34'],
    ['0,123', '0.123'],
    ['1.234.567', '1234567'],
    ['3.4285714', '3.4285714'],
    ['45%', '45'],
    [' --', ''],
    ['', ''],
    ['17', '17'],
  ])('reads %j as %s', (written, plain) => {
    expect(plainNumber(written, undefined)).toEqual({ plain });
  });

  it('does not guess', () => {
    expect(plainNumber('1,234', undefined)).toBe('ambiguous');
    expect(plainNumber('1.234', undefined)).toBe('ambiguous');
    expect(plainNumber('1,234', 'point')).toEqual({ plain: '1234' });
    expect(plainNumber('1,234', 'comma')).toEqual({ plain: '1.234' });
  });

  it.each(['1,2,3', '1.2.3,4', '1,23', 'abc', '1e5', '12-3', '1,2345', '.', '1..2'])(
    'refuses %s',
    (written) => {
      expect(plainNumber(written, 'point')).toBeUndefined();
    },
  );

  it.each([
    ['en-US', 'point'],
    ['de-DE', 'comma'],
    ['fr-FR', 'comma'],
    ['en-IN', 'point'],
    ['de-CH', 'point'],
    ['sv-SE', 'comma'],
  ] as const)('gives back what is written as in %s', (locale, mark) => {
    const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e11 }), (cents) => {
        const written = format.format(cents / 100);
        expect(Number((plainNumber(written, mark) as { plain: string }).plain)).toBe(cents / 100);
        expect(decimalMarkOf(written)).toBe(mark);
      }),
    );
  });
});
