/** A formula as the explanation of a KPI gives it. */
export interface Formula {
  words: string;
  numbers: string | null;
  terms: readonly { side: 'numerator' | 'denominator'; factor: number; words: string }[];
}

/** Terms of formulas in another language, by the collector's own words; `#` and `@` stand for numbers and names. */
export type Dictionary = Readonly<Record<string, string>>;

const NAMES = /\b(?:LCP|INP|CLS|FCP|TTFB|good|needs_work|poor)\b/;
const VARIABLE = new RegExp(`\\d+|${NAMES.source}`, 'g');

/** What a stock is taken at, behind a term. */
const MOMENTS = ['up to the end of the period', 'before the start of the period'] as const;

/** Of a share: what is divided by. */
const WHOLE = 'the same of the whole';

/** One term in the words of a dictionary; `undefined` where it lacks it. */
export function translatedTerm(words: string, dictionary: Dictionary): string | undefined {
  const found = dictionary[generalised(words)];
  if (found !== undefined) return filledIn(found, words);
  const moment = MOMENTS.find((one) => words.endsWith(` ${one}`));
  const before = moment && translatedTerm(words.slice(0, -moment.length - 1), dictionary);
  return before && `${before} (${dictionary[moment]})`;
}

/** A formula in the words of a dictionary: as a whole, else put together from its terms; `undefined` where one is lacking. */
export function translatedFormula(formula: Formula, dictionary: Dictionary): string | undefined {
  const whole = translatedTerm(formula.words, dictionary);
  if (whole !== undefined || formula.terms.length === 0) return whole;
  const isShare = formula.words.endsWith(` ÷ ${WHOLE}`);
  const numerator = sideOf(formula, 'numerator', dictionary);
  const denominator = isShare ? dictionary[WHOLE] : sideOf(formula, 'denominator', dictionary);
  if (numerator === undefined || denominator === undefined) return undefined;
  return denominator === '' ? bare(numerator) : `${numerator} ÷ ${denominator}`;
}

function sideOf(
  formula: Formula,
  side: 'numerator' | 'denominator',
  dictionary: Dictionary,
): string | undefined {
  const terms = formula.terms.filter((term) => term.side === side);
  const words = terms.map((term) => translatedTerm(term.words, dictionary));
  if (words.includes(undefined)) return undefined;
  const text = terms
    .map(({ factor }, index) => {
      const sign = factor < 0 ? (index === 0 ? '−' : ' − ') : index === 0 ? '' : ' + ';
      return `${sign}${Math.abs(factor) === 1 ? '' : `${Math.abs(factor)} × `}${words[index]}`;
    })
    .join('');
  return terms.length > 1 ? `(${text})` : text;
}

const bare = (text: string): string =>
  text.startsWith('(') && text.endsWith(')') ? text.slice(1, -1) : text;

const generalised = (words: string): string =>
  words.replace(VARIABLE, (found) => (NAMES.test(found) ? '@' : '#'));

function filledIn(text: string, words: string): string {
  const found = words.match(VARIABLE) ?? [];
  const numbers = found.filter((one) => !NAMES.test(one));
  const names = found.filter((one) => NAMES.test(one));
  return text.replace(/[#@]/g, (sign) => (sign === '#' ? numbers : names).shift() ?? '');
}
