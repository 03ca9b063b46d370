import type { FilterClause, Scan } from '../../scan.js';
import { NOT_SET } from '../../scan.js';

/**
 * Asks for page views of no visit; its values are those of {@link aloneSpan}.
 *
 * @param what columns of `hit`
 */
export const aloneViewsSql = (what: string): string =>
  `SELECT ${what} FROM hit INDEXED BY hit_alone WHERE site = ? AND name = (SELECT id FROM term WHERE value = 'page_view')
     AND time >= ? AND time < ? AND visit IS NULL`;

/** Site and span, as {@link aloneViewsSql} takes them. */
export const aloneSpan = ({ site, span }: Scan): [site: number, from: number, to: number] => [
  site,
  span.from,
  span.to,
];

/** Whether what has no value of any dimension gets through: no visit, no value. */
export const holdsOfNothing = (clause: FilterClause): boolean =>
  clause.some(({ operator, value }) =>
    operator === '==' ? value === NOT_SET : operator === '!=' && value !== NOT_SET,
  );
