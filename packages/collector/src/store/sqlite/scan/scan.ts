import sql, { join, type Sql } from 'sql-template-tag';
import type { Boundaries, FactName, Scan, ScanMeasure } from '../../scan.js';
import { bucketOf } from './bucket.js';
import { caseChangeFact, caseFact, surveyFact } from './care-facts.js';
import { allOf, compare, dimensionOf, fieldOf, filterOf } from './condition.js';
import { costFact } from './cost-facts.js';
import { type FactTable, type Scope, word } from './fact.js';
import { comebackFact, purchaseFact } from './history-facts.js';
import { emailFact, subscriptionFact } from './newsletter-facts.js';
import { orderFact, refundFact } from './order-facts.js';
import { priceFact } from './price-facts.js';
import { productFact, questionFact, reviewFact, searchPositionFact, socialFact } from './reputation-facts.js';
import { cartFact, hitFact, itemHitFact, leadFact, visitFact } from './visit-facts.js';
import { vitalFact } from './vital-facts.js';

const FACTS: Record<FactName, FactTable> = {
  visit: visitFact,
  hit: hitFact,
  item_hit: itemHitFact,
  vital: vitalFact,
  orders: orderFact,
  refund: refundFact,
  cart: cartFact,
  lead: leadFact,
  cost: costFact,
  purchase: purchaseFact,
  comeback: comebackFact,
  price: priceFact,
  subscription: subscriptionFact,
  email: emailFact,
  search_position: searchPositionFact,
  review: reviewFact,
  product: productFact,
  question: questionFact,
  social: socialFact,
  case: caseFact,
  case_change: caseChangeFact,
  survey: surveyFact,
};

/** One statement; it answers the bucket, each dimension's value and label, then each measure. */
export function compileScan(scan: Scan): Sql {
  const fact = FACTS[scan.fact];
  const scope: Scope = { ...scan, joins: new Set() };
  const bucket = scan.buckets ? bucketOf(fact.moment, boundariesOf(fact, scan.buckets)) : sql`0`;
  const dimensions = scan.by.map((name) => dimensionOf(fact, name));
  const columns = dimensions.map((dimension) => dimension.column(scope));
  const filter = filterOf(scan.filter, fact, scope);
  // A measure may ask for a join that changes how another one counts: all ask before any is compiled.
  for (const measure of scan.measures) {
    allOf(measure.when ?? [], fact, scope);
    if (measure.field && !measure.per) fieldOf(fact, measure.field, scope);
  }

  const groups: Sql[] = [
    sql`${bucket} AS bucket`,
    ...columns.map((column, index) => sql`${column} AS ${word(`d${index}`)}`),
  ];
  const rows = (conditions: Sql[]): Sql => {
    const prelude = fact.prelude?.(scope) ?? [];
    const joins = Object.entries(fact.joins).filter(([name]) => scope.joins.has(name));
    const parts = [sql`FROM ${fact.table}`, ...joins.map(([, words]) => words(scope))];
    const where = join([fact.within(scope), ...filter, ...conditions], ' AND ');
    with_ = prelude.length > 0 ? sql`WITH ${join(prelude, ', ')} ` : sql``;
    return sql`${join(parts, ' ')} WHERE ${where}`;
  };
  let with_ = sql``;

  const keys = word(['bucket', ...columns.map((_, index) => `d${index}`)].join(', '));
  const first = scan.measures[0];
  const parts = fact.parts?.(scope);
  const inner =
    first?.aggregate === 'quantile'
      ? quantiles(scan, fact, scope, groups, keys, rows)
      : first?.per
        ? perVisitor(scan, fact, scope, groups, keys, rows)
        : parts
          ? inShares(scan, fact, scope, groups, keys, rows, parts)
          : plain(scan, fact, scope, groups, keys, rows);

  const decoded = dimensions.flatMap((dimension, index) => {
    const column = word(`g.d${index}`);
    const value =
      dimension.kind === 'term' ? sql`(SELECT value FROM term WHERE id = ${column})` : sql`${column}`;
    return [value, dimension.label?.(scope, column) ?? sql`NULL`];
  });
  const measures = scan.measures.map((_, index) => word(`g.m${index}`));
  return sql`${with_}SELECT ${join([sql`g.bucket`, ...decoded, ...measures])} FROM (${inner}) g`;
}

type Rows = (conditions: Sql[]) => Sql;

function plain(scan: Scan, fact: FactTable, scope: Scope, groups: Sql[], keys: Sql, rows: Rows): Sql {
  const onlyPeople = scan.measures.every((measure) => (measure.who ?? 'people') === 'people');
  const aggregates = scan.measures.map((measure, index) => {
    const who = onlyPeople ? sql`1` : fact[measure.who ?? 'people'](scope);
    return sql`${aggregateOf(measure, who, fact, scope)} AS ${word(`m${index}`)}`;
  });
  const names = eventNames(scan.measures);
  const conditions = [
    ...(onlyPeople ? [fact.people(scope)] : []),
    ...(names && 'name' in fact.fields
      ? [sql`${fieldOf(fact, 'name', scope)} IN (SELECT id FROM term WHERE value IN (${join(names)}))`]
      : []),
  ];
  // Without groups there is nothing to sort rows for.
  const grouped = groups.length > 1 || scan.buckets ? sql`GROUP BY ${keys}` : sql``;
  return sql`SELECT ${join([...groups, ...aggregates])} ${rows(conditions)} ${grouped}`;
}

/** Lines of orders that are divided among visits: first what each share of an order says, then the sums of that. */
function inShares(
  scan: Scan,
  fact: FactTable,
  scope: Scope,
  groups: Sql[],
  keys: Sql,
  rows: Rows,
  { keys: partKeys, share }: NonNullable<ReturnType<NonNullable<FactTable['parts']>>>,
): Sql {
  const inner = scan.measures.map((measure, index) => {
    const condition = sql`${fact[measure.who ?? 'people'](scope)} AND ${allOf(measure.when ?? [], fact, scope)}`;
    const value = measure.aggregate === 'count' ? sql`1` : fieldOf(fact, measure.field, scope);
    const fold = measure.aggregate === 'sum' ? 'SUM' : measure.aggregate === 'min' ? 'MIN' : 'MAX';
    return sql`${word(fold)}(CASE WHEN ${condition} THEN ${value} END) AS ${word(`p${index}`)}`;
  });
  const outer = scan.measures.map(({ aggregate }, index) => {
    const value = word(`p${index}`);
    const folded = {
      count: sql`SUM(share * ${value})`,
      sum: sql`SUM(${value})`,
      distinct: sql`COUNT(DISTINCT ${value})`,
      min: sql`MIN(${value})`,
      max: sql`MAX(${value})`,
      squares: sql`NULL`,
      quantile: sql`NULL`,
    }[aggregate];
    return sql`${folded} AS ${word(`m${index}`)}`;
  });
  const parts = sql`SELECT ${join([...groups, sql`MAX(${share}) AS share`, ...inner])} ${rows([])} GROUP BY ${keys}, ${partKeys}`;
  const grouped = groups.length > 1 || scan.buckets ? sql`GROUP BY ${keys}` : sql``;
  return sql`SELECT ${keys}, ${join(outer)} FROM (${parts}) ${grouped}`;
}

function aggregateOf(measure: ScanMeasure, who: Sql, fact: FactTable, scope: Scope): Sql {
  const condition = sql`${who} AND ${allOf(measure.when ?? [], fact, scope)}`;
  if (measure.aggregate === 'count')
    return fact.count?.(scope, condition) ?? sql`SUM(CASE WHEN ${condition} THEN 1 END)`;
  const field = fieldOf(fact, measure.field, scope);
  if (measure.aggregate === 'distinct') return sql`COUNT(DISTINCT CASE WHEN ${condition} THEN ${field} END)`;
  if (measure.aggregate === 'min' || measure.aggregate === 'max')
    return sql`${word(measure.aggregate.toUpperCase())}(CASE WHEN ${condition} THEN ${field} END)`;
  if (measure.aggregate === 'sum') return sql`SUM(CASE WHEN ${condition} THEN ${field} END)`;
  // Where rows are parts of orders their squares say nothing about orders. As reals, for the sum can leave 64 bits.
  if (fact.count?.(scope, condition)) return sql`NULL`;
  return sql`SUM(CASE WHEN ${condition} THEN 1.0 * (${field}) * (${field}) END)`;
}

/** Sums by visitor first, then what is asked about visitors. */
function perVisitor(scan: Scan, fact: FactTable, scope: Scope, groups: Sql[], keys: Sql, rows: Rows): Sql {
  const fields = [
    ...new Set(scan.measures.flatMap(({ field }) => (field && field !== 'rows' ? [field] : []))),
  ];
  const sums = fields.map((field, index) => sql`SUM(${fieldOf(fact, field, scope)}) AS ${word(`s${index}`)}`);
  const sumOf = (field: string | undefined): Sql =>
    field === 'rows' ? word('n') : word(`s${fields.indexOf(field as string)}`);
  const when = allOf(scan.measures[0]?.when ?? [], fact, scope);
  const visitors = sql`SELECT ${join([...groups, sql`COUNT(*) AS n`, ...sums])} ${rows([fact.people(scope), when])}
    GROUP BY ${keys}, ${fieldOf(fact, 'visitor', scope)}`;
  const outer = scan.measures.map((measure, index) => {
    const having = (measure.having ?? []).map((condition) =>
      'field' in condition ? compare(sumOf(condition.field), condition) : sql`1`,
    );
    const condition = having.length > 0 ? join(having, ' AND ') : sql`1`;
    const sum = sumOf(measure.field ?? 'rows');
    const value =
      measure.aggregate === 'count' ? sql`1` : measure.aggregate === 'sum' ? sum : sql`1.0 * ${sum} * ${sum}`;
    return sql`SUM(CASE WHEN ${condition} THEN ${value} END) AS ${word(`m${index}`)}`;
  });
  return sql`SELECT ${keys}, ${join(outer)} FROM (${visitors}) GROUP BY ${keys}`;
}

/** Exact quantiles, interpolated between the two nearest rows (type 7 of Hyndman and Fan 1996). */
function quantiles(scan: Scan, fact: FactTable, scope: Scope, groups: Sql[], keys: Sql, rows: Rows): Sql {
  const first = scan.measures[0] as ScanMeasure;
  const when = allOf(first.when ?? [], fact, scope);
  const field = fieldOf(fact, first.field, scope);
  const x = first.per ? sql`SUM(${field})` : field;
  const values = sql`SELECT ${join([...groups, sql`${x} AS x`])} ${rows([fact.people(scope), when])} ${
    first.per ? sql`GROUP BY ${keys}, ${fieldOf(fact, 'visitor', scope)}` : sql``
  }`;
  const ranked = sql`SELECT *, ROW_NUMBER() OVER (PARTITION BY ${keys} ORDER BY x) - 1 AS i,
    COUNT(*) OVER (PARTITION BY ${keys}) - 1 AS top FROM (${values}) WHERE x IS NOT NULL`;
  const outer = scan.measures.map((measure, index) => {
    const place = sql`top * ${measure.quantile ?? 500}`;
    return sql`SUM(CASE i WHEN (${place}) / 1000 THEN x * (1 - (${place}) % 1000 / 1000.0)
      WHEN (${place}) / 1000 + 1 THEN x * ((${place}) % 1000 / 1000.0) END) AS ${word(`m${index}`)}`;
  });
  return sql`SELECT ${keys}, ${join(outer)} FROM (${ranked}) GROUP BY ${keys}`;
}

function boundariesOf(fact: FactTable, buckets: Boundaries): readonly number[] {
  if (fact.dated === 'instant') return buckets.instants;
  if (!buckets.days) throw new Error('this fact is dated by days, and has no hours');
  return buckets.days;
}

// The event names that all measures together ask for, so that the index on them is used.
function eventNames(measures: readonly ScanMeasure[]): string[] | undefined {
  const names = measures.map((measure) =>
    (measure.when ?? []).flatMap((condition) =>
      'field' in condition && condition.field === 'name' && 'value' in condition
        ? [`${condition.value}`]
        : [],
    ),
  );
  return names.every((list) => list.length > 0) ? [...new Set(names.flat())] : undefined;
}
