import { expect, it } from 'vitest';
import { spreadsheetText } from './spreadsheet-text.js';

it.each([
  ['shoes;=1+1', "shoes;'=1+1"],
  ['a;"=HYPERLINK("x")', 'a;"\'=HYPERLINK("x")'],
  ['a\n@SUM(A1)', "a\n'@SUM(A1)"],
  ['a\t -2+3', "a\t '-2+3"],
  ['red; blue', 'red; blue'],
  ['1+1=2', '1+1=2'],
  ['a;＝1', "a;'＝1"],
])('%j is written as %j', (text, cell) => expect(spreadsheetText(text)).toBe(cell));
