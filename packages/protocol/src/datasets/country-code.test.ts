import { expect, it } from 'vitest';
import { countryCode } from './country-code.js';

it.each([
  ['DE', 'DE'],
  ['de', 'DE'],
  ['deu', 'DE'],
  ['USA', 'US'],
  ['Germany', 'DE'],
  ['United Kingdom', 'GB'],
  ['zzz', 'zzz'],
  ['(all)', '(all)'],
  ['Elsewhere', 'Elsewhere'],
])('knows %s as %s', (written, code) => expect(countryCode(written)).toBe(code));
