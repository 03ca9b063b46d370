import sql, { join, type Sql } from 'sql-template-tag';
import type { BasketRow, BasketScan, ProductWords } from '../../scan.js';
import { bucketOf } from './bucket.js';
import { dimensionOf, filterOf } from './condition.js';
import { type Scope, word } from './fact.js';
import { orderFact } from './order-facts.js';
import { nameOfProduct } from './product-words.js';
import { parametersOf, type Query } from './run.js';

/** Ids of products that one statement looks up. */
const PAGE = 5000;

/** One statement; it answers the bucket, each dimension, then the products of an order. */
function compileBaskets(scan: BasketScan): Sql {
  const scope: Scope = { ...scan, now: 0, idleMs: 0, joins: new Set() };
  const dimensions = scan.by.map((name) => dimensionOf(orderFact, name));
  const columns = dimensions.map((dimension) => dimension.column(scope));
  const conditions = [
    orderFact.within(scope),
    orderFact.people(scope),
    ...filterOf(scan.filter, orderFact, scope),
  ];
  const bucket = scan.buckets ? bucketOf(orderFact.moment, scan.buckets.instants) : sql`0`;
  const prelude = orderFact.prelude?.(scope) ?? [];
  const joins = Object.entries(orderFact.joins).filter(([name]) => scope.joins.has(name));
  const tables = [
    sql`FROM ${orderFact.table} JOIN order_line b ON b.orders = o.key AND b.item IS NOT NULL`,
    ...joins.map(([, words]) => words(scope)),
  ];
  const names = columns.map((_, index) => `d${index}`);
  const orders = sql`SELECT ${join([
    sql`${bucket} AS bucket`,
    ...columns.map((column, index) => sql`${column} AS ${word(names[index] as string)}`),
    sql`GROUP_CONCAT(DISTINCT b.item) AS items`,
  ])} ${join(tables, ' ')} WHERE ${join(conditions, ' AND ')} GROUP BY ${word(['o.key', ...names].join(', '))}`;
  const decoded = dimensions.map((dimension, index) =>
    dimension.kind === 'term'
      ? sql`(SELECT value FROM term WHERE id = ${word(`g.d${index}`)})`
      : word(`g.d${index}`),
  );
  const with_ = prelude.length > 0 ? sql`WITH ${join(prelude, ', ')} ` : sql``;
  return sql`${with_}SELECT ${join([sql`g.bucket`, ...decoded, sql`g.items`])} FROM (${orders}) g`;
}

/** Compiles a scan of baskets, runs it, and reads its rows. */
export async function runBaskets(scan: BasketScan, query: Query): Promise<BasketRow[]> {
  const { sql: text, values } = compileBaskets(scan);
  const rows = await query(text, parametersOf(values));
  return rows.map((row) => ({
    bucket: Number(row[0]),
    values: row.slice(1, -1) as (string | null)[],
    items: row.at(-1) as string,
  }));
}

/** Ids and names of products by the numbers that baskets hold. */
export async function runProducts(
  site: number,
  items: readonly number[],
  query: Query,
): Promise<Map<number, ProductWords>> {
  const products = new Map<number, ProductWords>();
  for (let from = 0; from < items.length; from += PAGE) {
    const page = items.slice(from, from + PAGE);
    const { sql: text, values } = sql`SELECT t.id, t.value, ${nameOfProduct(site, sql`t.id`)}
      FROM term t WHERE t.id IN (${join(page)})`;
    for (const [id, item, name] of await query(text, parametersOf(values)))
      products.set(Number(id), { item: item as string, name: name as string | null });
  }
  return products;
}
