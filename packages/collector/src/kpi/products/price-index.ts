import { LIMITS } from '@footfall/protocol';
import { NOT_SET, type ScanMeasure } from '../../store/scan.js';
import type { Computation, Question } from '../computation.js';
import { OF_LINES } from '../dimension.js';
import { moneyOf } from '../figure-answer.js';
import { byValue, firstRows } from '../first-rows.js';
import type { KpiAnswer } from '../kpi-answer.js';
import { missingImport } from '../missing.js';
import { type Period, piecesOf } from '../period.js';
import { refusePieces } from '../request.js';

const FIELDS = ['own', 'theirs', 'competitors', 'revenue', 'without_rate'] as const;
const MEASURES = FIELDS.map((field): ScanMeasure => ({ fact: 'price', aggregate: 'sum', field }));

/** Unit prices are kept in millionths. */
const PARTS = 1e6;

interface Offer {
  words: Record<string, string>;
  own: number | null;
  theirs: number | null;
  competitors: number;
  revenue: number;
  withoutRate: number;
}

/** Own prices against those of competitors. A piece of a cut is by the prices at its end and what sold in it. */
export const PRICE_INDEX: Computation = {
  dimensions: OF_LINES,
  figures: ['products', 'products_without_own_price', 'unweighted'],
  about: [],
  check(request) {
    refusePieces({ id: 'price_index' }, request, LIMITS.costlyBuckets);
  },
  async answer(question) {
    const { kpi, request, site } = question;
    const offers = await offersOf(question, request.period);
    const excluded = {
      ...{ bots: 0, internal: 0, cookieless: 0 },
      no_exchange_rate: offers.reduce((total, { withoutRate }) => total + withoutRate, 0),
    };
    const everything = request.filter.length === 0 ? offers : await offersOf(question, request.period, []);
    if (everything.length === 0)
      return { missing: missingImport(kpi, { import: 'competitor_prices' }, site.id) };
    if (everything.every(({ own }) => own === null))
      return { missing: missingImport(kpi, { import: 'products' }, site.id), excluded };
    const answer: Partial<KpiAnswer> = { ...indexOf(offers, site.currency), excluded };
    if (request.by.length > 0) Object.assign(answer, rowsOf(question, offers));
    if (request.cut)
      answer.series = await Promise.all(
        piecesOf(request.period, request.cut).map(async ({ start, ...piece }) => ({
          start,
          ...indexOf(await offersOf(question, piece), site.currency),
        })),
      );
    if (request.compared) {
      const { fromDate: from, toDate: to } = request.compared;
      const before = indexOf(await offersOf(question, request.compared), site.currency);
      const change = answer.value && before.value ? Number(answer.value) / before.value - 1 : null;
      answer.compare = { from, to, ...before, change, p: null, significant: null };
    }
    return answer;
  },
};

async function offersOf(
  { setting, request }: Question,
  period: Period,
  filter = setting.filter,
): Promise<Offer[]> {
  const { site, attribution, now, idleMs } = setting;
  const by = [...new Set(['product', ...request.by])];
  const rows = await setting.store.scan({
    ...{ site, fact: 'price', span: period, by, filter, measures: MEASURES, attribution, now, idleMs },
  });
  return rows.map(({ values, labels, measures: [own, theirs, competitors, revenue, withoutRate] }) => {
    const words = Object.fromEntries(by.map((name, index) => [name, values[index] ?? NOT_SET]));
    return {
      words: { ...words, ...(labels[0] == null ? {} : { product_name: labels[0] }) },
      own: own ?? null,
      theirs: theirs ?? null,
      competitors: competitors ?? 0,
      revenue: Math.max(0, revenue ?? 0),
      withoutRate: withoutRate ?? 0,
    };
  });
}

const isPriced = (offer: Offer): offer is Offer & { own: number; theirs: number } =>
  offer.own !== null && offer.theirs !== null && offer.theirs > 0;

function indexOf(offers: readonly Offer[], currency: string) {
  const priced = offers.filter(isPriced).map((one) => ({ ...one, index: (one.own / one.theirs) * 100 }));
  const revenue = priced.reduce((total, one) => total + one.revenue, 0);
  const weighted = priced.reduce((total, one) => total + one.index * one.revenue, 0);
  const [only] = priced;
  // Of one product there is nothing to weigh.
  const value = priced.length === 1 && only ? only.index : revenue === 0 ? null : weighted / revenue;
  return {
    value,
    numerator: priced.length === 1 && only ? (only.own / PARTS) * 100 : weighted,
    denominator: priced.length === 1 && only ? only.theirs / PARTS : revenue,
    products: priced.length,
    products_without_own_price: offers.filter(({ own }) => own === null).length,
    unweighted:
      priced.length === 0 ? null : priced.reduce((total, one) => total + one.index, 0) / priced.length,
    revenue: moneyOf(revenue, currency),
  };
}

function rowsOf({ request, site }: Question, offers: readonly Offer[]) {
  const { by, limit } = request;
  const groups = new Map<string, Offer[]>();
  for (const offer of offers) {
    const key = JSON.stringify(by.map((name) => offer.words[name]));
    const group = groups.get(key);
    if (group) group.push(offer);
    else groups.set(key, [offer]);
  }
  const rows = [...groups.values()].map((group) => {
    const [first] = group as [Offer];
    const words = Object.fromEntries(by.map((name) => [name, first.words[name]]));
    const own = first.own === null ? null : first.own / PARTS;
    const theirs = first.theirs === null ? null : first.theirs / PARTS;
    return {
      ...words,
      ...(by.includes('product') && first.words.product_name
        ? { product_name: first.words.product_name }
        : {}),
      ...indexOf(group, site.currency),
      ...(group.length === 1
        ? { own_price: own, competitor_price: theirs, competitors: first.competitors }
        : {}),
    };
  });
  return firstRows(rows.sort(byValue), limit);
}
