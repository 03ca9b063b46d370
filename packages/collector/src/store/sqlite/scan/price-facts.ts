import sql from 'sql-template-tag';
import { OF_NOBODY } from './day-facts.js';
import type { FactTable } from './fact.js';
import { joinProduct } from './product-words.js';
import { linesOf } from './reputation-facts.js';

/**
 * Products that competitors sell too, with the newest price of each up to the end of the span and what was sold in it.
 * The shop's own price is that of its list of products, else the last that was paid for one in the site's currency.
 */
export const priceFact: FactTable = {
  table: sql`offer f`,
  joins: { product: joinProduct('f.site', 'f.item') },
  prelude: ({ site, span }) => [
    sql`latest AS (SELECT item, reporting FROM (SELECT item, reporting,
        ROW_NUMBER() OVER (PARTITION BY item, competitor ORDER BY date DESC) AS place
        FROM competitor_price WHERE site = ${site} AND date <= ${span.toDate}) WHERE place = 1)`,
    sql`offer(site, item, theirs, competitors, without_rate) AS MATERIALIZED (
        SELECT ${site}, item, AVG(reporting), COUNT(reporting), COUNT(*) - COUNT(reporting) FROM latest GROUP BY item)`,
  ],
  ...OF_NOBODY,
  within: ({ site }) => sql`f.site = ${site}`,
  moment: sql`0`,
  dated: 'instant',
  fields: {
    theirs: () => sql`f.theirs`,
    competitors: () => sql`f.competitors`,
    without_rate: () => sql`f.without_rate`,
    own: ({ site, span }) => sql`COALESCE(
      (SELECT c.reporting_price FROM import_product c WHERE c.site = f.site AND c.item = f.item),
      (SELECT l.price FROM order_line l INDEXED BY order_line_item JOIN orders o ON o.key = l.orders
        WHERE l.site = f.site AND l.item = f.item AND l.time < ${span.to} AND o.bot IS NULL AND o.internal = 0
          AND o.currency = (SELECT currency FROM site WHERE key = ${site})
        ORDER BY l.time DESC, o.order_id DESC LIMIT 1))`,
    revenue: ({
      span,
    }) => sql`(SELECT SUM(l.reporting) FROM order_line l INDEXED BY order_line_item JOIN orders o ON o.key = l.orders
      WHERE l.site = f.site AND l.item = f.item AND l.time >= ${span.from} AND l.time < ${span.to}
        AND o.bot IS NULL AND o.internal = 0)`,
  },
  dimensions: linesOf(sql`f.item`),
};
