import { decimalsOf } from '../../facts/money.js';
import { coveredRevenue, revenue } from '../catalogue/measures.js';
import type { Question } from '../computation.js';
import type { LifetimeForecast } from '../compute.js';
import { measure } from '../plan.js';
import {
  type Basis,
  broughtBy,
  type CustomerRow,
  customerTable,
  historiesOf,
  lastDayOf,
} from './customer-table.js';

/** Share of the revenue whose cost must be known for customers to be judged by their margin without being asked to. */
const NEARLY_ALL = 0.95;

/** All customers with an order before an instant, and what the models say of them. */
export interface Forecasted {
  everybody: readonly CustomerRow[];
  forecast: LifetimeForecast;
  /** Where a customer stands in the columns of the forecast; −1: nowhere. */
  placeOf: (key: number) => number;
  /** What a customer is worth by, and which part of the revenue that is known of. */
  basis: Basis;
  covered: number | null;
  /** What a customer has brought, in minor units. */
  historic: (customer: CustomerRow) => number;
}

/** Fits the models to all customers of the shop, whatever the filter, and forecasts each of them from the end on. */
export async function forecastCustomers(question: Question, end: number): Promise<Forecasted> {
  const { setting, request, site, compute } = question;
  const { timezone } = request.period;
  const covered = await coverage(question, end);
  const basis: Basis =
    request.own.basis ?? (covered !== null && covered >= NEARLY_ALL ? 'margin' : 'revenue');
  const everybody = await customerTable(setting, { end, timezone, by: [], filter: [], basis });
  const lastDay = lastDayOf(end, setting.now, timezone);
  const histories = historiesOf(everybody, lastDay, 10 ** decimalsOf(site.currency), basis);
  const forecast = await compute.lifetimes(histories);
  const places = new Map(everybody.map(({ key }, place) => [key, place]));
  // A filter leaves customers whose rows were read without what a margin needs.
  const brought = new Map(everybody.map((customer) => [customer.key, broughtBy(basis, customer)]));
  return {
    everybody,
    forecast,
    placeOf: (key) => places.get(key) ?? -1,
    basis,
    covered,
    historic: ({ key }) => brought.get(key) ?? 0,
  };
}

/** Which part of all revenue before the end the costs are known of; `null` without revenue. */
async function coverage({ setting, request }: Question, end: number): Promise<number | null> {
  const { timezone } = request.period;
  const period = { from: 0, to: end, fromDate: '1970-01-01', toDate: '9999-12-31', timezone, days: 0 };
  const groups = await measure({ ...setting, filter: [] }, { period, by: [] }, [coveredRevenue, revenue]);
  const all = groups.bucket(0).get(revenue) ?? 0;
  return all === 0 ? null : (groups.bucket(0).get(coveredRevenue) ?? 0) / all;
}
