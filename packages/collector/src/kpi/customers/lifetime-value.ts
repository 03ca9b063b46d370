import { LIMITS } from '@footfall/protocol';
import { decimalsOf, roundHalfEvenRatio } from '../../facts/money.js';
import { NOT_SET } from '../../store/scan.js';
import type { Computation, Question } from '../computation.js';
import type { LifetimeForecast } from '../compute.js';
import { OF_CUSTOMERS } from '../dimension.js';
import { moneyOf } from '../figure-answer.js';
import { firstRows } from '../first-rows.js';
import type { Amount, KpiAnswer, Money } from '../kpi-answer.js';
import { dateOfDay } from '../local-days.js';
import { count, sum } from '../measure.js';
import { missingImport } from '../missing.js';
import { refusePieces } from '../request.js';
import { SIGNIFICANCE, standardError, welchP } from '../statistics.js';
import { type CustomerRow, customerTable } from './customer-table.js';
import { type Forecasted, forecastCustomers } from './forecast-customers.js';
import { modelsOf, problemsOf } from './models-answer.js';
import { refuseSplitCustomers } from './split-refusal.js';

/**
 * What customers have brought, and what they will bring in the next twelve months. It is about everybody who has ordered
 * up to the period's end, as all was known by then: a piece of a cut is the state at its end, with models of its own.
 */
export const LIFETIME_VALUE: Computation = {
  dimensions: OF_CUSTOMERS,
  figures: [
    ...['basis', 'covered', 'customers', 'predicted', 'lifetime', 'predicted_total', 'expected_purchases'],
    ...['probability_alive', 'models', 'problems'],
  ],
  about: [count('orders'), sum('orders', 'revenue', [], { money: true })],
  check(request) {
    refusePieces({ id: 'customer_lifetime_value' }, request, LIMITS.modelBuckets);
    refuseSplitCustomers('customer_lifetime_value', request);
  },
  async answer(question) {
    const { kpi, request, site } = question;
    const whole = await stateAt(question, request.period.to);
    if (whole.everybody.length === 0) return { missing: missingImport(kpi, { import: 'orders' }, site.id) };
    const answer: Partial<KpiAnswer> = {
      ...summaryOf(whole.chosen, whole, site.currency),
      models: modelsOf(whole.forecast),
      problems: problemsOf(whole.forecast),
    };
    if (request.by.length > 0) Object.assign(answer, await rowsOf(question, whole));
    if (request.cut) {
      answer.series = [];
      // One after the other: each is a fit that takes a processor.
      for (const [index, start] of request.cut.starts.entries()) {
        const state = await stateAt(question, request.cut.instants[index + 1] as number);
        const summary = summaryOf(state.chosen, state, site.currency);
        answer.series.push({ start, ...summary, problems: problemsOf(state.forecast) });
      }
    }
    if (request.compared) answer.compare = await compareOf(question, whole);
    return answer;
  },
};

interface State extends Forecasted {
  /** The customers that the filter leaves. */
  chosen: readonly CustomerRow[];
}

async function stateAt(question: Question, end: number): Promise<State> {
  const { setting, request } = question;
  const forecasted = await forecastCustomers(question, end);
  if (setting.filter.length === 0) return { ...forecasted, chosen: forecasted.everybody };
  const { timezone } = request.period;
  const rows = await customerTable(setting, { end, timezone, by: [], filter: setting.filter });
  return { ...forecasted, chosen: rows };
}

async function compareOf(question: Question, whole: State): Promise<NonNullable<KpiAnswer['compare']>> {
  const { request, site } = question;
  const period = request.compared as NonNullable<typeof request.compared>;
  const before = await stateAt(question, period.to);
  const [now, then] = [meanOf(whole.chosen, whole), meanOf(before.chosen, before)];
  const p =
    now.n === 0 || then.n === 0
      ? null
      : welchP(
          { mean: now.sum / now.n, n: now.n, se: now.se },
          { mean: then.sum / then.n, n: then.n, se: then.se },
        );
  return {
    from: period.fromDate,
    to: period.toDate,
    ...summaryOf(before.chosen, before, site.currency),
    problems: problemsOf(before.forecast),
    change: now.n === 0 || !then.sum || then.n === 0 ? null : now.sum / now.n / (then.sum / then.n) - 1,
    p,
    significant: p === null ? null : p < SIGNIFICANCE,
  };
}

interface HistoricMean {
  n: number;
  sum: number;
  se: number | null;
}

function meanOf(customers: readonly CustomerRow[], { historic }: Forecasted): HistoricMean {
  let sum = 0;
  let squares = 0;
  for (const customer of customers) {
    const value = historic(customer);
    sum += value;
    squares += value * value;
  }
  return { n: customers.length, sum, se: standardError(customers.length, sum, squares) };
}

function summaryOf(customers: readonly CustomerRow[], state: Forecasted, currency: string) {
  const { n, sum, se } = meanOf(customers, state);
  const money = (value: number | null): Amount => (value === null ? null : moneyOf(value, currency));
  const minorUnits = 10 ** decimalsOf(currency);
  const predicted = totalOf(customers, state, state.forecast.value);
  const predictedMinor = predicted === null ? null : Math.round(predicted * minorUnits);
  const per = (total: number | null) =>
    total === null || n === 0 ? null : roundHalfEvenRatio(Math.round(total), n);
  const mean = (column: Float64Array) => {
    const total = totalOf(customers, state, column);
    return total === null || n === 0 ? null : total / n;
  };
  return {
    value: money(per(sum)),
    numerator: money(sum),
    denominator: n,
    n,
    se: se === null ? null : money(Math.round(se)),
    basis: state.basis,
    covered: state.covered,
    customers: n,
    predicted: money(per(predictedMinor)),
    lifetime: predictedMinor === null ? null : money(per(sum + predictedMinor)),
    predicted_total: money(predictedMinor),
    expected_purchases: mean(state.forecast.expectedPurchases),
    probability_alive: mean(state.forecast.alive),
  };
}

/** `null` where a model says nothing of one of them. */
function totalOf(
  customers: readonly CustomerRow[],
  { placeOf }: Forecasted,
  column: LifetimeForecast['value'],
): number | null {
  if (customers.length === 0) return null;
  let total = 0;
  for (const { key } of customers) total += column[placeOf(key)] ?? Number.NaN;
  return Number.isNaN(total) ? null : total;
}

async function rowsOf({ setting, request, site }: Question, state: State) {
  const { by, limit, period } = request;
  const { timezone } = period;
  const found = await customerTable(setting, { end: period.to, timezone, by, filter: setting.filter });
  const groups = new Map<string, CustomerRow[]>();
  for (const row of found) {
    const key = JSON.stringify(row.words);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  const ofCustomers = by.includes('customer');
  const rows = [...groups.values()].map((customers) => {
    const [first] = customers as [CustomerRow];
    const words = Object.fromEntries(by.map((name, index) => [name, first.words[index] ?? NOT_SET]));
    const { basis: _, covered: __, ...summary } = summaryOf(customers, state, site.currency);
    return { ...words, ...summary, ...(ofCustomers ? historyOf(first) : {}) };
  });
  const worth = (row: (typeof rows)[number]) =>
    ((row.lifetime ?? row.value) as Money | null)?.value ?? Number.NEGATIVE_INFINITY;
  const textOf = (row: object) => JSON.stringify(by.map((name) => (row as Record<string, unknown>)[name]));
  rows.sort((a, b) => worth(b) - worth(a) || (textOf(a) < textOf(b) ? -1 : 1));
  return firstRows(rows, limit);
}

const historyOf = ({ firstDay, lastDay, orders, days }: CustomerRow) => ({
  first_order: dateOfDay(firstDay),
  last_order: dateOfDay(lastDay),
  orders,
  order_days: days,
});
