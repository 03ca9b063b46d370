import sql, { type Sql } from 'sql-template-tag';
import { datedByDay, OF_NOBODY, textColumn } from './day-facts.js';
import { type DimensionColumn, type FactTable, type Scope, termColumn } from './fact.js';
import { joinProduct, productOf } from './product-words.js';
import { datedBy } from './visit-facts.js';

/** Dimensions of a fact that names a product, by the column of its item. */
export const linesOf = (item: Sql): Record<string, DimensionColumn> => ({
  product: productOf(item),
  category: termColumn('COALESCE(ip.category, p.category)', 'product'),
  brand: termColumn('COALESCE(ip.brand, p.brand)', 'product'),
});

/** Reviews, of products and of the shop, here and on market places. */
export const reviewFact: FactTable = {
  table: sql`review r`,
  joins: { product: joinProduct('r.site', 'r.item') },
  ...OF_NOBODY,
  within: datedBy(sql`r.site`, sql`r.time`),
  moment: sql`r.time`,
  dated: 'instant',
  fields: {
    rating: () => sql`r.rating`,
    // Half a star is rounded up.
    stars: () => sql`((r.rating + 50) / 100)`,
    place: () => sql`r.place`,
    // The first that a product has in the shop: there are as many of them as products with a review.
    first_of_product: ({ site }) => sql`(r.review_id IN (SELECT review_id FROM (
      SELECT review_id, ROW_NUMBER() OVER (PARTITION BY item ORDER BY time, review_id) AS i FROM review
      WHERE site = ${site} AND item IS NOT NULL AND place IS NULL) WHERE i = 1))`,
  },
  dimensions: { ...linesOf(sql`r.item`), place: textColumn('r.place') },
};

// A product that only a review tells of is one of the shop's too.
const catalogue = ({ site }: Scope): Sql => sql`catalogue(site, item) AS MATERIALIZED (
  SELECT site, item FROM product WHERE site = ${site}
  UNION SELECT site, item FROM import_product WHERE site = ${site}
  UNION SELECT site, item FROM review WHERE site = ${site} AND item IS NOT NULL AND place IS NULL)`;

/** The products that are known; nobody says since when, so they were always there. */
export const productFact: FactTable = {
  table: sql`catalogue c`,
  joins: { product: joinProduct('c.site', 'c.item') },
  prelude: (scope) => [catalogue(scope)],
  ...OF_NOBODY,
  within: ({ site, span }) => sql`c.site = ${site} AND ${span.from} <= 0`,
  moment: sql`0`,
  dated: 'instant',
  fields: {},
  dimensions: linesOf(sql`c.item`),
};

/** Questions on market places, dated by when they were asked. */
export const questionFact: FactTable = {
  table: sql`marketplace_question q`,
  joins: {},
  ...OF_NOBODY,
  within: datedBy(sql`q.site`, sql`q.asked`),
  moment: sql`q.asked`,
  dated: 'instant',
  fields: {
    answered: () => sql`q.answered`,
    answer_ms: () => sql`q.answered - q.asked`,
  },
  dimensions: { place: textColumn('q.place') },
};

/** What happened in a social network on a day. */
export const socialFact: FactTable = {
  // The first number of followers that is known of a network is nobody's gain: they may have come years ago.
  table: sql`(SELECT *, COALESCE(followers - LAG(followers) OVER (PARTITION BY site, network ORDER BY date), 0) AS won,
    followers - LAG(followers, 1, 0) OVER (PARTITION BY site, network ORDER BY date) AS change FROM social_stats) w`,
  joins: {},
  ...datedByDay('w'),
  ...OF_NOBODY,
  fields: {
    comments: () => sql`w.comments`,
    likes: () => sql`w.likes`,
    reposts: () => sql`w.reposts`,
    won: () => sql`w.won`,
    change: () => sql`w.change`,
  },
  dimensions: { network: textColumn('w.network') },
};

/** Where the shop stood in a search engine on a day. */
export const searchPositionFact: FactTable = {
  table: sql`search_position g`,
  joins: {},
  ...datedByDay('g'),
  ...OF_NOBODY,
  fields: {
    impressions: () => sql`g.impressions`,
    clicks: () => sql`g.clicks`,
    weighed_position: () => sql`g.position * g.impressions`,
  },
  dimensions: {
    query: termColumn('g.query'),
    page: termColumn('g.page'),
    country: termColumn('g.country'),
  },
};
