import sql, { type Sql } from 'sql-template-tag';
import { word } from './fact.js';

/**
 * Divides money by largest remainder, as `largestRemainder` of facts/money does, in integers throughout: the parts
 * of a whole sum to it exactly.
 *
 * @param pieces a select of `money` (of the whole), `weight`, `total` (of the weights), `position` (the earlier
 *   piece is served first where remainders are equal) and of the columns below.
 * @param whole columns that tell one whole from another.
 * @param carried columns to hand on; `money` is then the piece's.
 */
export function splitMoney(pieces: Sql, whole: string, carried: string): Sql {
  // money × weight could leave 64 bits, so the quotient and the rest of money ÷ total go separate ways.
  return sql`SELECT ${word(carried)}, weight, total, SIGN(money) * (floor + (
      ROW_NUMBER() OVER (PARTITION BY ${word(whole)} ORDER BY rest DESC, position)
      <= ABS(money) - SUM(floor) OVER (PARTITION BY ${word(whole)}))) AS money
    FROM (SELECT *, ABS(money) / total * weight + ABS(money) % total * weight / total AS floor,
      ABS(money) % total * weight % total AS rest FROM (${pieces}))`;
}
