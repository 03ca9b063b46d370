import type { Person, PersonRecords } from '../person.js';
import type { Row, Site } from '../store.js';
import type { NamelessEvents } from './erase-person.js';

type Query = (sql: string, parameters: readonly unknown[]) => Promise<Row[]>;

const CASE = [
  'case_id',
  'channel',
  'opened',
  'first_reply',
  'solved',
  'escalated',
  'messages',
  'customer_id',
];
const ANSWER = ['time', 'kind', 'score', 'customer'];
const SUBSCRIPTION = ['time', 'action', 'list', 'imported', 'subscriber'];
const TIMES: ReadonlySet<string> = new Set(['opened', 'first_reply', 'solved', 'time']);

/** Support cases, answers to surveys and changes of newsletter lists of a person. */
export async function readPersonRecords(
  { key: site }: Site,
  { visitors, customers }: Person,
  query: Query,
): Promise<PersonRecords> {
  const read = async (columns: readonly string[], from: string, names: readonly string[]) => {
    const rows: Record<string, unknown>[] = [];
    for (const name of names)
      for (const row of await query(`SELECT ${columns.join(', ')} FROM ${from}`, [site, name]))
        rows.push(Object.fromEntries(columns.map((column, at) => [column, told(column, row[at])])));
    return rows;
  };
  const subscribers = [
    ...visitors.map((visitor) => `v:${visitor}`),
    ...customers.flatMap((customer) => [customer, `c:${customer}`]),
  ];
  const [support_cases, survey_answers, subscriptions] = await Promise.all([
    read(CASE, 'support_case WHERE site = ? AND customer_id = ? ORDER BY opened', customers),
    read(ANSWER, 'survey_answer WHERE site = ? AND customer = ? ORDER BY time', customers),
    read(
      SUBSCRIPTION,
      'subscription WHERE imported IN (0, 1) AND site = ? AND subscriber = ? ORDER BY time',
      subscribers,
    ),
  ]);
  return { support_cases, survey_answers, subscriptions };
}

/** Events that name a customer and no browser. The log has no index of them: a reader goes through it. */
export async function namelessEvents(
  { key: site }: Site,
  customers: readonly string[],
  query: Query,
): Promise<NamelessEvents> {
  const [[newest] = []] = await query('SELECT COALESCE(MAX(seq), 0) FROM event', []);
  const upTo = Number(newest);
  const seqs: number[] = [];
  const named: string[] = [];
  for (const customer of customers) {
    const rows = await query(
      `SELECT seq FROM event WHERE site = ? AND seq <= ? AND context IN
         (SELECT c.key FROM term t JOIN context c ON c.customer = t.id WHERE t.value = ? AND c.visitor IS NULL)`,
      [site, upTo, customer],
    );
    if (rows.length > 0) named.push(customer);
    for (const [seq] of rows) seqs.push(Number(seq));
  }
  return { customers: named, seqs, upTo };
}

function told(column: string, value: Row[number] | undefined): unknown {
  if (value === null || value === undefined) return null;
  return TIMES.has(column) ? new Date(Number(value)).toISOString() : value;
}
