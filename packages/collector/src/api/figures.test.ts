import { describe, expect, it } from 'vitest';
import { barsOf, formatChange, formatParts, formatValue, lastDays } from '../../public/figures.js';

describe('formatValue', () => {
  it.each([
    [{ value: 123456, currency: 'EUR', decimals: 2 }, 'money', '€1,234.56'],
    [{ value: 500, currency: 'JPY', decimals: 0 }, 'money', '¥500'],
    [{ value: -1500, currency: 'KWD', decimals: 3 }, 'money', '-KWD 1.500'],
    [0.0213, 'proportion', '2.13%'],
    [12345, 'count', '12,345'],
    [1.23456, 'ratio', '1.23'],
    [83_400, 'duration', '1m 23s'],
    [0, 'count', '0'],
    [null, 'money', '–'],
  ])('writes %j as %s: %s', (amount, unit, text) => {
    expect(formatValue(amount, unit, 'en').replace(/\u00a0/g, ' ')).toBe(text);
  });
});

describe('formatParts', () => {
  it('writes what a ratio is made of, and nothing for a sum', () => {
    expect(formatParts({ numerator: 213, denominator: 10000 }, 'en')).toBe('213 ÷ 10,000');
    expect(formatParts({ numerator: 213, denominator: null }, 'en')).toBe('');
  });
});

describe('formatChange', () => {
  it.each<[Parameters<typeof formatChange>[0], 'up' | 'down' | null, string, string]>([
    [{ change: 0.5 }, 'up', '+50% to the 30 days before', 'good'],
    [{ change: 0.5 }, 'down', '+50% to the 30 days before', 'bad'],
    [{ change: -0.5 }, 'down', '-50% to the 30 days before', 'good'],
    [{ change: 0.5, significant: false }, 'up', '+50% to the 30 days before (may be chance)', ''],
    [{ change: 0.5 }, null, '+50% to the 30 days before', ''],
    [{ change: null }, 'up', '', ''],
    [undefined, 'up', '', ''],
  ])('%j, better %s: %s', (compare, direction, text, verdict) => {
    expect(formatChange(compare, direction, 'en')).toEqual({ text, verdict });
  });
});

describe('lastDays', () => {
  it('ends with today where the shop is', () => {
    const now = Date.UTC(2026, 2, 1, 20);
    expect(lastDays('Asia/Tokyo', 30, now)).toEqual({ from: '2026-02-01', to: '2026-03-02' });
    expect(lastDays('America/New_York', 30, now)).toEqual({ from: '2026-01-31', to: '2026-03-01' });
  });
});

describe('barsOf', () => {
  it('draws from nought up and down, and nothing where nothing is known', () => {
    const bars = barsOf([10, null, 0, -10]);
    expect(
      bars.map(({ index, y, height }: { index: number; y: number; height: number }) => [index, y, height]),
    ).toEqual([
      [0, 0, 0.5],
      [3, 0.5, 0.5],
    ]);
    expect(barsOf([])).toEqual([]);
    expect(barsOf([null, 0])).toEqual([]);
  });
});
