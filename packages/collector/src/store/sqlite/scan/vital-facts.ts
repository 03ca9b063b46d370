import sql, { join } from 'sql-template-tag';
import { VITAL_PARTS, WEB_VITALS } from '../../../facts/web-vital.js';
import { type FactTable, termColumn } from './fact.js';
import { hitFact } from './visit-facts.js';

/** How good a web vital is, by the thresholds of its metric. */
const RATING = sql`CASE ${join(
  Object.entries(WEB_VITALS).map(
    ([metric, { good, needsWork }]) => sql`WHEN h.label = (SELECT id FROM term WHERE value = ${metric})
      THEN CASE WHEN h.number <= ${good * VITAL_PARTS} THEN 'good' WHEN h.number <= ${needsWork * VITAL_PARTS} THEN 'needs_work' ELSE 'poor' END`,
  ),
  ' ',
)} END`;

const NAME = sql`(SELECT id FROM term WHERE value = 'web_vital')`;
const VIEW = sql`(SELECT id FROM term WHERE value = 'page_view')`;

/**
 * A page says what it has measured each time it is hidden, as it may not be seen again, and its layout goes on shifting
 * when it is. So a measurement that another one of its metric follows before the page's next view is none of its own. Of two
 * of one moment the larger counts.
 */
const IS_LAST = sql`NOT EXISTS (
  SELECT 1 FROM hit n WHERE n.visit = h.visit AND n.name = h.name AND n.time >= h.time
    AND n.label = h.label AND n.page IS h.page AND n.number IS NOT NULL
    AND (n.time > h.time OR n.number > h.number OR (n.number = h.number AND n.seq > h.seq))
    AND NOT EXISTS (SELECT 1 FROM hit p WHERE p.visit = h.visit AND p.name = ${VIEW}
      AND p.time > h.time AND p.time <= n.time AND p.page IS h.page))`;

/** The last measurement of a metric in a page view. */
export const vitalFact: FactTable = {
  ...hitFact,
  within: (scope) =>
    sql`${hitFact.within(scope)} AND h.name = ${NAME} AND h.number IS NOT NULL AND ${IS_LAST}`,
  fields: { ...hitFact.fields, rating: () => RATING },
  dimensions: { ...hitFact.dimensions, metric: termColumn('h.label') },
};
