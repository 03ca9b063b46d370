import sql from 'sql-template-tag';
import { datedByDay, OF_NOBODY, textColumn } from './day-facts.js';
import type { FactTable } from './fact.js';

/** Costs are dated by a local day, and have no hour. */
export const costFact: FactTable = {
  table: sql`cost k`,
  joins: {},
  ...datedByDay('k'),
  ...OF_NOBODY,
  fields: {
    kind: () => sql`k.kind`,
    source: () => sql`NULLIF(k.source, '')`,
    cost: () => sql`k.reporting`,
    month: () => sql`SUBSTR(k.date, 1, 7)`,
  },
  dimensions: {
    channel: textColumn('k.channel'),
    source: textColumn('k.source'),
    medium: textColumn('k.medium'),
    campaign: textColumn('k.campaign'),
  },
};
