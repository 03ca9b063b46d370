import { sealedSql } from '../../facts/sealed.js';
import { FACT_TABLES } from './facts-tables.js';
import type { Imports } from './imports.js';
import type { Projector } from './project.js';
import { TOUCH } from './touched.js';
import { type StoredVisitor, TRAIT } from './visitors.js';
import type { WriteContext } from './write-context.js';

/** Events between two derivations: of who comes again in them facts are derived once. */
const PAGE = 20_000;

const OF_NO_EVENT = (table: string) => `NOT EXISTS (SELECT 1 FROM event e WHERE e.seq = ${table}.seq)`;
const BEFORE_HORIZON = (table: string) =>
  `${table}.time < (SELECT z.before FROM sealed_site z WHERE z.site = ${table}.site)`;

/** Visits of orders that closed a cart: by another word of the order they can lie after the horizon. */
const OF_SEALED_CARTS = 'SELECT c.order_visit FROM cart c WHERE c.sealed = 1 AND c.order_visit IS NOT NULL';

/**
 * Which facts stay when facts are made again: those whose events are gone. Where it cannot be told of a row alone, it
 * is one whose merge with its own events changes nothing.
 */
const SEALED: Partial<Record<(typeof FACT_TABLES)[number], string>> = {
  visitor: `traits & ${TRAIT.sealed}
    OR visitor.key IN (SELECT v.visitor FROM visit v WHERE v.key IN (${OF_SEALED_CARTS}))`,
  visit: `EXISTS (SELECT 1 FROM sealed_visitor s WHERE s.visitor = visit.visitor AND ${sealedSql('visit', 's.before')})`,
  hit: OF_NO_EVENT('hit'),
  item_hit: OF_NO_EVENT('item_hit'),
  lead: OF_NO_EVENT('lead'),
  product: BEFORE_HORIZON('product'),
  sighting: `EXISTS (SELECT 1 FROM sealed_visitor s WHERE s.visitor = sighting.visitor
    AND sighting.day < s.before / 86400000)`,
  order_claim: 'word IS NOT NULL',
  // They are made again like all orders, but under the number by which sealed carts know them.
  orders: `EXISTS (SELECT 1 FROM order_claim c WHERE c.site = orders.site AND c.order_id = orders.order_id
      AND c.word IS NOT NULL)
    OR orders.key IN (SELECT cart.orders FROM cart WHERE cart.sealed = 1)`,
  cart: 'sealed = 1',
  refund: `imported = 0 AND ${BEFORE_HORIZON('refund')}`,
  subscription: `imported = 0 AND ${BEFORE_HORIZON('subscription')}`,
  survey_answer: `imported = 0 AND ${BEFORE_HORIZON('survey_answer')}`,
};

/**
 * Empties the facts and makes them again from the log and the imports, within the caller's transaction: readers see
 * the old facts until all the new ones are there, and a stop in between changes nothing. Facts whose events are gone
 * (retention.ts) stay as they are.
 */
export function rebuildFacts(
  on: WriteContext,
  projector: Projector,
  imports: Imports,
  derive: () => void,
  onProgress: (done: number, total: number) => void,
): void {
  const sealed = on.db.prepare('SELECT 1 FROM sealed_site').get() !== undefined;
  if (sealed) emptyButSealed(on);
  else for (const table of FACT_TABLES) on.db.prepare(`DELETE FROM ${table}`).run();
  const indexes = dropIndexes(on);
  const total = on.log.count();
  let done = 0;
  let seq = 0;
  for (;;) {
    const page = on.log.after(seq, PAGE);
    const last = page.at(-1);
    if (!last) break;
    for (const entry of page) projector.project(entry);
    derive();
    seq = last.seq;
    done += page.length;
    onProgress(done, total);
  }
  for (const { sql } of indexes) on.db.exec(sql);
  imports.projectAll(derive);
  if (sealed) deriveOfSealed(on, derive);
  on.visits.endRemaking();
}

/** Indexes that only reports ask for, and not what derives facts from events. */
const FOR_REPORTS = [
  ...['hit_name_day', 'hit_group', 'hit_alone', 'item_hit_time'],
  ...['visit_started', 'visit_left_out', 'visit_ordering'],
];

/** Takes them away: made at the end, of all rows at once, they cost a third. @returns how they are made */
function dropIndexes({ db }: WriteContext): { sql: string }[] {
  const indexes = db
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_master WHERE type = 'index' AND name IN (${FOR_REPORTS.map((name) => `'${name}'`).join(', ')})`,
    )
    .all();
  for (const { name } of indexes) db.exec(`DROP INDEX ${name}`);
  return indexes;
}

function emptyButSealed({ db, visits }: WriteContext): void {
  // They are made again; carts that are sealed know them by their numbers.
  const goingOn = db
    .prepare<[], { key: number; visitor: number; id: unknown }>(
      `SELECT v.key, v.visitor, v.id FROM visit v LEFT JOIN sealed_visitor s ON s.visitor = v.visitor
       WHERE (v.started < s.before OR v.key IN (${OF_SEALED_CARTS}))
         AND NOT coalesce(${sealedSql('v', 's.before')}, 0)`,
    )
    .all();
  visits.beginRemaking(goingOn);
  for (const table of FACT_TABLES) {
    const stays = SEALED[table];
    db.prepare(`DELETE FROM ${table}${stays === undefined ? '' : ` WHERE NOT coalesce(${stays}, 0)`}`).run();
  }
  db.prepare('UPDATE orders SET customer = NULL, customer_number = NULL').run();
}

/** What follows from sealed facts and from what can still change: their orders, and carts that were open. */
function deriveOfSealed(on: WriteContext, derive: () => void): void {
  const { db, touched, visitors } = on;
  const claims = db.prepare<[number, string], { site: number; order_id: string }>(
    `SELECT DISTINCT site, order_id FROM order_claim WHERE word IS NOT NULL AND (site, order_id) > (?, ?)
     ORDER BY site, order_id LIMIT ${PAGE}`,
  );
  let claim = { site: 0, order_id: '' };
  for (;;) {
    const page = claims.all(claim.site, claim.order_id);
    for (const { site, order_id } of page) touched.order(site, order_id);
    derive();
    if (page.length < PAGE) break;
    claim = page.at(-1) as typeof claim;
  }
  const open = db
    .prepare<[number], number>(
      `SELECT visitor FROM sealed_visitor WHERE cart IS NOT NULL AND visitor > ? ORDER BY visitor LIMIT ${PAGE}`,
    )
    .pluck();
  let last = 0;
  for (;;) {
    const page = open.all(last);
    for (const key of page) touched.visitor(visitors.at(key) as StoredVisitor, TOUCH.carts);
    derive();
    if (page.length < PAGE) break;
    last = page.at(-1) as number;
  }
}
