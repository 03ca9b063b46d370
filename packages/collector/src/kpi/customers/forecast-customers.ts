import { decimalsOf } from '../../facts/money.js';
import type { Question } from '../computation.js';
import type { LifetimeForecast } from '../compute.js';
import { type CustomerRow, customerTable, historiesOf, lastDayOf } from './customer-table.js';

/** All customers with an order before an instant, and what the models say of them. */
export interface Forecasted {
  everybody: readonly CustomerRow[];
  forecast: LifetimeForecast;
  /** Where a customer stands in the columns of the forecast; −1: nowhere. */
  placeOf: (key: number) => number;
  /** What a customer is worth by, and which part of the revenue that is known of. */
  basis: 'margin' | 'revenue';
  covered: number | null;
  /** What a customer has brought, in minor units. */
  historic: (customer: CustomerRow) => number;
}

/** Fits the models to all customers of the shop, whatever the filter, and forecasts each of them from the end on. */
export async function forecastCustomers(
  { setting, request, site, compute }: Question,
  end: number,
): Promise<Forecasted> {
  const { timezone } = request.period;
  const everybody = await customerTable(setting, { end, timezone, by: [], filter: [] });
  const lastDay = lastDayOf(end, setting.now, timezone);
  const forecast = await compute.lifetimes(historiesOf(everybody, lastDay, 10 ** decimalsOf(site.currency)));
  const places = new Map(everybody.map(({ key }, place) => [key, place]));
  return {
    everybody,
    forecast,
    placeOf: (key) => places.get(key) ?? -1,
    basis: 'revenue',
    covered: null,
    historic: ({ revenue }) => revenue,
  };
}
