import type { SqliteDatabase } from './database.js';
import { unpackId } from './pack-id.js';

const VISIT = '(SELECT id FROM visit v WHERE v.key = %)';
const VISITOR = '(SELECT id FROM visitor w WHERE w.key = %)';
const TERM = '(SELECT value FROM term t WHERE t.id = %)';
const ORDER = '(SELECT order_id FROM orders o WHERE o.key = %)';
const EVENT = '(SELECT id FROM event e WHERE e.seq = %)';
const CUSTOMER = '(SELECT id FROM customer c WHERE c.key = %)';

const terms = (...names: string[]) => Object.fromEntries(names.map((name) => [name, TERM]));

/** Columns that hold a key of another row, and how to say the row by its id instead; `null`: left out. */
const REFERENCES: Record<string, Record<string, string | null>> = {
  visitor: { key: null, traits: null },
  visit: {
    ...terms('landing_page', 'exit_page', 'channel', 'source', 'medium', 'campaign', 'term', 'content'),
    ...terms('referrer', 'country', 'region', 'language', 'device', 'browser', 'os', 'bot'),
    key: null,
    visitor: VISITOR,
  },
  hit: { ...terms('name', 'page', 'content_group', 'label'), seq: EVENT, visitor: VISITOR, visit: VISIT },
  item_hit: { ...terms('name', 'item'), seq: EVENT, visit: VISIT },
  product: terms('item', 'name', 'category', 'brand'),
  sighting: { ...terms('customer'), visitor: VISITOR },
  lead: { ...terms('bot'), seq: EVENT, visitor: VISITOR, visit: VISIT },
  order_claim: { seq: EVENT, word: null },
  customer: { key: null },
  orders: {
    ...terms('coupon', 'payment_type', 'shipping_tier', 'source', 'medium', 'campaign', 'channel', 'country'),
    ...terms('bot', 'stated_customer'),
    key: null,
    visitor: VISITOR,
    visit: VISIT,
    customer: CUSTOMER,
  },
  order_line: { ...terms('item', 'name', 'category', 'brand'), orders: ORDER },
  refund: { ...terms('item', 'reason', 'bot'), key: null, orders: ORDER },
  cost: { session: null },
  import_product: { ...terms('item', 'name', 'category', 'brand'), session: null },
  competitor_price: { ...terms('item'), key: null, session: null },
  email_stats: { session: null },
  search_position: { ...terms('query', 'page', 'country'), session: null },
  review: { ...terms('item'), session: null },
  social_stats: { session: null },
  marketplace_question: { session: null },
  support_case: { session: null },
  import_subscriber: { session: null },
  import_survey_response: { session: null },
  subscription: { ...terms('bot'), seq: EVENT },
  survey_answer: { ...terms('bot'), seq: EVENT },
  cart: {
    sealed: null,
    ...terms('last_page', 'last_event'),
    key: null,
    visitor: VISITOR,
    opened_visit: VISIT,
    last_visit: VISIT,
    order_visit: VISIT,
    orders: ORDER,
  },
};

/**
 * Rows that are facts, where not all of a table are: a visitor's row is the number of an id, and stays, for the next who bears it,
 * when a later file of orders takes back the only word about that visitor.
 */
const FACTS: Record<string, string> = {
  visitor: ['visit', 'hit', 'orders', 'cart', 'lead', 'sighting']
    .map((table) => `EXISTS (SELECT 1 FROM ${table} WHERE ${table}.visitor = visitor.key)`)
    .join(' OR '),
};

/** All facts in words of the outside, sorted, so that two files can be compared whose keys differ. */
export function dumpFacts(db: SqliteDatabase): Record<string, string[]> {
  const dump: Record<string, string[]> = {};
  for (const [table, references] of Object.entries(REFERENCES)) {
    const columns = db.pragma(`table_info(${table})`) as { name: string }[];
    const selected = columns
      .filter(({ name }) => references[name] !== null)
      .map(({ name }) => {
        const column = `${table}.${name}`;
        return `${references[name]?.replace('%', column) ?? column} AS ${name}`;
      });
    const where = FACTS[table] ?? 'TRUE';
    const rows = db.prepare(`SELECT ${selected.join(', ')} FROM ${table} WHERE ${where}`).all() as Record<
      string,
      unknown
    >[];
    dump[table] = rows
      .map((row) =>
        JSON.stringify(row, (_, value) =>
          value?.type === 'Buffer' ? unpackId(Buffer.from(value.data)) : value,
        ),
      )
      .sort();
  }
  return dump;
}
