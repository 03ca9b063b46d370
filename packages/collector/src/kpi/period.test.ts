import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KpiError } from './kpi-error.js';
import { comparedPeriod, cutPeriod, INTERVALS, periodOf } from './period.js';

const HOUR = 3600_000;
const iso = (time: number) => new Date(time).toISOString();
const widths = (instants: readonly number[]) =>
  instants.slice(1).map((end, index) => (end - (instants[index] as number)) / HOUR);

describe('periodOf', () => {
  it.each([
    ['Asia/Kathmandu', '2025-12-31T18:15:00.000Z', '2026-01-31T18:15:00.000Z'],
    ['Asia/Tokyo', '2025-12-31T15:00:00.000Z', '2026-01-31T15:00:00.000Z'],
    ['America/New_York', '2026-01-01T05:00:00.000Z', '2026-02-01T05:00:00.000Z'],
  ])('is whole local days of %s', (timezone, from, to) => {
    const period = periodOf('2026-01-01', '2026-01-31', timezone);
    expect([iso(period.from), iso(period.to), period.days]).toEqual([from, to, 31]);
  });

  it.each([
    ['2026-02-30', '2026-03-01', 'from'],
    ['2026-01-01', '2026-13-01', 'to'],
    ['2026-01-02', '2026-01-01', 'ends'],
    ['yesterday', '2026-01-01', 'from'],
    ['2010-01-01', '2026-01-01', 'at most'],
  ])('refuses %s to %s', (from, to, word) => {
    expect(() => periodOf(from, to, 'UTC')).toThrowError(new RegExp(word));
    expect(() => periodOf(from, to, 'UTC')).toThrowError(KpiError);
  });
});

describe('cutPeriod', { timeout: 60_000 }, () => {
  it('gives the days on which New York changes its clocks 23 and 25 hours', () => {
    const spring = cutPeriod(periodOf('2026-03-07', '2026-03-09', 'America/New_York'), 'day');
    expect(widths(spring.instants)).toEqual([24, 23, 24]);
    const autumn = cutPeriod(periodOf('2026-10-31', '2026-11-02', 'America/New_York'), 'day');
    expect(widths(autumn.instants)).toEqual([24, 25, 24]);
    expect(autumn.starts).toEqual(['2026-10-31', '2026-11-01', '2026-11-02']);
  });

  it('skips the hour that there is not, and keeps both of the hour that comes twice', () => {
    const spring = cutPeriod(periodOf('2026-03-08', '2026-03-08', 'America/New_York'), 'hour');
    expect(spring.starts).toHaveLength(23);
    expect(spring.starts.slice(1, 3)).toEqual(['2026-03-08T01:00-05:00', '2026-03-08T03:00-04:00']);
    const autumn = cutPeriod(periodOf('2026-11-01', '2026-11-01', 'America/New_York'), 'hour');
    expect(autumn.starts).toHaveLength(25);
    expect(autumn.starts.slice(0, 4)).toEqual([
      '2026-11-01T00:00-04:00',
      '2026-11-01T01:00-04:00',
      '2026-11-01T01:00-05:00',
      '2026-11-01T02:00-05:00',
    ]);
  });

  it('starts hours where the local clock shows a full one, though it is a quarter past elsewhere', () => {
    const cut = cutPeriod(periodOf('2026-01-01', '2026-01-01', 'Asia/Kathmandu'), 'hour');
    expect(cut.starts[0]).toBe('2026-01-01T00:00+05:45');
    expect(iso(cut.instants[1] as number)).toBe('2025-12-31T19:15:00.000Z');
    expect(cut.starts).toHaveLength(24);
  });

  it('keeps the hours of Lord Howe, whose clocks change by half of one', () => {
    const spring = cutPeriod(periodOf('2026-10-04', '2026-10-04', 'Australia/Lord_Howe'), 'hour');
    expect(spring.starts.slice(1, 4)).toEqual([
      '2026-10-04T01:00+10:30',
      '2026-10-04T02:30+11:00',
      '2026-10-04T03:00+11:00',
    ]);
    expect(widths(spring.instants).reduce((a, b) => a + b)).toBe(23.5);
  });

  it('begins the day of a zone that skips midnight at its first moment', () => {
    const period = periodOf('2018-11-04', '2018-11-04', 'America/Sao_Paulo');
    expect(iso(period.from)).toBe('2018-11-04T03:00:00.000Z');
    const { starts } = cutPeriod(period, 'hour');
    expect([starts[0], starts.length]).toEqual(['2018-11-04T01:00-02:00', 23]);
  });

  it('cuts ISO weeks at the turn of the year, the first and the last clipped to the period', () => {
    const cut = cutPeriod(periodOf('2020-12-30', '2021-01-12', 'Asia/Tokyo'), 'week');
    expect(cut.starts).toEqual(['2020-12-30', '2021-01-04', '2021-01-11']);
    const other = cutPeriod(periodOf('2024-12-23', '2025-01-05', 'UTC'), 'week');
    expect(other.starts).toEqual(['2024-12-23', '2024-12-30']);
  });

  it('cuts months, quarters and years', () => {
    const period = periodOf('2025-02-15', '2026-01-10', 'UTC');
    expect(cutPeriod(period, 'quarter').starts).toEqual([
      '2025-02-15',
      '2025-04-01',
      '2025-07-01',
      '2025-10-01',
      '2026-01-01',
    ]);
    expect(cutPeriod(period, 'year').starts).toEqual(['2025-02-15', '2026-01-01']);
    expect(cutPeriod(period, 'month').starts.slice(0, 2)).toEqual(['2025-02-15', '2025-03-01']);
    expect(cutPeriod(periodOf('2024-01-31', '2024-03-01', 'UTC'), 'month').starts).toEqual([
      '2024-01-31',
      '2024-02-01',
      '2024-03-01',
    ]);
  });

  it('has no gaps, in any zone, whatever the interval', () => {
    const zones = [
      'UTC',
      'Asia/Kathmandu',
      'America/New_York',
      'Australia/Lord_Howe',
      'America/Sao_Paulo',
      'Pacific/Apia',
    ];
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 6000 }),
        fc.integer({ min: 0, max: 60 }),
        fc.constantFrom(...zones),
        fc.constantFrom(...INTERVALS),
        (start, length, zone, interval) => {
          const date = (day: number) => new Date(Date.UTC(2010, 0, 1 + day)).toISOString().slice(0, 10);
          const period = periodOf(date(start), date(start + length), zone);
          const cut = cutPeriod(period, interval);
          expect(cut.instants[0]).toBe(period.from);
          expect(cut.instants.at(-1)).toBe(period.to);
          expect(cut.instants).toHaveLength(cut.starts.length + 1);
          expect(new Set(cut.starts).size).toBe(cut.starts.length);
          // A day that a zone never had (Apia, 30 December 2011) is empty.
          expect(widths(cut.instants).every((width) => width >= 0)).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('refuses more pieces than anybody can read', () => {
    expect(() => cutPeriod(periodOf('2020-01-01', '2022-01-01', 'UTC'), 'hour')).toThrowError(/limit/);
    expect(cutPeriod(periodOf('2025-01-01', '2025-12-31', 'UTC'), 'hour').starts).toHaveLength(8760);
  });
});

describe('comparedPeriod', () => {
  const period = periodOf('2024-02-01', '2024-02-29', 'Asia/Tokyo');
  it.each([
    ['previous', '2024-01-03', '2024-01-31'],
    ['year', '2023-02-01', '2023-02-28'],
    ['2020-05-01..2020-05-02', '2020-05-01', '2020-05-02'],
  ])('%s', (compare, from, to) => {
    const compared = comparedPeriod(period, compare);
    expect([compared.fromDate, compared.toDate, compared.timezone]).toEqual([from, to, 'Asia/Tokyo']);
  });

  it.each(['last week', '2020-05-01', '2020-05-01..', '2020-05-02..2020-05-01', 'a..b..c'])(
    'refuses %s',
    (compare) => {
      expect(() => comparedPeriod(period, compare)).toThrowError(KpiError);
    },
  );
});
