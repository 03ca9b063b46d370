import { LIMITS } from '@footfall/protocol';
import { say } from '../../say.js';
import { NOT_SET, type ScanMeasure } from '../../store/scan.js';
import type { Computation, Question } from '../computation.js';
import { DIMENSIONS, OF_CUSTOMERS } from '../dimension.js';
import { moneyOf } from '../figure-answer.js';
import type { KpiAnswer } from '../kpi-answer.js';
import { KpiError } from '../kpi-error.js';
import { count, sum } from '../measure.js';
import { missingImport } from '../missing.js';
import { cutPeriod, type Period } from '../period.js';
import { type Request, refusePieces } from '../request.js';
import { wilsonInterval } from '../statistics.js';
import { refuseSplitCustomers } from './split-refusal.js';

// Cohorts are the rows anyway, and a row for each customer says nothing of retention.
const rowsAnyway = (name: string): boolean => name !== 'customer' && name !== 'cohort';
const OF_FIRST_ORDER = OF_CUSTOMERS.filter(rowsAnyway);
const WORDS = {
  customers: OF_FIRST_ORDER,
  visitors: OF_FIRST_ORDER.filter((name) => DIMENSIONS.comeback.includes(name)),
} as const;

const FACT = { customers: 'purchase', visitors: 'comeback' } as const;
const MEMBER = { customers: 'customer', visitors: 'visitor' } as const;

const whoseOf = ({ own }: Request): 'customers' | 'visitors' => own.of ?? 'customers';

/** The customers (or visitors) of each first month, and which part of them is active in each month since. */
export const COHORT_RETENTION: Computation = {
  dimensions: WORDS.customers,
  figures: [],
  columns: { since: 'count', size: 'count', active: 'count', share: 'proportion', revenue: 'money' },
  about: [count('orders'), sum('orders', 'revenue', [], { money: true })],
  check(request) {
    if (request.interval === 'hour')
      throw new KpiError(
        'invalid_interval',
        400,
        say('cohort_retention has no hours: a cohort is of a day at least'),
        say('interval is the length of a cohort: day, week, month (when left out), quarter or year'),
      );
    refusePieces({ id: 'cohort_retention' }, request, LIMITS.costlyBuckets);
    if (whoseOf(request) === 'customers') refuseSplitCustomers('cohort_retention', request);
    refuseOthersWords(request);
  },
  async answer(question) {
    const { kpi, request, site } = question;
    const whole = await cohortsOf(question, request.period);
    if (whole.totals.size === 0 && whoseOf(request) === 'customers')
      return { missing: missingImport(kpi, { import: 'orders' }, site.id) };
    const answer: Partial<KpiAnswer> = { rows: whole.rows.slice(0, request.limit), totals: whole.totals };
    if (whole.rows.length > request.limit) answer.rows_left_out = whole.rows.length - request.limit;
    if (request.cut) answer.series = whole.series;
    if (request.compared) {
      const { fromDate: from, toDate: to } = request.compared;
      answer.compare = { from, to, totals: (await cohortsOf(question, request.compared)).totals };
    }
    return answer;
  },
};

// A visitor who has not ordered has no words of an order.
function refuseOthersWords(request: Request): void {
  const whose = whoseOf(request);
  const words = [...request.by, ...request.filter.flat().map(({ dimension }) => dimension)];
  const name = words.find((word) => !WORDS[whose].includes(word));
  if (name === undefined) return;
  throw new KpiError(
    'unknown_dimension',
    400,
    say('cohort_retention of {{whose}} has no "{{name}}"', { whose, name: name.slice(0, 40) }),
    say('its dimensions are {{names}}', { names: WORDS[whose].join(', ') }),
  );
}

interface Cohort {
  start: string;
  words: Record<string, string>;
  /** Members that are active in each piece since the first, and what they bought in it. */
  active: number[];
  revenue: number[];
}

async function cohortsOf({ setting, request, site }: Question, period: Period) {
  const whose = whoseOf(request);
  const fact = FACT[whose];
  const cut = cutPeriod(period, request.interval ?? 'month');
  const measures: ScanMeasure[] = [
    { fact, aggregate: 'distinct', field: MEMBER[whose] },
    { fact, aggregate: 'sum', field: 'revenue' },
  ];
  const { attribution, now, idleMs } = setting;
  const found = await setting.store.scan({
    ...{ site: site.key, fact, span: period, buckets: cut, measures, attribution, now, idleMs },
    by: ['piece', ...request.by],
    filter: setting.filter,
  });

  // Pieces that have not begun are not known, not 0.
  const pieces = cut.starts.filter((_, index) => (cut.instants[index] as number) <= now).length;
  const cohorts = new Map<string, Cohort>();
  const rows = [...found].sort((a, b) => a.bucket - b.bucket);
  for (const {
    bucket,
    values,
    measures: [active, revenue],
  } of rows) {
    const [piece, ...words] = values;
    const key = JSON.stringify([bucket, words]);
    let cohort = cohorts.get(key);
    if (!cohort) {
      const length = Math.max(pieces - bucket, 1);
      cohort = {
        start: cut.starts[bucket] as string,
        words: Object.fromEntries(request.by.map((name, index) => [name, words[index] ?? NOT_SET])),
        active: new Array(length).fill(0),
        revenue: new Array(length).fill(0),
      };
      cohorts.set(key, cohort);
    }
    const since = Number(piece) - bucket;
    if (since >= cohort.active.length) continue;
    cohort.active[since] = active ?? 0;
    cohort.revenue[since] = revenue ?? 0;
  }

  const money = (value: number) => moneyOf(value, site.currency);
  const all = [...cohorts.values()];
  const totalOf = (some: readonly Cohort[]) => ({
    size: some.reduce((total, { active }) => total + (active[0] as number), 0),
    revenue: money(some.flatMap(({ revenue }) => revenue).reduce((total, one) => total + one, 0)),
  });
  return {
    rows: all.flatMap((cohort) => rowsOf(cohort, money)),
    totals: totalOf(all),
    series: cut.starts.map((start) => ({ start, ...totalOf(all.filter((one) => one.start === start)) })),
  };
}

function rowsOf({ start, words, active, revenue }: Cohort, money: (value: number) => unknown) {
  const size = active[0] as number;
  return active.map((members, since) => ({
    ...words,
    cohort: start,
    since,
    size,
    active: members,
    share: size === 0 ? null : members / size,
    confidence: wilsonInterval(members, size),
    revenue: money(revenue[since] as number),
  }));
}
