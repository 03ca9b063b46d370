/**
 * Reads an amount as shops write it: `19.95`, `"19,95"`, `"1.234,50 €"`, `"1,234.50"`, `"1 234"`. A plain decimal is what
 * it spells; else a mark before exactly three digits divides thousands.
 *
 * @returns NaN when it is no number.
 */
export const decimal = (value: unknown, text = `${value}`.replace(/[^\d.,-]/g, '')): number =>
  text
    ? // Marks before another one, and before three digits at the end, go.
      +text || +text.replace(/[.,](?=.*[.,]|\d{3}$)/g, '').replace(',', '.')
    : Number.NaN;
