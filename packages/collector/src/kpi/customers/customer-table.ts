import type { FilterClause, ScanMeasure, ScanRow } from '../../store/scan.js';
import type { LifetimeHistories } from '../compute.js';
import { dayNumber } from '../local-days.js';
import type { Setting } from '../setting.js';
import { historyScan } from './history.js';

const LATER = { field: 'on_later_day', is: '=', value: 1 } as const;
const VALUED = { field: 'valued', is: 'known' } as const;
const UNVALUED = { field: 'valued', is: 'unknown' } as const;

const of = (measure: Omit<ScanMeasure, 'fact'>): ScanMeasure => ({ fact: 'purchase', ...measure });

const COLUMNS = {
  days: of({ aggregate: 'distinct', field: 'day' }),
  lastDay: of({ aggregate: 'max', field: 'day' }),
  firstDay: of({ aggregate: 'min', field: 'first_day' }),
  orders: of({ aggregate: 'count' }),
  unvalued: of({ aggregate: 'count', when: [UNVALUED] }),
  repeatValuedDays: of({ aggregate: 'distinct', field: 'day', when: [LATER, VALUED] }),
  revenue: of({ aggregate: 'sum', field: 'revenue' }),
  repeatRevenue: of({ aggregate: 'sum', field: 'revenue', when: [LATER] }),
} as const;

/** What is asked beside them where customers are judged by their margin: each line's cost takes a look at it. */
const OF_MARGIN = {
  covered: of({ aggregate: 'sum', field: 'covered_revenue' }),
  cost: of({ aggregate: 'sum', field: 'cost' }),
  repeatCovered: of({ aggregate: 'sum', field: 'covered_revenue', when: [LATER] }),
  repeatCost: of({ aggregate: 'sum', field: 'cost', when: [LATER] }),
} as const;
type Column = keyof typeof COLUMNS | keyof typeof OF_MARGIN;
const NAMES = [...Object.keys(COLUMNS), ...Object.keys(OF_MARGIN)] as Column[];

/** A customer up to the end of the observation; days since 1970-01-01, money in minor units. */
export interface CustomerRow extends Readonly<Record<Column, number>> {
  key: number;
  /** Values of the dimensions asked for. */
  words: readonly (string | null)[];
}

/** Which customers are asked for, and what is to be known of each. */
export interface CustomerQuestion {
  /** Local midnight that ends the observation. */
  end: number;
  timezone: string;
  by: readonly string[];
  filter: readonly FilterClause[];
  basis?: Basis;
}

/** What a customer is worth by. */
export type Basis = 'margin' | 'revenue';

/** What a customer has brought, in minor units. */
export const broughtBy = (basis: Basis, { revenue, covered, cost }: CustomerRow): number =>
  basis === 'margin' ? covered - cost : revenue;

/** All customers with an order before the end, each with what is known of it by then. */
export async function customerTable(setting: Setting, question: CustomerQuestion): Promise<CustomerRow[]> {
  const scan = await historyScan(setting, {
    ...question,
    by: ['customer_key', ...question.by],
    measures: [...Object.values(COLUMNS), ...(question.basis === 'margin' ? Object.values(OF_MARGIN) : [])],
  });
  return scan ? (await setting.store.scan(scan)).map(rowOf) : [];
}

function rowOf({ values, measures }: ScanRow): CustomerRow {
  const numbers = Object.fromEntries(NAMES.map((name, index) => [name, measures[index] ?? 0]));
  return { ...(numbers as Record<Column, number>), key: Number(values[0]), words: values.slice(1) };
}

/** The last day of observation: of a period that has not ended yet, today. */
export const lastDayOf = (end: number, now: number, timezone: string): number =>
  dayNumber(Math.max(0, Math.min(end - 1, now)), timezone);

/** The customers as the lifetime models take them; values in whole units of money. */
export function historiesOf(
  customers: readonly CustomerRow[],
  lastDay: number,
  minorUnits: number,
  basis: Basis,
): LifetimeHistories {
  const days = (of: (customer: CustomerRow) => number) => Int32Array.from(customers, of);
  return {
    repeatDays: days((customer) => customer.days - 1),
    activeDays: days(({ firstDay, lastDay: last }) => last - firstDay),
    ageDays: days(({ firstDay, lastDay: last }) => Math.max(lastDay, last) - firstDay),
    valuedDays: days(({ repeatValuedDays }) => repeatValuedDays),
    repeatValue: Float64Array.from(
      customers,
      ({ repeatRevenue, repeatCovered, repeatCost }) =>
        (basis === 'margin' ? repeatCovered - repeatCost : repeatRevenue) / minorUnits,
    ),
  };
}
