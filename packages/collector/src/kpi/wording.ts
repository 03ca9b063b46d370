import { STEP } from '../facts/visit.js';
import type { Condition } from '../store/scan.js';
import type { Figure, Kpi } from './definition.js';
import type { Expression, Measure } from './measure.js';

/** What the rows of a fact are called. */
const ROWS: Readonly<Record<string, string>> = {
  visit: 'visits',
  hit: 'events',
  item_hit: 'products in events',
  vital: 'last measurements of page views',
  orders: 'orders',
  refund: 'refunds',
  cart: 'carts',
  lead: 'leads',
  cost: 'cost rows',
  price: 'products that competitors sell too',
  subscription: 'subscriptions and unsubscriptions',
  email: 'mailings',
  search_position: 'search positions',
  review: 'reviews',
  product: 'products',
  question: 'questions',
  social: 'days of social networks',
  case: 'cases',
  case_change: 'cases opened and solved',
  survey: 'answers',
};

/** What a field is called; others go by their name. */
const FIELDS: Readonly<Record<string, string>> = {
  visitor: 'visitors',
  visit: 'visits',
  customer: 'customers',
  ordering_visit: 'visits with an order',
  revenue: 'value',
  engaged_ms: 'foreground time',
  page_views: 'page views',
  refunded_units: 'units sent back',
  cost: 'cost',
  covered_revenue: 'value of goods whose cost is known',
  unvalued_orders: 'orders without a rate',
  change: 'change',
  label: 'words',
  delivered: 'delivered e-mails',
  opened: 'unique opens',
  clicked: 'unique clicks',
  unsubscribed: 'unsubscriptions',
  weighed_position: 'position × impressions',
  answer_ms: 'time to the answer',
  won: 'change of followers',
  first_reply_ms: 'time to the first reply',
  solved_ms: 'time to the solution',
  promotion: 'points (100 for 9 or 10, −100 for 6 or less)',
};

/** Conditions that have a name of their own; others are written as they are. */
const PHRASES: Readonly<Record<string, string>> = {
  'cookieless = 0': 'with a visitor id',
  'cookieless = 1': 'without a visitor id',
  'orders > 0': 'with an order',
  'orders = 0': 'without an order',
  'leads > 0': 'with a lead',
  'leads = 0': 'without a lead',
  'page_views > 0': 'with a page view',
  'page_views = 1': 'with one page view',
  'bought_in_first = 0': 'of visitors who had not bought in their first',
  'customer known': 'with a customer',
  'repeats = 1': 'of customers with two orders or more by then',
  'came_back = 0': 'and not since',
  'customer_number = 1': 'that are the first of their customer',
  'customer_number > 1': 'of customers who had ordered before',
  'valued known': 'with a value in the reporting currency',
  'valued unknown': 'without an exchange rate',
  'refunded = 1': 'that were refunded',
  'ordered_later = 1': 'whose visitor or customer ordered later',
  'change > 0': 'that add a subscriber',
  'change < 0': 'that take one away',
  'place unknown': 'of the shop itself',
  'place known': 'on a market place',
  'answered known': 'that were answered',
  'first_of_product = 1': 'that are the first of their product',
  'escalated = 1': 'that were escalated',
  'first_reply_ms known': 'with a first reply',
  'solved_ms known': 'that are solved',
};

const SIGNS: Readonly<Record<string, string>> = { '!=': '≠', '<=': '≤', '>=': '≥' };
const ORDINALS = ['', 'first', 'second', 'third'];

const STOCKS = { start: ' before the start of the period', end: ' up to the end of the period' } as const;

/** A measure in words: `visits with an order`. */
export function wordsOfMeasure(measure: Measure): string {
  return measureWords(measure) + (measure.stock ? STOCKS[measure.stock] : '');
}

function measureWords(measure: Measure): string {
  const rows = rowsOf(measure);
  const paid = measure.paidBy
    ? ` whose source, medium and campaign have a cost row for ${measure.paidBy.join(' or ')}`
    : '';
  const having = (measure.having ?? []).map(phraseOf).join(' and ');
  if (measure.aggregate === 'quantile') {
    const whose = measure.per ? 'visitors in their ' : '';
    const field = fieldWords(measure.field ?? '');
    return `${quantileWords(measure.quantile ?? 500)} of the ${field} of ${whose}${rows}${paid}`;
  }
  if (measure.per === 'visitor')
    return measure.aggregate === 'count'
      ? `visitors${having === '' ? '' : ` with ${having.replaceAll('rows ', '')} ${rows}`}`
      : `Σ by visitor of ${rows}`;
  const field = fieldWords(measure.field ?? '');
  switch (measure.aggregate) {
    case 'count':
      return rows + paid;
    case 'distinct':
      return `different ${field} among ${rows}${paid}`;
    case 'squares':
      return `Σ (${field})² of ${rows}${paid}`;
    default:
      return `Σ ${field} of ${rows}${paid}`;
  }
}

const quantileWords = (perMille: number): string => (perMille === 500 ? 'median' : `p${perMille / 10}`);
const fieldWords = (name: string): string => FIELDS[name] ?? name.replaceAll('_', ' ');

function rowsOf({ fact, when = [], as, inWindowBefore }: Measure): string {
  const names = when.flatMap((one) => ('field' in one && one.field === 'name' ? [one] : []));
  const named = names.flatMap((one) => ('value' in one ? [String(one.value)] : []));
  const rows = ROWS[fact] ?? fact.replaceAll('_', ' ');
  const noun =
    named[0] === 'page_view'
      ? 'page views'
      : named.length > 0
        ? `${named.join(' or ')} ${fact === 'hit' ? 'events' : 'rows'}`
        : rows;
  const others = when.filter((one) => !('field' in one && one.field === 'name')).map(phraseOf);
  const by = Object.values(as ?? {}).map((name) => `by their ${name.replaceAll('_', ' ')}`);
  const window = inWindowBefore ? 'in the window before the last' : '';
  return [noun, window, others.join(' and '), ...by].filter((text) => text !== '').join(' ');
}

function phraseOf(condition: Condition): string {
  if ('either' in condition) return eitherWords(condition.either);
  if ('dimension' in condition)
    return `whose ${condition.dimension.replaceAll('_', ' ')} is ${condition.in.join(' or ')}`;
  const { field } = condition;
  switch (condition.is) {
    case 'any_bit':
      return `with ${bitNames(field, condition.value).join(' or ')}`;
    case 'no_bit':
      return `without ${bitNames(field, condition.value).join(' or ')}`;
    case 'known':
      return PHRASES[`${field} known`] ?? `with a ${fieldWords(field)}`;
    case 'unknown':
      return PHRASES[`${field} unknown`] ?? `with no ${fieldWords(field)}`;
    default:
      return PHRASES[`${field} ${condition.is} ${condition.value}`] ?? comparison(field, condition);
  }
}

function comparison(field: string, { is, value }: { is: string; value: number | string }): string {
  const sign = SIGNS[is] ?? is;
  if (field === 'number' && is === '=' && ORDINALS[Number(value)])
    return `that are their visitor’s ${ORDINALS[Number(value)]}`;
  if (field === 'rows') return `rows ${sign} ${value}`;
  if (field === 'engaged_ms') return `with foreground time ${sign} ${Number(value) / 1000} s`;
  return is === '=' ? `${of(field)} ${value}` : `with ${fieldWords(field)} ${sign} ${value}`;
}

const of = (field: string): string =>
  field === 'kind' || field === 'status' ? `of ${field}` : `with ${fieldWords(field)}`;

// Values of one field are listed; conditions of many are joined.
function eitherWords(either: readonly Condition[]): string {
  const fields = new Set(either.map((one) => ('field' in one ? one.field : '')));
  const values = either.flatMap((one) => ('value' in one && one.is === '=' ? [String(one.value)] : []));
  if (fields.size === 1 && values.length === either.length)
    return `${of([...fields][0] ?? '')} ${values.join(' or ')}`;
  return `(${either.map(phraseOf).join(' or ')})`;
}

function bitNames(field: string, bits: number): string[] {
  if (field !== 'steps') return [`${fieldWords(field)} ${bits}`];
  return Object.entries(STEP)
    .filter(([, bit]) => (bits & bit) !== 0)
    .map(([name]) => (name === 'other_key' ? 'a lead, sign-up or newsletter event' : name));
}

/** A sum of measures in words. */
function wordsOfExpression(expression: Expression): string {
  return expression
    .map(([factor, measure], index) => {
      const sign = factor < 0 ? (index === 0 ? '−' : ' − ') : index === 0 ? '' : ' + ';
      const size = Math.abs(factor) === 1 ? '' : `${Math.abs(factor)} × `;
      return `${sign}${size}${wordsOfMeasure(measure)}`;
    })
    .join('');
}

/** A figure in words: `visits with an order ÷ visits`. */
export function wordsOfFigure(figure: Figure): string {
  const numerator = bracketed(figure.numerator);
  if (figure.share) return `${numerator} ÷ the same of the whole`;
  return figure.denominator
    ? `${numerator} ÷ ${bracketed(figure.denominator)}`
    : wordsOfExpression(figure.numerator);
}

const bracketed = (expression: Expression): string =>
  expression.length > 1 ? `(${wordsOfExpression(expression)})` : wordsOfExpression(expression);

/** The figures of a KPI, with the names under which they are answered; groups of figures as `group.name`. */
export function namedFigures(kpi: Kpi): [name: string, figure: Figure][] {
  const beside = Object.entries(kpi.figures ?? {}).flatMap(([name, figure]) =>
    'numerator' in figure && Array.isArray(figure.numerator)
      ? [[name, figure as Figure] as [string, Figure]]
      : Object.entries(figure).map(([key, one]) => [`${name}.${key}`, one as Figure] as [string, Figure]),
  );
  return [...beside, ...Object.entries(kpi.columns ?? {})];
}

/** How a KPI is computed, in words. */
export function formulaOf(kpi: Kpi): string {
  if (kpi.formula) return kpi.formula;
  if (kpi.value) return wordsOfFigure(kpi.value);
  if (kpi.steps) return `visits that reach, in this order: ${kpi.steps.join(' → ')}`;
  if (kpi.columns)
    return Object.entries(kpi.columns)
      .map(([name, figure]) => `${name}: ${wordsOfFigure(figure)}`)
      .join('; ');
  return kpi.sentence;
}
