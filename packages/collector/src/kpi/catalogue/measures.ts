import { STEP } from '../../facts/visit.js';
import type { Condition } from '../../store/scan.js';
import type { Figure } from '../definition.js';
import { type CostKind, count, distinct, type Expression, type Measure, squaresOf, sum } from '../measure.js';

// The measures that several KPIs are made of.

export const KNOWN: Condition = { field: 'cookieless', is: '=', value: 0 };
export const ORDERED: Condition = { field: 'orders', is: '>', value: 0 };
export const HAS_CUSTOMER: Condition = { field: 'customer', is: 'known' };
export const FIRST_ORDER: Condition = { field: 'customer_number', is: '=', value: 1 };
export const LATER_ORDER: Condition = { field: 'customer_number', is: '>', value: 1 };
export const BEGAN_CHECKOUT: Condition = { field: 'steps', is: 'any_bit', value: STEP.begin_checkout };
/** Events of this name. */
export const named = (event: string): Condition => ({ field: 'name', is: '=', value: event });

export const visits = count('visit');
export const knownVisits = count('visit', [KNOWN]);
export const orderingVisits = count('visit', [ORDERED]);
export const visitors = distinct('visit', 'visitor');
export const knownVisitors = distinct('visit', 'visitor', [KNOWN]);
export const visitRevenue = sum('visit', 'revenue', [], { money: true });
export const orders = count('orders');
export const valuedOrders = count('orders', [{ field: 'valued', is: 'known' }]);
export const revenue = sum('orders', 'revenue', [], { money: true });
export const units = sum('orders', 'units', [], { scale: 1000 });
export const refunds = sum('refund', 'value', [], { money: true });
export const newCustomerOrders = count('orders', [FIRST_ORDER]);
export const returningCustomerOrders = count('orders', [LATER_ORDER]);
export const pageViews = count('hit', [named('page_view')]);

const ofKind = (kinds: readonly CostKind[]): Condition => ({
  either: kinds.map((kind) => ({ field: 'kind', is: '=', value: kind })),
});

/** Cost of some kinds, and how many rows of it there are. */
export const cost = (...kinds: CostKind[]): Measure => sum('cost', 'cost', [ofKind(kinds)], { money: true });
export const costRows = (...kinds: CostKind[]): Measure => count('cost', [ofKind(kinds)]);

/** What the goods of orders cost, as far as their unit costs are known, and the revenue of those goods. */
export const goodsCost = sum('orders', 'cost', [], { money: true });
export const coveredRevenue = sum('orders', 'covered_revenue', [], { money: true });
export const costedOrders = count('orders', [{ field: 'cost', is: 'known' }]);

/** Revenue of the orders whose source has a cost row of one of these kinds. */
export const paidRevenue = (...kinds: CostKind[]): Measure => ({ ...revenue, paidBy: kinds });

/** A measure alone, as a sum of one. */
export const of = (measure: Measure): Expression => [[1, measure]];

/** A number of things. */
export const total = (measure: Measure): Figure => ({
  unit: measure.money ? 'money' : 'count',
  numerator: of(measure),
});

/** A part of a whole. */
export const part = (numerator: Measure, denominator: Measure): Figure => ({
  unit: 'proportion',
  numerator: of(numerator),
  denominator: of(denominator),
});

/** A mean of what the numerator sums over the rows that the denominator counts. */
export const mean = (
  unit: Figure['unit'],
  numerator: Measure,
  denominator: Measure,
  squares: Measure = squaresOf(numerator),
): Figure => ({ unit, numerator: of(numerator), denominator: of(denominator), squares });
