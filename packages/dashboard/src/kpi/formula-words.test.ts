import { describe, expect, it } from 'vitest';
import de from '../i18n/formulas/de.json' with { type: 'json' };
import { translatedFormula, translatedTerm } from './formula-words.js';

const term = (words: string, side: 'numerator' | 'denominator' = 'numerator', factor = 1) => ({
  words,
  side,
  factor,
});

describe('a formula in another language', () => {
  it('is put together from its terms', () => {
    const terms = [
      term('Σ value of orders'),
      term('Σ value of refunds', 'numerator', -1),
      term('visits', 'denominator'),
    ];
    expect(translatedFormula({ words: '…', numbers: null, terms }, de)).toBe(
      '(Σ Wert der Bestellungen − Σ Wert der Erstattungen) ÷ Besuche',
    );
    expect(translatedFormula({ words: '…', numbers: null, terms: terms.slice(0, 2) }, de)).toBe(
      'Σ Wert der Bestellungen − Σ Wert der Erstattungen',
    );
  });

  it('keeps its numbers and names, in their order', () => {
    expect(translatedTerm('visitors with ≥ 3 and ≤ 5 visits with a visitor id', de)).toBe(
      'Besucher mit 3 bis 5 Besuchen',
    );
    expect(
      translatedTerm('p75 of the number of last measurements of page views whose metric is LCP', de),
    ).toBe('p75 der Messungen von LCP');
    expect(translatedTerm('products up to the end of the period', de)).toBe(
      'Produkte (bis zum Ende des Zeitraums)',
    );
  });

  it('is not half translated', () => {
    const terms = [term('visits'), term('something new', 'denominator')];
    expect(translatedFormula({ words: '…', numbers: null, terms }, de)).toBeUndefined();
  });
});
