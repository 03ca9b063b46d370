import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from './catalogue/index.js';
import type { Figure } from './definition.js';
import { formulaOf, namedFigures, wordsOfMeasure } from './wording.js';

// The dashboard shows formulas in its languages, term by term; it knows the terms by these words alone.
const FOLDER = new URL('../../../dashboard/src/i18n/formulas/', import.meta.url);

const termsOf = ({ numerator, denominator = [] }: Figure): string[] =>
  [...numerator, ...denominator].map(([, measure]) => wordsOfMeasure(measure));

const terms = new Set(
  [...CATALOGUE.values()].flatMap((kpi) => [
    ...(kpi.value ? termsOf(kpi.value) : kpi.columns ? [] : [formulaOf(kpi)]),
    ...namedFigures(kpi).flatMap(([, figure]) => termsOf(figure)),
  ]),
);

const MOMENT = / (?:up to the end|before the start) of the period$/;
const generalised = (words: string): string =>
  words.replace(/\b(?:LCP|INP|CLS|FCP|TTFB|good|needs_work|poor)\b/g, '@').replace(/\d+/g, '#');

describe.each(readdirSync(FOLDER))('the formulas of the dashboard in %s', (file) => {
  const dictionary = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Record<string, string>;

  it('have words for every term', () => {
    const lacking = [...terms].filter(
      (words) =>
        dictionary[generalised(words)] === undefined &&
        dictionary[generalised(words.replace(MOMENT, ''))] === undefined,
    );
    expect(lacking).toEqual([]);
  });
});
