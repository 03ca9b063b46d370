import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { isDate, zonedTimeReader } from './zoned-time.js';

describe('zonedTimeReader', () => {
  it.each([
    ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00.000Z'],
    ['2026-01-31 12:00', '2026-01-31T11:00:00.000Z'],
    ['2026-07-31 12:00:00', '2026-07-31T10:00:00.000Z'],
    ['2026-01-31T12:00:00+05:45', '2026-01-31T06:15:00.000Z'],
    ['2026-01-31 12:00:00 -0500', '2026-01-31T17:00:00.000Z'],
    ['2026-01-31 12:00:00.123456+00', '2026-01-31T12:00:00.123Z'],
    ['2026-01-31', '2026-01-30T23:00:00.000Z'],
    // The night when Berlin's clocks go forward has no half past two, the one when they go back has it twice.
    ['2026-03-29T02:30', '2026-03-29T01:30:00.000Z'],
    ['2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25T12:00', '2026-10-25T11:00:00.000Z'],
    [1767225600123, '2026-01-01T00:00:00.123Z'],
    ['1767225600123', '2026-01-01T00:00:00.123Z'],
  ])('reads %s in Berlin as %s', (text, iso) => {
    expect(new Date(zonedTimeReader('Europe/Berlin')(text) ?? Number.NaN).toISOString()).toBe(iso);
  });

  it('starts a day that has no midnight at its first moment', () => {
    // Clocks in São Paulo went from 23:59:59 to 01:00 on 4 November 2018.
    expect(zonedTimeReader('America/Sao_Paulo')('2018-11-04')).toBe(Date.parse('2018-11-04T03:00:00Z'));
  });

  it.each([
    '',
    'yesterday',
    '2026-02-30',
    '2026-13-01T00:00',
    '2026-01-01T24:00',
    '2026-01-01T10:60',
    '2026-01-01T10:00:00+19:00',
    '01/02/2026',
    '20260131',
    '1767225600',
    '1969-12-31T23:59:59Z',
    '2026-01-01T10:00:00Zzz',
    '9'.repeat(30),
    -1,
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
  ])('refuses %s', (text) => expect(zonedTimeReader('UTC')(text)).toBeUndefined());

  it.each(['Europe/Berlin', 'Asia/Kathmandu', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia'])(
    'agrees with Temporal on every local time of %s',
    (zone) => {
      const read = zonedTimeReader(zone);
      fc.assert(
        fc.property(
          fc.date({ min: new Date('1971-01-01'), max: new Date('2037-12-31'), noInvalidDate: true }),
          (date) => {
            const local = date.toISOString().slice(0, 23);
            expect(read(local)).toBe(
              Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds,
            );
          },
        ),
      );
    },
  );
});

describe('isDate', () => {
  it('knows the calendar', () => {
    expect(['2024-02-29', '2026-12-31'].every(isDate)).toBe(true);
    expect(['2026-02-29', '2026-00-10', '2026-1-1', '2026-01-32', ''].some(isDate)).toBe(false);
  });
});
