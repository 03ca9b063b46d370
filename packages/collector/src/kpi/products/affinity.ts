import { LIMITS } from '@footfall/protocol';
import { say } from '../../say.js';
import { type BasketRow, NOT_SET, type ProductWords } from '../../store/scan.js';
import type { Association } from '../affinity/index.js';
import type { Computation, Question } from '../computation.js';
import { refuseSplitCustomers } from '../customers/split-refusal.js';
import { DIMENSIONS, OF_LINES } from '../dimension.js';
import type { KpiAnswer } from '../kpi-answer.js';
import { KpiError } from '../kpi-error.js';
import { count } from '../measure.js';
import { missingImport } from '../missing.js';
import { refusePieces } from '../request.js';

/** Share of the orders that a set must be in when nothing else is asked for; and orders, for a shop with few. */
const SUPPORT = 0.005;
const ORDERS = 2;
const SIZE = 3;

/** Products bought in one order. A piece of a cut, and each value of a dimension, is searched by itself. */
export const PRODUCT_AFFINITY: Computation = {
  dimensions: DIMENSIONS.orders.filter((name) => !(OF_LINES as readonly string[]).includes(name)),
  figures: ['baskets', 'support_floor', 'problems'],
  columns: {
    products: 'count',
    orders: 'count',
    support: 'ratio',
    confidence_forward: 'ratio',
    confidence_backward: 'ratio',
    lift: 'ratio',
  },
  about: [count('orders')],
  check(request) {
    refusePieces({ id: 'product_affinity' }, request, LIMITS.modelBuckets);
    refuseSplitCustomers('product_affinity', request);
  },
  async answer(question) {
    const { kpi, request, site } = question;
    const whole = await search(question, await basketsOf(question, {}));
    if (whole.baskets === 0) return { missing: missingImport(kpi, { import: 'order_items' }, site.id) };
    const { rows, ...head } = whole;
    const answer: Partial<KpiAnswer> = { ...head };
    const found = request.by.length === 0 ? rows : await byValues(question);
    answer.rows = found.slice(0, request.limit);
    if (found.length > request.limit) answer.rows_left_out = found.length - request.limit;
    if (request.cut) {
      const baskets = await basketsOf(question, { buckets: request.cut });
      answer.series = [];
      for (const [bucket, start] of request.cut.starts.entries()) {
        const piece = await search(
          question,
          baskets.filter((basket) => basket.bucket === bucket),
        );
        answer.series.push({ start, ...piece, rows: piece.rows.slice(0, request.limit) });
      }
    }
    if (request.compared) {
      const { fromDate: from, toDate: to } = request.compared;
      const before = await search(question, await basketsOf(question, { span: request.compared }));
      answer.compare = { from, to, ...before, rows: before.rows.slice(0, request.limit) };
    }
    return answer;
  },
};

function basketsOf(
  { setting, request }: Question,
  more: Partial<Parameters<Question['setting']['store']['baskets']>[0]>,
): Promise<BasketRow[]> {
  const { site, filter, attribution } = setting;
  return setting.store.baskets({ site, filter, attribution, span: request.period, by: [], ...more });
}

interface Found {
  baskets: number;
  support_floor: number | null;
  problems: string[];
  rows: Record<string, unknown>[];
}

async function search({ setting, request, compute }: Question, rows: readonly BasketRow[]): Promise<Found> {
  const baskets = rows.map(({ items }) => items);
  if (baskets.length === 0) return { baskets: 0, support_floor: null, problems: [], rows: [] };
  const minSupport = request.own.support ?? Math.min(1, Math.max(SUPPORT, ORDERS / baskets.length));
  const found = await compute.affinity({ baskets, minSupport, maxSize: request.own.size ?? SIZE });
  const head = { baskets: baskets.length, support_floor: minSupport };
  if (!found.complete) return { ...head, problems: [`${TOO_MANY[found.reason]} (${found.limit})`], rows: [] };
  const items = [...new Set(found.associations.flatMap((one) => one.items))];
  const words = await setting.store.products(setting.site, items);
  return { ...head, problems: [], rows: found.associations.map((one) => rowOf(one, words)).sort(byOrders) };
}

const TOO_MANY = {
  'too-many-sets':
    'nothing is answered, for more sets have this support than can be: ask for a higher support',
  'too-many-entries':
    'nothing is answered, for the orders have more lines than can be searched: ask for a shorter period',
} as const;

async function byValues(question: Question): Promise<Record<string, unknown>[]> {
  const { by } = question.request;
  const groups = new Map<string, BasketRow[]>();
  for (const row of await basketsOf(question, { by })) {
    const key = JSON.stringify(row.values);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  if (groups.size > LIMITS.costlyBuckets)
    throw new KpiError(
      'invalid_request',
      400,
      say('product_affinity is searched for each value by itself; {{count}} are more than {{limit}}', {
        count: groups.size,
        limit: LIMITS.costlyBuckets,
      }),
      say('use another dimension, or a filter'),
    );
  const rows: Record<string, unknown>[] = [];
  for (const group of groups.values()) {
    const [{ values }] = group as [BasketRow];
    const words = Object.fromEntries(by.map((name, index) => [name, values[index] ?? NOT_SET]));
    const found = await search(question, group);
    for (const row of found.rows) rows.push({ ...words, baskets: found.baskets, ...row });
  }
  return rows.sort(byOrders);
}

/** A set as people read it: products by their ids, so that it does not depend on which came first. */
function rowOf(
  { items, count: orders, support, lift, rules }: Association,
  words: ReadonlyMap<number, ProductWords>,
): Record<string, unknown> {
  const itemOf = (id: number): string => words.get(id)?.item ?? String(id);
  const sorted = [...items].sort((a, b) => compareTexts(itemOf(a), itemOf(b)));
  const confidenceOf = (consequent: number | undefined) =>
    items.length === 2 ? (rules.find((rule) => rule.consequent === consequent)?.confidence ?? null) : null;
  return {
    products: sorted.map(itemOf),
    names: sorted.map((id) => words.get(id)?.name ?? null),
    orders,
    support,
    confidence_forward: confidenceOf(sorted[1]),
    confidence_backward: confidenceOf(sorted[0]),
    lift,
    rules: rules.map(({ antecedent, consequent, confidence, lift: ofRule }) => ({
      if: antecedent.map(itemOf).sort(compareTexts),

      buys: itemOf(consequent),
      confidence,
      lift: ofRule,
    })),
  };
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function byOrders(a: Record<string, unknown>, b: Record<string, unknown>): number {
  const [left, right] = [a.products, b.products] as [string[], string[]];
  return (
    Number(b.orders) - Number(a.orders) ||
    left.length - right.length ||
    compareTexts(JSON.stringify(left), JSON.stringify(right)) ||
    compareTexts(JSON.stringify(a), JSON.stringify(b))
  );
}
