import type { Condition, FilterClause, Scan, ScanMeasure } from '../../scan.js';
import { ATTRIBUTED, ATTRIBUTION, COLUMN_FACTS, type ColumnFact } from './column-facts.js';
import { isByPage } from './event-columns.js';

/** Whether a scan asks only for what columns can answer; all else is asked of the rows. */
export function fitsColumns(scan: Scan): boolean {
  if (scan.fact === 'hit') return countsViews(scan);
  const fact = factOf(scan);
  return (
    fact !== undefined &&
    hasDimensions(fact, scan.by, scan.filter) &&
    (fact.name !== 'orders' || scan.attribution === ATTRIBUTION || !followsAttribution(scan)) &&
    scan.measures.every((measure) => isAnswered(measure, fact))
  );
}

function factOf({ fact }: Scan): ColumnFact | undefined {
  return fact === 'visit' || fact === 'orders' || fact === 'cart' ? COLUMN_FACTS[fact] : undefined;
}

const hasDimensions = (fact: ColumnFact, by: readonly string[], filter: readonly FilterClause[]): boolean =>
  by.every((name) => isDimension(fact, name)) &&
  filter.flat().every(({ dimension }) => isDimension(fact, dimension));

/** Whether a dimension of a scan, or one that a measure asks for, follows the attribution. */
function followsAttribution({ by, filter, measures }: Scan): boolean {
  const named = (condition: Condition): string[] =>
    'either' in condition
      ? condition.either.flatMap(named)
      : 'dimension' in condition
        ? [condition.dimension]
        : [];
  const conditions = measures.flatMap(({ when }) => when ?? []).flatMap(named);
  return [...by, ...filter.flat().map(({ dimension }) => dimension), ...conditions].some((name) =>
    (ATTRIBUTED as readonly string[]).includes(name),
  );
}

const isDimension = (fact: ColumnFact, name: string): boolean =>
  fact.terms.has(name) || Object.hasOwn(fact.made, name);

function isAnswered({ field, per, when, having }: ScanMeasure, fact: ColumnFact): boolean {
  const isField = (name: string | undefined) => name === undefined || fact.fields.has(name);
  const isSum = (name: string | undefined) => name === 'rows' || isField(name);
  if (per && fact.name !== 'visit') return false;
  return (
    (when ?? []).every((condition) => fits(condition, fact)) &&
    (per ? isSum(field) : isField(field)) &&
    (having ?? []).every((condition) => 'field' in condition && isSum(condition.field))
  );
}

function fits(condition: Condition, fact: ColumnFact): boolean {
  if ('either' in condition) return condition.either.every((one) => fits(one, fact));
  if ('dimension' in condition) return isDimension(fact, condition.dimension);
  if (Object.hasOwn(fact.judged, condition.field)) return condition.is === '=';
  return fact.fields.has(condition.field) && (!('value' in condition) || typeof condition.value === 'number');
}

/** Views of pages, counted by what visits are cut and filtered by, or of people by the page itself. */
function countsViews({ by, filter, measures }: Scan): boolean {
  const visit = COLUMN_FACTS.visit;
  // What a hit has of itself, and what a visit has by another name.
  const ofVisit = (name: string) => isDimension(visit, name) && name !== 'step';
  return (
    (by.every(ofVisit) ||
      (isByPage({ by }) && measures.every(({ who }) => (who ?? 'people') === 'people'))) &&
    filter.flat().every(({ dimension }) => ofVisit(dimension)) &&
    measures.every(({ aggregate, per, when = [] }) => {
      const [only] = when;
      return (
        aggregate === 'count' &&
        !per &&
        when.length === 1 &&
        only !== undefined &&
        'field' in only &&
        only.field === 'name' &&
        only.is === '=' &&
        only.value === 'page_view'
      );
    })
  );
}
