import { describe, expect, it } from 'vitest';
import { isoDate } from './date.js';
import { styleOf } from './style.js';

describe('isoDate', () => {
  it.each([
    ['2026-01-31', '2026-01-31'],
    ['2026-01-31 18:30:00 +0100', '2026-01-31T18:30:00+0100'],
    ['2026-01-31T18:30:00Z', '2026-01-31T18:30:00Z'],
    ['2026-01-31 18:30', '2026-01-31T18:30:00'],
    ['2026-01-31 18:30:00 UTC', '2026-01-31T18:30:00Z'],
    ['31.01.2026', '2026-01-31'],
    ['1.2.2026 7:05', '2026-02-01T07:05:00'],
    ['1/31/2026', '2026-01-31'],
    ['31/1/2026', '2026-01-31'],
    ['2/2/2026', '2026-02-02'],
    ['2026/01/31', '2026-01-31'],
    ['Jan 31, 2026', '2026-01-31'],
    ['31 January 2026', '2026-01-31'],
    ['Jan 31, 2026 10:05 pm', '2026-01-31T22:05:00'],
    ['Jan 31, 2026, 12:00 AM', '2026-01-31T00:00:00'],
    ['Saturday, January 31st 2026', '2026-01-31'],
  ])('reads %s as %s', (written, iso) => expect(isoDate(written, undefined)).toEqual({ iso }));

  it('does not guess', () => {
    expect(isoDate('1/2/2026', undefined)).toBe('ambiguous');
    expect(isoDate('1/2/2026', 'day')).toEqual({ iso: '2026-02-01' });
    expect(isoDate('1/2/2026', 'month')).toEqual({ iso: '2026-01-02' });
    for (const wrong of [
      '',
      'yesterday',
      '2026',
      '31 Foo 2026',
      '1/2/26',
      '1/2/2026 25h',
      'Jan 31, 2026 13:00 pm',
    ])
      expect(isoDate(wrong, 'day'), wrong).toBeUndefined();
  });
});

describe('styleOf', () => {
  it('knows what all values agree on', () => {
    const dates = (...written: string[]) =>
      styleOf(written.map((each) => ({ kind: 'date' as const, written: each })));
    expect(dates('1/2/2026', '1/31/2026').dates).toBe('month');
    expect(dates('1/2/2026', '2/2/2026').dates).toBeUndefined();
    expect(dates('13/2/2026', '1/31/2026').dates).toBeUndefined();
    const numbers = ['1,234', '0,50'].map((written) => ({ kind: 'number' as const, written }));
    expect(styleOf(numbers).decimal).toBe('comma');
  });
});
