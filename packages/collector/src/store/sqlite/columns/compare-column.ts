import type { Condition } from '../../scan.js';
import { NOTHING } from './packed-column.js';

/** How a field is compared. */
export type Comparison = Extract<Condition, { is: string }>['is'];

/**
 * Takes out of a mask the rows on which a comparison does not hold; one with what is not known does not, as in SQL.
 * A loop for each comparison, and none that branches: a processor cannot guess what rows say.
 */
export function compareColumn(
  mask: Uint8Array,
  values: Float64Array,
  low: number,
  high: number,
  is: Comparison,
  to: number,
): void {
  // What is not known is the lowest of numbers and has no bit that is asked for: it must be taken out of the rest by itself.
  if (is === '!=' || is === '<' || is === '<=' || is === 'no_bit' || to <= NOTHING)
    if (is !== 'known' && is !== 'unknown') compareColumn(mask, values, low, high, 'known', 0);
  switch (is) {
    case 'known':
      for (let row = low; row < high; row++)
        mask[row] = (mask[row] as number) & Number(values[row] !== NOTHING);
      return;
    case 'unknown':
      for (let row = low; row < high; row++)
        mask[row] = (mask[row] as number) & Number(values[row] === NOTHING);
      return;
    case '=':
      for (let row = low; row < high; row++) mask[row] = (mask[row] as number) & Number(values[row] === to);
      return;
    case '!=':
      for (let row = low; row < high; row++) mask[row] = (mask[row] as number) & Number(values[row] !== to);
      return;
    case '<':
      for (let row = low; row < high; row++)
        mask[row] = (mask[row] as number) & Number((values[row] as number) < to);
      return;
    case '<=':
      for (let row = low; row < high; row++)
        mask[row] = (mask[row] as number) & Number((values[row] as number) <= to);
      return;
    case '>':
      for (let row = low; row < high; row++)
        mask[row] = (mask[row] as number) & Number((values[row] as number) > to);
      return;
    case '>=':
      for (let row = low; row < high; row++)
        mask[row] = (mask[row] as number) & Number((values[row] as number) >= to);
      return;
    case 'any_bit':
      for (let row = low; row < high; row++)
        mask[row] = (mask[row] as number) & Number(((values[row] as number) & to) !== 0);
      return;
    case 'no_bit':
      for (let row = low; row < high; row++)
        mask[row] = (mask[row] as number) & Number(((values[row] as number) & to) === 0);
      return;
  }
}
