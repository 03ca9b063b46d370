import { describe, expect, it } from 'vitest';
import { formatAmount, formatExactly } from './amount.js';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('formatAmount', () => {
  it.each([
    [{ value: 123456, currency: 'EUR', decimals: 2 }, 'money', '€1,234.56'],
    [{ value: 123456789, currency: 'EUR', decimals: 2 }, 'money', '€1,234,568'],
    [{ value: 500, currency: 'JPY', decimals: 0 }, 'money', '¥500'],
    [{ value: -1500, currency: 'KWD', decimals: 3 }, 'money', '-KWD 1.500'],
    [0.0213, 'proportion', '2.13%'],
    [12345, 'count', '12,345'],
    [1.23456, 'ratio', '1.23'],
    [83_400, 'duration', '1m 23s'],
    [3_599_900, 'duration', '1h'],
    [7_180_000, 'duration', '2h'],
    [171_600_000, 'duration', '2d'],
    [86_390_000, 'duration', '1d'],
    [129_600_000, 'duration', '1d 12h'],
    [-5_400_000, 'duration', '-1h 30m'],
    [59_700, 'duration', '1m'],
    [999.7, 'duration', '1s'],
    [0, 'duration', '0ms'],
    [0, 'count', '0'],
    [null, 'money', '–'],
  ] as const)('writes %j as %s: %s', (amount, unit, text) => {
    expect(plain(formatAmount(amount, unit, 'en'))).toBe(text);
  });

  it('keeps each cent where it is asked for', () => {
    expect(formatExactly({ value: 123456789, currency: 'EUR', decimals: 2 }, 'money', 'en')).toBe(
      '€1,234,567.89',
    );
  });
});
