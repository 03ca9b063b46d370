import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openCountryLookup } from './country.js';

const lookup = await openCountryLookup();

describe('openCountryLookup', () => {
  it.each([
    ['8.8.8.8', 'US'],
    ['85.214.132.117', 'DE'],
    ['133.242.0.3', 'JP'],
    ['::ffff:85.214.132.117', 'DE'],
    ['2a01:4f8::1', 'DE'],
    ['2001:4860:4860::8888', 'US'],
  ])('%s is in %s', (ip, country) => {
    expect(lookup.countryOf(ip)).toBe(country);
  });

  it.each([
    '127.0.0.1',
    '::1',
    '10.1.2.3',
    '192.168.1.1',
    '172.16.0.1',
    '169.254.1.1',
    'fe80::1%eth0',
    'fd00::1',
    '0.0.0.0',
    '224.0.0.1',
    '',
    'unknown',
    '8.8.8.8, 1.1.1.1',
    '127.1',
  ])('has no country for %s', (ip) => {
    expect(lookup.countryOf(ip)).toBeNull();
  });

  it('survives any text and answers codes only', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.ipV4(), fc.ipV6()), (ip) => {
        expect(lookup.countryOf(ip) ?? 'XX').toMatch(/^[A-Z]{2}$/);
      }),
    );
  });
});
