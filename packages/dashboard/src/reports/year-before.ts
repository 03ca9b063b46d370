import { endOfMonth, parseDate, startOfMonth } from '@internationalized/date';
import type { Period } from '../period/period.js';

/** The year up to the end of a period, from the first day of a month: cohorts of a few days say nothing. */
export function yearBefore({ to }: Period): Period {
  return { from: startOfMonth(parseDate(to).subtract({ months: 11 })).toString(), to };
}

/** Whether a period ends in the midst of a month, whose figures are not whole then. */
export const endsWithinMonth = ({ to }: Period): boolean =>
  parseDate(to).compare(endOfMonth(parseDate(to))) !== 0;
