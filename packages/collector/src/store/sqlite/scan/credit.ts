import sql, { type Sql } from 'sql-template-tag';
import type { AttributionModel } from '../../scan.js';
import type { Scope } from './fact.js';
import { splitMoney } from './split-money.js';

/** How far before an order a visit can have led to it. */
export const WINDOW_MS = 90 * 86_400_000;
const HALF_LIFE_MS = 7 * 86_400_000;
export const DIRECT = 'Direct';

/** Whether a model divides an order among visits. */
export function splits(model: AttributionModel): boolean {
  return model === 'linear' || model === 'position' || model === 'time_decay';
}

/**
 * `credit(okey, part, visit, share, money)`: for each order the visit (or visits) that it is attributed to, among
 * all of its visitor's and its customer's within 90 days before it. An order with none has no row.
 *
 * @param parts select of the order's key, a number that tells its parts apart (lines, refunds; 0: the whole), and
 *   the money of each, which is divided by largest remainder.
 */
export function creditCte(scope: Scope, parts: Sql): Sql[] {
  const { site } = scope;
  return [
    sql`target(okey, part, money) AS MATERIALIZED (${parts})`,
    sql`bought AS MATERIALIZED (SELECT key AS okey, time, visitor, customer, visit FROM orders WHERE key IN (SELECT okey FROM target))`,
    sql`buyer AS MATERIALIZED (SELECT DISTINCT customer FROM bought WHERE customer IS NOT NULL)`,
    // The browsers of a customer: those of its orders, and those that its id was seen with.
    sql`owned AS MATERIALIZED (
      SELECT b.customer, x.visitor FROM buyer b JOIN orders x ON x.customer = b.customer WHERE x.visitor IS NOT NULL
      UNION
      SELECT b.customer, s.visitor FROM buyer b JOIN customer k ON k.key = b.customer
        JOIN term t ON t.value = SUBSTR(k.id, 3) JOIN sighting s ON s.customer = t.id WHERE SUBSTR(k.id, 1, 2) = 'c:')`,
    sql`browser AS MATERIALIZED (
      SELECT okey, time, visit, visitor FROM bought WHERE visitor IS NOT NULL
      UNION SELECT b.okey, b.time, b.visit, w.visitor FROM bought b JOIN owned w ON w.customer = b.customer)`,
    // CROSS JOIN: from the few browsers to their visits; the other way would go through all visits of the site.
    sql`touch AS (
      SELECT w.okey, v.key AS visit, v.started, v.id, v.channel IS (SELECT id FROM term WHERE value = ${DIRECT}) AS direct
      FROM browser w CROSS JOIN visit v ON v.visitor = w.visitor
      WHERE v.started <= w.time AND v.started >= w.time - ${WINDOW_MS} AND +v.site = ${site}
        AND ((v.bot IS NULL AND v.internal = 0) OR v.key = w.visit))`,
    ...creditOf(scope.attribution),
  ];
}

function creditOf(model: AttributionModel): Sql[] {
  if (!splits(model)) {
    return [
      sql`credit AS MATERIALIZED (
        SELECT t.okey, t.part, c.visit, 1 AS share, t.money FROM target t JOIN (
          SELECT okey, visit, ROW_NUMBER() OVER (PARTITION BY okey ORDER BY ${ORDER[model as keyof typeof ORDER]}) AS place FROM touch
        ) c ON c.okey = t.okey AND c.place = 1)`,
    ];
  }
  return [
    sql`placed AS (SELECT okey, visit, started,
      ROW_NUMBER() OVER (PARTITION BY okey ORDER BY started, id) AS position,
      COUNT(*) OVER (PARTITION BY okey) AS touches,
      MAX(started) OVER (PARTITION BY okey) AS latest FROM touch)`,
    sql`weighed AS MATERIALIZED (SELECT okey, visit, position, ${weightOf(model)} AS weight FROM placed)`,
    sql`credit AS MATERIALIZED (SELECT okey, part, visit, 1.0 * weight / total AS share, money FROM (${splitMoney(
      sql`SELECT t.okey, t.part, t.money, w.visit, w.position, w.weight,
        SUM(w.weight) OVER (PARTITION BY t.okey, t.part) AS total FROM target t JOIN weighed w ON w.okey = t.okey`,
      'okey, part',
      'okey, part, visit',
    )}))`,
  ];
}

// Of visits that began in the same millisecond their ids decide: keys follow the order of arrival.
const ORDER: Record<'last_non_direct' | 'first' | 'last', Sql> = {
  last_non_direct: sql`direct, started DESC, id DESC`,
  last: sql`started DESC, id DESC`,
  first: sql`started, id`,
};

// Weights are integers, so that a division of money is exact. Those of time decay keep six digits.
function weightOf(model: AttributionModel): Sql {
  if (model === 'linear') return sql`1`;
  if (model === 'position')
    return sql`CASE WHEN touches <= 2 THEN 1 WHEN position IN (1, touches) THEN 2 * (touches - 2) ELSE 1 END`;
  return sql`MAX(1, CAST(ROUND(1000000 * POW(0.5, 1.0 * (latest - started) / ${HALF_LIFE_MS})) AS INTEGER))`;
}
