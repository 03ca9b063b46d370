import type { Condition } from '../../scan.js';
import { NOTHING } from './packed-column.js';

/** How a field is compared. */
export type Comparison = Extract<Condition, { is: string }>['is'];

/**
 * Takes out of a mask the rows on which a comparison does not hold; one with what is not known does not, as in SQL.
 * A loop for each comparison: a function called on each row would take five times as long.
 */
export function compareColumn(
  mask: Uint8Array,
  values: Float64Array,
  low: number,
  high: number,
  is: Comparison,
  to: number,
): void {
  switch (is) {
    case 'known':
      for (let row = low; row < high; row++) if (values[row] === NOTHING) mask[row] = 0;
      return;
    case 'unknown':
      for (let row = low; row < high; row++) if (values[row] !== NOTHING) mask[row] = 0;
      return;
    case '=':
      for (let row = low; row < high; row++) if (values[row] !== to) mask[row] = 0;
      return;
    case '!=':
      for (let row = low; row < high; row++) if (values[row] === to || values[row] === NOTHING) mask[row] = 0;
      return;
    case '<':
      for (let row = low; row < high; row++)
        if (!((values[row] as number) < to) || values[row] === NOTHING) mask[row] = 0;
      return;
    case '<=':
      for (let row = low; row < high; row++)
        if (!((values[row] as number) <= to) || values[row] === NOTHING) mask[row] = 0;
      return;
    case '>':
      for (let row = low; row < high; row++)
        if (!((values[row] as number) > to) || values[row] === NOTHING) mask[row] = 0;
      return;
    case '>=':
      for (let row = low; row < high; row++)
        if (!((values[row] as number) >= to) || values[row] === NOTHING) mask[row] = 0;
      return;
    case 'any_bit':
      for (let row = low; row < high; row++)
        if (((values[row] as number) & to) === 0 || values[row] === NOTHING) mask[row] = 0;
      return;
    case 'no_bit':
      for (let row = low; row < high; row++)
        if (((values[row] as number) & to) !== 0 || values[row] === NOTHING) mask[row] = 0;
      return;
  }
}
