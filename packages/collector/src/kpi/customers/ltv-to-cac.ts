import { decimalsOf } from '../../facts/money.js';
import { say } from '../../say.js';
import { cost, costRows } from '../catalogue/measures.js';
import type { Computation, Question } from '../computation.js';
import { moneyOf } from '../figure-answer.js';
import { byValue, firstRows } from '../first-rows.js';
import type { Group, Groups } from '../groups.js';
import type { Amount, KpiAnswer } from '../kpi-answer.js';
import { KpiError } from '../kpi-error.js';
import { dayNumber } from '../local-days.js';
import { count, sum } from '../measure.js';
import { missingImport } from '../missing.js';
import type { Period } from '../period.js';
import { type Grouping, measure } from '../plan.js';
import { type CustomerRow, customerTable } from './customer-table.js';
import { type Forecasted, forecastCustomers } from './forecast-customers.js';
import { problemsOf } from './models-answer.js';
import { refuseSplitCustomers } from './split-refusal.js';

const spent = cost('ads', 'marketing');
const spentRows = costRows('ads', 'marketing');

/**
 * What the new customers of the period are predicted to bring, against what it cost to win them. They are looked at as
 * they stand at the period's end, those of a piece of a cut too, so that the pieces sum to the whole.
 */
export const LTV_TO_CAC: Computation = {
  dimensions: ['channel', 'source', 'medium', 'campaign'],
  figures: [
    'new_customers',
    'predicted_total',
    'historic_total',
    'cost',
    'with_historic',
    'basis',
    'problems',
  ],
  about: [count('orders'), sum('orders', 'revenue', [], { money: true })],
  check(request) {
    if (request.cut && !request.cut.days)
      throw new KpiError(
        'invalid_interval',
        400,
        say('{{kpi}} has no hours: {{import}} are known by day', { kpi: 'ltv_to_cac', import: 'costs' }),
        say('use interval=day or longer'),
      );
    refuseSplitCustomers('ltv_to_cac', request);
  },
  async answer(question) {
    const { kpi, request, site, setting } = question;
    const { period, cut, by } = request;
    const whole = await ratioOf(question, period, { period, by: [] });
    const known =
      setting.filter.length === 0
        ? whole.groups.bucket(0)
        : (await measure({ ...setting, filter: [] }, { period, by: [] }, [spentRows])).bucket(0);
    if (known.get(spentRows) === 0) return { missing: missingImport(kpi, { import: 'costs' }, site.id) };
    if (whole.everybody.length === 0) return { missing: missingImport(kpi, { import: 'orders' }, site.id) };
    const answer: Partial<KpiAnswer> = {
      ...presented(whole, whole.groups.bucket(0), site.currency),
      basis: whole.basis,
      problems: problemsOf(whole.forecast),
    };
    if (by.length > 0) Object.assign(answer, await rowsOf(question, whole));
    if (cut) {
      const pieces = await ratioOf(question, period, { period, cut, by: [] }, whole);
      answer.series = cut.starts.map((start, index) => ({
        start,
        ...presented(pieces, pieces.groups.bucket(index), site.currency),
      }));
    }
    if (request.compared) {
      const { fromDate: from, toDate: to } = request.compared;
      const before = await ratioOf(question, request.compared, { period: request.compared, by: [] });
      const then = presented(before, before.groups.bucket(0), site.currency);
      const change = answer.value && then.value ? Number(answer.value) / then.value - 1 : null;
      answer.compare = { from, to, ...then, change, p: null, significant: null };
    }
    return answer;
  },
};

interface Ratio extends Forecasted {
  groups: Groups;
  members: ReadonlyMap<Group, CustomerRow[]>;
}

/** The new customers of a period, and the costs of it, by the same groups. */
async function ratioOf(
  question: Question,
  period: Period,
  grouping: Grouping,
  forecasted?: Forecasted,
): Promise<Ratio> {
  const { setting } = question;
  const { timezone, to: end } = period;
  const { by, cut } = grouping;
  const [forecast, customers, groups] = await Promise.all([
    forecasted ?? forecastCustomers(question, end),
    customerTable(setting, { end, timezone, by, filter: setting.filter }),
    measure(setting, grouping, [spent, spentRows]),
  ]);
  const days = cut?.days ?? [dayNumber(period.from, timezone), dayNumber(end - 1, timezone) + 1];
  const members = new Map<Group, CustomerRow[]>();
  for (const customer of customers) {
    const bucket = days.findLastIndex((day) => day <= customer.firstDay);
    if (bucket < 0 || bucket >= days.length - 1) continue;
    const group = by.length === 0 ? groups.bucket(bucket) : groups.alike(bucket, customer.words);
    const list = members.get(group);
    if (list) list.push(customer);
    else members.set(group, [customer]);
  }
  return { ...forecast, groups, members };
}

async function rowsOf(question: Question, whole: Ratio) {
  const { request, site } = question;
  const { by, limit, period } = request;
  const broken = await ratioOf(question, period, { period, by }, whole);
  const rows = broken.groups
    .all()
    .filter((group) => broken.members.has(group) || group.get(spentRows) !== 0)
    .map((group) => ({
      ...Object.fromEntries(by.map((name, index) => [name, group.values[index]])),
      ...presented(broken, group, site.currency),
    }));
  return firstRows(rows.sort(byValue), limit);
}

function presented(ratio: Ratio, group: Group, currency: string) {
  const customers = ratio.members.get(group) ?? [];
  const costs = group.get(spent) ?? 0;
  const minorUnits = 10 ** decimalsOf(currency);
  let predicted = 0;
  let historic = 0;
  for (const customer of customers) {
    predicted += (ratio.forecast.value[ratio.placeOf(customer.key)] ?? Number.NaN) * minorUnits;
    historic += ratio.historic(customer);
  }
  const known = Number.isNaN(predicted) ? null : Math.round(predicted);
  const money = (value: number | null): Amount => (value === null ? null : moneyOf(value, currency));
  const over = (value: number | null) => (value === null || costs === 0 ? null : value / costs);
  return {
    value: over(known),
    numerator: money(known),
    denominator: money(costs),
    new_customers: customers.length,
    predicted_total: money(known),
    historic_total: money(historic),
    cost: money(costs),
    with_historic: over(known === null ? null : known + historic),
  };
}
