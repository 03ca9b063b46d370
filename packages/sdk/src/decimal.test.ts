import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decimal } from './decimal.js';

it.each([
  [19.95, 19.95],
  ['19.95', 19.95],
  ['19,95', 19.95],
  ['1.234,50', 1234.5],
  ['1,234.50', 1234.5],
  ['1.234.567,8', 1234567.8],
  ['1,234,567', 1234567],
  ['1.234.567', 1234567],
  ['€ 1 234,50', 1234.5],
  ['CHF 1’234.50', 1234.5],
  ['1,234', 1234],
  ['-3,5', -3.5],
  ['0', 0],
])('reads %j as %d', (text, number) => expect(decimal(text)).toBe(number));

it.each(['', 'free', undefined, null, {}, [], true, Number.NaN])('takes %j for no number', (value) =>
  expect(decimal(value)).toBeNaN(),
);

it('reads what German and English shops write', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 11 }), (cents) => {
      for (const locale of ['de-DE', 'en-US', 'fr-FR'])
        expect(
          decimal(new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' }).format(cents / 100)),
        ).toBe(cents / 100);
    }),
  );
});
