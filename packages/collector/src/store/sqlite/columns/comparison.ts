import type { Condition } from '../../scan.js';

/** A condition on a field. */
export type Comparison = Extract<Condition, { is: string }>;

/** Whether a value that is known stands to the condition as it says. @throws Error for a condition about being known. */
export function comparisonOf(condition: Comparison): (value: number) => boolean {
  if (!('value' in condition)) throw new Error(`"${condition.is}" compares with nothing`);
  const to = Number(condition.value);
  switch (condition.is) {
    case 'any_bit':
      return (value) => (value & to) !== 0;
    case 'no_bit':
      return (value) => (value & to) === 0;
    case '=':
      return (value) => value === to;
    case '!=':
      return (value) => value !== to;
    case '<':
      return (value) => value < to;
    case '<=':
      return (value) => value <= to;
    case '>':
      return (value) => value > to;
    case '>=':
      return (value) => value >= to;
  }
}
