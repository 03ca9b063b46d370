import sql, { type Sql } from 'sql-template-tag';
import type { DimensionColumn, FactTable } from './fact.js';

const text = (column: Sql): DimensionColumn => ({
  kind: 'text',
  column: () => sql`NULLIF(${column}, '')`,
});

/** Costs are dated by a local day, and have no hour. */
export const costFact: FactTable = {
  table: sql`cost k`,
  joins: {},
  within: ({ site, span }) =>
    sql`k.site = ${site} AND k.date >= ${span.fromDate} AND k.date <= ${span.toDate}`,
  moment: sql`CAST(julianday(k.date) - 2440587.5 AS INTEGER)`,
  dated: 'day',
  people: () => sql`1`,
  bots: () => sql`0`,
  internal: () => sql`0`,
  fields: {
    kind: () => sql`k.kind`,
    source: () => sql`NULLIF(k.source, '')`,
    cost: () => sql`k.reporting`,
  },
  dimensions: {
    channel: text(sql`k.channel`),
    source: text(sql`k.source`),
    medium: text(sql`k.medium`),
    campaign: text(sql`k.campaign`),
  },
};
