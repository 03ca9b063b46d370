import type { FilterClause, Scan, ScanMeasure } from '../../store/scan.js';
import { localDays } from '../local-days.js';
import type { Setting } from '../setting.js';

/** What is asked of the orders of all customers up to an instant, whatever the period. */
export interface HistoryQuestion {
  /** Up to this instant, exclusive. */
  end: number;
  timezone: string;
  by: readonly string[];
  filter: readonly FilterClause[];
  measures: readonly ScanMeasure[];
}

/**
 * The scan of `purchase` that goes back to the first order there is.
 *
 * @returns `undefined` where nobody has ordered before the end.
 */
export async function historyScan(
  setting: Setting,
  { end, timezone, by, filter, measures }: HistoryQuestion,
): Promise<Scan | undefined> {
  const { site, attribution, decimals, now, idleMs } = setting;
  const common = { site, attribution, decimals, now, idleMs };
  const everything = { from: 0, to: end, fromDate: '1970-01-01', toDate: '9999-12-31' };
  const first = await setting.store.scan({
    ...common,
    fact: 'orders',
    span: everything,
    by: [],
    filter: [],
    measures: [
      { fact: 'orders', aggregate: 'min', field: 'time', when: [{ field: 'customer', is: 'known' }] },
    ],
  });
  const from = first[0]?.measures[0];
  if (from === null || from === undefined) return undefined;
  return {
    ...common,
    fact: 'purchase',
    span: { ...everything, from },
    days: localDays(from, end, timezone),
    by,
    filter,
    measures,
  };
}
