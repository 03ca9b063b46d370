import type { FactName } from '../store/scan.js';
import type { Kpi } from './definition.js';
import { type Measure, unfiltered } from './measure.js';

/** The dimensions that follow the attribution of an order. */
export const ATTRIBUTED = [
  'channel',
  'source',
  'medium',
  'campaign',
  'term',
  'content',
  'referrer',
  'landing_page',
] as const;

/** The dimensions that divide an order into its lines. */
export const OF_LINES = ['product', 'category', 'brand'] as const;

const OF_COSTS = ['channel', 'source', 'medium', 'campaign'];

const OF_VISITS = [
  ...ATTRIBUTED,
  'exit_page',
  'content_group',
  'country',
  'region',
  'language',
  'device',
  'browser',
  'os',
  'visitor_type',
];

const OF_ORDERS = [
  ...ATTRIBUTED,
  'country',
  'region',
  'language',
  'device',
  'browser',
  'os',
  ...OF_LINES,
  'coupon',
  'payment_type',
  'shipping_tier',
  'currency',
  'customer_type',
];

/** What can be asked of a customer: words of its first order, and the month of that. */
export const OF_CUSTOMERS: readonly string[] = [
  ...OF_ORDERS.filter((name) => name !== 'customer_type' && !(OF_LINES as readonly string[]).includes(name)),
  'cohort',
  'customer',
];

/** What each fact can be broken down and filtered by; a store has all of these. */
export const DIMENSIONS: Readonly<Record<FactName, readonly string[]>> = {
  visit: OF_VISITS,
  hit: [...OF_VISITS, 'page'],
  vital: [...OF_VISITS, 'page'],
  item_hit: [...OF_VISITS, ...OF_LINES],
  orders: OF_ORDERS,
  refund: OF_ORDERS,
  cart: [...OF_VISITS, 'page', 'step'],
  lead: OF_VISITS,
  cost: OF_COSTS,
  price: OF_LINES,
  purchase: OF_CUSTOMERS,
  comeback: [...OF_VISITS.filter((name) => name !== 'visitor_type'), 'cohort'],
  subscription: [...OF_VISITS, 'list'],
  email: ['campaign'],
  search_position: ['query', 'page', 'country'],
  review: [...OF_LINES, 'place'],
  product: OF_LINES,
  question: ['place'],
  social: ['network'],
  case: ['channel'],
  case_change: ['channel'],
  survey: OF_VISITS,
};

/** Facts that are known by day, and have no hours. */
export const DATED_BY_DAY: ReadonlySet<FactName> = new Set<FactName>([
  'cost',
  'email',
  'search_position',
  'social',
]);

/** Measures of a KPI, each once. */
export function measuresOf(kpi: Kpi): Measure[] {
  const figures = [
    ...(kpi.value ? [kpi.value] : []),
    ...Object.values(kpi.figures ?? {}).flatMap((figure) =>
      'numerator' in figure && 'unit' in figure ? [figure as never] : Object.values(figure),
    ),
    ...Object.values(kpi.columns ?? {}),
  ] as NonNullable<Kpi['value']>[];
  return figures.flatMap((figure) => [
    ...figure.numerator.map(([, measure]) => measure),
    ...(figure.denominator ?? []).map(([, measure]) => measure),
    ...(figure.squares ? [figure.squares] : []),
    ...(figure.needs ? [unfiltered(figure.needs)] : []),
    ...(figure.everyMonth ? [figure.everyMonth] : []),
  ]);
}

/** What a KPI can be broken down and filtered by: what all its facts share. */
export function dimensionsOf(kpi: Kpi): string[] {
  if (kpi.only) return [...kpi.only];
  if (kpi.computed) return [...kpi.computed.dimensions];
  if (kpi.steps) return OF_VISITS;
  const lists = measuresOf(kpi)
    .filter(({ aside }) => !aside)
    .map((measure) => {
      if (measure.paidBy) return OF_COSTS;
      return [...DIMENSIONS[measure.fact], ...Object.keys(measure.as ?? {})];
    });
  const [first = [], ...others] = lists;
  const shared = first.filter((name) => others.every((list) => list.includes(name)));
  return [...new Set([...shared, ...(kpi.also ?? [])])];
}
