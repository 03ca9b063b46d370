import sql, { type Sql } from 'sql-template-tag';
import { type DimensionColumn, type Scope, word } from './fact.js';

/**
 * What a product is called: by the shop's own list, else by the last event that named it, else by an order line. Without
 * INDEXED BY SQLite would look for the newest line in all lines of the shop, product by product.
 */
export const nameOfProduct = (site: number, item: Sql): Sql =>
  sql`(SELECT value FROM term WHERE id = COALESCE(
    (SELECT n.name FROM import_product n WHERE n.site = ${site} AND n.item = ${item}),
    (SELECT n.name FROM product n WHERE n.site = ${site} AND n.item = ${item}),
    (SELECT n.name FROM order_line n INDEXED BY order_line_item WHERE n.site = ${site} AND n.item = ${item} AND n.name IS NOT NULL
      ORDER BY n.time DESC, n.orders DESC LIMIT 1)))`;

/** The product of a row, from the column of its id. */
export const productOf = (item: Sql, ...joins: string[]): DimensionColumn => ({
  kind: 'term',
  column: (scope) => {
    for (const join of joins) scope.joins.add(join);
    return item;
  },
  label: (scope: Scope, column: Sql) => nameOfProduct(scope.site, column),
});

/** Joins what is known of the product of a row, as `p` from events and `ip` from the shop's own list. */
export const joinProduct = (site: string, item: string) => (): Sql =>
  word(`LEFT JOIN product p ON p.site = ${site} AND p.item = ${item}
    LEFT JOIN import_product ip ON ip.site = ${site} AND ip.item = ${item}`);
