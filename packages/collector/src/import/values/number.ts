/** The mark before the decimals, where a file's numbers show it. */
export type DecimalMark = 'point' | 'comma';

// Blanks of all kinds, and the apostrophe of Switzerland, divide thousands and nothing else.
const GROUPING = /[\s\u00a0\u202f\u2009'’]/g;
const NUMBER = /^-?\d[\d.,]*$/;
/** Signs and codes of currencies around an amount, and the sign of percent. */
const AROUND = /^(?:[A-Z]{2,3}\$?|\p{Sc})|(?:[A-Z]{3}|\p{Sc}|%)$/gu;
/** How exporters say that there is no number. */
const NOTHING = new Set(['', '-', '--', '—', 'n/a', 'null']);

/** The digits and marks of a number as an export writes it; `''` where it says that there is none. */
function bare(written: string): string {
  const text = written.replace(GROUPING, '');
  if (NOTHING.has(text.toLowerCase())) return '';
  const negative = /^[-−]/.test(text) || /^\(.*\)$/.test(text);
  const inner = text
    .replace(/^[-−(]+|\)$/g, '')
    .replace(AROUND, '')
    .replace(/^[-−]/, '');
  return (negative || /^\p{Sc}[-−]/u.test(text) ? '-' : '') + inner;
}

/**
 * The decimal mark that a written number shows beyond doubt; `undefined` where it could be either: `1,234` is one
 * thousand, or one and a bit.
 */
export function decimalMarkOf(written: string): DecimalMark | undefined {
  const text = bare(written);
  if (!NUMBER.test(text)) return undefined;
  const [points, commas] = [text.split('.').length - 1, text.split(',').length - 1];
  if (points > 0 && commas > 0) return text.lastIndexOf('.') > text.lastIndexOf(',') ? 'point' : 'comma';
  // A mark that comes twice divides thousands, so the other one is before the decimals.
  if (points > 1) return 'comma';
  if (commas > 1) return 'point';
  const mark = points === 1 ? '.' : commas === 1 ? ',' : undefined;
  if (mark === undefined) return undefined;
  const [whole = '', decimals = ''] = text.replace('-', '').split(mark);
  const canDivideThousands = decimals.length === 3 && whole.length <= 3 && !/^0/.test(whole);
  if (canDivideThousands) return undefined;
  return mark === '.' ? 'point' : 'comma';
}

/**
 * A number of an export as a plain decimal: without currency, percent sign and marks between thousands.
 *
 * @param mark - what the numbers of the file show; without it only what is beyond doubt is read
 * @returns `''` where the export says that there is none, `'ambiguous'` where it could be two numbers, `undefined`
 * where it is no number
 */
export function plainNumber(
  written: string,
  mark: DecimalMark | undefined,
): { plain: string } | 'ambiguous' | undefined {
  const text = bare(written);
  if (text === '') return { plain: '' };
  if (!NUMBER.test(text)) return undefined;
  if (!/[.,]/.test(text)) return { plain: text };
  const decimal = mark ?? decimalMarkOf(written);
  if (decimal === undefined) return 'ambiguous';
  const [inside, group] = decimal === 'point' ? ['.', ','] : [',', '.'];
  const [whole = '', decimals, more] = text.split(inside);
  if (more !== undefined || decimals?.includes(group)) return undefined;
  const groups = whole.replace('-', '').split(group);
  // Thousands are groups of three (in India, of two), so that a mark in the wrong place is told and not passed over.
  const [first = '', ...rest] = groups;
  const grouped = rest.length === 0 || (first.length <= 3 && rest.at(-1)?.length === 3);
  if (!grouped || !rest.every((part) => part.length === 3 || part.length === 2)) return undefined;
  const sign = whole.startsWith('-') ? '-' : '';
  return { plain: `${sign}${groups.join('')}${decimals ? `.${decimals}` : ''}` };
}
