import sql, { join, type Sql } from 'sql-template-tag';
import { type Condition, type FilterClause, type FilterTerm, NOT_SET } from '../../scan.js';
import { type DimensionColumn, type FactTable, type Scope, word } from './fact.js';

/** The column of a dimension. @throws Error for one that the fact does not have: the plan asks no such thing. */
export function dimensionOf(fact: FactTable, name: string): DimensionColumn {
  const dimension = Object.hasOwn(fact.dimensions, name) ? fact.dimensions[name] : undefined;
  if (!dimension) throw new Error(`no dimension "${name}" on this fact`);
  return dimension;
}

/** The words of a field. @throws Error for one that the fact does not have. */
export function fieldOf(fact: FactTable, name: string | undefined, scope: Scope): Sql {
  const field = name !== undefined && Object.hasOwn(fact.fields, name) ? fact.fields[name] : undefined;
  if (!field) throw new Error(`no field "${name}" on this fact`);
  return field(scope);
}

const termIds = (values: readonly string[]): Sql => sql`SELECT id FROM term WHERE value IN (${join(values)})`;

/** All conditions in one; true where there is none. */
export function allOf(conditions: readonly Condition[], fact: FactTable, scope: Scope): Sql {
  if (conditions.length === 0) return sql`1`;
  return join(
    conditions.map((condition) => sql`(${conditionOf(condition, fact, scope)})`),
    ' AND ',
  );
}

function conditionOf(condition: Condition, fact: FactTable, scope: Scope): Sql {
  if ('either' in condition)
    return join(
      condition.either.map((one) => sql`(${conditionOf(one, fact, scope)})`),
      ' OR ',
    );
  if ('dimension' in condition) {
    const dimension = dimensionOf(fact, condition.dimension);
    if (dimension.semijoin) return dimension.semijoin(scope, termIds(condition.in));
    const column = dimension.column(scope);
    return dimension.kind === 'term'
      ? sql`${column} IN (${termIds(condition.in)})`
      : sql`${column} IN (${join(condition.in)})`;
  }
  const field = fieldOf(fact, condition.field, scope);
  // A name of an event is a term; it is the only field that is compared as one.
  if (condition.field === 'name' && 'value' in condition)
    return sql`${field} = (SELECT id FROM term WHERE value = ${condition.value})`;
  return compare(field, condition);
}

/** A comparison of a field that is not a term. */
export function compare(
  field: Sql,
  condition: Exclude<Condition, { either: unknown } | { dimension: unknown }>,
): Sql {
  switch (condition.is) {
    case 'known':
      return sql`${field} IS NOT NULL`;
    case 'unknown':
      return sql`${field} IS NULL`;
    case 'any_bit':
      return sql`${field} & ${condition.value} <> 0`;
    case 'no_bit':
      return sql`${field} & ${condition.value} = 0`;
    default:
      return sql`${field} ${word(condition.is)} ${condition.value}`;
  }
}

/** The filter of a person, in the words of the fact. */
export function filterOf(filter: readonly FilterClause[], fact: FactTable, scope: Scope): Sql[] {
  return filter.map(
    (clause) =>
      sql`(${join(
        clause.map((term) => termOf(term, dimensionOf(fact, term.dimension), scope)),
        ' OR ',
      )})`,
  );
}

// A row of no visit has none of the values, which a bare NOT would leave unknown.
const not = (has: Sql): Sql => sql`NOT COALESCE(${has}, 0)`;

function termOf(term: FilterTerm, dimension: DimensionColumn, scope: Scope): Sql {
  const { operator, value } = term;
  const pattern = globOf(value);
  if (dimension.semijoin) {
    if (value === NOT_SET && operator !== '=~') {
      const any = dimension.semijoin(scope, sql`SELECT id FROM term`);
      return operator === '==' ? not(any) : any;
    }
    const terms = operator === '=~' ? sql`SELECT id FROM term WHERE value GLOB ${pattern}` : termIds([value]);
    const has = dimension.semijoin(scope, terms);
    return operator === '!=' ? not(has) : has;
  }
  const column = dimension.column(scope);
  if (value === NOT_SET && operator !== '=~')
    return operator === '==' ? sql`${column} IS NULL` : sql`${column} IS NOT NULL`;
  if (dimension.kind === 'term') {
    if (operator === '=~') return sql`${column} IN (SELECT id FROM term WHERE value GLOB ${pattern})`;
    const id = sql`COALESCE((SELECT id FROM term WHERE value = ${value}), -1)`;
    return operator === '==' ? sql`${column} = ${id}` : sql`(${column}) IS NOT ${id}`;
  }
  if (operator === '=~') return sql`COALESCE((${column}) GLOB ${pattern}, 0)`;
  return operator === '==' ? sql`(${column}) = ${value}` : sql`(${column}) IS NOT ${value}`;
}

/** In a GLOB of SQLite `?` and `[` mean something too; here only `*` does, and without one the value is a prefix. */
export function globOf(value: string): string {
  const literal = value.replace(/[[?]/g, '[$&]');
  return value.includes('*') ? literal : `${literal}*`;
}
