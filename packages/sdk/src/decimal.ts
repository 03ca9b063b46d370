/**
 * Reads an amount as shops write it: `19.95`, `"19,95"`, `"1.234,50 €"`, `"1,234.50"`, `"1 234"`. A single comma before
 * exactly three digits divides thousands.
 *
 * @returns NaN when it is no number.
 */
export const decimal = (value: unknown): number => {
  if (typeof value !== 'string') return typeof value === 'number' ? value : Number.NaN;
  let text = value.replace(/[^\d.,-]/g, '');
  const comma = text.lastIndexOf(',') > text.lastIndexOf('.') && !/^-?\d{1,3}(,\d{3})+$/.test(text);
  if (comma) text = text.replace(/\./g, '').replace(',', '.');
  else text = text.replace(/,/g, '');
  if (/\..*\./.test(text)) text = text.replace(/\./g, '');
  return text ? +text : Number.NaN;
};
