import type { Person } from '../person.js';
import type { Row, Site } from '../store.js';
import { packId, unpackId } from './pack-id.js';
import { isAddress, pseudonymOf } from './pseudonyms.js';

/** Visitors of a site that are the person: by their id, or seen with its customer id in an event or an order. */
const VISITORS = `
  SELECT key, id FROM visitor WHERE site = @site AND id = @visitor
  UNION
  SELECT v.key, v.id FROM term t JOIN sighting s ON s.customer = t.id JOIN visitor v ON v.key = s.visitor
  WHERE t.value = @customer AND v.site = @site
  UNION
  SELECT v.key, v.id FROM term t JOIN orders o ON o.stated_customer = t.id JOIN visitor v ON v.key = o.visitor
  WHERE t.value = @customer AND o.site = @site`;

/** Where a customer is known by its id. */
const CUSTOMERS = [
  'import_order WHERE site = @site AND customer_id = @customer',
  'orders o JOIN term t ON t.id = o.stated_customer WHERE o.site = @site AND t.value = @customer',
  `sighting s JOIN term t ON t.id = s.customer JOIN visitor v ON v.key = s.visitor
   WHERE v.site = @site AND t.value = @customer`,
  'support_case WHERE site = @site AND customer_id = @customer',
  'import_survey_response WHERE site = @site AND customer_id = @customer',
  'survey_answer WHERE site = @site AND customer = @customer',
  'subscription WHERE site = @site AND imported = 1 AND subscriber = @customer',
  "subscription WHERE site = @site AND imported = 0 AND subscriber = 'c:' || @customer",
];
const IS_CUSTOMER = `SELECT 1 WHERE ${CUSTOMERS.map((where) => `EXISTS (SELECT 1 FROM ${where})`).join(' OR ')}`;

/** A person with the keys of its visitors. */
export interface FoundPerson extends Person {
  keys: number[];
  /** The id as customers may bear it, whether facts know one by it or not: events of servers can name one without a visitor. */
  names: string[];
}

/**
 * The questions by which a person is found, for whoever can ask them: each is yielded, and is sent its rows.
 *
 * @returns the person; without visitors and customers where nobody is known by the id
 */
export function* findPerson(
  site: Pick<Site, 'key' | 'id'>,
  id: string,
): Generator<[sql: string, parameters: Record<string, unknown>], FoundPerson, Row[]> {
  const names = [id];
  const found: FoundPerson = { visitors: [], customers: [], keys: [], names };
  if (isAddress(id)) {
    const [secret] = yield ["SELECT value FROM secret WHERE name = 'pseudonym'", {}];
    if (secret) names.push(pseudonymOf(secret[0] as Uint8Array, site.id, id));
  }
  for (const customer of names) {
    const [known] = yield [IS_CUSTOMER, { site: site.key, customer }];
    if (known) found.customers.push(customer);
    const rows = yield [VISITORS, { site: site.key, visitor: packId(id), customer }];
    for (const [key, visitor] of rows) {
      if (found.keys.includes(Number(key))) continue;
      found.keys.push(Number(key));
      found.visitors.push(unpackId(visitor));
    }
  }
  return found;
}

/** {@link findPerson} where rows come at once. */
export function findPersonNow(
  site: Pick<Site, 'key' | 'id'>,
  id: string,
  ask: (sql: string, parameters: Record<string, unknown>) => Row[],
): FoundPerson {
  const questions = findPerson(site, id);
  let step = questions.next();
  while (!step.done) step = questions.next(ask(...step.value));
  return step.value;
}

/** {@link findPerson} where rows come later. */
export async function findPersonLater(
  site: Pick<Site, 'key' | 'id'>,
  id: string,
  ask: (sql: string, parameters: Record<string, unknown>) => Promise<Row[]>,
): Promise<FoundPerson> {
  const questions = findPerson(site, id);
  let step = questions.next();
  while (!step.done) step = questions.next(await ask(...step.value));
  return step.value;
}
