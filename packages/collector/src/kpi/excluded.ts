import type { Condition, FactName } from '../store/scan.js';
import type { Kpi } from './definition.js';
import { measuresOf } from './dimension.js';
import type { Group } from './groups.js';
import { count, type Measure, sum } from './measure.js';

/** What a KPI leaves out, as measures. */
export interface Exclusion {
  bots: Measure[];
  internal: Measure[];
  cookieless: Measure[];
  noExchangeRate: Measure[];
}

/** How much a KPI leaves out, in rows of the fact that it is about. */
export function exclusionOf(kpi: Kpi): Exclusion {
  const measures = [...measuresOf(kpi), ...(kpi.computed?.about ?? [])];
  const main = kpi.value?.denominator?.[0]?.[1] ?? kpi.value?.numerator[0]?.[1] ?? measures[0];
  const fact = kpi.base ?? main?.fact;
  if (!fact) return { bots: [], internal: [], cookieless: [], noExchangeRate: [] };
  const names = namesOf(measures.filter((measure) => measure.fact === fact));
  const counted = (who: 'bots' | 'internal'): Measure[] => [count(fact, names, { who })];
  return {
    bots: counted('bots'),
    internal: counted('internal'),
    cookieless:
      kpi.withoutCookieless && (fact === 'visit' || fact === 'orders')
        ? [count(fact, [{ field: 'cookieless', is: '=', value: 1 }])]
        : [],
    noExchangeRate: unvalued(measures),
  };
}

// Of events only those that the KPI is about in the first place.
function namesOf(measures: readonly Measure[]): Condition[] {
  const when = measures[0]?.when ?? [];
  return when.filter((one) => 'field' in one && one.field === 'name');
}

function unvalued(measures: readonly Measure[]): Measure[] {
  const facts = new Set(measures.filter((measure) => measure.money).map((measure) => measure.fact));
  // The orders of visits are orders too; each is left out once.
  if (facts.has('orders')) facts.delete('visit');
  return [...facts].flatMap((fact) => {
    const one = UNVALUED[fact];
    return one ? [one] : [];
  });
}

const UNVALUED: Partial<Record<FactName, Measure>> = {
  orders: count('orders', [{ field: 'valued', is: 'unknown' }]),
  visit: sum('visit', 'unvalued_orders'),
  refund: count('refund', [{ field: 'valued', is: 'unknown' }]),
  cart: count('cart', [
    { field: 'status', is: '=', value: 'abandoned' },
    { field: 'value', is: 'unknown' },
    { field: 'stated_value', is: 'known' },
  ]),
  cost: count('cost', [
    { field: 'cost', is: 'unknown' },
    {
      either: [
        { field: 'kind', is: '=', value: 'ads' },
        { field: 'kind', is: '=', value: 'marketing' },
      ],
    },
  ]),
};

/** The counts, from the group of the whole period. */
export function presentExcluded(exclusion: Exclusion, whole: Group) {
  const add = (measures: readonly Measure[]) =>
    measures.reduce((total, measure) => total + (whole.get(measure) ?? 0), 0);
  return {
    bots: add(exclusion.bots),
    internal: add(exclusion.internal),
    cookieless: add(exclusion.cookieless),
    no_exchange_rate: add(exclusion.noExchangeRate),
  };
}

/** All measures of an exclusion. */
export const exclusionMeasures = (exclusion: Exclusion): Measure[] => Object.values(exclusion).flat();
