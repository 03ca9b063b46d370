import type { Row } from '../api/answers.js';
import { numberOf } from '../format/amount.js';
import { amountOf } from '../table/column.js';

/** What a customer of a group has brought in all, so many months after the first order; minor units. */
export interface LifetimeCurve {
  group: string;
  customers: number;
  /** By months since; `null` where no cohort of the group is as old. */
  values: (number | null)[];
}

/**
 * Adds cohorts up to curves: in each month since the first order, the revenue of the cohorts that are as old over their
 * customers; and the sum of these up to each month.
 *
 * @param groupOf what a row's curve is.
 * @param leaveLast the last month of each cohort is not over, and left out.
 */
export function lifetimeCurves(
  rows: readonly Row[],
  groupOf: (row: Row) => string,
  leaveLast: boolean,
): LifetimeCurve[] {
  const oldest = new Map<string, number>();
  for (const { cohort, since } of rows)
    oldest.set(String(cohort), Math.max(oldest.get(String(cohort)) ?? 0, Number(since)));
  const groups = new Map<string, { customers: number; months: { revenue: number; customers: number }[] }>();
  for (const row of rows) {
    const since = Number(row.since);
    const size = Number(row.size);
    if (leaveLast && since === oldest.get(String(row.cohort))) continue;
    const name = groupOf(row);
    const group = groups.get(name) ?? { customers: 0, months: [] };
    groups.set(name, group);
    if (since === 0) group.customers += size;
    const month = group.months[since] ?? { revenue: 0, customers: 0 };
    group.months[since] = month;
    month.revenue += numberOf(amountOf(row.revenue)) ?? 0;
    month.customers += size;
  }
  return [...groups]
    .map(([group, { customers, months }]) => {
      let sum = 0;
      const values = Array.from(months, (month) => {
        if (month === undefined || month.customers === 0) return null;
        sum += month.revenue / month.customers;
        return sum;
      });
      return { group, customers, values };
    })
    .sort((a, b) => b.customers - a.customers);
}
