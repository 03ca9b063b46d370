import { describe, expect, it } from 'vitest';
import de from './refusals/de.json';
import es from './refusals/es.json';
import ja from './refusals/ja.json';
import zh from './refusals/zh.json';
import { translatedSentence } from './sentence.js';

const filled = (text: string, given: (mark: string) => string) =>
  text.replace(/\{\{(\w+)\}\}/g, (_, mark: string) => given(mark));

/** What a collector fills in that has none of the words of other sentences. */
const VALUES: Readonly<Record<string, string>> = { reason: 'is missing', hint: 'use interval=day or longer' };

describe.each(Object.entries({ de, es, ja, zh }))('what the collector says in %s', (_, sentences) => {
  it('is known by its English, whatever is filled in', () => {
    for (const [english, words] of Object.entries(sentences)) {
      const value = (mark: string) => VALUES[mark] ?? `value_of_${mark}`;
      const within = (mark: string) => translatedSentence(value(mark), sentences) ?? value(mark);
      expect(translatedSentence(filled(english, value), sentences)).toBe(filled(words, within));
    }
  });
});

it.each([
  ['must be at most 1440', 'höchstens 1440'],
  [
    'not specific: there is no KPI "revenu (net)" (did you mean revenue?)',
    'nicht bestimmt: eine Kennzahl „revenu (net)“ gibt es nicht (meinten Sie revenue?)',
  ],
  [
    'Cost per order needs costs of this period: POST /v1/import/costs?site=shop, or footfall import costs.',
    'für diese Kennzahl fehlt in dieser Zeit die Datei costs; bringen Sie sie unter „Importe“ ein',
  ],
  ['something new', undefined],
  // Half of a sentence would be neither language.
  ['not measurable: something new', undefined],
])('%s', (english, german) => expect(translatedSentence(english, de)).toBe(german));

it('calls what is named as the page calls it', () => {
  const titled = (mark: string, value: string) => (mark === 'kpi' ? 'Umsatz' : value);
  expect(translatedSentence('revenue has no value from 2026-01-01 to 2026-01-31', de, titled)).toBe(
    'Umsatz hat vom 2026-01-01 bis 2026-01-31 keinen Wert',
  );
});
