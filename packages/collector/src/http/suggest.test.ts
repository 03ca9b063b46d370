import { expect, it } from 'vitest';
import { suggest } from './suggest.js';

it.each([
  ['conversion-rate', ['conversion_rate', 'revenue'], 'did you mean conversion_rate?'],
  ['Shop', ['shop'], 'did you mean shop?'],
  ['entirely different', ['shop', 'revenue'], undefined],
  ['anything', [], undefined],
  ['x'.repeat(1_000_000), ['shop'], undefined],
])('%.20s among %j: %s', (given, known, hint) => expect(suggest(given, known)).toBe(hint));
