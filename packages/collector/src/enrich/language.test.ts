import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languageOf, localeRegionOf } from './language.js';

describe('languageOf', () => {
  it.each([
    ['de-DE', undefined, 'de', 'DE'],
    ['DE', 'en', 'de', null],
    ['zh-Hant-TW', undefined, 'zh', 'TW'],
    ['es-419', undefined, 'es', '419'],
    ['en_US.UTF-8', undefined, 'en', 'US'],
    ['fil', undefined, 'fil', null],
    [undefined, 'fr-CH, fr;q=0.9, en;q=0.8, *;q=0.5', 'fr', 'CH'],
    [undefined, 'en;q=0.5, ja-JP;q=0.9', 'ja', 'JP'],
    ['*', 'pt-BR', 'pt', 'BR'],
    ['c', undefined, null, null],
    ['und', '*', null, null],
    ['german', undefined, null, null],
    ['', '', null, null],
    [undefined, 'de;q=0', null, null],
  ])('%s, %s: %s', (device, accepted, language, region) => {
    expect(languageOf(device, accepted)).toBe(language);
    expect(localeRegionOf(device, accepted)).toBe(region);
  });

  it('survives any text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (device, accepted) => {
        expect(languageOf(device, accepted) ?? 'xx').toMatch(/^[a-z]{2,3}$/);
      }),
    );
  });
});
