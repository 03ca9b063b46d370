import sql, { raw, type Sql } from 'sql-template-tag';
import type { DimensionColumn, FactTable, Scope } from './fact.js';

/** A dimension whose texts stand in the row itself; '' is none. */
export const textColumn = (column: string): DimensionColumn => ({
  kind: 'text',
  column: () => sql`NULLIF(${raw(column)}, '')`,
});

/** A fact of no visitor: nobody is left out of it. */
export const OF_NOBODY = {
  people: (): Sql => sql`1`,
  bots: (): Sql => sql`0`,
  internal: (): Sql => sql`0`,
};

/** Rows of a table that are dated by a local day and have no hour; `alias` is what the table is called. */
export const datedByDay = (alias: string): Pick<FactTable, 'within' | 'moment' | 'dated'> => {
  const date = raw(`${alias}.date`);
  return {
    within: ({ site, span }: Scope) =>
      sql`${raw(alias)}.site = ${site} AND ${date} >= ${span.fromDate} AND ${date} <= ${span.toDate}`,
    moment: sql`CAST(julianday(${date}) - 2440587.5 AS INTEGER)`,
    dated: 'day',
  };
};
