import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { FunnelStep } from '../../scan.js';
import { textOf } from '../shared-text.js';
import { filterOf } from './condition.js';
import type { DimensionColumn, FactTable, Scope } from './fact.js';
import { hitFact } from './visit-facts.js';

/** The conditions of a step on a row with the hit as `h`, its visit as `v`, its log entry as `e`, and as `o` its order. */
export function stepCondition(step: FunnelStep, scope: Scope): Sql {
  const fact: FactTable = { ...hitFact, dimensions: dimensionsOf(step) };
  const filter = filterOf(step.filter, fact, scope);
  return filter.length === 0 ? sql`1` : join(filter, ' AND ');
}

function dimensionsOf(step: FunnelStep): Record<string, DimensionColumn> {
  const items = step.event === 'purchase' ? linesOfOrder : itemsOfEvent;
  const names = step.filter.flatMap((clause) => clause.map(({ dimension }) => dimension));
  const ofData = names.filter((name) => name.startsWith('data.')).map((name) => [name, field(name)] as const);
  return {
    ...hitFact.dimensions,
    product: having((terms) => sql`EXISTS (SELECT 1 FROM (${items}) x WHERE x.item IN (${terms}))`),
    category: having((terms, scope) => ofProduct(items, scope, sql`p.category IN (${terms})`)),
    brand: having((terms, scope) => ofProduct(items, scope, sql`p.brand IN (${terms})`)),
    ...Object.fromEntries(ofData),
  };
}

const linesOfOrder = sql`SELECT l.item AS item FROM order_line l WHERE l.orders = o.key`;

const data = raw(textOf('e.data'));

// `item_hit` knows the products of three events only; the log those of all.
const itemsOfEvent = sql`SELECT t.id AS item FROM json_each(${data}, '$.items') j
  JOIN term t ON t.value = json_extract(j.value, '$.item_id')`;

const ofProduct = (items: Sql, scope: Scope, condition: Sql): Sql =>
  sql`EXISTS (SELECT 1 FROM (${items}) x JOIN product p ON p.site = ${scope.site} AND p.item = x.item WHERE ${condition})`;

/** A dimension of which an event has many values. */
function having(exists: (terms: Sql, scope: Scope) => Sql): DimensionColumn {
  return {
    kind: 'term',
    column: () => {
      throw new Error('an event has many products: they can be filtered by only');
    },
    semijoin: (scope, terms) => exists(terms, scope),
  };
}

/** A field of an event's data, as text; `true` and `false` by their names. */
function field(name: string): DimensionColumn {
  const path = `$${name
    .slice('data.'.length)
    .split('.')
    .map((part) => `."${part}"`)
    .join('')}`;
  return {
    kind: 'text',
    column: () =>
      sql`CASE json_type(${data}, ${path}) WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE CAST(json_extract(${data}, ${path}) AS TEXT) END`,
  };
}
